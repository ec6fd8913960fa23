#!/usr/bin/env python3
"""Writes the man page sluice(1): from what the program says of itself, and the sections of sections.mdoc.

    sluice --experimental-dump-help | packaging/manual.py VERSION SECONDS_SINCE_1970 > sluice.1

The generator that comes with swift-argument-parser knows neither code blocks nor the environment, files and exit statuses, and
says each option again under each subcommand. Here an option is told once: under the first subcommand that takes it, or apart
when many do.
"""
import json
import pathlib
import re
import sys
import textwrap
import time

# In more subcommands than this an option is told apart from all of them.
MANY = 3


# MARK: - Text


def escape(text, literal=False):
    """A hyphen that belongs to a command stays one that can be pasted; see groff_char(7) for the others."""
    text = text.replace("\\", "\\e").replace("…", "...").replace("–", "\\(en")
    if literal:
        for plain, escaped in (("-", "\\-"), ("'", "\\(aq"), ("`", "\\(ga"), ("^", "\\(ha"), ("~", "\\(ti")):
            text = text.replace(plain, escaped)
    else:
        text = re.sub(r"(?<!\w)--?(?=\w)", lambda match: "\\-" * len(match[0]), text)
        # Names and paths are not hyphenated.
        text = re.sub(r"(?<!\S)(?=[A-Za-z]\S*[_=/])", r"\\%", text)
    return "".join(letter if ord(letter) < 128 else f"\\[u{ord(letter):04X}]" for letter in text)


def guarded(line):
    """A line of text may not begin as a request does."""
    return "\\&" + line if line.startswith((".", "'")) else line


def prose(text):
    """Lines of at most 78 bytes, each sentence on a new one, as mdoc(7) wants it. `code` is bold."""
    parts = re.split(r"`([^`]*)`", " ".join(text.split()))
    marked = ""
    for number, part in enumerate(parts):
        if number % 2 == 0:
            marked += escape(part)
        else:
            # Kept whole while the lines are broken.
            marked += "\\fB" + escape(part, literal=True).replace(" ", "\0") + "\\fR"
    for sentence in re.split(r"(?<=\S[.!?]) +", marked):
        for line in textwrap.wrap(sentence, 78, break_long_words=False, break_on_hyphens=False):
            yield guarded(line.replace("\0", " "))


def literal_block(text):
    yield ".Bd -literal -offset 2n"
    for line in textwrap.dedent(text).splitlines():
        yield guarded(escape(line, literal=True))
    yield ".Ed"


def discussion(text):
    for block in filter(None, re.split(r"\n\n+", text.strip("\n"))):
        if all(line.startswith("  ") for line in block.splitlines()):
            yield from literal_block(block)
        else:
            yield ".Pp"
            yield from prose(block)


# MARK: - Options


def is_option(argument):
    return argument["kind"] != "positional" and argument["shouldDisplay"]


def spelled(name):
    return ("-" if name["kind"] == "short" else "--") + name["name"]


def described(argument):
    """What makes two options of two subcommands the same."""
    return (spelled(argument["preferredName"]), argument.get("abstract"), argument.get("defaultValue"))


def option_item(argument):
    names = ", ".join("\\fB" + escape(spelled(name), literal=True) + "\\fR" for name in argument["names"])
    value = f" Ar {argument['valueName']}" if argument["kind"] == "option" else ""
    yield f".It {names}{value}"
    text = argument.get("abstract", "")
    if "defaultValue" in argument:
        text = f"{text.rstrip('.')} (default: {argument['defaultValue']})."
    yield from prose(text)


def option_list(arguments):
    yield ".Bl -tag -width 4n"
    for argument in arguments:
        yield from option_item(argument)
    yield ".El"


class Options:
    """Where each option is told."""

    def __init__(self, commands):
        self.all = [(path, argument) for path, command in commands for argument in command["arguments"] if is_option(argument)]
        uses = {}
        for path, argument in self.all:
            uses.setdefault(described(argument), []).append(path)
        self.first = {key: paths[0] for key, paths in uses.items()}
        self.everywhere = {key for key, paths in uses.items() if len(paths) == len(commands)}
        # By name, so that none stands there with two meanings.
        frequent = {key[0]: key for key in sorted(uses, key=lambda key: len(uses[key]))}
        self.common = {key for key in frequent.values() if len(uses[key]) > MANY}

    def of(self, path, command):
        arguments = [argument for argument in command["arguments"] if is_option(argument)]
        elsewhere = {}
        for title in dict.fromkeys(argument.get("sectionTitle") for argument in arguments):
            own = []
            for argument in arguments:
                key = described(argument)
                if argument.get("sectionTitle") != title or key in self.common:
                    continue
                if self.first[key] == path:
                    own.append(argument)
                else:
                    elsewhere.setdefault(self.first[key], []).append(argument)
            if own:
                if title:
                    yield ".Pp"
                    yield from prose(f"{title}:")
                yield from option_list(own)
        for other, told in elsewhere.items():
            yield from self.reference(told, f"As under `{other}`:")
        shared = [argument for argument in arguments if described(argument) in self.common - self.everywhere]
        if shared:
            yield from self.reference(shared, "As under `COMMON OPTIONS`:")

    @staticmethod
    def reference(arguments, introduction):
        yield ".Pp"
        names = ", ".join(f"`{spelled(argument['preferredName'])}`" for argument in arguments)
        yield from prose(f"{introduction} {names}.")

    def common_list(self):
        yield from prose(f"Each subcommand takes {' and '.join(f'`{key[0]}`' for key in sorted(self.everywhere))}.")
        told = {described(argument): argument for _, argument in self.all if described(argument) in self.common}
        yield from option_list(sorted(told.values(), key=lambda argument: described(argument)[0]))


