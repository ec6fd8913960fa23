#!/usr/bin/env python3
"""Writes Debian's changelog (deb-changelog(5)) for one version, from what CHANGELOG.md says of it.

    packaging/changelog.py VERSION MAINTAINER SECONDS_SINCE_1970 < CHANGELOG.md

A version that has no heading of its own yet is the one under [Unreleased].
"""
import email.utils
import re
import sys
import textwrap


def section(markdown, version):
    parts = re.split(r"^## \[(.+?)\].*$", markdown, flags=re.MULTILINE)
    sections = dict(zip(parts[1::2], parts[2::2]))
    text = sections.get(version, sections.get("Unreleased"))
    if text is None or "- " not in text:
        sys.exit(f"changelog.py: CHANGELOG.md tells nothing of {version}, and nothing under [Unreleased]")
    return text


def plain(markdown):
    text = re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", markdown)
    return " ".join(text.replace("`", "").split())


def entries(text):
    """The headings and the items of the list; what else stands there introduces the section."""
    for block in re.split(r"\n(?=- |### )|\n\n", text):
        if block.startswith("### "):
            yield "", f"[ {block[4:].strip()} ]"
        elif block.startswith("- "):
            yield "* ", plain(block[2:])


def main():
    version, maintainer, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    told = list(entries(section(sys.stdin.read(), version)))
    print(f"sluice ({version}) unstable; urgency=medium\n")
    for number, (bullet, text) in enumerate(told):
        if number and not bullet:
            print()
        indent = "  " + " " * len(bullet)
        print(textwrap.fill(
            text, 78, initial_indent="  " + bullet, subsequent_indent=indent,
            break_long_words=False, break_on_hyphens=False))
    print(f"\n -- {maintainer}  {email.utils.formatdate(seconds)}")


if __name__ == "__main__":
    main()
