"""Images by buildah: built as docker-compose.yml asks, and their files mounted."""

import contextlib
import json
import os
import pathlib
import subprocess
import tarfile

import private
from compose import ROOT, Compose
from image_checks import build_arguments

HERE = pathlib.Path(__file__).resolve().parent
PREFIX = "sluice-container-test"


class Images:
    """Containers of buildah are only where files are mounted; they are removed at the end, and those of a killed test before."""

    def __init__(self):
        self.images, self.compose = {}, Compose()

    def __enter__(self):
        for entry in json.loads(self._buildah("containers", "--json") or "null") or []:
            name, _, pid = entry["containername"].rpartition("-")
            if name.startswith(PREFIX) and not pathlib.Path(f"/proc/{pid}").exists():
                self._buildah("rm", entry["containername"])
        return self

    def __exit__(self, *_):
        for image in self.images.values():
            self._buildah("rm", image["container"])

    def build(self, service):
        wanted = self.compose.service(service)
        build = wanted["build"] if isinstance(wanted["build"], dict) else {"context": wanted["build"]}
        options = ["--target", build["target"]] if "target" in build else []
        options += [f"--build-arg={name}={value}" for name, value in build_arguments().items()]
        # The format of Docker, since that of OCI has no health check.
        private.build(
            ["buildah", "bud", "--format", "docker", "--isolation", "chroot", "--network", "host", "--layers", "--force-rm",
             *git_mirrors(), *options, "--tag", wanted["image"], str(ROOT / build["context"])])
        return wanted["image"]

    def mount_postgres(self):
        name = self.compose.service("postgres")["image"]
        self.mount(name)
        image = self.images[name]
        if not image["config"].get("Entrypoint"):
            # Not the image itself but a stand-in with the programs alone. PostgreSQL's fast shutdown is SIGINT, as in the image.
            print(f"{name} has no entrypoint here: {HERE.name}/stand_in_postgres.sh does what it would", flush=True)
            image["stand_in"] = str(HERE / "stand_in_postgres.sh")
            image["config"] |= {"Entrypoint": ["docker-entrypoint.sh"], "Cmd": ["postgres"], "StopSignal": "SIGINT"}

    def mount(self, name):
        container = self._buildah("from", "--name", f"{PREFIX}-{len(self.images)}-{os.getpid()}", name)
        self.images[name] = {"container": container}
        config = json.loads(self._buildah("inspect", container))["Docker"]["config"]
        self.images[name] |= {"files": self._buildah("mount", container), "config": config}

    @contextlib.contextmanager
    def archive(self, name):
        with subprocess.Popen(["tar", "--create", "--directory", self.images[name]["files"], "."], stdout=subprocess.PIPE) as tar:
            yield tarfile.open(fileobj=tar.stdout, mode="r|")

    @staticmethod
    def _buildah(*arguments):
        done = subprocess.run(["buildah", *arguments], stdout=subprocess.PIPE, text=True, check=True)
        return done.stdout.strip()


def git_mirrors():
    """Options that let a build take packages from where git is told to find them: folders of this machine, by insteadOf rules."""
    rules = subprocess.run(["git", "config", "--system", "--show-origin", "--get-regexp", r"^url\..*\.insteadof$"],
                           capture_output=True, text=True).stdout
    options = set()
    for line in rules.splitlines():
        origin, rule = line.split("\t", 1)
        folder = rule.split(" ")[0].removeprefix("url.").rpartition(".")[0]
        if os.path.isdir(folder):
            options |= {f"--volume={folder.rstrip('/')}:{folder.rstrip('/')}:ro"}
            options |= {f"--volume={origin.removeprefix('file:')}:/etc/gitconfig:ro"}
    return sorted(options)
