"""docker-compose.yml as it stands, read as Docker Compose reads it: as far as that file goes, and no further."""

import pathlib
import re

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILE = ROOT / "docker-compose.yml"


class Compose:
    """The services, with `variables` put in; nothing is taken from a .env or from the environment of the test."""

    def __init__(self, variables=None):
        self.variables = variables or {}
        self.document = self._interpolated(yaml.safe_load(FILE.read_text()))

    def service(self, name):
        return self.document["services"][name]

    def environment(self, name):
        values = self.service(name).get("environment", {})
        if isinstance(values, list):
            values = dict(entry.split("=", 1) for entry in values)
        return {key: "" if value is None else str(value) for key, value in values.items()}

    def secrets(self, name):
        """The file of each secret on this machine, by the name that it has under /run/secrets."""
        return {secret: self.secret_file(secret) for secret in self.service(name).get("secrets", [])}

    def secret_file(self, secret):
        return (ROOT / self.document["secrets"][secret]["file"]).resolve()

    def volumes(self, name):
        """Source, target and whether it is read-only; a source with a slash is a path, else the name of a volume."""
        for entry in self.service(name).get("volumes", []):
            source, target, *mode = entry.split(":")
            yield str((ROOT / source).resolve()) if "/" in source else source, target, mode == ["ro"]

    def dependencies(self, name, profiles):
        """Those that are started before it, and what is waited for: without its profile one may be missing, if it says so."""
        for other, how in self.service(name).get("depends_on", {}).items():
            wanted = self.service(other).get("profiles", [])
            if not wanted or profiles & set(wanted):
                yield other, how["condition"]
            elif how.get("required", True):
                raise ValueError(f"{name} depends on {other}, which no profile starts")

    def address(self, name):
        """Where the first port of a service is published on this machine."""
        host, outside, _ = self.service(name)["ports"][0].split(":")
        return f"{host}:{outside}"

    # MARK: - ${NAME:-default}

    def _interpolated(self, value):
        if isinstance(value, dict):
            return {key: self._interpolated(part) for key, part in value.items()}
        if isinstance(value, list):
            return [self._interpolated(part) for part in value]
        return self._put_in(value) if isinstance(value, str) else value

    def _put_in(self, text):
        def replace(match):
            if match["dollar"]:
                return "$"
            name, rule, default = match["name"], match["rule"], match["default"]
            value = self.variables.get(name)
            if rule == ":-":
                return value or default
            if rule is None:
                return value or ""
            raise ValueError(f"this reader of compose files does not know ${{{name}{rule}…}}")

        return re.sub(r"\$(?:(?P<dollar>\$)|\{(?P<name>\w+)(?:(?P<rule>:?[-?+])(?P<default>[^{}]*))?\})", replace, text)
