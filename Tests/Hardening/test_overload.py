"""More clients, slower clients and fewer descriptors than a server can do with: who behaves is served, who does not, refused."""
import http.client
import json
import pathlib
import random
import resource
import socket
import statistics
import subprocess
import time

import httpx
import pytest

from conftest import LONG, at_length
from crowds import Crew, Crowd, Probes, descriptors, mebibytes, processor_seconds, raise_descriptors
from disks import needs
from ledgers import editor_of, open_shop, stored

PROMPT, ANSWERED = 0.25, 1
# Of the peak, of what is created at it, and while a crowd comes.
GOODPUT, CREATES, ARRIVING = 0.9, 0.8, 0.2
# Connections, each with one request at a time. The server works on 256 at once, and lets 64 more wait.
CARRIED, TOO_MANY = (64, 128, 256), 2560
# How many rounds, of how many seconds, and how many of these are left out of the rates: that all of the crowd connect, and are
# refused once, takes four tenths of a second. What is answered in that second is judged by rounds of its own.
ROUNDS, SECONDS, SETTLING = 9, 10, 1
# Of those that find the number of connections with which it does most.
TRIALS, TRIAL_SECONDS = 5, 5
MOST_MEMORY = 512
# Bytes: of one body, and what the server takes of those that have not ended.
LARGE, MOST_BODIES = 256 << 10, 128 << 20
# How often it is stopped, under how many clients that ask without a pause.
STOPS, CALLERS = (10, 64) if LONG else (1, 16)


@pytest.fixture
def shop(serve, either):
    raise_descriptors(8_000)
    server = serve("--access", "open", database=either)
    server.store = open_shop(server)
    return server


def questions(server):
    """What somebody who behaves asks."""
    return {
        "livez": ("GET", "/livez"), "readyz": ("GET", "/readyz"),
        "list": ("GET", f"/item?limit=20&store_id={server.store}"),
        "create": ("POST", "/item", {"name": "Probe", "price": 1, "store_id": server.store}),
    }


def head(server, line, *fields):
    return "\r\n".join([line, "Host: souk", f"Authorization: Bearer {server.token}", *fields, ""]).encode()


def test_the_memory_of_logins_is_given_back(serve, figure):
    server = serve()
    def log_in():
        refused = httpx.post(f"{server.url}/login", json={"email": "nobody@example.com", "password": "of nobody's"})
        assert refused.status_code == 401, refused.text
    log_in()
    before = mebibytes(server, "RssAnon")
    # malloc gives the first such piece back, and keeps those after it.
    for _ in range(3):
        log_in()
    kept, most = mebibytes(server, "RssAnon") - before, mebibytes(server) - mebibytes(server, "VmRSS")
    figure("kept of hashes of 19 MiB", f"{kept:.1f} MiB")
    assert kept < 8 and most > 12


@at_length
def test_slow_silent_and_idle_clients_keep_nobody_waiting(shop, figure):
    with editor_of(shop) as client:
        for number in range(200):
            made = client.post("/item", json={"name": f"{number}", "description": "x" * 2000, "price": 1, "store_id": shop.store})
            assert made.status_code == 201, made.text
        whole = len(client.get("/item?limit=200").content)
    before = descriptors(shop)
    headers = Crowd(shop, 1000, head(shop, "GET /item HTTP/1.1") + b"X-Slow: ")
    post = head(shop, "POST /item HTTP/1.1", "Content-Type: application/json", "Content-Length: 200")
    bodies = Crowd(shop, 400, post + b"\r\n{")
    readers = Crowd(shop, 200, head(shop, "GET /item?limit=200 HTTP/1.1") + b"\r\n", receive_buffer=4096)
    idle = Crowd(shop, 2000)
    with headers, bodies, readers, idle, Probes(shop, questions(shop)) as probes:
        start = time.monotonic()
        while time.monotonic() < start + 35:
            headers.trickle()
            bodies.trickle()
            time.sleep(1)
        assert all(ending is not None and ending.startswith(b"HTTP/1.1 408") for ending in headers.endings(within=5))
        assert all(ending is not None and len(ending) < whole for ending in readers.endings(within=5))
        # A client that has never sent anything is told nothing.
        assert all(ending == b"" for ending in idle.endings(within=5))
        assert all(ending is not None and ending.startswith(b"HTTP/1.1 408") for ending in bodies.endings(within=5))
    names = questions(shop)
    assert probes.statuses("livez", "readyz", "list") == {200} and probes.statuses("create") == {201}
    assert all(len(probes.exchanges[name]) >= 20 for name in names)
    assert probes.slowest(*names) <= PROMPT
    assert mebibytes(shop) <= MOST_MEMORY
    await_calm(lambda: descriptors(shop) <= before + 16, 5, "the descriptors of those who left are not given back")
    figure("connections that were slow, silent or idle", 3600)
    figure("p99 of everybody else's requests", f"{1000 * probes.slowest(*names):.0f} ms")
    figure("memory", f"{mebibytes(shop):.0f} MiB")


