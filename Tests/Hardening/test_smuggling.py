"""Behind proxies that use one connection for everybody: what one client sends is never another's request or answer."""
import collections
import concurrent.futures
import dataclasses
import itertools
import json
import re
import threading
import time
import uuid

import pytest

import framing_cases
import proxies
from conftest import LONG, unavailable
from framing_cases import MARKER, get
from judged import JudgedServer, judged
from raw_http import CUTS, Answer, Connection, Naive, Unreadable
from waiting import wait_until

CASES = framing_cases.all_cases()
# A proxy may take a broken request for an unfinished one; nobody waits for it longer.
ATTACK_PATIENCE = 1 if LONG else 0.25
# In short one case in ten is cut in every way.
COMPARED = {case.name for case in CASES[::1 if LONG else 10]}
ATTEMPTS = [(case, cut) for case in CASES for cut in (CUTS if case.name in COMPARED else ["whole"])] * (5 if LONG else 1)
FEW = [(case, "whole") for case in CASES[:8]]
# What a proxy says when it had no answer.
UNANSWERED = (502, 503, 504)
BYSTANDERS = (1_000_000, 2_000_000)
THEIRS = re.compile(rb"/store/[12]\d{6}\b")
# Behind each attack: a proxy gives its own id to a probe, so that this one is known by its path.
LAST = b"/store/3000000"


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
        if answer is None or answer.status in UNANSWERED:
            self.none += 1
        elif answer.status == 404 and json.loads(answer.body).get("instance") == path:
            self.own += 1
        else:
            self.foreign.append((path, answer))

    def end(self):
        self.is_over.set()
        self.join(20)
        assert not self.is_alive(), "a bystander hangs"


@dataclasses.dataclass(frozen=True)
class Attack:
    """What an attacker at `port` was told."""
    name: str
    port: int
    answers: list
    is_readable: bool = True
    cut: str = "whole"

    @property
    def verdict(self):
        """Statuses, and which of the requests the answers name, as far as they are Souk's. Who smuggles twice finds the store
        there."""
        theirs = itertools.takewhile(lambda answer: answer.status not in UNANSWERED, self.answers)
        return tuple((409 if answer.status == 201 else answer.status, MARKER in answer.body, LAST in answer.body)
                     for answer in theirs)


def attack(port, case, cut):
    with Connection(port, case.heads) as connection:
        connection.send([*CUTS[cut](case.request), get(target=LAST)])
        is_readable = True
        try:
            connection.read(lambda self: self.answers and LAST in self.answers[-1].body, ATTACK_PATIENCE)
        except (Unreadable, ValueError):
            is_readable = False
        return Attack(case.name, connection.socket.getsockname()[1], connection.answers, is_readable, cut)


def interleaved(port, attempts):
    """Attacks, by case and cut, four at a time, beside two bystanders; both are returned."""
    bystanders = [Bystander(port, first) for first in BYSTANDERS]
    for bystander in bystanders:
        bystander.start()
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        attacks = list(pool.map(lambda each: attack(port, *each), attempts))
    # A thread may not have had its turn yet.
    wait_until(lambda: all(bystander.own + bystander.none + len(bystander.foreign) for bystander in bystanders), 20, "they asked")
    for bystander in bystanders:
        bystander.end()
    return attacks, bystanders


def of_attackers(taken):
    """By port. A bystander may have had a port before or after an attacker."""
    ports = collections.defaultdict(list)
    for request in taken:
        if not THEIRS.search(request.target.encode()):
            ports[request.port].append(request)
    return ports


def misled(attacks, taken):
    """What attackers were told that is no answer to what the proxy took from them.

    A proxy may read an attack in its own way, and take the hidden request for one; then it says so, and may answer it."""
    ports = of_attackers(taken)
    for each in attacks:
        own = ports[each.port]
        targets = {request.id: request.target.encode() for request in own}
        # Answers of HTTP/0.9 have no beginning.
        if not each.is_readable and not each.name.startswith("HTTP/0.9"):
            yield each.name, "no row of answers", each.answers
        if len(each.answers) > len(own):
            yield each.name, f"more than {len(own)} answers", each.answers
        for answer in each.answers:
            id = answer.fields.get("x-request-id", "")
            is_own = id in targets or not id.startswith("front-")
            is_smuggled = MARKER in answer.body and MARKER not in targets.get(id, b"")
            if not is_own or is_smuggled or THEIRS.search(answer.body):
                yield each.name, "another's answer", answer


def verdicts(attacks):
    """By case, with the cuts that had each."""
    found = collections.defaultdict(lambda: collections.defaultdict(set))
    for each in attacks:
        found[each.name][each.verdict].add(each.cut)
    return found


def divided(attacks):
    """The cases that are judged otherwise when they are cut otherwise.

    A proxy that has its answer before it has sent all of a request may close behind it, and a slow one is not waited for: then
    what one was told is the beginning of what another was."""
    for name, found in verdicts(attacks).items():
        longest = max(found, key=len)
        if any(longest[:len(verdict)] != verdict for verdict in found):
            yield name, dict(found)


def unsent(lines, taken):
    """The requests that the server answered and the proxy did not send, and those that the proxy had another's answer for.

    A head that is refused before its id was read gets an id of Souk's making, which its answer tells the proxy. Where the client
    was gone before, there may be as many of these as requests that were sent, whose ids were neither read nor answered."""
    read, sent = {line["id"] for line in lines}, {request.id: request for request in taken if request.is_sent}
    unread = [request for request in sent.values() if request.id not in read]
    answers, untold = {request.answer for request in unread}, sum(not request.answer for request in unread)
    foreign = [line for line in lines if line["id"] not in sent]
    refused = [line for line in foreign if line["status"] in (400, 414, 431, 501, 505) and line["route"] is None]
    others = [line for line in foreign if line not in refused]
    swapped = [request for request in sent.values() if request.id in read and request.answer not in ("", request.id)]
    return others + [line for line in refused if line["id"] not in answers][untold:] + swapped


