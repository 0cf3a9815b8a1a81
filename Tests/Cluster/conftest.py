"""One Souk on the embedded database behind nginx, for tests of what stands between it and its clients."""
import os
import pathlib
import sys
import types

import httpx
import pytest

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "Servers"))
from instances import Instance, Nginx

BINARY = os.environ["SOUK_BINARY"]
FIGURES = pytest.StashKey()
PASSWORD = "correct-horse-battery-9"


@pytest.fixture(scope="session")
def front(tmp_path_factory):
    """`front.url` is nginx, `front.souk` the instance behind it; `front.user(email)` signs a new user in."""
    folder = tmp_path_factory.mktemp("front")
    souk = Instance(folder, "souk1", BINARY)
    nginx = Nginx(folder, [souk])
    try:
        souk.start()
        nginx.start()
        yield types.SimpleNamespace(url=nginx.url, nginx=nginx, souk=souk, user=lambda email: user(nginx.url, email))
    finally:
        nginx.stop()
        souk.kill()


def user(url, email):
    client = httpx.Client(base_url=url, timeout=10, verify=False)
    credentials = {"email": email, "password": PASSWORD}
    assert client.post("/register", json=credentials).status_code == 201
    answer = client.post("/login", json=credentials)
    assert answer.status_code == 200, answer.text
    client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
    return client


@pytest.fixture
def anybody(front):
    with httpx.Client(base_url=front.url, timeout=10, verify=False) as client:
        yield client


class Figures:
    """The table that is shown at the end: a line for each thing that went wrong on purpose."""

    def __init__(self):
        self.rows = [("what happened", "requests", "failed", "longest", "back after", "reads and changes checked", "faults")]

    def add(self, what, load, healed, faults):
        """Returns for how many seconds after `healed`, when the fault was over, requests still failed."""
        back = max(0.0, *[exchange.end - healed for exchange in load.failures], 0.0)
        longest = max(exchange.seconds for exchange in load.exchanges)
        self.rows.append((what, len(load.exchanges), len(load.failures), f"{longest:.2f} s", f"{back:.2f} s",
                          load.operations, len(faults)))
        return back

    @property
    def lines(self):
        widths = [max(len(str(cell)) for cell in column) for column in zip(*self.rows)]
        return ["  ".join(str(cell).ljust(width) for cell, width in zip(row, widths)).rstrip() for row in self.rows]


@pytest.fixture(scope="session")
def figures(pytestconfig):
    return pytestconfig.stash.setdefault(FIGURES, Figures())


def pytest_terminal_summary(terminalreporter, config):
    if shown := config.stash.get(FIGURES, None):
        terminalreporter.section("the cluster")
        for line in shown.lines:
            terminalreporter.write_line(line)