@at_length
def test_large_bodies_that_do_not_end_take_bounded_memory_and_keep_out_large_ones_alone(serve, figure):
    raise_descriptors(4_000)
    server = serve("--access", "open")
    server.store = open_shop(server)
    with Probes(server, questions(server)) as probes, UnendedBodies(server, 900) as bodies:
        await_calm(lambda: len(bodies.answers()) > 300, 25, "bodies for which there is no memory are not refused")
        time.sleep(1)
        refused = bodies.answers()
        assert len(refused) < 400 and all(ending.startswith(b"HTTP/1.1 503") for ending in refused)
        assert all(b"\r\nRetry-After: 1\r\n" in ending for ending in refused)
        assert 0 < body_bytes(server) <= MOST_BODIES
    assert probes.statuses("livez", "readyz", "list") == {200} and probes.statuses("create") == {201}
    assert mebibytes(server) <= MOST_MEMORY
    await_calm(lambda: body_bytes(server) == 0, 10, "the memory of bodies is not given back")
    assert create_padded(server) == 201
    figure("unended bodies of 256 KiB that were held, of 900", 900 - len(refused))
    figure("memory", f"{mebibytes(server):.0f} MiB")


class UnendedBodies:
    """So many requests with all of their body but its last bytes."""

    def __init__(self, server, count):
        self.server, self.count, self.sockets = server, count, []

    def __enter__(self):
        fields = ["Content-Type: application/json", f"Content-Length: {LARGE}"]
        beginning = head(self.server, "POST /item HTTP/1.1", *fields) + b"\r\n" + b" " * (LARGE - 100)
        for _ in range(self.count):
            connection = socket.create_connection(("127.0.0.1", self.server.port), timeout=30)
            self.sockets.append(connection)
            try:
                connection.sendall(beginning)
            except OSError:  # Refused meanwhile.
                pass
        return self

    def __exit__(self, *_):
        for connection in self.sockets:
            connection.close()

    def answers(self):
        """What those were told who were told anything by now."""
        return [told for told in map(self._told, self.sockets) if told]

    @staticmethod
    def _told(connection):
        connection.setblocking(False)
        try:
            return connection.recv(1 << 16, socket.MSG_PEEK)
        except BlockingIOError:
            return b""


def create_padded(server):
    """The status of an item in a body of 200 KiB."""
    item = json.dumps({"name": "Padded", "price": 1, "store_id": server.store}).encode()
    fields = {"Authorization": f"Bearer {server.token}", "Content-Type": "application/json"}
    return httpx.post(f"{server.url}/item", content=item + b" " * 200_000, headers=fields).status_code


def body_bytes(server):
    """What the server itself says."""
    lines = httpx.get(f"{server.url}/metrics").text.splitlines()
    return int(float(next(line for line in lines if line.startswith("http_request_body_bytes ")).split()[1]))


def await_calm(condition, within, what):
    """How long it took."""
    start = time.monotonic()
    while not condition():
        assert time.monotonic() < start + within, what
        time.sleep(0.02)
    return time.monotonic() - start


def test_without_descriptors_left_the_connections_there_are_are_served_and_new_ones_later(shop, figure):
    with editor_of(shop) as client:
        assert client.get("/item").status_code == 200
        limit = descriptors(shop) + 60
        resource.prlimit(shop.process.pid, resource.RLIMIT_NOFILE, (limit, limit))
        with Crowd(shop, 300):
            await_calm(lambda: descriptors(shop) >= limit - 1, 10, "the descriptors are not used up")
            began, start = processor_seconds(shop), time.monotonic()
            for number in range(40):
                assert {client.get(path).status_code for path in ("/livez", "/readyz", "/item?limit=20")} == {200}
                assert client.post("/item", json={"name": f"{number}", "price": 1, "store_id": shop.store}).status_code == 201
                time.sleep(0.05)
            share = (processor_seconds(shop) - began) / (time.monotonic() - start)
        assert shop.process.poll() is None
    took = await_calm(lambda: answers(shop), 5, "nobody is let in though there is room again")
    figure("until new connections were served", f"{took:.2f} s")
    figure("of a core without descriptors, 160 requests among it", f"{share:.0%}")
    # A server that asks again and again for what it cannot have would take a whole core.
    assert share < 0.4


