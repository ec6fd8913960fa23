"""Namespaces of Linux for the time of the test: what is mounted, started and listened on in them ends with it."""

import contextlib
import ctypes
import fcntl
import json
import os
import pathlib
import signal
import socket
import struct
import subprocess
import sys

CLONE_NEWNS, MS_REC, MS_PRIVATE, MNT_DETACH = 0x20000, 0x4000, 1 << 18, 2
SIOCSIFFLAGS, IFF_UP = 0x8914, 1

libc = ctypes.CDLL(None, use_errno=True)


def own_mounts():
    """Puts this process into a mount namespace of its own.

    On a machine whose root is mounted twice, one upon the other, buildah takes the wrong one and cannot commit an image: the
    upper mount is taken off, here alone.
    """
    if libc.unshare(CLONE_NEWNS) != 0 or libc.mount(b"", b"/", b"", MS_REC | MS_PRIVATE, None) != 0:
        raise OSError(ctypes.get_errno(), "a mount namespace of its own takes root")
    if pathlib.Path("/proc/self/mountinfo").read_text().count(" / / ") > 1:
        libc.umount2(b"/", MNT_DETACH)


def build(command):
    """Runs a build where there is no process but its own: told to stop, it leaves none behind, and can tidy up itself first."""
    unshare = ["setpriv", "--pdeathsig=KILL", "unshare", "--pid", "--mount", "--mount-proc", "--fork", "--kill-child"]
    child = subprocess.Popen([*unshare, *command])
    try:
        status = child.wait()
    except BaseException:
        for pid in pathlib.Path(f"/proc/{child.pid}/task/{child.pid}/children").read_text().split():
            os.kill(int(pid), signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(60)
        child.kill()
        raise
    if status != 0:
        raise SystemExit(f"{command[0]} failed with {status}; what it says is above")


def inside(script, document):
    """Runs a Python script where there is no network but its own loopback and no process but its own.

    However this process ends, the kernel ends all that was started in there. Gives the exit status, and the numbers of processes
    that are left all the same: those in namespaces that were not there before, however deep.
    """
    before = {_link(f"{process}/ns/pid") for process in _processes()}
    command = ["setpriv", "--pdeathsig=KILL", "unshare", "--net", "--pid", "--mount", "--mount-proc", "--fork", "--kill-child",
               sys.executable, "-B", str(script), "--inside", json.dumps(document)]
    child = subprocess.Popen(command)
    try:
        status = child.wait()
    finally:
        child.kill()
        child.wait()
    return status, [process for process in _processes() if _link(f"{process}/ns/pid") not in before | {""}]


def _processes():
    return [entry for entry in pathlib.Path("/proc").iterdir() if entry.name.isdigit()]


def _link(path):
    try:
        return os.readlink(path)
    except OSError:
        return ""


def loopback_up():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", IFF_UP))


def stop_by_exception():
    """Told to stop, Python leaves through what cleans up."""
    def leave(number, _):
        raise SystemExit(128 + number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)