# MARK: - Commands


def walk(command, path=""):
    path = f"{path} {command['commandName']}".strip()
    yield path, command
    for child in command.get("subcommands", []):
        if child["shouldDisplay"] and child["commandName"] != "help":
            yield from walk(child, path)


def usage(command):
    for argument in command["arguments"]:
        if argument["kind"] == "positional" and argument["shouldDisplay"]:
            repeated = " Ar ..." if argument["isRepeating"] else ""
            yield f"{'Op ' if argument['isOptional'] else ''}Ar {argument['valueName']}{repeated}"


def command_section(path, command, options):
    yield f".Ss {path}"
    yield from prose(command["abstract"])
    if command.get("subcommands"):
        names = ", ".join(f"`{path} {child['commandName']}`" for child in command["subcommands"])
        default = command.get("defaultSubcommand")
        yield ".Pp"
        yield from prose(f"Has subcommands: {names}." + (f" Without one it is `{path} {default}`." if default else ""))
    else:
        yield ".Pp"
        words = path.split()
        yield f".Nm {words[0]} Cm {' '.join(words[1:])} Op Ar options"
        for argument in usage(command):
            yield f".{argument}"
    yield from discussion(command.get("discussion", ""))
    positional = [a for a in command["arguments"] if a["kind"] == "positional" and a.get("abstract")]
    if positional:
        yield ".Bl -tag -width 4n"
        for argument in positional:
            yield f".It Ar {argument['valueName']}"
            yield from prose(argument["abstract"])
        yield ".El"
    yield from options.of(path, command)


def split_exit_statuses(text):
    """The text before the list of exit statuses, and the list: number, meaning, what to do."""
    before, title, after = text.partition("Exit statuses:\n")
    statuses = [
        (number, meaning, " ".join(advice.split()))
        for number, meaning, advice in re.findall(r"^ {2,4}(\d+)  (\S.*)\n((?: {9}.*\n?)+)", after, flags=re.MULTILINE)
    ]
    if not title or not {"0", "1", "143"} <= {number for number, _, _ in statuses}:
        sys.exit("manual.py: `sluice --help` has no list of exit statuses any more, or looks different")
    return before, statuses


def page(root, sections, version, seconds):
    commands = list(walk(root))
    options = Options(commands)
    before, statuses = split_exit_statuses(root["discussion"])
    abstract = root["abstract"].rstrip(".")

    yield f".Dd {time.strftime('%B %-d, %Y', time.gmtime(seconds))}"
    yield ".Dt SLUICE 1"
    yield f".Os Sluice {version}"
    yield ".Sh NAME"
    yield ".Nm sluice"
    yield f".Nd {escape(abstract[0].lower() + abstract[1:])}"
    yield ".Sh SYNOPSIS"
    yield ".Nm"
    yield ".Ar subcommand"
    yield ".Op Ar options"
    yield ".Nm"
    yield ".Cm help"
    yield ".Op Ar subcommand"
    yield ".Sh DESCRIPTION"
    yield from list(discussion(before))[1:]
    yield ".Pp"
    yield from prose("The subcommands:")
    yield ".Bl -tag -width rejectedx -compact"
    for path, command in commands:
        if len(path.split()) == 2:
            yield f".It Cm {path.split()[1]}"
            yield from prose(command["abstract"])
    yield ".El"
    yield ".Sh SUBCOMMANDS"
    for path, command in commands[1:]:
        yield from command_section(path, command, options)
    yield ".Sh COMMON OPTIONS"
    yield from options.common_list()
    yield from sections["before exit status"]
    yield ".Sh EXIT STATUS"
    yield ".Bl -tag -width 4n"
    for number, meaning, advice in statuses:
        yield f".It {number}"
        yield from prose(f"{meaning[0].upper()}{meaning[1:]}: {advice}.")
    yield ".El"
    yield from sections["after exit status"]


def main():
    version, seconds = sys.argv[1], int(sys.argv[2])
    root = json.load(sys.stdin)["command"]
    text = pathlib.Path(__file__).with_name("sections.mdoc").read_text()
    lines = [line for line in text.splitlines() if not line.startswith('.\\"')]
    middle = lines.index(".Sh SEE ALSO")
    sections = {"before exit status": lines[:middle], "after exit status": lines[middle:]}
    print("\n".join(page(root, sections, version, seconds)))


if __name__ == "__main__":
    main()