def answers(server):
    try:
        return httpx.get(f"{server.url}/livez", timeout=1).status_code == 200
    except httpx.TransportError:
        return False


def hammer(server, connections, seconds, settling=0):
    """Lists and creates, as fast as they are answered: what was answered, by wrk, and how much of it a second once the first
    `settling` ones are over."""
    needs("wrk")
    script = pathlib.Path(__file__).with_name("hammer.lua")
    ran = subprocess.run(
        ["wrk", "--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s", "--script", str(script),
         server.url, "--", server.token, str(server.store), str(settling)], capture_output=True, text=True, timeout=seconds + 60, check=True)
    return json.loads(ran.stdout.strip().splitlines()[-1])


@at_length
def test_ten_times_the_load_leaves_the_goodput_and_refuses_the_rest_quickly(shop, figure):
    """Rounds with what it can carry and with ten times that take turns, all beside the same probes, and each is compared with its
    own, after it is calm again: what the machine itself can do changes within minutes. The peak is that of the number of clients with
    whom it does most, which is found first."""
    asked = questions(shop) | {f"list {number}": questions(shop)["list"] for number in range(3)}
    checks, served = ["livez", "readyz"], [name for name in asked if name not in ("livez", "readyz")]
    hammer(shop, 64, 1)
    carried, peaks, loads, recoveries = {connections: [] for connections in CARRIED}, [], [], []
    for _ in range(TRIALS):
        for connections, results in carried.items():
            with Probes(shop, asked):
                results.append(hammer(shop, connections, TRIAL_SECONDS, SETTLING)["good"])
    goods = {connections: statistics.median(results) for connections, results in carried.items()}
    best = max(goods, key=goods.get)
    probes = Probes(shop, asked)
    for _ in range(ROUNDS):
        with Probes(shop, asked):
            peaks.append(hammer(shop, best, SECONDS, SETTLING))
        with probes:
            loads.append(hammer(shop, TOO_MANY, SECONDS, SETTLING))
        recoveries.append(await_calm(lambda: is_normal(shop), 5, "5 s later it is not as before"))
    arrivals = [hammer(shop, TOO_MANY, 1) for _ in range(ROUNDS)]
    peak, good = (statistics.median(result["good"] for result in results) for results in (peaks, loads))
    parts = [load["good"] / beside["good"] for load, beside in zip(loads, peaks)]
    goodput = statistics.median(parts)
    figure("by connections", ", ".join(f"{connections}: {rate:.0f} requests/s" for connections, rate in goods.items()))
    creates = [statistics.median(result["creates"] for result in results) for results in (peaks, loads)]
    figure("of them creates", " and ".join(f"{rate:.0f}/s" for rate in creates))
    figure("peak", f"{peak:.0f} requests/s with {best} connections")
    figure(f"goodput with {TOO_MANY} connections", f"{good:.0f} requests/s, {goodput:.0%}")
    figure("by round", ", ".join(f"{part:.0%}" for part in sorted(parts)))
    figure("refused, all of them told when to come back", sum(result["refused"] for result in loads))
    figure("p99 of what the crowd was answered, at most", [f"{result['p99_answered']:.0f} ms" for result in loads])
    figure("p99 of all that the crowd was told", [f"{result['p99']:.0f} ms" for result in loads])
    figure("of it too late", [result["timeout"] for result in loads])
    figure("p99 of what the probes were answered", f"{1000 * probes.slowest(*served, statuses={200, 201}):.0f} ms")
    refused = probes.slowest(*served, statuses={503})
    figure("p99 of the probes' refusals", f"{1000 * refused:.0f} ms")
    figure("p99 of /livez and /readyz", f"{1000 * probes.slowest(*checks):.0f} ms")
    figure("memory", f"{mebibytes(shop):.0f} MiB")
    figure("as before after, at most", f"{max(recoveries):.2f} s")
    arriving = statistics.median(result["good"] for result in arrivals) / peak
    figure("goodput of the second in which they come", f"{arriving:.0%}")
    figure("p99 of what is answered in it", [f"{result['p99_answered']:.0f} ms" for result in arrivals])
    for result in loads + arrivals:
        assert result["other"] == result["connect"] == result["read"] == result["write"] == result["timeout"] == 0, result
        assert result["refused"] == result["told"] > 0, result
        assert result["p99"] <= result["p99_answered"] <= 1000 * ANSWERED, result
    assert probes.statuses(*served) == {200, 201, 503}
    assert probes.slowest(*served, statuses={200, 201}) <= ANSWERED
    assert refused <= PROMPT
    assert probes.statuses(*checks) == {200}
    assert probes.slowest(*checks) <= PROMPT
    assert mebibytes(shop) <= MOST_MEMORY
    assert goodput >= GOODPUT
    assert arriving >= ARRIVING
    assert creates[1] >= CREATES * creates[0]


