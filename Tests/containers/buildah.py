"""Containers where there is no engine but buildah: it builds the image, and Linux does the rest.

buildah gives neither a private network nor a read-only root, so each container is a process in namespaces of its own, over the
files that buildah mounts, with the environment, the user and the command that image and compose file name. All of them lie in
one network namespace that leads nowhere; the names of the services are in a file of hosts.
"""

import contextlib
import json
import os
import pathlib
import pwd
import signal
import subprocess
import sys
import time

from compose import Compose
from engine import Engine

HERE = pathlib.Path(__file__).resolve().parent
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class Container:
    def __init__(self, spec, log):
        self.spec = spec
        with open(log, "ab") if log else contextlib.nullcontext() as output:
            self.process = subprocess.Popen(
                ["unshare", "--mount", "--pid", "--fork", "--kill-child", sys.executable, "-I",
                 str(HERE / "first_process.py"), json.dumps(spec)],
                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT if log else None)
        self.pid = self._first_process()

    def _first_process(self):
        """Process 1 of the container, by its number out here, once it is the program of the image or stays as its init."""
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        while self.process.poll() is None:
            try:
                pid = int(children.read_text().split()[0])
                if self.spec["init"] or b"first_process.py" not in pathlib.Path(f"/proc/{pid}/cmdline").read_bytes():
                    return pid
            except (IndexError, OSError):
                pass
            time.sleep(0.01)
        return None

    @property
    def is_running(self):
        return self.process.poll() is None

    def execute(self, command):
        spec = self.spec
        enter = ["nsenter", f"--target={self.pid}", "--mount", "--pid", "--root", "--wd",
                 f"--setgid={spec['group']}", f"--setuid={spec['user']}", "--"]
        done = subprocess.run(enter + command, env=spec["environment"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, timeout=120)
        return done.returncode, done.stdout

    def signal(self, name):
        os.kill(self.pid, getattr(signal, name))

    def wait(self, seconds):
        try:
            status = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        # A program that dies of a signal is 128 + its number, as for a shell and for Docker.
        return status if status >= 0 else 128 - status


class Buildah(Engine):
    """`images` tells of each image where its files are mounted, and its configuration; buildah itself is not called any more."""

    def __init__(self, images, work):
        super().__init__()
        self.images, self.work, self.containers = images, pathlib.Path(work), {}
        self.hosts = self.work / "hosts"
        names = enumerate(self.compose.document["services"], start=2)
        self.hosts.write_text("127.0.0.1 localhost\n" + "".join(f"127.0.0.{number} {name}\n" for number, name in names))

    def image_config(self, image):
        return self.images[image]["config"]

    def up(self, service):
        for other, condition in self.compose.dependencies(service, self.profiles):
            running = self.containers.get(other)
            if not (running and running.is_running):
                self.up(other)
            if condition == "service_healthy":
                self.wait_until_healthy(other)
            else:
                raise ValueError(f"this test does not know how to wait for {condition}")
        self.containers[service] = self._start(self.compose, service, service)

    def run(self, service, *command, variables=None):
        name = f"{service}-once"
        before = self.printed().get(name, "")
        status = self._start(Compose(variables), service, name, list(command)).wait(300)
        return status, self.printed()[name].removeprefix(before)

    def run_suite(self, command):
        for other, _ in self.compose.dependencies("test", self.profiles):
            self.up(other)
            self.wait_until_healthy(other)
        return self._start(self.compose, "test", "suite", command, shows=True).wait(7200)

    def execute(self, service, command):
        return self.containers[service].execute(command)

    def wait(self, service, seconds):
        return self.containers[service].wait(seconds)

    def signal(self, service, name):
        self.containers[service].signal(name)

    def stop(self, service):
        container = self.containers.pop(service)
        container.signal(self.image_config(self._image(service)).get("StopSignal") or "SIGTERM")
        return container.wait(30)

    def printed(self):
        return {log.stem: log.read_text(errors="replace") for log in self.work.glob("*.log")}

    # MARK: - A container out of the compose file and the image

    def _start(self, compose, service, name, command=None, shows=False):
        spec = self._spec(compose, service, name, command)
        return Container(spec, None if shows else self.work / f"{name}.log")

    def _spec(self, compose, service, name, command):
        wanted = compose.service(service)
        image = self.images[wanted["image"]]
        config = image["config"]
        user, group, home = account(config.get("User") or "0", image["files"])
        own = dict(entry.split("=", 1) for entry in config.get("Env") or [])
        environment = {"PATH": PATH, "HOME": home, "HOSTNAME": name} | own | compose.environment(service)
        program = wanted.get("entrypoint") or config.get("Entrypoint") or []
        arguments = command or wanted.get("command") or ([] if "entrypoint" in wanted else config.get("Cmd")) or []
        binds = [(str(self.hosts), "/etc/hosts", True)]
        binds += [(str(file), f"/run/secrets/{secret}", True) for secret, file in compose.secrets(service).items()]
        for source, target, read_only in compose.volumes(service):
            binds.append((source if source.startswith("/") else self._volume(source), target, read_only))
        if image.get("stand_in"):
            binds.append((image["stand_in"], "/usr/local/bin/docker-entrypoint.sh", True))
        work = self.work / f"container-{len(list(self.work.glob('container-*')))}"
        work.mkdir()
        return {
            "files": image["files"], "work": str(work), "folder": config.get("WorkingDir") or "/", "command": program + arguments,
            "environment": environment, "user": user, "group": group, "binds": binds, "tmpfs": wanted.get("tmpfs", []),
            "read_only": wanted.get("read_only", False), "drops_capabilities": wanted.get("cap_drop") == ["ALL"],
            "init": wanted.get("init", False), "no_new_privileges": "no-new-privileges:true" in wanted.get("security_opt", []),
        }

    def _volume(self, name):
        folder = self.work / "volumes" / name
        folder.mkdir(parents=True, exist_ok=True)
        return str(folder)


def account(text, files):
    """User, group and home of `user[:group]`, each a number or a name of the image."""
    name, _, group = text.partition(":")
    for line in (pathlib.Path(files) / "etc/passwd").read_text().splitlines():
        entry = pwd.struct_passwd(line.split(":"))
        if name in (entry.pw_name, entry.pw_uid):
            return int(entry.pw_uid), int(group or entry.pw_gid), entry.pw_dir
    return int(name), int(group or 0), "/"
