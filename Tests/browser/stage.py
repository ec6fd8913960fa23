"""What the pages are shown on: a private PostgreSQL with real loads from the sandbox, and `sluice serve` before it."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Stage:
    def __init__(self, program):
        self.program = str(program)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sluice-browser-"))
        self.children = []
        self.cluster = None

    def __enter__(self):
        try:
            self._start_cluster()
            self._start_sandbox()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for child in reversed(self.children):
            end(child)
        if self.cluster:
            self._as_owner([self.bin / "pg_ctl", "-D", self.folder / "data", "-m", "immediate", "-w", "stop"])
        shutil.rmtree(self.folder, ignore_errors=True)

    # The database

    def _start_cluster(self):
        initdb = shutil.which("initdb") or sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"))[-1]
        self.bin = pathlib.Path(initdb).parent
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
        os.chmod(self.folder, 0o755)
        self._as_owner([self.bin / "initdb", "-D", self.folder / "data", "-U", "owner", "-A", "trust", "-E", "UTF8",
                        "--locale=C.UTF-8"])
        self.cluster = True
        self._as_owner([self.bin / "pg_ctl", "-D", self.folder / "data", "-l", self.folder / "log", "-w", "start", "-o",
                        f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c fsync=off"])

    def _as_owner(self, command):
        account = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
        subprocess.run(account + [str(part) for part in command], check=True, stdout=subprocess.DEVNULL, cwd=self.folder)

    def sql(self, text):
        subprocess.run(["psql", "-q", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-U", "owner", "-d", "postgres", "-c", text],
                       check=True, stdout=subprocess.DEVNULL)

    def _database(self, role):
        return f"host={self.folder} user={role} dbname=postgres"

    # The API

    def _start_sandbox(self):
        document = self._start(["sandbox", "--leads", "3000", "--port", "0", "--json"], {})
        self.api = document["base_url"]
        self.key = {"WHATCONVERTS_BASE_URL": self.api, "WHATCONVERTS_TOKEN": document["token"],
                    "WHATCONVERTS_SECRET": document["secret"]}

    def control(self, method, path, body=None):
        origin = "/".join(self.api.split("/")[:3])
        request = urllib.request.Request(f"{origin}/sandbox/{path}", method=method,
                                         data=None if body is None else json.dumps(body).encode())
        urllib.request.urlopen(request, timeout=10).read()

    # The program

    def load(self, *arguments, expects=0, **changes):
        done = subprocess.run([self.program, "load", "--quiet", *arguments], env=self._environment("owner", changes),
                              cwd=self.folder, capture_output=True, text=True)
        assert done.returncode == expects, (arguments, done.returncode, done.stderr)

    def start_load(self, *arguments):
        return self._spawn(["load", "--quiet", *arguments], self._environment("owner", {}))

    def serve(self):
        """As a role that may only read, and knows no key of the API."""
        self.sql("create role reader login")
        self.sql("grant usage on schema sluice, whatconverts to reader")
        self.sql("grant select on all tables in schema sluice, whatconverts to reader")
        self.key = {}
        document = self._start(["serve", "--listen", "127.0.0.1:0", "--json", "--quiet"], {}, role="reader")
        return document["url"], document["token"]

    def _environment(self, role, changes):
        plain = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
        return plain | {"SLUICE_MIGRATIONS": str(ROOT / "migrations"), "HOME": str(self.folder), "XDG_DATA_HOME": str(self.folder), "DATABASE_URL": self._database(role)} \
            | getattr(self, "key", {}) | changes

    def _spawn(self, arguments, environment, **options):
        child = subprocess.Popen([self.program, *arguments], env=environment, cwd=self.folder, **options)
        self.children.append(child)
        return child

    def _start(self, arguments, changes, role="owner"):
        """Starts what runs until it is ended, and gives the document that it prints when it is ready."""
        child = self._spawn(arguments, self._environment(role, changes), stdout=subprocess.PIPE, text=True)
        text = ""
        for line in child.stdout:
            text += line
            try:
                return json.loads(text)
            except json.JSONDecodeError:
                continue
        raise RuntimeError(f"sluice {arguments[0]} ended with {child.wait()} before it was ready")


def end(child):
    if child.poll() is None:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(15)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def wait_until(what, condition, seconds=20):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError(f"{what}: not so after {seconds} s")
