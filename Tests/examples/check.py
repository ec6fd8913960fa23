#!/usr/bin/env python3
"""Holds the examples, the Dockerfile, docker-compose.yml and all scripts against the tools that read them.

  Tests/examples/check.py                      all of it; needs the program at .build/debug/sluice, root, and PyPI
  Tests/examples/check.py airflow systemd      only these: airflow, kubernetes, systemd, github, containers, scripts
  Tests/examples/check.py --allow-missing      what cannot be had here does not fail it, but is said

The small tools come into .build-examples, Airflow into .build-airflow, at their first use. One line a check; 1 when one failed.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

here = Path(__file__).resolve().parent
root = here.parents[1]
tools = root / ".build-examples" / "bin"
failed, missing, count = [], [], 0


def report(what, tool, problems, note=""):
    global count
    count += 1
    print(f"{'FAILED' if problems else 'ok':8}{what:37} {tool:24} {note}", flush=True)
    for problem in problems:
        print("        " + "\n        ".join(str(problem).rstrip().splitlines()), flush=True)
    if problems:
        failed.append((what, tool))


def lacks(what, tool, why):
    missing.append((what, tool))
    print(f"MISSING {what:37} {tool:24} NOT CHECKED: {why}", flush=True)


def run(what, tool, command, note="", quiet=False, **options):
    """A tool that says by its exit status whether it is content; `quiet`: it also has to say nothing."""
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, stdin=subprocess.DEVNULL, **options)
    said = (done.stdout + done.stderr).strip()
    report(what, tool, [said or f"left with {done.returncode}"] if done.returncode or (quiet and said) else [], note)


def runs(command, wanted):
    """The JSON lines of a script that runs an example for each exit status."""
    environment = os.environ | {"STATUSES": json.dumps(wanted), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return lines, [done.stderr[-4000:] or f"left with {done.returncode}"] if done.returncode else [], done.stderr


def environment_of(name, *requirements):
    """A venv with what the files require; made anew when they change."""
    folder, wanted = root / name, "".join((here / file).read_text() for file in requirements if not file.startswith("-"))
    mark = folder / "installed"
    if not mark.exists() or mark.read_text() != wanted:
        print(f"installing {name}", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        arguments = [flag for file in requirements for flag in (("-c" if "constraints" in file else "-r"), here / file)]
        pip = [folder / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *arguments], check=True)
        mark.write_text(wanted)
    return folder / "bin"


def airflow(program):
    import statuses

    what = "Examples/airflow"
    try:
        python = environment_of(".build-airflow", "requirements-airflow.txt", "constraints-airflow.txt") / "python"
    except subprocess.CalledProcessError as error:
        return lacks(what, "airflow", f"pip could not install it ({error.returncode})")
    with tempfile.TemporaryDirectory() as work:
        wanted = [*sorted(statuses.EXPECTED), statuses.KILLED]
        script = [python, here / "airflow_runs.py", root / what, work, program]
        lines, problems, said = runs(script, wanted)
        if problems:
            return report(what, "airflow", problems)
        parsed, *lines = lines
        errors = [*parsed["errors"].values()] + ([] if parsed["dags"] == ["sluice"] else [f"dags: {parsed['dags']}"])
        if parsed["settings"] != {"catchup": "False", "max_active_runs": "1"}:
            errors.append(f"the DAG has {parsed['settings']}")
        report(what, "airflow DagBag", errors, parsed["version"])
        if not lines:
            return
        outcome = {statuses.DONE: ("skipped", 1), statuses.LOOK: ("failed", 1), statuses.RETRY: ("failed", 4)}
        expected = {str(s): outcome[statuses.EXPECTED.get(s, statuses.RETRY)] for s in wanted} | {
            "0": ("success", 1),
            "25 then 0": ("success", 2),
            "program": ("failed", 1),
            "no image": ("failed", 4),
            "too long": ("failed", 1),
        }
        errors = differences(expected, {line["run"]: (line["state"], line["tries"]) for line in lines})
        for line in lines:
            if line["left"]:
                errors.append(f"{line['run']} left a pod behind")
            if line["run"] == "program" and line["ended"] != [21] or line["run"] == "too long" and line["ended"] != [143]:
                errors.append(f"{line['run']}: the process left with {line['ended']}")
        errors += [f"the log never says «exit status {s}: …»" for s in wanted if s and f"exit status {s}: " not in said]
        report(what, "airflow dag.test()", errors, f"{len(lines)} runs")
        pods = sorted(Path(work).glob("pod-*.json"))
        validate = [tools / "kubernetes-validate", "-k", "1.34", "--strict", "--quiet", *pods[:1]]
        run(what, "kubernetes-validate", validate, "the pod that Airflow sends")


def differences(expected, seen):
    return [f"{name}: {seen.get(name)}, should be {value}" for name, value in expected.items() if seen.get(name) != value]


def kubernetes(program):
    what = "Examples/kubernetes"
    files = sorted((root / what).glob("*.yaml"))
    run(what, "kubernetes-validate", [tools / "kubernetes-validate", "-k", "1.34", "--strict", "--quiet", *files], "for 1.34")
    run(what, "yamllint", [tools / "yamllint", "--strict", "--config-file", here / "yamllint.yaml", *files])
    code = f"import kubernetes_rules as k\nfor p in k.problems({str(root / what)!r}): print(p)"
    environment = os.environ | {"PYTHONPATH": str(here), "PYTHONDONTWRITEBYTECODE": "1"}
    run(what, "rules and exit statuses", [tools / "python", "-c", code], quiet=True, env=environment)


def systemd(program):
    import statuses

    what = "Examples/systemd"
    if not shutil.which("systemd-analyze"):
        return lacks(what, "systemd-analyze", "install systemd")
    with tempfile.TemporaryDirectory() as name:
        for unit in (root / what).iterdir():
            # The units, but for a program that is there.
            (Path(name) / unit.name).write_text(unit.read_text().replace("=/usr/bin/sluice ", f"={program} "))
        units = sorted(Path(name).iterdir())
        run(what, "systemd-analyze verify", ["systemd-analyze", "verify", "--man=no", *units], quiet=True)
        for unit in (unit for unit in units if unit.suffix == ".service"):
            # In tenths: 15 is 1.5 of 10, where 10 is all that a service without these settings can reach.
            command = ["systemd-analyze", "security", "--offline=true", "--threshold=15", "--no-pager", unit]
            run(f"{what}/{unit.name}", "systemd-analyze security", command, "at most 1.5 of 10")
    settings = [line for line in (root / what / "sluice.service").read_text().splitlines()]
    named = {int(n) for line in settings if "ExitStatus=" in line and line[0] != "#" for n in line.partition("=")[2].split()}
    report(what, "exit statuses", differences({"named": statuses.EXPECTED.keys() - {0, 24, 25}}, {"named": named}))
    if os.geteuid() != 0 or not Path("/usr/lib/systemd/systemd").exists():
        return lacks(what, "a booted systemd", "it takes root and the package systemd")
    wanted = sorted(statuses.EXPECTED)
    lines, problems, _ = runs([sys.executable, here / "systemd_runs.py", root / what, program], wanted)
    if problems:
        return report(what, "a booted systemd", problems)
    version, *lines = lines
    outcome = {statuses.DONE: ("inactive", "success", 1), statuses.LOOK: ("failed", "exit-code", 1)}
    outcome[statuses.RETRY] = ("failed", "exit-code", 4)
    expected = {str(status): outcome[kind] for status, kind in statuses.EXPECTED.items()} | {
        # There a signal comes from whoever stops it, and means it.
        **dict.fromkeys(("130", "143", "stopped", "secrets", "program"), outcome[statuses.DONE]),
        "killed": ("failed", "signal", 4),
        "program, nothing to reach": outcome[statuses.RETRY],
        "serve": ("active", "success", True),
        "timer": ("active", None, None),
    }
    seen = {line["run"]: (line["state"], line.get("result"), line.get("tries", line.get("ready"))) for line in lines}
    report(what, "a booted systemd", differences(expected, seen), f"{version['version']}, {len(lines)} runs")


def github(program):
    import statuses

    what = "Examples/github-actions"
    workflow = root / what / "load.yml"
    shellcheck = tools / "shellcheck"
    actionlint = os.environ.get("ACTIONLINT") or shutil.which("actionlint")
    if actionlint:
        run(what, "actionlint", [actionlint, "-shellcheck", shellcheck, workflow])
    else:
        lacks(what, "actionlint", "put it on the PATH, or name it in ACTIONLINT")
    run(what, "check-jsonschema", [tools / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", workflow])
    run(what, "zizmor", [tools / "zizmor", "--offline", "--no-progress", "--persona", "pedantic", workflow])
    run(what, "yamllint", [tools / "yamllint", "--strict", "--config-file", here / "yamllint.yaml", workflow])
    if os.geteuid() != 0:
        return lacks(what, "its steps, run", "it takes root, for a network of its own")
    wanted = [*sorted(statuses.EXPECTED), statuses.KILLED]
    lines, problems, _ = runs([tools / "python", here / "workflow_runs.py", workflow, program], wanted)
    for line in lines:
        if line["job"] == "demo" and line["status"]:
            problems.append(f"demo, step {line['step']}: left with {line['status']}\n{line['text']}")
        if line["job"] == "account":
            kind = statuses.EXPECTED.get(line["run"], statuses.RETRY)
            right = (0, 1) if kind == statuses.DONE else (line["run"], 3 if kind == statuses.RETRY else 1)
            if (line["status"], line["tries"]) != right or (not line["text"].startswith("::") and line["run"]):
                problems.append(f"account, exit status {line['run']}: {line}, should be {right}")
    report(what, "its steps, run", problems, f"{len(lines)} runs")


def containers(program):
    run("Dockerfile", "hadolint", [tools / "hadolint", "Dockerfile"])
    schema = [tools / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"]
    run("docker-compose.yml", "check-jsonschema", schema)
    if shutil.which("docker") and subprocess.run(["docker", "compose", "version"], capture_output=True).returncode == 0:
        for profile in ([], ["--profile", "demo"]):
            run("docker-compose.yml", "docker compose config", ["docker", "compose", *profile, "config", "--quiet"])


def scripts(program):
    """All shell scripts of the project, by their first line, and those that lie in other files."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=root, capture_output=True, text=True, check=True)
    found = []
    for name in sorted(set(listed.stdout.splitlines())):
        path = root / name
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                first = file.readline(100)
            if name.endswith(".sh") or (first.startswith(b"#!") and first.split(b"/")[-1].split()[-1] in (b"sh", b"bash", b"dash")):
                found.append(name)
    for name in found:
        run(name, "shellcheck", [tools / "shellcheck", "-x", "--source-path=SCRIPTDIR", name])
    code = """if 1:
        import sys, yaml
        w = yaml.safe_load(open("Examples/github-actions/load.yml"))
        for job in w["jobs"].values():
            for step in job["steps"]:
                print("bash", step["run"], sep="\\n", end="\\0")
        c = yaml.safe_load(open("Examples/kubernetes/cronjob.yaml"))
        pod = c["spec"]["jobTemplate"]["spec"]["template"]["spec"]["containers"][0]
        print("sh", pod["command"][2], sep="\\n", end="\\0")
    """
    read = subprocess.run([tools / "python", "-c", code], cwd=root, capture_output=True, text=True)
    problems = [read.stderr] if read.returncode else []
    for script in read.stdout.split("\0")[:-1]:
        shell, _, text = script.partition("\n")
        done = subprocess.run([tools / "shellcheck", f"--shell={shell}", "-"], input=text, capture_output=True, text=True)
        problems += [done.stdout] if done.returncode else []
    report("scripts in YAML", "shellcheck", problems, f"{read.stdout.count(chr(0))} of them")


