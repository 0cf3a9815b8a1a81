"""Guessing: what time tells of an account, how far a password is guessed, and what its owner notices meanwhile."""
import dataclasses
import itertools
import math
import signal
import socket
import statistics
import struct
import threading
import time
import urllib.parse

import httpx
import pytest

import forging
from conftest import LONG, at_length
from databases import new_postgres
from judged import JudgedServer, judged
from raw_http import Connection
from servers import EMAIL, PASSWORD, souk
from serving import log_in, status, together

SAMPLES = 300 if LONG else 10
# Failures that cost an account nothing (docs/API.md §5); one less, so that none of the samples is a 429.
FREE = 5
# Milliseconds that an unknown account is made to take longer, in a control.
DELAY = 10
PER_ADDRESS = 30
WRONG = "wrong-battery-horse-1"
_addresses = itertools.count(1)


@pytest.fixture(scope="module")
def server(tmp_path_factory, engine):
    """One for all tests of an engine."""
    with judged(JudgedServer(tmp_path_factory.mktemp("guessing"), "--token-key", forging.KEY.hex(),
                             database=new_postgres() if engine == "postgres" else None)) as running:
        running.secrets.append(WRONG)
        yield running.start()


def new_address():
    number = next(_addresses)
    return f"172.{16 + (number >> 16)}.{number >> 8 & 255}.{number & 255}"


