"""Tokens that are not good, and no longer good: none is accepted, on either database, on any instance."""
import contextlib
import dataclasses
import itertools
import json
import sqlite3
import threading

import httpx
import pytest

import forging
from conftest import LONG, sized
from databases import SERVER, new_postgres, psql
from forging import KEY
from judged import JudgedServer, judged
from raw_http import Connection
from servers import EMAIL, PASSWORD, souk
from serving import log_in, status, together

RACES = sized(8, 40, 200)
LOGOUTS = sized(15, 100, 1000)
ACCOUNTS = sized(1, 4, 25)
_numbers = itertools.count(1)
FLAGS = ("--token-key", KEY.hex())
INVALID = 'Bearer error="invalid_token"'


@pytest.fixture(scope="module")
def server(tmp_path_factory, engine):
    """One for all tests of an engine; each has accounts of its own. Roles count."""
    with judged(JudgedServer(tmp_path_factory.mktemp("tokens"), *FLAGS, "--access", "guarded",
                             database=new_postgres() if engine == "postgres" else None)) as running:
        yield running.start()


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """Two instances on one database, for all tests of such."""
    if not SERVER:
        pytest.skip("needs Scripts/with-postgres")
    database = new_postgres()
    with contextlib.ExitStack() as judging:
        servers = [judging.enter_context(judged(JudgedServer(tmp_path_factory.mktemp("pair"), *FLAGS, "--access", "guarded",
                                                             database=database))) for _ in range(2)]
        for server in servers:
            server.launch()
        yield [server.await_readiness() for server in servers]


@pytest.fixture
def email(server):
    return new_user(server)


def new_user(server):
    """A registered user's address."""
    address = f"ann{next(_numbers)}@example.com"
    server.user(address).close()
    return address


