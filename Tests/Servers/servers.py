"""The real program as tests run it: its own folder, its own port, ended by its process id."""
import itertools
import os
import pathlib
import signal
import subprocess
import time

import httpx

from ports import free_port

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ["SOUK_BINARY"]
EMAIL = "ann@example.com"
PASSWORD = "correct-horse-battery-9"
_addresses = itertools.count(1)


def souk(*arguments, folder, database=None, check=True, timeout=120, **more):
    """One command of the command line, on the data in `folder`."""
    return subprocess.run([BINARY, *arguments], cwd=folder, env=environment(folder, database), text=True,
                          capture_output=True, timeout=timeout, check=check, **more)


def environment(folder, database=None):
    """Nothing of the tester's own settings reaches the program."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SOUK_")}
    return {**clean, "SOUK_DATA": str(folder), **({"SOUK_DATABASE": database} if database else {})}


class Server:
    """`souk serve` in a folder of its own. `log` holds what it wrote."""

    def __init__(self, folder, *flags, database=None):
        self.folder, self.flags, self.port = pathlib.Path(folder), flags, free_port()
        self.database = database
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = self.folder / "log"
        self.process = None

    def start(self):
        self.launch()
        return self.await_readiness()

    def launch(self):
        # Each test client may come from an address of its own.
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [BINARY, "serve", "--port", str(self.port), "--trusted-proxy", "127.0.0.1", *self.flags],
                cwd=self.folder, env=environment(self.folder, self.database), stdin=subprocess.DEVNULL, stdout=log,
                stderr=log)

    def await_readiness(self, seconds=30):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"{self.url}/readyz", timeout=1, verify=False).status_code == 200:
                    return self
            except httpx.TransportError:
                pass
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        raise AssertionError(f"the server did not become ready:\n{self.log.read_text()}")

    def kill(self):
        self.process.kill()
        self.process.wait(10)

    def end(self):
        """Kills the server if it is still running."""
        if self.process and self.process.poll() is None:
            self.kill()

    def stop(self):
        """Ends the server as an operator would, and returns its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(15)

    def client(self, **more):
        """A client with an address of its own, so that no other test's failures throttle it."""
        number = next(_addresses)
        headers = {"X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}
        # To read the certificates of this machine takes 60 ms of a processor, and nobody here speaks TLS.
        return httpx.Client(base_url=self.url, headers=headers, timeout=20, **{"verify": False, **more})

    def user(self, email, role=None):
        """A registered and signed-in user's client."""
        client = self.client()
        registered = client.post("/register", json={"email": email, "password": PASSWORD})
        assert registered.status_code == 201, registered.text
        if role:
            souk("user", "role", email, role, folder=self.folder, database=self.database)
        sign_in(client, email)
        return client


def sign_in(client, email):
    answer = client.post("/login", json={"email": email, "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    tokens = answer.json()
    client.headers["Authorization"] = f"Bearer {tokens['access_token']}"
    return tokens
