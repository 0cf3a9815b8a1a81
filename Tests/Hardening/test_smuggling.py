"""Behind proxies that use one connection for everybody: what one client sends is never another's request or answer."""
import concurrent.futures
import json
import threading
import time
import uuid

import pytest

import framing_cases
import proxies
from conftest import LONG, unavailable
from framing_cases import get
from judged import JudgedServer, judged
from raw_http import CUTS, PROBE, Connection, Naive, Unreadable, is_probed
from waiting import wait_until

CASES = [case for case in framing_cases.all_cases() if case.smuggles and len(case.request) < 100_000]
# A proxy may take a broken request for an unfinished one; nobody waits for it longer.
ATTACK_PATIENCE = 1 if LONG else 0.25


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    # Every request has a line, those that ask whether the server lives among them.
    with judged(JudgedServer(tmp_path_factory.mktemp("smuggling"), "--log-level", "debug")) as running:
        yield running.start()
        running.stop()


@pytest.fixture
def front(request, tmp_path):
    """Starts a proxy in front of a port."""
    started = []

    def start(kind, upstream):
        if not kind.is_installed():
            unavailable(kind.program, f"{kind.program} is not installed (make test-hardening installs it)")
        proxy = kind(tmp_path, upstream)
        started.append(proxy)
        return proxy.start()

    yield start
    for proxy in started:
        proxy.stop()


class Bystander(threading.Thread):
    """A client that asks for one thing after another, and looks whether it is told of these."""

    def __init__(self, port, first):
        super().__init__(daemon=True)
        self.port, self.number, self.is_over = port, first, threading.Event()
        self.own, self.none, self.foreign = 0, 0, []

    def run(self):
        while not self.is_over.is_set():
            try:
                with Connection(self.port) as connection:
                    while not self.is_over.is_set() and not connection.is_closed:
                        self._ask(connection)
            # Whatever it is that an answer out of place is taken for: no row of answers, no number, no JSON.
            except Exception as error:
                self.foreign.append(repr(error))

    def _ask(self, connection):
        self.number += 1
        path = f"/store/{self.number}"
        answer = connection.ask(get(target=path.encode()))
        if answer is None or answer.status in (502, 503, 504):
            self.none += 1
        elif answer.status == 404 and json.loads(answer.body).get("instance") == path:
            self.own += 1
        else:
            self.foreign.append((path, answer))

    def end(self):
        self.is_over.set()
        self.join(20)
        assert not self.is_alive(), "a bystander hangs"


def attack(port, case, cut):
    with Connection(port, case.heads) as connection:
        connection.send([*CUTS[cut](case.request), PROBE])
        try:
            connection.read(lambda self: self.answers and is_probed(self.answers[-1]), ATTACK_PATIENCE)
        except Unreadable:
            pass  # As of HTTP/0.9, whose answers have no beginning.


def interleaved(port, cases, cuts):
    """Attacks, four at a time, beside two bystanders, who are returned."""
    bystanders = [Bystander(port, first) for first in (1_000_000, 2_000_000)]
    for bystander in bystanders:
        bystander.start()
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda each: attack(port, *each), [(case, cut) for case in cases for cut in cuts]))
    # A thread may not have had its turn yet.
    wait_until(lambda: all(bystander.own + bystander.none + len(bystander.foreign) for bystander in bystanders), 20, "they asked")
    for bystander in bystanders:
        bystander.end()
    return bystanders


def unsent(lines, sent):
    """The requests that the server answered and the proxy did not send: their ids are not of its making.

    A head that is refused before its id was read has another one, so of these there may be as many as are missing. Nobody but
    the proxy says `front-`; HAProxy leaves out lines of its log when it has much to do."""
    foreign = [line for line in lines if not line["id"].startswith("front-")]
    refused = [line for line in foreign if line["status"] in (400, 414, 431, 501, 505) and line["route"] is None]
    missing = sent - {line["id"] for line in lines}
    return [line for line in foreign if line not in refused] + refused[len(missing):]


@pytest.mark.parametrize("kind", proxies.ALL, ids=lambda kind: kind.__name__)
def test_nobody_smuggles_a_request_through_a_proxy(server, front, kind, figure):
    proxy = front(kind, server.port)
    before = len(requests(server))
    bystanders = interleaved(proxy.port, CASES if LONG else CASES[::3], CUTS if LONG else ["whole"])
    reached = requests(server)[before:]
    assert [bystander.foreign for bystander in bystanders] == [[], []]
    assert unsent(reached, proxy.ids()) == []
    own, none = (sum(getattr(each, name) for each in bystanders) for name in ("own", "none"))
    figure("requests that reached Souk, bystanders' answers, bystanders' without an answer", (len(reached), own, none))
    # Attacks came through, and so did the bystanders.
    assert len(reached) - own > 20 and own > 50 and none < own


def requests(server):
    """The log's lines of requests so far."""
    last = f"last-{uuid.uuid4().hex}"
    with Connection(server.port) as connection:
        connection.ask(get(b"X-Request-Id: " + last.encode()))
    for _ in range(200):
        lines = [json.loads(line) for line in server.log.read_text().splitlines()]
        if any(line.get("id") == last for line in lines):
            return [line for line in lines if line["message"] == "request" and not line["id"].startswith("last-")]
        time.sleep(0.02)
    raise AssertionError("the last request is not in the log")


@pytest.mark.parametrize("mistake", [{"swaps": True}, {"shortens": 3}], ids=lambda mistake: next(iter(mistake)))
def test_the_judge_notices_answers_that_are_anothers_or_in_pieces(front, mistake):
    naive = Naive(**mistake)
    try:
        bystanders = interleaved(front(proxies.Nginx, naive.port).port, CASES[:8], ["whole"])
        assert all(bystander.foreign for bystander in bystanders)
    finally:
        naive.close()


def test_the_judge_notices_requests_that_no_proxy_sent():
    def line(id, status=404, route="/store/{store_id}"):
        return {"id": id, "status": status, "route": route}

    assert unsent([line("front-1"), line("x")], {"front-1", "front-2"}) == [line("x")]
    assert unsent([line("x", 400, None), line("y", 400, None)], {"front-1"}) == [line("y", 400, None)]
