"""What each exit status of a load should become under an orchestrator: one table, which all examples are held against."""

import re
import subprocess

DONE = "done"  # nothing is wrong; the next run goes on
LOOK = "look"  # somebody has to look, and another try would end the same way
RETRY = "retry"  # another try may do

EXPECTED = {
    0: DONE,
    10: DONE,
    20: DONE,
    1: LOOK,
    11: LOOK,
    12: LOOK,
    21: LOOK,
    22: LOOK,
    23: LOOK,
    24: RETRY,
    25: RETRY,
    130: RETRY,
    143: RETRY,
}

# What the kernel and the container engine add to them.
KILLED = 137


def of_program(program):
    """The exit statuses that `sluice --help` lists."""
    text = subprocess.run([program, "--help"], capture_output=True, text=True, check=True).stdout
    section = re.search(r"^Exit statuses:\n(.*?)^USAGE", text, re.DOTALL | re.MULTILINE)
    statuses = {int(number) for number in re.findall(r"^ {1,4}(\d+)  \S", section.group(1), re.MULTILINE)} if section else set()
    if not {0, 1} <= statuses:
        raise SystemExit(f"found no list of exit statuses in `{program} --help`")
    return statuses


def those(kind):
    return {status for status, expected in EXPECTED.items() if expected == kind}
