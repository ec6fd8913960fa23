"""What the image is, without running it: its configuration and its files."""

import re
import stat
import subprocess

from compose import ROOT

LIMIT = 150_000_000
COMPILERS = re.compile(r"/(gcc|g\+\+|cc|clang|swift|swiftc|ld|as|make|git)(-\d+)?$")
SOURCES = re.compile(r"\.(swift|c|cpp|h|o|git|md|py)$")


def check_configuration(check, config):
    user = config.get("User", "")
    check("the user is a number, and not root", re.fullmatch(r"[1-9]\d*:[1-9]\d*", user), user)
    check("the entrypoint is sluice", config.get("Entrypoint") == ["sluice"], config.get("Entrypoint"))
    check("the command is load", config.get("Cmd") == ["load"], config.get("Cmd"))
    check("it is stopped by SIGTERM", config.get("StopSignal") == "SIGTERM", config.get("StopSignal"))
    test = (config.get("Healthcheck") or {}).get("Test") or []
    check("it has a health check", any("sluice health" in part for part in test), test)
    labels = {key.removeprefix("org.opencontainers.image."): value for key, value in (config.get("Labels") or {}).items()}
    missing = [name for name in ("title", "description", "licenses", "source", "version", "revision") if name not in labels]
    check("it has its labels", not missing, f"missing: {missing}")
    for name, told in build_arguments().items():
        label = labels[name.lower()]
        check(f"they tell the {name.lower()}", label == told, f"{label}, and not {told}")


def check_files(check, archive):
    """`archive` is the root of the image as a tar file that is read once."""
    files, size, setuid, strays = {}, 0, [], []
    for entry in archive:
        name = "/" + entry.name.removeprefix("./").lstrip("/")
        files[name] = entry
        size += entry.size if entry.isreg() else 0
        if entry.isreg() and entry.mode & (stat.S_ISUID | stat.S_ISGID):
            setuid.append(name)
        if not entry.isdir() and (COMPILERS.search(name) or SOURCES.search(name)):
            strays.append(name)
    check(f"it has {size / 1e6:.0f} MB", size < LIMIT, f"more than {LIMIT / 1e6:.0f} MB")

    program = files.get("/usr/bin/sluice")
    check("the program is there, for everybody", program and program.mode & 0o777 == 0o755, program and oct(program.mode))
    wanted = {f"/usr/share/sluice/migrations/{path.relative_to(ROOT / 'migrations')}" for path in (ROOT / "migrations").glob("*/*.sql")}
    there = {name for name in files if name.startswith("/usr/share/sluice/migrations/") and name.endswith(".sql")}
    check(f"so are the {len(wanted)} migrations", there == wanted, sorted(there ^ wanted))
    closed = sorted(name for name in there if files[name].mode & 0o444 != 0o444)
    check("everybody may read them", not closed, closed)
    certificates = files.get("/etc/ssl/certs/ca-certificates.crt")
    check("there are CA certificates", certificates and certificates.size > 100_000, certificates and certificates.size)
    check("there are time zones", "/usr/share/zoneinfo/America/New_York" in files, "no America/New_York")
    check("scanners find what is in it", "/var/lib/dpkg/status" in files and "/usr/lib/os-release" in files, "no list of packages")
    check("there is no compiler and no source", not strays, strays)
    check("nothing is setuid", not setuid, setuid)
    packers = [name for name in ("/usr/bin/apt", "/usr/bin/apt-get", "/usr/bin/dpkg", "/usr/bin/perl") if name in files]
    check("nothing installs packages", not packers, packers)


def declared_version():
    text = (ROOT / "Sources/LoadEngine/SluiceVersion.swift").read_text()
    return re.search(r'current = "([^"]+)"', text)[1]


def build_arguments():
    """What a build is told for its labels; what is not known is left to the Dockerfile."""
    revision = subprocess.run(["git", "-C", ROOT, "rev-parse", "HEAD"], capture_output=True, text=True).stdout.strip()
    return {"VERSION": declared_version()} | ({"REVISION": revision} if revision else {})
