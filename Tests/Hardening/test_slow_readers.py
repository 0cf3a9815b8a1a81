"""Clients that ask for much and take little of it: what waits for them is bounded for all together, and who reads is answered."""
import contextlib
import time

import httpx
import pytest
from hyperframe import frame

from conftest import LONG, at_length, sized
from crowds import Crowd, Probes, mebibytes, raise_descriptors
from flooding import Flood, connect, context, encrypted, head, headers
from ledgers import editor_of, open_shop
from waiting import wait_until

PROMPT, MOST_MEMORY, MOST_ANSWERS = 0.25, 512, 128 << 20
ITEMS = 200
# Four bytes each, as many as there may be: a page of such items is 1.6 MB.
DESCRIPTION = "\U0001F4E6" * 2000
LARGE = f"/item?limit={ITEMS}"
CONNECTIONS, SECONDS = sized((40, 3), (100, 10), (200, 40))
# A slow machine, or program, answers fewer of them.
WANTED = 4 if LONG else 1


def fill(server):
    """The size of the page that is asked for."""
    server.store = open_shop(server)
    with editor_of(server) as client:
        for number in range(ITEMS):
            made = client.post("/item", json={
                "name": f"{number}", "description": DESCRIPTION, "price": 1, "store_id": server.store})
            assert made.status_code == 201, made.text
        return len(client.get(LARGE).content)


def questions(server):
    """What others ask."""
    return {
        "livez": ("GET", "/livez"), "small": ("GET", "/item?limit=2"),
        "create": ("POST", "/item", {"name": "Probe", "price": 1, "store_id": server.store}),
    }


class Bystander:
    """Somebody else, who asks for the same page and reads it, and looks how much the server says that it keeps."""

    def __init__(self, server):
        self.server, self.given, self.refused, self.most = server, 0, 0, 0
        self.client = httpx.Client(base_url=server.url, verify=server.verify, timeout=20)

    def look(self):
        self.most = max(self.most, self.waiting())
        answer = self.client.get(LARGE, headers={"Authorization": f"Bearer {self.server.token}"})
        assert answer.status_code in {200, 503}, answer.text[:500]
        self.given += answer.status_code == 200
        self.refused += answer.status_code == 503
        assert answer.status_code == 200 or answer.headers["Retry-After"] == "1"

    def waiting(self):
        lines = self.client.get("/metrics").text.splitlines()
        return int(float(next(line for line in lines if line.startswith("http_response_body_bytes ")).split()[1]))

    def judge(self, size, figure):
        figure("bytes that waited at most", self.most)
        figure("pages that somebody else was given, and refused", (self.given, self.refused))
        figure("memory", f"{mebibytes(self.server):.0f} MiB")
        # A page of each that is given at the same moment is not seen before it is there.
        assert size < self.most <= MOST_ANSWERS + 8 * size
        assert self.given >= WANTED
        assert mebibytes(self.server) <= MOST_MEMORY or not LONG
        wait_until(lambda: self.waiting() == 0, 15, "answers are kept of those who have gone")
        self.client.close()


def test_who_takes_little_at_a_time_keeps_bounded_memory(serve, either, figure):
    raise_descriptors(2_000)
    server = serve(database=either)
    size, server.verify = fill(server), False
    request = asking(server, f"GET {LARGE} HTTP/1.1")
    bystander = Bystander(server)
    with Probes(server, questions(server)) as probes, Crowd(server, CONNECTIONS, request, receive_buffer=4096) as readers:
        end = time.monotonic() + SECONDS
        # A debug build may take longer to answer them at all.
        while time.monotonic() < end or (bystander.most == 0 and time.monotonic() < end + 30):
            readers.sip(1024)
            bystander.look()
            time.sleep(1)
    bystander.judge(size, figure)
    assert probes.statuses("livez") == {200}
    # While all of those pages are made at once, which is before any waits, others may be told to come again.
    asked = [exchange for name in ("small", "create") for exchange in probes.exchanges[name]]
    refused = [exchange for exchange in asked if exchange.is_refused_in_time_of_need]
    assert all(exchange.status in {200, 201} for exchange in asked if exchange not in refused)
    figure("of what others asked was refused", f"{len(refused)} of {len(asked)}")
    assert len(refused) <= len(asked) / 20 or not LONG
    figure("p99 of what they were answered", f"{1000 * probes.slowest(*questions(server), statuses={200, 201}):.0f} ms")
    assert probes.slowest(*questions(server), statuses={200, 201}) <= PROMPT or not LONG


