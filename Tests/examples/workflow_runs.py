"""Runs the steps of the workflow as a runner does, but for docker, whose place docker_stand_in.py takes.

usage: workflow_runs.py WORKFLOW PROGRAM    (prints one JSON line a job; needs PyYAML, jq, curl and PostgreSQL's programs)
It puts itself into a network of its own, where the ports of the workflow are free.
"""

import glob
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

here = Path(__file__).resolve().parent


def say(**document):
    print(json.dumps(document), flush=True)


def run_job(workflow, name, folder, program, secrets):
    """The steps up to the first that fails; its name and exit status, or None and 0."""
    job = workflow["jobs"][name]
    tools = folder / "bin"
    environment = {
        "PATH": f"{tools}:{os.environ['PATH']}", "HOME": str(folder), "CI": "true", "GITHUB_ACTIONS": "true",
        "STAND_IN_PROGRAM": program, "STAND_IN_FOLDER": str(folder), "LANG": "C.UTF-8",
    } | workflow.get("env", {}) | job.get("env", {})  # fmt: skip
    for step in job["steps"]:
        if "if" in step:
            continue
        given = {key: secrets.get(key, "") if "secrets." in value else value for key, value in step.get("env", {}).items()}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=folder, env=environment | given, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode:
            return step["name"], done.returncode, done.stdout + done.stderr
    return None, 0, done.stdout


def tool(folder, name, text):
    path = folder / "bin" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


def with_postgres(folder, job, work):
    wanted = job["services"]["postgres"]["env"]
    programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
    as_user = ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups"] if shutil.which("setpriv") else []
    data = folder / "cluster"
    data.mkdir()
    shutil.chown(data, "postgres")
    trust = wanted["POSTGRES_HOST_AUTH_METHOD"]
    quiet = {"stdout": subprocess.DEVNULL, "check": True, "cwd": data}
    subprocess.run([*as_user, f"{programs}/initdb", "--auth", trust, "--no-sync", "-D", data], **quiet)
    options = f"-c listen_addresses=127.0.0.1 -c unix_socket_directories={data} -c fsync=off"
    control = [*as_user, f"{programs}/pg_ctl", "--wait", "--silent", "-D", data]
    subprocess.run([*control, "-o", options, "-l", data / "log", "start"], **quiet)
    try:
        create = f"create database {wanted['POSTGRES_DB']}"
        subprocess.run(["psql", "--quiet", "-h", "127.0.0.1", "-U", "postgres", "--command", create], **quiet)
        work()
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **quiet)


def main():
    workflow = yaml.safe_load(Path(sys.argv[1]).read_text())
    program = str(Path(sys.argv[2]).resolve())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        shutil.copy(here / "docker_stand_in.py", folder)
        tool(folder, "docker", f'#!/bin/sh\nexec {sys.executable} {folder}/docker_stand_in.py "$@"\n')

        def demo():
            step, status, text = run_job(workflow, "demo", folder, program, {})
            say(job="demo", step=step, status=status, text=text[-2000:] if step else "")

        try:
            with_postgres(folder, workflow["jobs"]["demo"], demo)
        finally:
            for pid in (folder / "started").read_text().split() if (folder / "started").exists() else []:
                os.kill(int(pid), signal.SIGTERM)

        tool(folder, "sleep", "#!/bin/sh\n")
        for wanted in json.loads(os.environ["STATUSES"]):
            count = folder / "tries"
            count.write_text("")
            # It gets no more than an image would: the secrets that the step hands on.
            script = f'#!/bin/sh\necho >>{count}\n[ -n "$DATABASE_URL$WHATCONVERTS_TOKEN" ] || exit 99\nexit {wanted}\n'
            tool(folder, "stub", script)
            secrets = {key: "x" for key in ("DATABASE_URL", "WHATCONVERTS_TOKEN", "WHATCONVERTS_SECRET")}
            _, status, text = run_job(workflow, "account", folder, str(folder / "bin" / "stub"), secrets)
            say(job="account", run=wanted, status=status, tries=len(count.read_text()), text=text.strip())


if os.environ.get("OWN_NETWORK") != "yes":
    os.environ["OWN_NETWORK"] = "yes"
    inner = 'ip link set lo up && exec "$@"'
    # However this process ends, the kernel ends the servers that the steps start.
    own = ["setpriv", "--pdeathsig", "KILL", "unshare", "--net", "--pid", "--mount-proc", "--fork", "--kill-child"]
    os.execvp("setpriv", [*own, "sh", "-c", inner, "sh", sys.executable, *sys.argv])
main()
