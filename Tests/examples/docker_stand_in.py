#!/usr/bin/env python3
"""A docker that has no containers: `docker run … IMAGE ARGUMENTS` starts $STAND_IN_PROGRAM with what --env names.

Whatever option it does not know ends it, so that an example is not passed for what was not looked at.
"""

import os
import subprocess
import sys

FLAGS = {"--rm", "--read-only"}
VALUES = {"--network", "--tmpfs", "--cap-drop", "--security-opt", "--memory"}


def main(arguments):
    verb = arguments.pop(0)
    folder = os.environ["STAND_IN_FOLDER"]
    if verb == "logs":
        sys.stdout.write(open(f"{folder}/{arguments[0]}.log").read())
        return
    if verb != "run":
        raise SystemExit(f"stand-in for docker: no verb {verb}")
    environment, name, detached = {"PATH": os.environ["PATH"]}, None, False
    while arguments[0].startswith("-"):
        option = arguments.pop(0)
        if option == "--detach":
            detached = True
        elif option == "--name":
            name = arguments.pop(0)
        elif option == "--env":
            # Without a value it is taken from here; one that is not set is left out, as docker does.
            variable, given, value = arguments.pop(0).partition("=")
            if given or variable in os.environ:
                environment[variable] = value if given else os.environ[variable]
        elif option in VALUES:
            arguments.pop(0)
        elif option not in FLAGS:
            raise SystemExit(f"stand-in for docker: no option {option}")
    image = arguments.pop(0)
    if image != os.environ["IMAGE"]:
        raise SystemExit(f"stand-in for docker: {image} is no image but an option or its value")
    command = [os.environ["STAND_IN_PROGRAM"], *(arguments or ["load"])]
    if not detached:
        os.execve(command[0], command, environment)
    with open(f"{folder}/{name}.log", "wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
    with open(f"{folder}/started", "a") as started:
        print(process.pid, file=started)


main(sys.argv[1:])