@contextlib.contextmanager
def shop_on_tls(serve, folder):
    """And the size of its page."""
    plain = serve(folder=folder)
    size = fill(plain)
    assert plain.stop() == 0
    with encrypted(folder) as server:
        server.store, server.token = plain.store, plain.token
        server.url, server.verify = f"https://127.0.0.1:{server.port}", context("http/1.1")
        yield server, size


def asking(server, *lines):
    """That, over one connection, one after the other."""
    fields = f"\r\nHost: souk\r\nAuthorization: Bearer {server.token}\r\n\r\n"
    return "".join(line + fields for line in lines).encode()


@at_length
def test_what_is_not_sent_is_not_kept(serve, figure):
    """Of HEAD the content, of which the length alone is said: hundreds of heads wait in little room."""
    raise_descriptors(2_000)
    server = serve()
    fill(server)
    before = mebibytes(server, "VmRSS")
    unread = asking(server, *["HEAD /livez HTTP/1.1"] * 350, *[f"HEAD {LARGE} HTTP/1.1"] * 300)
    with Crowd(server, 12, unread, receive_buffer=4096):
        time.sleep(5)
        grown = mebibytes(server) - before
    figure("MiB for 12 connections that ask for 650 heads each", round(grown))
    assert grown <= 100


@at_length
def test_a_connection_at_rest_keeps_nothing_of_its_last_answer(serve, figure):
    raise_descriptors(2_000)
    server = serve()
    size = fill(server)
    before = mebibytes(server, "VmRSS")
    with contextlib.ExitStack() as resting:
        for _ in range(300):
            [connection] = resting.enter_context(Crowd(server, 1, asking(server, f"GET {LARGE} HTTP/1.1"))).sockets
            received = 0
            while received < size:
                part = connection.recv(1 << 20)
                assert part, "the connection was ended"
                received += len(part)
        grown = mebibytes(server, "VmRSS") - before
    figure("MiB for 300 connections that have read a page", round(grown))
    assert grown <= 100


@at_length
def test_who_asks_on_and_on_over_tls_and_does_not_read_keeps_bounded_memory(tmp_path, figure):
    """For what is one and the same for all, each has a copy of his own there."""
    raise_descriptors(4_000)
    with encrypted(tmp_path) as server, contextlib.ExitStack() as closing:
        unread = b"GET /openapi.json HTTP/1.1\r\nHost: souk\r\n\r\n" * 16
        for _ in range(600):
            connection = closing.enter_context(contextlib.closing(connect(server.port, "http/1.1")))
            connection.sendall(unread)
        time.sleep(2)
        figure("MiB for 600 connections that ask for 16 documents each", round(mebibytes(server)))
        assert mebibytes(server) <= MOST_MEMORY


@at_length
@pytest.mark.parametrize("window", [0, 2**31 - 1], ids=["closed windows", "a socket that is not read"])
def test_streams_that_are_not_read_keep_bounded_memory(serve, tmp_path, figure, window):
    """Of HTTP/2: by a window of no bytes, or by taking nothing from a socket of which all may come."""
    with shop_on_tls(serve, tmp_path) as (server, size):
        bearer = ("authorization", f"Bearer {server.token}")
        bystander = Bystander(server)
        with contextlib.ExitStack() as closing:
            end = time.monotonic() + SECONDS
            while time.monotonic() < end:
                for _ in range(3):
                    reader = closing.enter_context(contextlib.closing(Flood(server.port, settings={4: window}, reads=False)))
                    if window:
                        # That of the connection, which no setting opens.
                        reader.socket.sendall(frame.WindowUpdateFrame(0, window_increment=window - 65_535).serialize())
                    block = reader.encoder.encode(head(LARGE, "GET", bearer))
                    reader.send([headers(stream, block, "END_HEADERS", "END_STREAM") for stream in range(1, 200, 2)])
                bystander.look()
                time.sleep(2)
        bystander.judge(size, figure)
