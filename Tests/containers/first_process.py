"""Becomes the first process of a container: what a container engine does where there is none.

`unshare --mount --pid --fork` starts it in namespaces of its own, with a JSON document as its only argument. It lays a writable
layer over the files of the image, mounts what the compose file asks for, makes the root read-only, gives up its rights, and then
is the program of the image: process 1 of its namespace, as the health check and SIGTERM find it in a real container.
"""

import ctypes
import json
import os
import pathlib
import signal
import sys

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT, MS_BIND = 1, 2, 4, 8, 32, 4096
PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 24, 38

libc = ctypes.CDLL(None, use_errno=True)


def checked(result, what):
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), what)


def mount(source, target, kind=None, flags=0, options=None):
    encoded = [None if part is None else str(part).encode() for part in (source, target, kind)]
    checked(libc.mount(*encoded, flags, None if options is None else options.encode()), str(target))


def bind(source, target, read_only):
    target.parent.mkdir(parents=True, exist_ok=True)
    if pathlib.Path(source).is_dir():
        target.mkdir(exist_ok=True)
    else:
        target.touch()
    mount(source, target, flags=MS_BIND)
    if read_only:
        mount(None, target, flags=MS_BIND | MS_REMOUNT | MS_RDONLY)


def lay_root(spec):
    """The files of the image stay as they are: what is written lies in memory, and is gone with the container."""
    work = pathlib.Path(spec["work"])
    mount("tmpfs", work, "tmpfs")
    for name in ("upper", "work", "root"):
        (work / name).mkdir(mode=0o755)
    root = work / "root"
    mount("overlay", root, "overlay", options=f"lowerdir={spec['files']},upperdir={work}/upper,workdir={work}/work")
    return root


def fill(root, spec):
    for name, options in (("dev", "mode=755"), ("proc", None)):
        (root / name).mkdir(exist_ok=True)
        mount("proc" if name == "proc" else "tmpfs", root / name, "proc" if name == "proc" else "tmpfs",
              MS_NOSUID | MS_NOEXEC, options)
    for name in ("null", "zero", "full", "random", "urandom", "tty"):
        bind(f"/dev/{name}", root / "dev" / name, read_only=False)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        (root / "dev" / name).symlink_to(f"/proc/self/fd/{number}")
    (root / "dev/fd").symlink_to("/proc/self/fd")
    (root / "dev/pts").mkdir()
    mount("devpts", root / "dev/pts", "devpts", MS_NOSUID | MS_NOEXEC, "newinstance,ptmxmode=0666,mode=620")
    (root / "dev/ptmx").symlink_to("pts/ptmx")
    for folder in ["/dev/shm", *spec["tmpfs"]]:
        place = root / folder.lstrip("/")
        place.mkdir(parents=True, exist_ok=True)
        mount("tmpfs", place, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, "mode=1777")
    for source, target, read_only in spec["binds"]:
        bind(source, root / target.lstrip("/"), read_only)
    (root / spec["folder"].lstrip("/")).mkdir(parents=True, exist_ok=True)


def give_up_rights(spec):
    if spec["drops_capabilities"]:
        number = 0
        while libc.prctl(PR_CAPBSET_DROP, number, 0, 0, 0) == 0:
            number += 1
    if spec["no_new_privileges"]:
        checked(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no new privileges")
    os.setgroups([])
    os.setgid(spec["group"])
    os.setuid(spec["user"])


def be_init():
    """Goes on in a child, and stays to take in what loses its parent, and to end with that child: `init: true`."""
    child = os.fork()
    if child == 0:
        return
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: os.kill(child, number))
    while True:
        pid, status = os.wait()
        if pid == child:
            status = os.waitstatus_to_exitcode(status)
            os._exit(status if status >= 0 else 128 - status)


def main():
    spec = json.loads(sys.argv[1])
    root = lay_root(spec)
    fill(root, spec)
    if spec["read_only"]:
        mount(None, root, flags=MS_REMOUNT | MS_RDONLY)
    os.chroot(root)
    os.chdir(spec["folder"])
    give_up_rights(spec)
    if spec["init"]:
        be_init()
    # None is ignored in a new container, whatever whoever started the test ignores.
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_DFL)
    os.execvpe(spec["command"][0], spec["command"], spec["environment"])


main()