@at_length
def test_a_busy_server_is_alive(serve, either):
    raise_descriptors(8_000)
    server = serve("--access", "open", "--requests-in-flight", "4", database=either)
    server.store = open_shop(server)
    with Probes(server, {"livez": ("GET", "/livez"), "readyz": ("GET", "/readyz")}, pause=0.005) as probes:
        hammer(server, 300, 2)
    assert probes.statuses("livez", "readyz") == {200}


def is_normal(server):
    """Whether twenty requests in a row are answered at once."""
    with editor_of(server) as client:
        for number in range(10):
            start = time.monotonic()
            listed = client.get("/item?limit=20").status_code
            made = client.post("/item", json={"name": f"{number}", "price": 1, "store_id": server.store}).status_code
            if (listed, made) != (200, 201) or time.monotonic() - start > PROMPT:
                return False
    return True


class Callers(Crew):
    """Clients that ask, after pauses of up to so many seconds, until nobody lets them in. `broken` are requests that were begun and
    not answered."""

    def __init__(self, server, keeps, clients, pause=0):
        super().__init__((number,) for number in range(clients))
        self.server, self.keeps, self.pause = server, keeps, pause
        self.answered, self.broken, self.made, self.turned_away = 0, [], {}, 0

    def work(self, number):
        connection, count = None, 0
        while True:
            if self.pause:
                time.sleep(random.uniform(0, self.pause))
            if connection is None:
                connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=15)
                try:
                    connection.connect()
                except OSError:
                    with self.lock:
                        self.turned_away += 1
                    return
            count += 1
            name = f"{number}-{time.monotonic_ns()}"
            try:
                answer = self._ask(connection, name if count % 2 else None)
                content = answer.read()
            except (OSError, http.client.HTTPException) as error:
                with self.lock:
                    self.broken.append(repr(error))
                connection.close()
                connection = None
                continue
            with self.lock:
                self.answered += 1
                if answer.status == 201:
                    self.made[json.loads(content)["id"]] = name
                elif answer.status != 200:
                    self.broken.append(f"{answer.status} {content[:200]}")
            if answer.will_close:
                connection.close()
                connection = None

    def _ask(self, connection, name):
        fields = {"Authorization": f"Bearer {self.server.token}", "Content-Type": "application/json"}
        if not self.keeps:
            fields["Connection"] = "close"
        if name:
            connection.request("POST", "/item", json.dumps({"name": name, "price": 1, "store_id": self.server.store}), fields)
        else:
            connection.request("GET", f"/item?limit=20&store_id={self.server.store}", headers=fields)
        return connection.getresponse()


@pytest.mark.parametrize("keeps", [False, True], ids=["a connection each", "connections kept"])
def test_a_stop_with_notice_loses_no_answer(serve, either, keeps, figure):
    raise_descriptors(8_000)
    server = serve("--access", "open", "--stop-delay", "3", database=either)
    server.store, made, answered = open_shop(server), {}, 0
    for _ in range(STOPS):
        with Callers(server, keeps, clients=CALLERS) as callers:
            time.sleep(0.5)
            assert server.stop() == 0
        assert callers.broken == []
        assert callers.turned_away == len(callers.threads) and callers.made
        made |= callers.made
        answered += callers.answered
        items, counted = stored(server, server.store)
        assert items == made and counted == len(made)
        server.start()
    figure("stops; answers, none lost", f"{STOPS}; {answered}")


@pytest.mark.parametrize(
    "keeps, pause", [(False, 0), (True, 0), (True, 0.2)], ids=["a connection each", "connections kept", "pauses"])
def test_a_stop_without_notice_loses_no_answer_and_ends_soon_after_the_last(serve, either, keeps, pause, figure):
    raise_descriptors(8_000)
    server = serve("--access", "open", database=either)
    server.store, made, answered = open_shop(server), {}, 0
    for _ in range(STOPS):
        with Callers(server, keeps, CALLERS, pause) as callers:
            time.sleep(0.5)
            server.process.terminate()
        # Long before the server would cut off what goes on.
        assert server.process.wait(8) == 0
        assert callers.broken == []
        made |= callers.made
        answered += callers.answered
        server.start()
        assert stored(server, server.store)[0] == made
    figure("stops; answers, none lost", f"{STOPS}; {answered}")
