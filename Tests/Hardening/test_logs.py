"""The log, whatever is sent: each line is what it says, none is a client's, and none tells a secret."""
import base64
import contextlib
import itertools
import json
import re
import subprocess
import time

import pytest

import forging
from conftest import LONG
from framing_cases import all_cases
from judged import LIBPQ, ORDINARY, json_faults
from logs import CONTROLS, judge_log, log_faults, requests_in
from raw_http import Connection, Unreadable, converse
from ports import free_port
from servers import BINARY, EMAIL, PASSWORD, environment, souk
from serving import log_in

METRICS = "a-metrics-token-0123456789"
FORGED = '{"time":"2026-01-01T00:00:00.000Z","level":"critical","message":"forged","id":"forged"}'
HOSTILE = [
    f"\r\n{FORGED}\r\n", f"\n{FORGED}\n", f'","message":"forged","x":"\n{FORGED}', "\x1b[2J\x1b[31mforged\x1b]0;forged\x07",
    "\u2028" + FORGED, "\u2029forged",
    "\x85forged", "\u202eforged", "\u2066forged", "\ufeffforged", "\x00forged", "\\u0000forged", "\\n" + FORGED, '"forged"',
    "'; DROP TABLE users; --",
    "\\", '\\"', "%0d%0a" + FORGED, "${jndi:ldap://forged}", "%s%n%x", "\U0010ffff", "\ud7ff", "é" * 200, "x" * 3000]
SECRET_PASSWORD = "hunter-of-secrets-42"


def percent(text):
    return "".join(f"%{byte:02x}" for byte in text.encode())


def targets(text):
    """Paths and queries with the text in them, spelt as HTTP allows."""
    spelt = percent(text)[:7000]
    yield f"/{spelt}"
    yield f"/store/{spelt}"
    yield f"/problems/{spelt}"
    yield f"/store?q={spelt}"
    yield f"/store?{spelt}=1"
    yield f"/item?after={spelt}&access_token={SECRET_PASSWORD}"
    yield f"/user/me?password={SECRET_PASSWORD}&{spelt}"


def hostile_requests(token):
    """Bytes of requests, each with an id to be logged."""
    numbers = itertools.count(1)

    def named(request):
        return f"X-Request-Id: log-{next(numbers)}".join(request.split("X-Request-Id", 1)).encode("utf-8", "surrogateescape")

    for text in HOSTILE if LONG else HOSTILE[::2] + HOSTILE[1:2]:
        for target in targets(text):
            yield named(f"GET {target} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\nX-Request-Id\r\n\r\n")
        for path, members in [("/register", ("email", "password")), ("/login", ("email", "password")), ("/store",
                                                                                                        ("name", "currency")),
                              ("/refresh", ("refresh_token", text[:20]))]:
            body = json.dumps({member: text for member in members} | {"x": SECRET_PASSWORD, "token": token})
            yield named(f"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nX-Request-Id\r\n"
                        f"Content-Length: {len(body)}\r\n\r\n{body}")
        plain = re.sub("[\x00-\x1f\x7f]", "", text)
        for field in ("User-Agent", "Referer", "Accept", "Accept-Encoding", "Cookie", "If-Match", "Content-Type", "Origin",
                      "Authorization",
                      "X-Forwarded-For", "Forwarded", "Traceparent"):
            yield named(f"GET /store/1 HTTP/1.1\r\nHost: a\r\n{field}: {plain}\r\nX-Request-Id\r\n\r\n")


