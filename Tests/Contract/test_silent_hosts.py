"""A PostgreSQL host that takes connections and says nothing, as one does whose packets are lost."""
import socket
import threading
import time
import urllib.parse

import pytest

from clients import Clients
from databases import psql


class Host:
    """A way to the server on a port of its own, until it is silent."""

    def __init__(self, url):
        self.upstream = urllib.parse.urlsplit(url)
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=200)
        self.is_silent, self.sockets = False, [self.listener]
        threading.Thread(target=self.accept, daemon=True).start()

    def url(self, first=True):
        """The database by this host alone, or by this one before its own."""
        address = f"127.0.0.1:{self.listener.getsockname()[1]}"
        credentials, own = self.upstream.netloc.split("@")
        hosts = f"{address},{own}" if first else address
        parameters = "?target_session_attrs=read-write&connect_timeout=2" if first else ""
        return f"postgres://{credentials}@{hosts}{self.upstream.path}{parameters}"

    def accept(self):
        try:
            while True:
                near, _ = self.listener.accept()
                self.sockets.append(near)
                if not self.is_silent:
                    far = socket.create_connection((self.upstream.hostname, self.upstream.port))
                    self.sockets.append(far)
                    for ends in ((near, far), (far, near)):
                        threading.Thread(target=self.carry, args=ends, daemon=True).start()
        except OSError:
            pass

    def carry(self, source, sink):
        try:
            while data := source.recv(65536):
                if self.is_silent:
                    return
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def close(self):
        for one in self.sockets:
            one.close()


@pytest.fixture
def host(database):
    host = Host(database)
    yield host
    host.close()


def asked(client, path, seconds, calm=20):
    """Asks for so many seconds, and then until `calm` answers in a row were right; the statuses, and how long the longest took."""
    statuses, longest, end = [], 0, time.monotonic() + seconds
    while time.monotonic() < end or set(statuses[-calm:]) != {200}:
        assert time.monotonic() < end + 30, statuses[-2 * calm:]
        began = time.monotonic()
        answer = client.get(path)
        longest = max(longest, time.monotonic() - began)
        statuses.append(answer.status_code)
        assert answer.status_code != 503 or "retry-after" in answer.headers
        time.sleep(0.05)
    return statuses, longest


def test_a_server_starts_while_the_first_host_is_silent(serve, host):
    host.is_silent = True
    began = time.monotonic()
    server = serve(database=host.url())
    assert time.monotonic() - began < 25
    with server.client() as client:
        assert client.post("/store", json={"name": "Beside"}).status_code == 201
    assert server.stop() == 0


def test_a_running_server_goes_on_when_its_host_falls_silent(serve, host):
    server = serve("--threads", "2", database=host.url())
    with server.client() as client:
        store = client.post("/store", json={"name": "Ours"}).json()["id"]
        host.is_silent = True
        statuses, longest = asked(client, f"/store/{store}", 12)
        assert set(statuses) <= {200, 503} and longest < 15
        assert client.post("/store", json={"name": "After"}).status_code == 201


def test_a_silent_standby_takes_nothing_from_the_primary(serve, host, database):
    server = serve("--read-database", host.url(first=False), "--threads", "2", database=database)
    with server.client() as client:
        store = client.post("/store", json={"name": "Ours"}).json()["id"]
        seen = []

        def search(_):
            with server.client() as searcher:
                while not searchers.ended.is_set():
                    began = time.monotonic()
                    status = searcher.get("/store?q=our").status_code
                    seen.append((time.monotonic(), time.monotonic() - began, status))

        searchers = Clients(16, search)
        with searchers:
            time.sleep(1)
            host.is_silent = True
            time.sleep(1)
            psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                 "WHERE datname = current_database() AND pid <> pg_backend_pid()", database)
            statuses, longest = asked(client, f"/store/{store}", 6)
        assert set(statuses) <= {200, 503} and longest < 15
        assert max(took for _, took, _ in seen) < 15
        assert {status for _, _, status in seen} <= {200, 503} and {status for _, _, status in seen[-32:]} == {200}
