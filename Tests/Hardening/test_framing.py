"""Where one request ends and the next begins, on a socket: the same however it is cut, and never more answers than requests."""
import concurrent.futures
import contextlib
import itertools
import json
import random
import socket

import pytest

import framing_cases
from conftest import LONG
from framing_cases import GOOD, MARKER, SMUGGLED, STORING, get, post
from judged import JudgedServer, judged
from raw_http import CUTS, Connection, Naive, Unreadable, Verdict, converse

CASES = framing_cases.all_cases()
MUTATIONS = 20_000 if LONG else 300


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with judged(JudgedServer(tmp_path_factory.mktemp("framing"))) as running:
        yield running.start()


@pytest.fixture
def naive():
    server = Naive()
    yield server
    server.close()


def fault(port, case, cut):
    """What is wrong with the answers to a case cut so; None when nothing is."""
    try:
        verdict, answers = converse(port, CUTS[cut](case.request), len(case.statuses), case.heads)
    except (Unreadable, OSError) as error:
        return f"{case.name}, {cut}: {error!r}"
    if verdict != Verdict(case.statuses, case.closes):
        return f"{case.name}, {cut}: {verdict}"
    if any(MARKER in answer.body for answer in answers):
        return f"{case.name}, {cut}: the marker was answered"
    return None


def faults(port, cases, cuts=CUTS):
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        return [found for found in pool.map(lambda each: fault(port, *each), itertools.product(cases, cuts)) if found]


def test_every_case_has_one_verdict_however_it_is_cut(server, figure):
    assert len({case.request for case in CASES}) == len({case.name for case in CASES}) == len(CASES) > 400
    assert not faults(server.port, CASES)
    figure("conversations judged", len(CASES) * len(CUTS))


@pytest.mark.parametrize("case", list(framing_cases.boundaries()), ids=lambda case: case.name)
def test_a_limit_does_not_move_with_the_cuts(server, case):
    assert not faults(server.port, [case])


def test_the_judge_notices_whoever_counts_otherwise(naive):
    smuggling = [case for case in framing_cases.codings() if b"Content-Length: 12\r" in case.request]
    assert len(smuggling) > 20 and len(faults(naive.port, smuggling, ["whole"])) == len(smuggling)
    verdict, answers = converse(naive.port, [smuggling[-1].request], 2)
    assert verdict.statuses == (404, 404, 404) and MARKER in answers[1].body


@pytest.mark.parametrize("cut", CUTS)
def test_twenty_requests_at_once_are_answered_in_order(server, cut):
    def numbered(number):
        name = b"X-Request-Id: number-%d" % number
        if number % 4 == 3:
            return post(name, b"Content-Length: 2", body=b"{}")
        if number % 4 == 2:
            return post(name, b"Transfer-Encoding: chunked", body=b"1\r\n{\r\n1\r\n}\r\n0\r\n\r\n")
        return get(name, target=b"/store/%d" % (900_000 + number))

    verdict, answers = converse(server.port, CUTS[cut](b"".join(map(numbered, range(20)))), 20)
    assert verdict == Verdict((404, 404, 422, 422) * 5, False)
    assert [answer.fields["x-request-id"] for answer in answers] == [f"number-{number}" for number in range(20)]
    verdict, answers = converse(server.port, CUTS[cut](GOOD * 9 + b"nonsense\r\n\r\n" + SMUGGLED * 10), 10)
    assert verdict == Verdict((200,) * 9 + (400,), True)


def test_a_body_that_is_asked_for_is_asked_for_once(server):
    with Connection(server.port) as connection:
        connection.send([post(b"Expect: 100-continue", b"Content-Length: 2")])
        connection.socket.settimeout(5)
        assert connection.socket.recv(1000) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.send([b"{}" + GOOD])
        connection.read(lambda self: len(self.answers) == 2)
        assert [answer.status for answer in connection.answers] == [422, 200]
    with Connection(server.port) as connection:
        connection.send([post(b"Expect: 100-continue", b"Content-Length: 2", target=b"/item")])
        connection.socket.settimeout(5)
        assert connection.socket.recv(1000).startswith(b"HTTP/1.1 401 ")


def statuses_to_the_end(port, pieces, pause):
    """All that is answered, when the client says that nothing more will come."""
    with Connection(port) as connection:
        connection.send(pieces, pause)
        try:
            connection.socket.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        connection.read(lambda self: False)
        assert connection.is_closed, "the connection was not closed behind the client's end"
        return [answer.status for answer in connection.answers]


def mutated(chance):
    """A few requests of the cases one after another, with bytes changed, lost and doubled, and cuts anywhere.

    Some of these make an honest request of what is smuggled: it may store nothing."""
    bits = [b"\r", b"\n", b"\r\n", b" ", b"\t", b":", b"0", b"\0", b"\r\n\r\n", b"Content-Length: 2\r\n",
            b"Transfer-Encoding: chunked\r\n"]
    small = [case.request for case in CASES if len(case.request) < 600 and not case.heads]
    request = b"".join(chance.choice([GOOD, chance.choice(small)]) for _ in range(chance.randint(1, 3)))
    for _ in range(chance.randint(0, 3)):
        place, length = chance.randrange(len(request)), chance.choice([0, 0, 1, 2])
        request = request[:place] + chance.choice([b"", chance.choice(bits)]) + request[place + length:]
    # Of answers to HEAD nobody could tell where they end.
    return request.replace(b"HEAD", b"PEAD").replace(b'"name"', b'"nome"')


def divided(port, count, pause=0.001):
    """Random requests that are answered otherwise when they are cut, and how many were answered at all. In the pause behind each
    piece it is read, unless the machine is busy."""
    chance = random.Random(20261127)
    requests = [mutated(chance) for _ in range(count)]
    cuts = [sorted(chance.sample(range(len(request)), min(len(request), 6))) for request in requests]

    def both(each):
        request, places = each
        pieces = [request[start:end] for start, end in zip([0, *places], [*places, len(request)], strict=True)]
        return pieces, statuses_to_the_end(port, [request], 0), statuses_to_the_end(port, pieces, pause)

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        found = list(pool.map(both, zip(requests, cuts, strict=True)))
    return [each for each in found if each[1] != each[2]], sum(bool(alone) for _, alone, _ in found)


def test_random_requests_mean_the_same_however_they_are_cut(server, figure):
    different, answered = divided(server.port, MUTATIONS)
    figure("random requests, answered", (MUTATIONS, answered))
    assert not different and answered > MUTATIONS * 0.9


class Hasty(Naive):
    """Takes what is there at once for a request."""

    def _converse(self, near):
        with near, contextlib.suppress(OSError):
            while near.recv(65536):
                near.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")


def test_the_judge_notices_a_meaning_that_hangs_on_the_cut(naive):
    hasty = Hasty()
    try:
        different, answered = divided(hasty.port, 50, 0.03)
        assert answered == 50 and len(different) > 10
    finally:
        hasty.close()
    # Another kind of mistake, and none of this one.
    assert divided(naive.port, 50)[0] == []


def stores(server):
    with Connection(server.port) as connection:
        return [store["name"] for store in json.loads(connection.ask(get(target=b"/store")).body)["stores"]]


def test_what_was_stored_was_asked_for(server, serve):
    """Not one of all these requests has made a store, whether or not anybody was told. Asked for openly, what they smuggle does."""
    assert stores(server) == []
    other = serve()
    verdict, _ = converse(other.port, [SMUGGLED], 2)
    assert verdict == Verdict((404, 201), False) and stores(other) == ["smuggled"] and SMUGGLED.endswith(STORING)