def post(path, body, address, *fields, kind="application/json"):
    lines = [f"POST {path} HTTP/1.1", "Host: a", f"X-Forwarded-For: {address}", *fields, f"Content-Type: {kind}",
             f"Content-Length: {len(body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def login(email, password, address=None):
    return post("/login", f'{{"email":"{email}","password":"{password}"}}', address or new_address())


def panel(email, password, address=None):
    """The form of the panel's page, as a browser sends it: before there is a session it has no token of its own."""
    body = urllib.parse.urlencode({"email": email, "password": password})
    return post("/admin/login", body, address or new_address(), "Origin: http://a", "Sec-Fetch-Site: same-origin",
                kind="application/x-www-form-urlencoded")


WAYS_IN = pytest.mark.parametrize("way_in", [login, panel])


def registration(email, password, address=None):
    return post("/register", f'{{"email":"{email}","password":"{password}"}}', address or new_address())


def disable(server, email):
    souk("user", "disable", email, folder=server.folder, database=server.database)


@dataclasses.dataclass
class Comparison:
    """Times of two kinds, in milliseconds."""
    left: list
    right: list

    @property
    def difference(self):
        return abs(statistics.median(self.left) - statistics.median(self.right))

    @property
    def chance(self):
        """How likely ranks as different as these are when the kinds are one (Mann-Whitney's U, two-sided, in its normal form)."""
        places = {}
        for place, value in enumerate(sorted(self.left + self.right), 1):
            places.setdefault(value, []).append(place)
        ranks = sum(statistics.mean(places[value]) for value in self.left)
        one, other = len(self.left), len(self.right)
        u = ranks - one * (one + 1) / 2
        spread = math.sqrt(one * other * (one + other + 1) / 12)
        return math.erfc(abs(u - one * other / 2) / spread / math.sqrt(2))

    @property
    def is_even(self):
        return self.difference < 3 and self.chance > 0.01

    @property
    def is_same_work(self):
        """The quickest of each tell how much was done, whoever else is at work: who skips a hash takes a hundredth."""
        return max(min(self.left), min(self.right)) < 4 * min(self.left + self.right)

    def __str__(self):
        return (f"medians {statistics.median(self.left):.2f} and {statistics.median(self.right):.2f} ms, "
                f"p {self.chance:.3f}, {len(self.left)} of each")


def measured(port, pairs, expected, delay=0):
    """The times of two kinds of requests in turn, each pair in the other order than the one before. `delay`: how many
    milliseconds longer the second kind is made to take, for controls."""
    times = ([], [])
    with Connection(port) as connection:
        for number, pair in enumerate(pairs):
            for kind in (0, 1) if number % 2 else (1, 0):
                began = time.perf_counter()
                answer = connection.ask(pair[kind])
                time.sleep(kind * delay / 1000)
                times[kind].append((time.perf_counter() - began) * 1000)
                assert answer is not None and answer.status == expected, answer
    return Comparison(*times)


def judge(compare, figure, name):
    """Compares once more when the first time tells: of a hundred good comparisons one is beyond p < 0.01 by chance, and another
    program on the machine may have had its turn with one kind. Twice in a row is neither."""
    for attempt in range(2):
        comparison = compare(attempt)
        figure(name, str(comparison))
        if comparison.is_even if LONG else comparison.is_same_work:
            return
    raise AssertionError(f"{name} can be told apart: {comparison}")


@pytest.fixture(scope="module")
def accounts(server):
    """Addresses of accounts that are there: enough for each to be guessed at no oftener than costs nothing."""
    def register(number):
        email = f"known{number}@example.com"
        with Connection(server.port) as connection:
            assert connection.ask(registration(email, PASSWORD)).status == 201
        return email

    return together(register, range(-(-SAMPLES // FREE)), threads=2)


def comparing_logins(server, accounts, prefix, delay=0, way_in=login):
    """Compares known accounts with unknown ones, whose names begin so."""
    def compare(attempt):
        # A success forgets the failures, so that each comparison begins anew.
        for email in accounts:
            log_in(server, email)
        known = list(itertools.islice(itertools.cycle(accounts), SAMPLES))
        pairs = [(way_in(email, WRONG), way_in(f"{prefix}{attempt}{email}", WRONG)) for email in known]
        return measured(server.port, pairs, 401, delay)
    return compare


@WAYS_IN
def test_time_does_not_tell_an_account_at_login(server, accounts, figure, way_in):
    judge(comparing_logins(server, accounts, f"un{way_in.__name__}", way_in=way_in), figure, "a known and an unknown account")


def must_be_told_apart(compare, figure, name):
    """For controls: the judge of the real comparisons finds the difference."""
    with pytest.raises(AssertionError, match="can be told apart"):
        judge(compare, figure, f"{name}, told apart")


@at_length
def test_the_judge_of_times_notices_a_delay_at_login(server, accounts, figure):
    """A fifth of what a hash takes; of less a busy machine may hide one comparison of the two."""
    must_be_told_apart(comparing_logins(server, accounts, "late", DELAY), figure,
                       f"a known account and an unknown one, {DELAY} ms later")


def test_the_judge_of_times_notices_who_skips_the_hash(server, figure):
    def compare(attempt):
        return measured(server.port, [(login(f"hashed{attempt}.{number}@example.com", WRONG),
                                       post("/refresh", "{}", new_address(), "Authorization: Bearer x"))
                                      for number in range(10)], 401)

    must_be_told_apart(compare, figure, "with a hash and without")


def test_time_does_not_tell_a_disabled_account_with_the_right_password(server, figure):
    disabled = [f"disabled{number}@example.com" for number in range(-(-SAMPLES // FREE) * 2)]
    for email in disabled:
        server.user(email).close()
        disable(server, email)

    def compare(attempt):
        each = disabled[len(disabled) // 2:] if attempt else disabled[:len(disabled) // 2]
        emails = list(itertools.islice(itertools.cycle(each), SAMPLES))
        return measured(server.port, [(login(email, PASSWORD), login(f"no{attempt}{email}", "x" * 200)) for email in emails], 401)

    judge(compare, figure, "a disabled account's right password and nobody's over-long one")


def test_what_is_refused_is_refused_in_the_same_bytes(server, accounts):
    souk("user", "create", "shut@example.com", folder=server.folder, database=server.database, input=f"{PASSWORD}\n{PASSWORD}\n")
    disable(server, "shut@example.com")
    with Connection(server.port) as connection:
        answers = [connection.ask(login(*each)) for each in [
            ("nobody@example.com", WRONG), ("shut@example.com", PASSWORD),
            ("shut@example.com", WRONG), (f"o{accounts[0]}", "x" * 2000),
            ("no address", WRONG), ("", ""), ("other@example.com", "")]]
        taken = [connection.ask(registration(email, WRONG)) for email in ("shut@example.com", accounts[0])]
    assert {answer.status for answer in answers} == {401} and b"invalid_credentials" in only_body(answers)
    assert {answer.status for answer in taken} == {409} and b"email_taken" in only_body(taken)


def test_the_page_of_a_refused_sign_in_differs_in_the_typed_address_alone(server):
    for email in ("listed@example.com", "locked@example.com"):
        server.user(email).close()
    disable(server, "locked@example.com")
    pages = []
    with Connection(server.port) as connection:
        for email, password in [("nobody@example.com", WRONG), ("nobody@example.com", "x" * 2000),
                                ("listed@example.com", WRONG), ("locked@example.com", PASSWORD)]:
            page = connection.ask(panel(email, password))
            pages.append(dataclasses.replace(page, body=page.body.replace(email.encode(), b"ADDRESS")))
    assert {page.status for page in pages} == {401} and b"ADDRESS" in only_body(pages)


def only_body(answers):
    """That of all of these, who must be the same but for what is each request's own."""
    own = ("date", "x-request-id")
    assert len({str({name: value for name, value in answer.fields.items() if name not in own}) for answer in answers}) == 1
    bodies = {answer.body.replace(answer.fields["x-request-id"].encode(), b"ID") for answer in answers}
    assert len(bodies) == 1
    return bodies.pop()


def test_time_tells_no_more_at_registration_than_the_answer(server, accounts, figure):
    """That an address is taken is said, so that time need not hide it; not whether its account is disabled."""
    server.user("gone@example.com").close()
    disable(server, "gone@example.com")

    def taken(_):
        return measured(server.port, [(registration(accounts[0], WRONG), registration("gone@example.com", WRONG))
                                      for _ in range(SAMPLES)], 409)

    judge(taken, figure, "a taken address and that of a disabled account")


def compare_refusals(server, left, right, expected, figure, name):
    """Two kinds of requests, each made anew: neither the bytes of their answers nor the time tell them apart."""
    with Connection(server.port) as connection:
        only_body([connection.ask(left()), connection.ask(right())])
    judge(lambda _: measured(server.port, [(left(), right()) for _ in range(SAMPLES * 4)], expected), figure, name)


@pytest.mark.parametrize("password", ["short", None], ids=["too short", "the address itself"])
def test_a_password_that_is_refused_at_registration_does_not_tell_an_address(server, accounts, figure, password):
    """It is no attempt, so that nobody counts how often one asks."""
    known, unknown = accounts[0], f"un{accounts[0][2:]}"
    compare_refusals(server, lambda: registration(known, password or known), lambda: registration(unknown, password or unknown),
                     422, figure, "a taken and a free address")


def test_a_closed_registration_does_not_tell_an_address(serve, either, figure):
    server = serve("--registration", "closed", database=either)
    souk("user", "create", EMAIL, folder=server.folder, database=server.database, input=f"{PASSWORD}\n{PASSWORD}\n")
    compare_refusals(server, lambda: registration(EMAIL, PASSWORD), lambda: registration(f"un{EMAIL[2:]}", PASSWORD),
                     403, figure, "a taken and a free address")


def of_ended_session(server, email, how):
    """Makes refreshes by the token of a session that has ended with its account, or without."""
    server.user(email).close()
    tokens = log_in(server, email)
    if how == "log out":
        with server.client() as client:
            assert status(client, tokens["access_token"], "POST", "/logout") == 204
    else:
        souk("user", how, email, folder=server.folder, database=server.database)
    return lambda: post("/refresh", "{}", new_address(), f"Authorization: Bearer {tokens['refresh_token']}")


@pytest.mark.parametrize("how", ["delete", "disable"])
def test_a_refresh_does_not_tell_whether_the_account_is_still_there(server, figure, how):
    """Without the key a token names an account only to who was given it, and one of a live session is answered by more tokens. So
    what one can ask is this: the account of a session that has ended."""
    left = of_ended_session(server, f"stays.{how}@example.com", "log out")
    right = of_ended_session(server, f"leaves.{how}@example.com", how)
    compare_refusals(server, left, right, 401, figure, "a session that was logged out, and one whose account went")


@at_length
def test_the_judge_of_times_notices_one_read_of_the_database(server, accounts, figure):
    """The negative control, which takes the key: a live session is known from memory, whoever the token says he is; for another one
    the database is asked."""
    header, claims, _ = forging.parts(log_in(server, accounts[0])["refresh_token"])

    def forged(**other):
        return post("/refresh", "{}", new_address(), f"Authorization: Bearer {forging.signed(header, {**claims, **other})}")

    def compare(_):
        return measured(server.port, [(forged(sub="999999"), forged(sid="0" * 32)) for _ in range(SAMPLES * 4)], 401)

    must_be_told_apart(compare, figure, "a live session and none")


def test_the_judge_of_times_tells_apart_what_is_different():
    same = Comparison([70 + number % 7 for number in range(300)], [70 + number % 7 for number in range(300)])
    other = Comparison(same.left, [value + 1 for value in same.right])
    assert same.chance > 0.9 and same.difference == 0
    assert other.chance < 0.01 and other.difference == 1 and not other.is_even and same.is_even
    assert other.is_same_work and not Comparison(same.left, [5, *same.right]).is_same_work
    notes = []
    judge(lambda attempt: (other if LONG else Comparison([1], [70]), same)[attempt], lambda *note: notes.append(note), "one in two")
    assert len(notes) == 2


def test_of_many_wrong_passwords_none_is_right(server):
    """As many as accounts may be asked for nothing, each with another guess: what is compared is all of the hash."""
    def guess(number):
        email = f"many{number}@example.com"
        with Connection(server.port) as connection:
            assert connection.ask(registration(email, PASSWORD)).status == 201
            return [connection.ask(login(email, f"{PASSWORD}{guess}")).status for guess in range(FREE)]

    answers = together(guess, range(400 if LONG else 10), threads=4)
    assert {status for each in answers for status in each} == {401}


def unlocked(seconds):
    """How many guesses of an account are answered in so many seconds at most: the free ones, the one that shuts it, and one
    each time it opens again, after 1 s, 2 s more, 4 s more."""
    return FREE + 1 + sum(2 ** number - 1 <= seconds for number in range(1, 20))


@WAYS_IN
def test_an_account_that_is_guessed_from_everywhere_is_shut_and_its_session_goes_on(server, way_in):
    email = f"owner.{way_in.__name__}@example.com"
    server.user(email).close()
    token, session, began = log_in(server, email)["access_token"], Session(server, email), time.monotonic()

    def guess(number):
        """Every other one through the proxy that is trusted, the rest each from another address of this machine's own."""
        source = f"127.0.1.{1 + number // 2}" if number % 2 else "127.0.0.1"
        with Connection(server.port, source=source) as connection, server.client() as owner:
            answer = connection.ask(way_in(email, WRONG))
            return answer, {status(owner, token), *session.use(owner)}

    answers = together(guess, range(120 if LONG else 24), threads=8)
    took = time.monotonic() - began
    statuses = [answer.status for answer, _ in answers]
    assert set().union(*(owner for _, owner in answers)) == {200}
    assert set(statuses) == {401, 429} and FREE < statuses.count(401) <= unlocked(took)
    assert all(1 <= int(answer.fields["retry-after"]) <= 900 for answer, _ in answers if answer.status == 429)
    shut(server, email)
    with Connection(server.port) as connection, server.client() as owner:
        # The right password is told the same, at either door; others are not, nor is who is signed in.
        assert {connection.ask(each(email, PASSWORD)).status for each in (login, panel)} == {429}
        assert {connection.ask(each(f"other-{email}", WRONG)).status for each in (login, panel)} == {401}
        assert {status(owner, token), *session.use(owner)} == {200}


class Session:
    """The owner's, that goes on by refreshing; one use at a time."""

    def __init__(self, server, email):
        self.tokens, self.turn = log_in(server, email), threading.Lock()

    def use(self, client):
        """How its refresh was answered, and then the use of its access token."""
        with self.turn:
            answer = client.post("/refresh", headers={"Authorization": f"Bearer {self.tokens['refresh_token']}"})
            if answer.status_code == 200:
                self.tokens = answer.json()
            return [answer.status_code, status(client, self.tokens["access_token"])]


def shut(server, email):
    """Guesses until the account is shut for longer than the test takes."""
    with Connection(server.port) as connection:
        for _ in range(200):
            answer = connection.ask(login(email, WRONG))
            assert answer is not None, "no answer in time"
            if answer.status == 429 and int(answer.fields["retry-after"]) > 4:
                return
            time.sleep(0.1)
    raise AssertionError(f"{email} is not shut")


def test_the_wait_doubles(server):
    """What the account is told in Retry-After after each failure that is answered: the wait that this one cost, whole seconds of
    which may have gone by before the next question came. If all of them had, the account was open again, and that was a failure
    more."""
    email, wait, told = "doubling@example.com", 1, []
    with Connection(server.port) as connection:
        def guess():
            began = time.monotonic()
            return connection.ask(login(email, WRONG)), began

        failures = [guess() for _ in range(FREE + 1)]
        assert [answer.status for answer, _ in failures] == [401] * (FREE + 1)
        began = failures[-1][1]
        while len(told) < (4 if LONG else 2):
            answer, asked = guess()
            gone = time.monotonic() - began
            if answer.status == 429:
                told.append(int(answer.fields["retry-after"]))
                assert math.ceil(wait - gone) <= told[-1] <= wait
                time.sleep(told[-1] + 0.1)
                answer, asked = guess()
            else:
                assert gone >= wait
            assert answer.status == 401
            began, wait = asked, wait * 2


def test_what_a_client_that_is_gone_says_of_itself_counts_for_nothing(server):
    """A connection that is reset before the server has accepted it has no address any more, and its bytes are there all the same."""
    email, pretended = "stays@example.com", new_address()
    server.user(email).close()
    server.process.send_signal(signal.SIGSTOP)
    try:
        for number in range(PER_ADDRESS + 5):
            with socket.create_connection(("127.0.0.1", server.port), 5, source_address=("127.0.0.9", 0)) as gone:
                gone.sendall(login(f"gone{number}@example.com", WRONG, pretended))
                gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    finally:
        server.process.send_signal(signal.SIGCONT)
    for _ in range(6):
        with Connection(server.port) as connection:
            assert connection.ask(login(email, PASSWORD, pretended)).status == 200
        time.sleep(0.5)


ADDRESSES = ["behind a proxy, and said to be another", "behind a proxy", "of its own"]


@pytest.mark.parametrize("how", ADDRESSES if LONG else ADDRESSES[:1])
def test_an_address_may_fail_thirty_times(server, how):
    """What a client says of itself counts from a proxy that is trusted, and of that the last word alone."""
    source, real = ("127.0.0.7", None) if how == "of its own" else ("127.0.0.1", new_address())
    email = f"signed.in{ADDRESSES.index(how)}@example.com"
    server.user(email).close()
    session = Session(server, email)

    def address():
        return {"of its own": new_address(), "behind a proxy": real}.get(how) or f"{new_address()}, {new_address()}, {real}"

    with Connection(server.port, source=source) as connection:
        statuses = [connection.ask(login(f"guess{how[-5:].strip()}{number}@example.com", WRONG, address())).status
                    for number in range(PER_ADDRESS)]
        assert statuses == [401] * PER_ADDRESS
        refused = [connection.ask(login(email, PASSWORD, address())),
                   connection.ask(registration("new@example.com", PASSWORD, address()))]
        assert [answer.status for answer in refused] == [429, 429]
        assert all(1 <= int(answer.fields["retry-after"]) <= 300 for answer in refused)
        assert connection.ask(b"GET /store HTTP/1.1\r\nHost: a\r\n\r\n").status == 200
    # Who is signed in there is not shut out.
    with server.client(transport=httpx.HTTPTransport(local_address=source)) as client:
        client.headers["X-Forwarded-For"] = address()
        assert session.use(client) == [200, 200]
        assert client.post("/login", json={"email": email, "password": PASSWORD}).status_code == 429
    with Connection(server.port) as other:
        assert other.ask(login("somebody@example.com", WRONG)).status == 401
