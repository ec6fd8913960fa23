#!/usr/bin/env python3
"""Builds the image and runs it as docker-compose.yml says: `make container-test`.

    container_test.py              with docker, else podman, else buildah (as root), whichever works here
    container_test.py --suite …    `docker compose run --rm test …` instead: the test suite on the PostgreSQL of the compose file

Base images are taken as they are found. It ends what it started, and removes all but the image and the layers it is made of.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import private
from buildah import Buildah
from buildah_images import Images
from docker import Docker
from image_checks import check_configuration, check_files, declared_version
from scenario import Scenario


def check(what, holds, details=""):
    if not holds:
        print(f"FAILED  {what}\n        {details}", flush=True)
        raise SystemExit(1)
    print(f"ok      {what}", flush=True)


def main(arguments):
    private.stop_by_exception()
    if arguments[:1] == ["--inside"]:
        return inside(json.loads(arguments[1]))
    suite = arguments[1:] if arguments[:1] == ["--suite"] else None
    engine = Docker.found()
    if engine:
        print(f"with {engine.name}; this way was never tried where the test was written", flush=True)
        return with_docker(engine, suite)
    if not shutil.which("buildah"):
        raise SystemExit("this test takes docker, podman or buildah, and none works here; apt-get install buildah is enough")
    if os.geteuid() != 0:
        raise SystemExit("neither docker nor podman works here, and buildah takes root: run it with sudo")
    print("with buildah, in namespaces of its own", flush=True)
    return with_buildah(suite)


def with_docker(engine, suite):
    with engine, tempfile.TemporaryDirectory(prefix="sluice-containers-") as folder:
        if suite is not None:
            return engine.run_suite(suite)
        engine.build()
        check_configuration(check, engine.image_config("sluice"))
        with engine.archive("sluice") as archive:
            check_files(check, archive)
        Scenario(engine, check, folder).run(declared_version())
    return 0


def with_buildah(suite):
    private.own_mounts()
    with Images() as images:
        name = images.build("load" if suite is None else "test")
        images.mount(name)
        images.mount_postgres()
        if suite is None:
            check_configuration(check, images.images[name]["config"])
            with images.archive(name) as archive:
                check_files(check, archive)
        script = pathlib.Path(__file__).resolve()
        status, left = private.inside(script, {"images": images.images, "suite": suite})
    check("no process is left", not left, left)
    return status


def inside(document):
    private.loopback_up()
    # In memory, and in this namespace alone: nothing has to be removed from a disk.
    work = "/dev/shm"
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", work], check=True)
    engine = Buildah(document["images"], work)
    try:
        if document["suite"] is not None:
            return engine.run_suite(document["suite"])
        Scenario(engine, check, work).run(declared_version())
        return 0
    except Exception:
        for name, text in engine.printed().items():
            print(f"-- {name}\n{text[-3000:]}", file=sys.stderr)
        raise


sys.exit(main(sys.argv[1:]))