def unreadable_requests(token):
    """What is no HTTP, with things in it that nobody should read in a log."""
    for text in HOSTILE:
        for request in (f"GET /{text} HTTP/1.1\r\nHost: a\r\n\r\n", f"{text} / HTTP/1.1\r\nHost: a\r\n\r\n",
                        f"GET / {text}\r\nHost: a\r\n\r\n",
                        f"GET / HTTP/1.1\r\nHost: a\r\nX: {text}\r\n\r\n",
                        f"GET / HTTP/1.1\r\nHost: {text}\r\nCookie: {token}\r\n\r\n",
                        f"GET / HTTP/1.1\r\nHost: a\r\nX-Request-Id: {text}\r\n\r\n", f"{token} {token} {token}\r\n\r\n",
                        f"GET / HTTP/1.1\r\nHost: a\r\nX-Request-Id: {token}\r\nX: \x00\r\n\r\n"):
            yield request.encode("utf-8", "surrogatepass")
    for junk in (b"\xff\xfe\x00", b"\xc3\x28", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", bytes(range(256))):
        yield b"GET /" + junk + b" HTTP/1.1\r\nHost: a\r\n\r\n"
        yield b"GET / HTTP/1.1\r\nHost: a\r\nX: " + junk + b"\r\nX-Request-Id: " + junk + b"\r\n\r\n"
        yield junk + b"\r\n\r\n"


def send(port, requests):
    """The statuses of requests that are HTTP, over a few connections."""
    statuses, connection = [], None
    for request in requests:
        if connection is None or connection.is_closed:
            connection = Connection(port)
        answer = connection.ask(request)
        assert answer is not None, request
        statuses.append(answer.status)
    return statuses


def throw(port, requests):
    for request in requests:
        with Connection(port) as connection:
            connection.send([request])
            try:
                connection.read(lambda self: self.answers, 0.05)
            except Unreadable:
                pass  # What is behind an answer to HEAD.


def settled(server):
    """When all that was asked so far stands in the log."""
    with server.client() as client:
        client.get("/store/1", headers={"X-Request-Id": "the-last"})
    for _ in range(250):
        if '"the-last"' in (text := server.log.read_text(errors="replace")) or "id the-last" in text:
            return
        time.sleep(0.02)
    raise AssertionError("the last request is not in the log")


def drive(server):
    """All of it, and what must not be told."""
    server.user(EMAIL).close()
    tokens = log_in(server)
    with server.client() as client:
        client.post("/login", json={"email": EMAIL, "password": SECRET_PASSWORD})
        client.post("/login", content=json.dumps({"email": EMAIL, "password": SECRET_PASSWORD})[:-3])
        client.get("/user/me", auth=("ann", SECRET_PASSWORD))
        client.post("/admin/login", data={"email": EMAIL, "password": SECRET_PASSWORD})
        client.get("/metrics", headers={"Authorization": f"Bearer {METRICS}"})
        fresh = client.post("/refresh", json={"refresh_token": tokens["refresh_token"]}).json()
        client.post("/refresh", json={"refresh_token": "x" + tokens["refresh_token"]})
    token = fresh["access_token"]
    forgeries = [text.encode("latin-1", "replace") for _, text in forging.of_strangers(token)]
    for text in forgeries if LONG else forgeries[::9]:
        throw(server.port, [b"GET /user/me HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + text + b"\r\n\r\n"])
    throw(server.port, unreadable_requests(token))
    for case in all_cases()[::1 if LONG else 20]:
        throw(server.port, [case.request])
    sent = list(hostile_requests(token))
    statuses = send(server.port, sent)
    settled(server)
    secrets = [part for each in (tokens, fresh) for name in ("access_token",
    "refresh_token") for part in each[name].split(".")[1:]]
    return statuses, [PASSWORD, SECRET_PASSWORD, METRICS, forging.KEY.hex(), forging.spell(forging.KEY), *secrets]


@pytest.mark.parametrize("level", ["trace", "info"] if LONG else ["trace"])
def test_every_line_is_what_it_says_and_none_tells_a_secret(serve, either, level, figure):
    server = serve("--log-level", level, "--token-key", forging.KEY.hex(), "--metrics-token", METRICS, database=either)
    statuses, secrets = drive(server)
    if either:
        secrets.append(either.split(":")[2].split("@")[0])
    assert server.stop() == 0
    judge_log(server.log, secrets)
    logged = requests_in(server.log)
    assert [logged[f"log-{number}"]["status"] for number in range(1, len(statuses) + 1)] == statuses
    assert {200, 400, 404, 406, 422} <= set(statuses)
    lines = [json.loads(line) for line in server.log.read_text().splitlines()]
    assert sum(line.get("id", "").startswith("log-") for line in lines if line["message"] == "request") == len(statuses)
    # A client names its request; that is all of it that may stand there.
    assert not [line for line in lines if "forged" in json.dumps(line)]
    figure("lines judged", len(lines))


def test_a_log_for_people_has_no_line_of_a_client(serve):
    server = serve("--log-format", "text", "--log-level", "debug", "--token-key", forging.KEY.hex(), "--metrics-token", METRICS)
    _, secrets = drive(server)
    text = server.log.read_bytes().decode()
    assert not CONTROLS.search(text.replace("\n", ""))
    # A migration's name, an address, a request's id: nothing else stands there.
    begins = re.compile(r"\S+ +(TRACE|DEBUG|INFO|NOTE|WARN|ERROR) ")
    assert not [line for line in text.splitlines() if "forged" in line or not begins.match(line)]
    assert not [secret for secret in secrets if secret in text]


@pytest.mark.parametrize("flag, value, secret", [
    ("--database", f"postgres://souk:{SECRET_PASSWORD}@127.0.0.1:1/shop", SECRET_PASSWORD),
    ("--token-key", SECRET_PASSWORD.encode().hex()[:32], SECRET_PASSWORD.encode().hex()[:32]),
    ("--token-key", f"not-a-key-{SECRET_PASSWORD}", SECRET_PASSWORD),
    ("--metrics-token", "hunte", "hunte"),
    ("--database", f"mysql://souk:{SECRET_PASSWORD}@x/y", SECRET_PASSWORD),
    ("--read-database", f"postgres://souk:{SECRET_PASSWORD}@:::/shop", SECRET_PASSWORD)])
def test_a_start_that_fails_does_not_say_the_secret(tmp_path, flag, value, secret):
    assert secret in value
    told = souk("config", flag, value, folder=tmp_path, check=False)
    for shown in (first_words(tmp_path, flag, value), told.stdout + told.stderr):
        assert shown and secret not in shown


def first_words(folder, *settings):
    """What a server says before it ends. One that waits for its database does not end, but has said so."""
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen([BINARY, "serve", "--port", str(free_port()), *settings], cwd=folder,
                                   env=environment(folder), stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    end = time.monotonic() + 20
    try:
        while process.poll() is None and b"\n" not in log.read_bytes():
            assert time.monotonic() < end, "it neither ends nor says anything"
            time.sleep(0.02)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(2)
    finally:
        process.kill()
        process.wait(10)
    return log.read_text()


GOOD = '{"time":"2026-11-27T01:46:57.789Z","level":"info","message":"stopped"}'


@pytest.mark.parametrize("line", [
    "", "stopped", GOOD[:-1], GOOD + GOOD, GOOD.replace("info", "INFO"), GOOD.replace("time", "at"), GOOD.replace("stopped", ""),
    GOOD.replace("stopped", "\x1b[2J"), GOOD.replace("stopped", "a\u2028b"), GOOD.replace("stopped", "Bearer abcdefgh.ijk"),
    GOOD.replace("stopped", "eyJhbGciOiJIUzI1NiJ9.e30.x"), GOOD.replace("stopped", "$argon2id$v=19"), GOOD.replace("stopped",
    "the sesame"),
    GOOD.replace("stopped", "request"), GOOD[:-1] + ',"level":"error"}', GOOD.replace("stopped", "password: hunter2")])
def test_the_judge_notices(tmp_path, line):
    log = tmp_path / "log"
    for faults in (log_faults, json_faults):
        log.write_text(f"{GOOD}\n", encoding="utf-8")
        assert faults(log, ["sesame"]) == []
        log.write_text(f"{GOOD}\n{line}\n", encoding="utf-8")
        assert len(faults(log, ["sesame"])) == 1


def test_the_judge_notices_a_line_that_does_not_end(tmp_path):
    log = tmp_path / "log"
    log.write_text(GOOD)
    assert log_faults(log) == json_faults(log) == ["the last line does not end"]


def test_a_line_of_libpq_is_forgiven_where_there_is_one(tmp_path):
    log = tmp_path / "log"
    log.write_text(f"{GOOD}\nFATAL:  terminating connection due to administrator command\n")
    assert len(json_faults(log)) == 1 and json_faults(log, foreign=LIBPQ) == []
    log.write_text(f"{GOOD}\nFATAL:  role sesame does not exist\n")
    assert len(json_faults(log, foreign=LIBPQ)) == 1


REQUEST = ('{"time":"2026-11-27T01:46:57.789Z","level":"info","message":"request","id":"abc","method":"GET","route":"/store/{store_id}",'
           '"status":200,"ms":1.714,"user":null}')


def test_what_is_judged_without_being_read_is_a_request_without_a_secret(tmp_path):
    log, token = tmp_path / "log", "eyJhbGciOiJIUzI1NiJ9.e30.x"
    assert ORDINARY.fullmatch(f"{REQUEST}\n".encode())
    for line in (REQUEST[:-1], f"{REQUEST}{REQUEST}", REQUEST.replace("abc", token), REQUEST.replace("abc", "sesame"),
                 REQUEST.replace('"status":200', '"status":"200"'), REQUEST.replace('"user":null', '"user":1,"user":2'),
                 REQUEST.replace("/store/", "/store\u2028/")):
        log.write_text(f"{REQUEST}\n{line}\n{REQUEST}\n", encoding="utf-8")
        assert [fault.split(":")[0] for fault in json_faults(log, ["sesame"])] == ["line 2"]


def test_a_key_that_the_server_made_and_a_part_of_a_token_are_noticed(serve, either):
    server = serve("--log-level", "trace", database=either)
    server.user(EMAIL).close()
    header, claims, signature = log_in(server)["refresh_token"].split(".")
    assert server.stop() == 0
    server.judge()
    [key], log = map(bytes.fromhex, server.keys), server.log.read_text()
    assert forging.spell(forging.code(f"{header}.{claims}", key)) == signature
    secrets = [key.hex(), base64.b64encode(key).decode(), forging.spell(key), str([*key]), claims, signature, f"id-{signature}"]
    for line in [line for secret in secrets for line in (GOOD.replace("stopped", secret), REQUEST.replace("abc", secret))]:
        server.log.write_text(f"{log}{line}\n")
        with pytest.raises(AssertionError, match="secret|token's part"):
            server.judge()
    server.log.write_text(log)


def test_only_who_was_killed_is_forgiven_a_line_that_does_not_end(serve):
    def write(text):
        with server.log.open("a") as log:
            log.write(text)

    server = serve()
    server.kill()
    write(GOOD[:-9])
    server.start()
    assert server.stop() == 0
    server.judge()
    write(GOOD[:-9])
    with pytest.raises(AssertionError, match="does not end"):
        server.judge()
    server.log.write_text("")


def test_what_was_sent_was_no_less_than_it_seems(serve):
    """Each hostile text reaches the server as a request of its own, or as something that is refused."""
    server = serve()
    for text in HOSTILE:
        verdict, _ = converse(server.port, [f"GET /{percent(text)[:7000]} HTTP/1.1\r\nHost: a\r\n\r\n".encode()], 1)
        assert verdict.statuses in ((404,), (400,)), text
