"""Containers by Docker or Podman, as they are meant to be run.

Never tried: there was neither where this was written. It is as short as it can be for that reason.
"""

import contextlib
import json
import os
import subprocess
import tarfile

from compose import ROOT
from engine import Engine
from image_checks import build_arguments


class Docker(Engine):
    def __init__(self, name):
        super().__init__()
        self.name, self.project = name, f"sluice-test-{os.getpid()}"

    @classmethod
    def found(cls):
        for name in ("docker", "podman"):
            with contextlib.suppress(OSError):
                if all(subprocess.run([name, *words], capture_output=True).returncode == 0 for words in (["info"], ["compose", "version"])):
                    return cls(name)
        return None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._compose("down", "--volumes", "--remove-orphans")

    def build(self):
        self._compose("config", "--quiet")
        arguments = [f"--build-arg={name}={value}" for name, value in build_arguments().items()]
        self._compose("build", *arguments, "load", show=True)

    def image_config(self, image):
        return json.loads(self._ask("image", "inspect", image)[1])[0]["Config"]

    @contextlib.contextmanager
    def archive(self, image):
        container = self._ask("create", image)[1].strip()
        try:
            with subprocess.Popen([self.name, "export", container], stdout=subprocess.PIPE) as export:
                yield tarfile.open(fileobj=export.stdout, mode="r|")
        finally:
            self._ask("rm", container)

    def up(self, service):
        self._compose("up", "--detach", "--no-build", service)

    def run(self, service, *command, variables=None):
        return self._compose("run", "--rm", "--no-TTY", service, *command, variables=variables, must=False)

    def run_suite(self, command):
        return self._compose("run", "--build", "--rm", "--no-TTY", "test", *command, show=True, must=False)[0]

    def execute(self, service, command):
        return self._compose("exec", "--no-TTY", service, *command, must=False)

    def wait(self, service, seconds):
        with contextlib.suppress(subprocess.TimeoutExpired):
            return int(self._ask("wait", self._container(service), timeout=seconds)[1])

    def signal(self, service, name):
        self._compose("kill", "--signal", name, service)

    def stop(self, service):
        self._compose("stop", service)

    def printed(self):
        return {service: self._compose("logs", "--no-log-prefix", service)[1] for service in self.compose.document["services"]
                if self._container(service)}

    def _container(self, service):
        status, text = self._compose("ps", "--all", "--quiet", service, must=False)
        return text.split()[-1] if status == 0 and text.strip() else ""

    def _compose(self, *arguments, variables=None, must=True, show=False):
        # Neither a .env nor variables of whoever runs the test.
        command = ["compose", "--project-name", self.project, "--project-directory", str(ROOT), "--env-file", os.devnull,
                   "--profile", "demo", *arguments]
        status, text = self._ask(*command, variables=variables, show=show)
        assert status == 0 or not must, text
        return status, text

    def _ask(self, *arguments, variables=None, show=False, timeout=None):
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME") or name.startswith(("DOCKER_", "XDG_"))}
        done = subprocess.run([self.name, *arguments], env=kept | {"BUILDAH_FORMAT": "docker"} | (variables or {}), stdout=None if show else subprocess.PIPE,
                              stderr=None if show else subprocess.STDOUT, text=True, timeout=timeout)
        return done.returncode, done.stdout or ""