@pytest.mark.parametrize("kind", proxies.ALL, ids=lambda kind: kind.__name__)
def test_nobody_smuggles_a_request_through_a_proxy(server, front, kind, figure):
    before = len(requests(server))
    proxy = front(kind, server.port)
    attacks, bystanders = interleaved(proxy.port, ATTEMPTS)
    assert [bystander.foreign for bystander in bystanders] == [[], []]
    # What nobody waits for any more may still be on its way into a log.
    for _ in range(20):
        time.sleep(1)
        reached, taken = requests(server)[before:], proxy.requests()
        faults = [*misled(attacks, taken), *unsent(reached, taken)]
        if not faults:
            break
    assert faults == [] == list(divided(attacks))
    ports, judged = of_attackers(taken), verdicts(each for each in attacks if each.name in COMPARED).values()
    sent = [request for port in {each.port for each in attacks} for request in ports[port] if request.is_sent]
    answers = sum(len(each.answers) for each in attacks)
    own, none = (sum(getattr(each, name) for each in bystanders) for name in ("own", "none"))
    figure("attacks, requests of theirs that the proxy took and sent, answers", (len(attacks), len(sent), answers))
    same = sum(len(found) == 1 and () not in found for found in judged)
    figure("cases cut in three ways, answered the same to the end", (len(judged), same))
    figure("bystanders' answers, without an answer", (own, none))
    # Attacks came through, and so did the bystanders. A proxy may have sent one on a connection that Souk closed just then.
    assert len(sent) > len(attacks) / 2 and same > len(judged) * (0.9 if LONG else 0.5)
    assert own > (len(attacks) if LONG else 50) and none < own / (100 if LONG else 10)


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
        _, bystanders = interleaved(front(proxies.Nginx, naive.port).port, FEW)
        assert all(bystander.foreign for bystander in bystanders)
    finally:
        naive.close()


@pytest.mark.parametrize("kind", proxies.ALL, ids=lambda kind: kind.__name__)
def test_the_judge_notices_a_refusal_of_what_no_proxy_sent(server, front, kind):
    """However many requests the proxy refused by itself."""
    before = len(requests(server))
    proxy = front(kind, server.port)
    interleaved(proxy.port, FEW)
    with Connection(server.port) as connection:
        assert connection.ask(get(host=b"")).status == 400
    assert sum(not request.is_sent for request in proxy.requests()) >= 4
    wait_until(lambda: len(unsent(requests(server)[before:], proxy.requests())) == 1, 60, "the judge found it")


def test_the_judge_notices_requests_that_no_proxy_sent():
    def line(id, status=404, route="/store/{store_id}"):
        return {"id": id, "status": status, "route": route}

    def taken(id, answer, is_sent=True):
        return proxies.Request(1, id, is_sent, answer, "/")

    x, y, first, second = line("x", 400, None), line("y", 400, None), line("front-1"), line("front-2")
    own, swapped = taken("front-1", "front-1"), taken("front-2", "front-1")
    assert unsent([first, x], [own, taken("front-2", "x")]) == unsent([first, x], [own, taken("front-2", "")]) == []
    assert unsent([first, line("x")], [own, taken("front-2", "x")]) == [line("x")]
    assert unsent([x, y], [taken("front-1", "x")]) == unsent([x, y], [taken("front-1", "")]) == [y]
    assert unsent([first, x], [taken("front-1", "", False), taken("front-2", "", False)]) == [first, x]
    assert unsent([first, second], [own, swapped]) == [swapped]


def test_the_judge_notices_what_an_attacker_was_told():
    def told(*answers, is_readable=True):
        made = [Answer(404, {"x-request-id": id} if id else {}, body) for id, body in answers]
        return len(list(misled([Attack("x", 1, made, is_readable)], taken)))

    taken = [proxies.Request(1, "front-1", True, "front-1", "/livez"),
             proxies.Request(1, "front-2", True, "front-2", MARKER.decode()),
             proxies.Request(2, "front-3", True, "front-3", "/store/1000001")]
    assert told() == told(("front-1", b""), ("front-2", MARKER)) == told((None, b""), ("x", b"")) == 0
    assert told(("front-1", MARKER)) == told((None, MARKER)) == told(("front-3", b"")) == told(("front-1", b"/store/1000001")) == 1
    assert told(("x", b""), ("x", b""), ("x", b"")) == told(is_readable=False) == 1


def test_the_judge_notices_a_verdict_that_hangs_on_the_cut():
    def names(*others):
        """One verdict of each attack; the first is of the whole."""
        attacks = [Attack("x", number, [Answer(status, {}, body) for status, body in each], cut=cut)
                   for number, (cut, each) in enumerate(zip(CUTS, others))]
        return [name for name, _ in divided(attacks)]

    good, last, hidden, stored = (200, b""), (404, LAST), (404, MARKER), (201, b"")
    assert names([good, last], [good, last]) == names([good, last], [good], [(502, b""), last]) == []
    assert names([good, stored, last], [good, (409, b""), last]) == []
    assert names([good, last], [(400, b"")]) == names([good, last], [good, hidden]) == ["x"]
    assert names([good, last], [good, hidden, last]) == names([good], [good, hidden], [good, last]) == ["x"]
