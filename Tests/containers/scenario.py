"""docker-compose.yml at work: its services in their order, with the image's own entrypoint, against a real PostgreSQL."""

import base64
import pathlib
import re
import time
import urllib.error
import urllib.request
import urllib.parse

DATABASE_OF_ROWS = """select md5(string_agg(leads::text || leads.xmin, ',' order by lead_id)) || ' '
    || (select count(*) from whatconverts.lead_fields) from whatconverts.leads"""
WRONG_SECRET = "ffffffffffffffffffffffffffffffff"


class Scenario:
    def __init__(self, engine, check, folder):
        self.engine, self.check, self.folder = engine, check, pathlib.Path(folder)
        self.secrets = {name: engine.compose.secret_file(name).read_text().strip() for name in engine.compose.document["secrets"]}
        self.database = urllib.parse.urlsplit(self.secrets["database_url"]).path.lstrip("/")

    def run(self, version):
        self.demo_loads()
        self.second_load_changes_nothing()
        self.program_answers(version)
        self.serve_is_healthy()
        self.serve_ends()
        self.load_is_stopped()
        self.wrong_key_is_refused()
        self.sandbox_ends()
        self.nothing_is_told()

    # MARK: - The demo, in its order

    def demo_loads(self):
        check, engine = self.check, self.engine
        engine.up("load")
        status = engine.wait("load", 120)
        check("postgres is healthy, the sandbox is healthy, and load ends with 0", status == 0, engine.printed()["load"])
        invented = int(re.search(r"serving ([\d,]+) invented leads", engine.printed()["sandbox"])[1].replace(",", ""))
        leads = int(self.sql("select count(*) from whatconverts.leads where _deleted_at is null"))
        check(f"the tables have the {invented} leads of the sandbox", leads == invented, leads)
        owner = self.sql("select tableowner from pg_tables where schemaname = 'whatconverts' and tablename = 'leads'")
        expected = urllib.parse.urlsplit(self.secrets["database_url"]).username
        check(f"they belong to {expected}", owner == expected, owner)
        rights = self.sql("select count(*) from pg_roles where rolsuper and rolname <> 'postgres'")
        check("who is no superuser", rights == "0", rights)

    def second_load_changes_nothing(self):
        before = self.sql(DATABASE_OF_ROWS)
        status, printed = self.engine.run("load")
        self.check("a second load ends with 0", status == 0, printed)
        self.check("and has changed no row", self.sql(DATABASE_OF_ROWS) == before, printed)

    def program_answers(self, version):
        status, printed = self.engine.run("load", "--version")
        self.check(f"sluice --version says {version}", status == 0 and printed.split()[-1:] == [version], printed)

    # MARK: - The dashboard

    def serve_is_healthy(self):
        check, engine = self.check, self.engine
        engine.up("serve")
        engine.wait_until_healthy("serve")
        check("serve is healthy, by the health check of the image", "healthcheck" not in engine.compose.service("serve"),
              "the compose file has a health check of its own for it")
        address = engine.compose.address("serve")
        check("it is published on this machine alone", address.startswith("127.0.0.1:"), address)
        url = f"http://{address}/api/status"
        check("it answers 401 without a token", self.answer(url) == 401, self.answer(url))
        token = self.secrets["serve_token"]
        check("and 200 with its token", self.answer(url, f"Bearer {token}") == 200, self.answer(url, f"Bearer {token}"))
        basic = "Basic " + base64.b64encode(f"anybody:{token}".encode()).decode()
        check("or with the token as a password", self.answer(url, basic) == 200, self.answer(url, basic))
        self.root_is_read_only("serve")

        engine.stop("postgres")
        engine.wait_until_healthy("serve", seconds=15, healthy=False)
        check("without a database the health check fails", True)
        engine.up("postgres")
        engine.wait_until_healthy("postgres")
        engine.wait_until_healthy("serve")
        check("with it serve is healthy again", True)

    def root_is_read_only(self, service):
        # Where the user may write, were it not for the root.
        status, printed = self.engine.execute(service, ["sh", "-c", 'touch "$HOME/x"'])
        self.check("the root is read-only", status != 0 and "Read-only file system" in printed, printed)
        status, printed = self.engine.execute(service, ["sh", "-c", "touch /tmp/x && id -u"])
        self.check("but /tmp, for a user that is not root", status == 0 and printed.strip() not in ("", "0"), printed)

    def serve_ends(self):
        self.engine.signal("serve", "SIGTERM")
        status = self.engine.wait("serve", 12)
        self.check("SIGTERM ends serve, with 0", status == 0, status)

    # MARK: - Loads that do not end well

    def load_is_stopped(self):
        check, engine = self.check, self.engine
        engine.ask_sandbox("PUT", "/sandbox/quirks", '{"latencyMilliseconds": 3000}')
        engine.up("load")
        self.wait_for("select count(*) from sluice.load_packages where status = 'started'", "1")
        status, printed = engine.health("load")
        check("the health check calls a load well", status == 0, printed)
        begun = time.monotonic()
        engine.signal("load", "SIGTERM")
        status = engine.wait("load", 12)
        seconds = time.monotonic() - begun
        check(f"SIGTERM ends a load, with 143, in {seconds:.1f} s", status == 143 and seconds < 10, (status, engine.printed()["load"]))
        last = self.sql("select status from sluice.load_packages order by started_at desc limit 1")
        check("which is recorded as cancelled", last == "cancelled", last)
        engine.ask_sandbox("PUT", "/sandbox/quirks", '{"latencyMilliseconds": 0}')

    def wrong_key_is_refused(self):
        wrong = self.folder / "wrong_secret"
        wrong.write_text(WRONG_SECRET + "\n")
        wrong.chmod(0o644)
        status, printed = self.engine.run("load", variables={"WHATCONVERTS_SECRET_FILE": str(wrong)})
        self.check("a wrong key, as a .env names it, ends with 22", status == 22, (status, printed))
        variables = {"WHATCONVERTS_BASE_URL": "http://postgres:8765/api/v1/"}
        status, printed = self.engine.run("load", variables=variables)
        self.check("a key is sent without TLS to the sandbox alone: 21", status == 21, (status, printed))

    def sandbox_ends(self):
        self.engine.signal("sandbox", "SIGTERM")
        status = self.engine.wait("sandbox", 12)
        self.check(f"SIGTERM ends the sandbox, with {status}", status in (0, 143), status)

    def nothing_is_told(self):
        """The sandbox tells its key to whoever wants to try it."""
        printed = "".join(text for name, text in self.engine.printed().items() if name != "sandbox")
        passwords = [urllib.parse.urlsplit(text).password or text for text in self.secrets.values()]
        told = [secret for secret in [*passwords, WRONG_SECRET] if secret in printed]
        self.check(f"none of {len(passwords) + 1} secrets is in what was printed", printed and not told, told)

    # MARK: -

    def sql(self, text):
        return self.engine.sql(text, self.database)

    def wait_for(self, query, expected, seconds=30):
        deadline = time.monotonic() + seconds
        while (found := self.sql(query)) != expected:
            if time.monotonic() > deadline:
                raise AssertionError(f"{query} gives {found}, and not {expected}, after {seconds} s")
            time.sleep(0.2)

    @staticmethod
    def answer(url, authorization=None):
        request = urllib.request.Request(url, headers={"Authorization": authorization} if authorization else {})
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                return response.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError as error:
            return str(error)