def main():
    parts = {f.__name__: f for f in (airflow, kubernetes, systemd, github, containers, scripts)}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", nargs="*", choices=[[], *parts])
    parser.add_argument("--allow-missing", action="store_true")
    parser.add_argument("--program", default=str(root / ".build/debug/sluice"))
    asked = parser.parse_args()
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(here))
    import statuses

    program = str(Path(asked.program).resolve())
    if not os.access(program, os.X_OK):
        raise SystemExit(f"{program} is not there; `swift build --product sluice` makes it, --program names another")
    environment_of(".build-examples", "requirements.txt")
    theirs, ours = statuses.of_program(program), statuses.EXPECTED.keys()
    problems = [f"{s} is in `sluice --help` and not in Tests/examples/statuses.py" for s in sorted(theirs - ours)]
    problems += [f"{s} is in Tests/examples/statuses.py and not in `sluice --help`" for s in sorted(ours - theirs)]
    report("sluice --help", "exit statuses", problems, f"{len(theirs)} of them")
    for name, part in parts.items():
        if not asked.part or name in asked.part:
            part(program)
    print(f"{count - len(failed)} passed, {len(failed)} failed, {len(missing)} missing")
    if missing and not asked.allow_missing:
        print("what is missing counts as failed, unless --allow-missing is given", file=sys.stderr)
    raise SystemExit(1 if failed or (missing and not asked.allow_missing) else 0)


if __name__ == "__main__":
    main()