class Asking:
    """Asks with credentials that no client library would send."""

    def __init__(self, server):
        self.port, self.connection = server.port, None

    def __call__(self, *fields, method="GET", path="/user/me", body=b""):
        lines = [f"{method} {path} HTTP/1.1", "Host: a", "X-Forwarded-For: 10.255.0.1", *fields]
        if body:
            lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
        if self.connection is None or self.connection.is_closed:
            self.connection = Connection(self.port)
        answer = self.connection.ask("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)
        assert answer is not None, fields
        return answer


def bearer(token):
    return f"Authorization: Bearer {token}"


def accepted(ask, forgeries, **how):
    """Those that were not refused as they must be."""
    wrong, count = [], 0
    for name, token in forgeries:
        answer = ask(bearer(token), **how)
        count += 1
        challenge = answer.fields.get("www-authenticate", "")
        if answer.status != 401 or not challenge.startswith(INVALID) or json.loads(answer.body)["code"] != "invalid_token":
            wrong.append((name, answer.status, challenge))
    return wrong, count


def test_forged_tokens_are_accepted_nowhere(server, email, figure):
    figure("forgeries refused", forgeries_refused(log_in(server, email), Asking(server)))


def test_forged_tokens_are_not_accepted_on_another_instance_either(instances, figure):
    here, there = instances(2, *FLAGS, "--access", "guarded")
    here.user(EMAIL)
    figure("forgeries refused", forgeries_refused(log_in(here), Asking(there)))


def forgeries_refused(tokens, ask):
    """How many there were; raises `AssertionError` when one was not refused."""
    access, refresh, total = tokens["access_token"], tokens["refresh_token"], 0
    ways = [(access, dict()), (access, dict(path="/item")), (access, dict(path="/user/me", method="DELETE")),
            (refresh, dict(path="/refresh", method="POST")), (access, dict(path="/logout", method="POST"))]
    for token, how in ways if LONG else [ways[0], ways[3]]:
        for kind in (forging.of_strangers, forging.of_insiders):
            # Known to the server, so that what it keeps of the token is tried as well.
            assert ask(bearer(access)).status == 200
            # Logging out takes either kind of token (docs/API.md §1).
            forgeries = [each for each in kind(token) if how.get("path") != "/logout" or each[0] != "typ is 'rt+jwt'"]
            wrong, count = accepted(ask, forgeries, **how)
            total += count
            assert not wrong
    # Nothing that was refused has ended anything, and those who have the key can make what is accepted.
    header, claims, _ = forging.parts(access)
    assert ask(bearer(access)).status == 200
    assert ask(bearer(forging.signed(header, claims | {"jti": "another", "x": 1}))).status == 200
    return total


def test_forged_refresh_tokens_in_a_body_are_not_accepted(server, email):
    token, ask = log_in(server, email)["refresh_token"], Asking(server)
    forgeries = [*forging.of_strangers(token), *forging.of_insiders(token)]
    wrong = []
    for name, forged in forgeries if LONG else forgeries[::7]:
        answer = ask(method="POST", path="/refresh", body=json.dumps({"refresh_token": forged}).encode())
        # The body's own rules come first: a token is no longer than so much.
        if answer.status not in (401, 422):
            wrong.append((name, answer))
    assert not wrong
    assert ask(method="POST", path="/refresh", body=json.dumps({"refresh_token": token}).encode()).status == 200


def test_a_refresh_token_of_another_user_is_refused_in_a_body_too(server, email):
    header, claims, _ = forging.parts(log_in(server, email)["refresh_token"])
    forged, ask = forging.signed(header, {**claims, "sub": "999999"}), Asking(server)
    in_header = ask(bearer(forged), method="POST", path="/refresh")
    in_body = ask(method="POST", path="/refresh", body=json.dumps({"refresh_token": forged}).encode())
    assert (in_header.status, in_body.status) == (401, 401)


def test_a_token_past_its_time_is_expired(server, email):
    tokens, ask = log_in(server, email), Asking(server)
    for token, how in [(tokens["access_token"], {}), (tokens["refresh_token"], dict(method="POST", path="/refresh"))]:
        for _, old in forging.past(token):
            answer = ask(bearer(old), **how)
            assert (answer.status, json.loads(answer.body)["code"]) == (401, "token_expired")
            assert answer.fields["www-authenticate"].startswith(INVALID)


def test_a_token_counts_in_one_field_of_one_scheme_alone(server, email):
    tokens, ask = log_in(server, email), Asking(server)
    token = tokens["access_token"]
    for fields in [["Authorization: " + each] for each in (
            f"Basic {token}", f"Token {token}", f"JWT {token}", f"Digest {token}", f"DPoP {token}", token, f"Bearer: {token}",
            f"Bearer={token}",
            f"Bearer\t{token}", f"Bearer{token}", "Bearer", "Bearer ", "", f"Bearer {token} x", f"Bearer {token}, Basic x",
            f"Basic x, Bearer {token}",
            f"Bearer Bearer {token}", f"Bearer {token}=", f'Bearer "{token}"', f"Bearer token={token}", f"Bearer \xa0{token}",
            f"Bearer {token}\xa0",
            f"\xa0Bearer {token}", f"Bearer \t{token}", f"Bearer\xa0{token}",
            f"\u212aearer {token}".encode().decode("latin-1"))] + [
            [bearer(token)] * 2, [bearer(token), bearer("x")], [bearer("x"), bearer(token)], [bearer(token),
            "Authorization: Basic eDp5"],
            ["Authorization: Basic eDp5", bearer(token)], [bearer(token), "authorization:"], ["AUTHORIZATION:", bearer(token)],
            [f"Proxy-Authorization: Bearer {token}"], [f"X-Authorization: Bearer {token}"], [f"Authorization_: Bearer {token}"],
            [f"Cookie: access_token={token}"], [f"Cookie: Authorization=Bearer {token}"], [f"X-Access-Token: {token}"], []]:
        answer = ask(*fields)
        assert answer.status == 401 and answer.fields["www-authenticate"].startswith("Bearer"), fields
        # RFC 6750 §3.1: who sent nothing is told no error.
        if not fields:
            assert answer.fields["www-authenticate"] == "Bearer"
    for path in (f"/user/me?access_token={token}", f"/user/me?token={token}", f"/item?Authorization=Bearer%20{token}"):
        assert ask(path=path).status == 401
    assert ask(path="/refresh", method="POST", body=json.dumps({"refresh_token": token}).encode()).status == 401
    assert ask(path="/logout", method="POST", body=json.dumps({"access_token": token}).encode()).status == 401
    for good in (f"Authorization: bearer {token}", f"AUTHORIZATION:BEARER   {token}  ", f"authorization:\tBearer {token}"):
        assert ask(good).status == 200


def test_roles_are_those_of_now_and_not_those_of_the_token(server, email):
    assert_roles_are_those_of_now(server, server, email, place(server))


@pytest.mark.parametrize("whose", ["by the server", "by a process of its own"])
def test_roles_are_those_of_now_on_the_other_instance_too(pair, tmp_path, whose):
    here, there = pair
    for _ in range(ACCOUNTS):
        assert_roles_are_those_of_now(here, there, new_user(here), place(here, whose, tmp_path))


def assert_roles_are_those_of_now(here, there, email, commands):
    """The tokens are of `here`, and `there` tells what they may. `commands`: where the roles are given."""
    header, claims, _ = forging.parts(log_in(here, email)["access_token"])
    with there.client() as client:
        def store(token, name):
            return status(client, token, "POST", "/store", json={"name": f"{name} of {email}"})

        for role in ("admin", "editor", "root"):
            forged = forging.signed(header, {**claims, "role": role})
            assert (store(forged, "none"), status(client, forged)) == (403, 200)
        souk("user", "role", email, "editor", **commands)
        token = log_in(here, email)["access_token"]
        assert forging.parts(token)[1]["role"] == "editor" and store(token, "one") == 201
        souk("user", "role", email, "viewer", **commands)
        assert store(token, "another") == 403


def place(server, whose="by the server", folder=None):
    """Where commands are done: through the server's control socket, or in `folder`, which has none, on its database."""
    return dict(folder=server.folder if whose == "by the server" else folder, database=server.database)


COMMANDS = {"deleted": ["delete"], "disabled": ["disable"], "given a password": ["password", "--generate"]}
REQUESTS = {"deleted by itself": (204, "DELETE", {}),
            "changed its password": (200, "PATCH", {"json": {"password": PASSWORD + "-another"}})}
WAYS = [*COMMANDS, *REQUESTS]


@pytest.mark.parametrize("how", WAYS)
def test_the_tokens_of_who_is_no_more(server, email, how):
    assert_none_is_left(server, server, email, how, place(server))


@pytest.mark.parametrize("how, whose", [*((how, "by the server") for how in WAYS),
                                        *((how, "by a process of its own") for how in COMMANDS)])
def test_the_tokens_of_who_is_no_more_on_the_other_instance(pair, tmp_path, how, whose, figure):
    here, there = pair
    tried = [assert_none_is_left(here, there, new_user(here), how, place(here, whose, tmp_path)) for _ in range(ACCOUNTS)]
    figure("tokens refused", sum(tried))


def test_the_tokens_of_who_is_deleted_by_somebody_on_the_other_instance(instances, figure):
    """By a request that the open policy has alone."""
    here, there = instances(2, *FLAGS, "--access", "open")
    tried = [assert_none_is_left(here, there, new_user(here), "deleted by somebody") for _ in range(ACCOUNTS)]
    figure("tokens refused", sum(tried))


def assert_none_is_left(here, there, email, how, commands=None):
    """That no token is good on `there` when that has come of its user on `here`, but for the session that changed the password.
    Of three sessions `there` knows two: one was used there, one refreshed. How many tokens were tried."""
    tokens, other, unused = (log_in(here, email) for _ in range(3))
    with here.client() as client, there.client() as elsewhere:
        assert status(elsewhere, tokens["access_token"]) == 200
        other = refresh(elsewhere, other["refresh_token"]).json()
        assert status(elsewhere, other["access_token"]) == 200
        if how in COMMANDS:
            command, *flags = COMMANDS[how]
            souk("user", command, email, *flags, **commands)
        elif how in REQUESTS:
            expected, method, more = REQUESTS[how]
            assert status(client, tokens["access_token"], method, **more) == expected
        else:
            assert client.delete(f"/user/{forging.parts(tokens['access_token'])[1]['sub']}").status_code == 204
        ended = [other, unused] + [tokens] * (how != "changed its password")
        tried = [answer for each in ended for answer in (
            status(elsewhere, each["access_token"]), status(elsewhere, each["refresh_token"], "POST", "/refresh"),
            status(elsewhere, forging.signed(*forging.parts(each["access_token"])[:2])))]
        assert tried == [401] * len(tried)
        if how == "changed its password":
            assert status(elsewhere, tokens["access_token"]) == 200
    return len(tried)


def sessions_in(server):
    if server.database:
        return int(psql("SELECT count(*) FROM sessions", server.database)[0])
    with sqlite3.connect(f"file:{server.folder}/souk.sqlite?mode=ro", uri=True) as connection:
        return connection.execute("SELECT count(*) FROM sessions").fetchone()[0]


def refresh(client, token):
    return client.post("/refresh", headers={"Authorization": f"Bearer {token}"})


def whoami(client, token):
    return client.get("/user/me", headers={"Authorization": f"Bearer {token}"})


def race(servers, email, figure):
    """Sessions whose refresh tokens eight use at once, eight generations long: each becomes one, and there is no other."""
    clients = [server.client() for server in servers * (8 // len(servers))]
    was = sessions_in(servers[0])
    for _ in range(RACES // 8):
        token, before = log_in(servers[0], email)["refresh_token"], None
        for _ in range(8):
            answers = together(lambda client, token=token: refresh(client, token), clients)
            assert [answer.status_code for answer in answers] == [200] * 8
            children = {answer.json()["refresh_token"] for answer in answers}
            assert len(children) == 1 and token not in children
            # Each is good wherever it was not made too.
            assert {status(client, answer.json()["access_token"])
                    for client, answer in zip(clients, [*answers[1:], answers[0]], strict=True)} == {200}
            before, token = token, children.pop()
        last = answers[0].json()
        assert sessions_in(servers[0]) == was + 1
        assert refresh(clients[0], token).status_code == 200
        # By now a grandparent: two hold it, so the session ends, whoever has the rest.
        assert refresh(clients[1], before).json().get("code") == "token_revoked"
        for client in clients[:2]:
            assert refresh(client, token).status_code == status(client, last["access_token"]) == 401
        assert sessions_in(servers[0]) == was
    figure("races of eight", RACES // 8 * 8)


def test_a_refresh_token_that_eight_use_at_once_becomes_one(server, email, figure):
    race([server], email, figure)


def test_a_refresh_token_that_two_instances_take_at_once_becomes_one(instances, figure):
    here, there = instances(2)
    here.user(EMAIL)
    race([here, there], EMAIL, figure)


@dataclasses.dataclass
class End:
    """What came of a session that was ended while it was used. A use that is under way at the logout may end either way."""
    early: list
    logout: int
    late: list

    @property
    def is_clean(self):
        """Each use that was over before the logout was accepted, and none that began after its answer."""
        return set(self.early) == {200} and self.logout == 204 and set(self.late) == {401}


def ends(here, there, email, count):
    """Sessions that are ended on one server while they are used on another, one in three by refreshing."""
    def one(number):
        tokens = log_in(here, email)
        access, renewed = tokens["access_token"], tokens["refresh_token"]
        uses, used, answered, over = [], threading.Event(), threading.Event(), threading.Event()

        def use():
            with there.client() as client:
                while not over.is_set():
                    is_late = answered.is_set()
                    # Within its grace a refresh token may come again (docs/API.md §5).
                    answer = refresh(client, renewed) if number % 3 == 0 else whoami(client, access)
                    uses.append((is_late, answer))
                    used.set()

        user = threading.Thread(target=use, daemon=True)
        user.start()
        used.wait(20)
        with here.client() as client, there.client() as other:
            logged_out = refresh(other, renewed).json().get("access_token", access) if number % 6 == 3 else access
            early = [answer.status_code for _, answer in list(uses)]
            logout = status(client, logged_out, "POST", "/logout")
            answered.set()
            late = [status(other, logged_out), refresh(other, renewed).status_code, status(client, logged_out),
                    refresh(client, renewed).status_code, status(other, access, "POST", "/logout")]
            over.set()
            user.join(20)
            assert not user.is_alive(), "a use hangs"
            late += [answer.status_code for is_late, answer in uses if is_late]
            # What was given out last, by a refresh that was under way maybe.
            given = next((answer.json() for _, answer in reversed(uses) if number % 3 == 0 and answer.status_code == 200), tokens)
            late += [status(other, given["access_token"]), refresh(other, given["refresh_token"]).status_code]
        return End(early, logout, late)

    return together(one, range(count), threads=4)


def assert_clean(ended, figure):
    figure("sessions ended, uses before, uses after",
           (len(ended), sum(len(end.early) for end in ended), sum(len(end.late) for end in ended)))
    assert not [end for end in ended if not end.is_clean]


def test_nothing_is_accepted_after_a_logout(server, email, figure):
    assert_clean(ends(server, server, email, LOGOUTS), figure)


def test_nothing_is_accepted_on_the_other_instance(instances, figure):
    here, there = instances(2)
    here.user(EMAIL)
    assert_clean(ends(here, there, EMAIL, LOGOUTS), figure)


class Careless:
    """A server that takes every token."""

    def client(self):
        return httpx.Client(base_url="http://careless", transport=httpx.MockTransport(
            lambda _: httpx.Response(200, json={"access_token": "x", "refresh_token": "y"})))


@pytest.mark.parametrize("there, early, late", [("unrelated", {401}, {401}), ("careless", {200}, {200, 401})])
def test_the_judge_of_logouts_notices(serve, there, early, late):
    """The negative control: a server that never took the tokens, and one that goes on taking them."""
    here = serve()
    here.user(EMAIL)
    ended = ends(here, serve() if there == "unrelated" else Careless(), EMAIL, 3)
    assert not [end for end in ended if end.is_clean]
    assert [(set(end.early), end.logout, set(end.late)) for end in ended] == [(early, 204, late)] * 3
