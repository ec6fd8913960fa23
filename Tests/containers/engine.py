"""What a container engine does for the test, whichever it is."""

import time

from compose import Compose


class Engine:
    """A project of containers: what docker-compose.yml says of them, and how each is reached."""

    #: What `--profile` names on the command line of the demo.
    profiles = {"demo"}

    def __init__(self):
        self.compose = Compose()

    # MARK: - What each engine does by itself

    def image_config(self, image):
        """User, Entrypoint, Cmd, Labels and so on, under the names of Docker."""
        raise NotImplementedError

    def up(self, service):
        """Starts it behind what it depends on, as `docker compose up --detach` does."""
        raise NotImplementedError

    def run(self, service, *command, variables=None):
        """Runs it once with another command, as `docker compose run --rm` does; its exit status and all that it printed."""
        raise NotImplementedError

    def execute(self, service, command):
        """Runs a program in its container, as its user; its exit status and all that it printed."""
        raise NotImplementedError

    def wait(self, service, seconds):
        """Its exit status, once it ends by itself; None when it does not."""
        raise NotImplementedError

    def signal(self, service, name):
        raise NotImplementedError

    def stop(self, service):
        raise NotImplementedError

    def printed(self):
        """What each service has printed so far, by its name."""
        raise NotImplementedError

    # MARK: - What follows from that

    def health_check(self, service):
        """The command of the health check: that of the compose file, else that of the image."""
        own = self.compose.service(service).get("healthcheck")
        kind, *command = own["test"] if own else self.image_config(self._image(service))["Healthcheck"]["Test"]
        return ["/bin/sh", "-c", *command] if kind == "CMD-SHELL" else command

    def health(self, service):
        return self.execute(service, self.health_check(service))

    def wait_until_healthy(self, service, seconds=60, healthy=True):
        """Or until it is not; it may go on to answer as it did a moment ago."""
        deadline = time.monotonic() + seconds
        while True:
            status, text = self.health(service)
            if (status == 0) == healthy:
                return
            if time.monotonic() > deadline:
                state = "not healthy" if healthy else "healthy"
                raise AssertionError(f"{service} is {state} after {seconds} s: {text}\n{self.printed().get(service, '')}")
            time.sleep(0.5)

    def sql(self, text, database="postgres"):
        command = ["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--username=postgres",
                   f"--dbname={database}", f"--command={text}"]
        status, printed = self.execute("postgres", command)
        assert status == 0, printed
        return printed.strip()

    def ask_sandbox(self, method, path, body=""):
        """By the shell of the postgres image, which is in the network of the sandbox and speaks TCP."""
        script = f"""
            exec 3<>/dev/tcp/sandbox/8765
            printf '%s\\r\\n' '{method} {path} HTTP/1.1' 'Host: sandbox' 'Connection: close' 'Content-Length: {len(body)}' '' >&3
            printf '%s' '{body}' >&3
            cat <&3"""
        status, printed = self.execute("postgres", ["bash", "-c", script])
        assert status == 0 and printed.startswith("HTTP/1.1 200"), printed
        return printed

    def _image(self, service):
        return self.compose.service(service)["image"]
