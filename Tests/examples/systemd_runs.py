"""Boots a systemd in namespaces of its own, and has it run the units: each exit status, a stop, and the real program.

usage: systemd_runs.py UNITS_FOLDER PROGRAM    (as root; prints one JSON line a run)
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

units, program = sys.argv[1], sys.argv[2]
here = Path(__file__).resolve().parent


@contextlib.contextmanager
def booted():
    mounts = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
    hierarchy = next((Path(place) for _, place, kind, *_ in mounts if kind == "cgroup2"), None)
    if os.geteuid() != 0 or hierarchy is None:
        raise SystemExit("booting a systemd takes root and a cgroup2 hierarchy")
    group = hierarchy / f"sluice-examples-{os.getpid()}"
    group.mkdir()
    with tempfile.TemporaryDirectory() as root:
        command = ["setpriv", "--pdeathsig", "KILL", "unshare", "--mount", "--pid", "--fork", "--kill-child", "--net", "--uts", "--ipc", "--cgroup"]
        outer = subprocess.Popen(
            [*command, here / "systemd_root.sh", root, units, program, here.parents[1] / "migrations"],
            preexec_fn=lambda: (group / "cgroup.procs").write_text(str(os.getpid())),
            stdin=subprocess.DEVNULL,
        )
        try:
            yield Booted(outer)
        finally:
            outer.kill()
            outer.wait()
            for folder in [*sorted(group.rglob("*/"), reverse=True), group]:
                for _ in range(50):
                    with contextlib.suppress(OSError):
                        folder.rmdir()
                        break
                    time.sleep(0.1)


class Booted:
    def __init__(self, outer):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and outer.poll() is None:
            children = Path(f"/proc/{outer.pid}/task/{outer.pid}/children").read_text().split()
            self.first = children[0] if children else None
            if self.first and self.run("systemctl", "is-system-running").stdout.strip() in ("running", "degraded"):
                self.version = self.run("systemctl", "--version").stdout.splitlines()[0]
                return
            time.sleep(0.3)
        raise SystemExit("systemd did not boot within 60 s")

    def run(self, *command, text=None):
        enter = ["nsenter", "--target", self.first, "--mount", "--pid", "--net", "--uts", "--ipc", "--"]
        return subprocess.run([*enter, *command], capture_output=True, text=True, input=text)

    def write(self, path, text):
        self.run("sh", "-c", f"mkdir -p {os.path.dirname(path)}; cat >{path}; chmod 755 {path}", text=text)

    def wait_for(self, *command, seconds=20):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.run(*command).returncode == 0:
                return True
            time.sleep(0.2)
        return False

    def shown(self, unit):
        properties = "ActiveState,SubState,Result,NRestarts,ExecMainStatus"
        text = self.run("systemctl", "show", unit, f"--property={properties}").stdout
        return dict(line.split("=", 1) for line in text.splitlines())

    def settled(self, unit, seconds=40):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            state = self.shown(unit)
            if state["ActiveState"] in ("inactive", "failed"):
                return state
            time.sleep(0.1)
        return self.shown(unit)


def say(**document):
    print(json.dumps(document), flush=True)


POSTGRES = """#!/bin/sh
set -e
server=$(ls -d /usr/lib/postgresql/*/bin | tail -n 1)
install -d -o postgres /var/lib/cluster /run/postgresql
as="setpriv --reuid postgres --regid postgres --clear-groups"
$as "$server/initdb" --auth trust --no-sync --pgdata /var/lib/cluster >/dev/null
$as "$server/pg_ctl" start --wait --silent --pgdata /var/lib/cluster --log /var/lib/cluster/log
"""

# 0 only when the secrets can be read by the load alone, nothing can be written but /tmp, and the user is nobody else.
SECRETS = """
grep -q 40210 "$WHATCONVERTS_TOKEN_FILE" && grep -q 0011 "$WHATCONVERTS_SECRET_FILE" || exit 11
grep -q postgresql "$DATABASE_URL_FILE" || exit 11
cat /etc/sluice/token && exit 11
touch /var/lib/x && exit 11
touch /tmp/x && [ "$(id -un)" = sluice ] || exit 11
"""


def main():
    with booted() as system:
        say(version=system.version)
        folder = "/etc/systemd/system/{}.service.d/here.conf"
        # The units as they are, but for the place of the program, the wait between tries, and a count of them.
        serve = "[Service]\nExecStart=\nExecStart=/program/bin/sluice serve --listen 127.0.0.1:8766\n"
        system.write(folder.format("sluice-serve"), serve)

        def load(name, script):
            system.write("/program/stub", f"#!/bin/sh\n{script}\n")
            system.write(
                folder.format("sluice"),
                "[Service]\nExecStart=\nExecStart=/program/stub load\nRestartSec=200ms\n"
                "ExecStartPre=+/bin/sh -c 'echo >>/run/tries'\n"
                "Environment=WHATCONVERTS_BASE_URL=http://127.0.0.1:8765/api/v1/\n",
            )
            system.run("sh", "-c", "rm -f /run/tries; systemctl daemon-reload; systemctl reset-failed sluice")
            system.run("systemctl", "start", "--no-block", "sluice.service")
            time.sleep(0.5)
            if name == "stopped":
                system.run("systemctl", "stop", "sluice.service")
            state = system.settled("sluice.service")
            tries = len(system.run("cat", "/run/tries").stdout)
            say(run=name, state=state["ActiveState"], result=state["Result"], status=int(state["ExecMainStatus"]), tries=tries)

        for status in json.loads(os.environ["STATUSES"]):
            load(str(status), f"exit {status}")
        load("killed", "kill -KILL $$")
        load("stopped", "trap 'kill $!; exit 143' TERM; sleep 60 & wait")
        load("secrets", SECRETS)

        # The program under all that hardening: first with nothing there, then with a sandbox and a PostgreSQL.
        program = "exec /program/bin/sluice load --quiet"
        load("program, nothing to reach", program)
        system.write("/program/postgres", POSTGRES)
        system.run("/program/postgres")
        system.run("systemd-run", "--unit=sandbox", "/program/bin/sluice", "sandbox", "--leads", "1000")
        system.wait_for("curl", "--silent", "http://127.0.0.1:8765/")
        load("program", program)

        system.run("systemctl", "start", "sluice-serve.service")
        ready = system.wait_for("/program/bin/sluice", "health")
        before = system.shown("sluice-serve.service")["ActiveState"]
        system.run("systemctl", "stop", "sluice-serve.service")
        say(run="serve", state=before, ready=ready, result=system.settled("sluice-serve.service")["Result"])

        system.run("systemctl", "start", "sluice.timer")
        shown = system.run("systemctl", "list-timers", "--no-legend", "sluice.timer").stdout.split()
        say(run="timer", state=system.shown("sluice.timer")["ActiveState"], next=" ".join(shown[:4]))


main()
