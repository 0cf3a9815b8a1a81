"""Text that costs the square of its length to compare, wherever a client may write: combining marks, each of a lower class than the one
before it, which Swift brings into order before it compares, hashes or takes apart a text (UAX #15)."""
import contextlib
import functools
import unicodedata
import urllib.parse

import pytest

import flooding
from conftest import LONG
from crowds import processor_seconds
from judged import JudgedServer, judged
from raw_http import Connection
from servers import PASSWORD

# Of a processor, for one request: the same as for a parser. A debug build takes longer, and not as long as the square.
MOST = 0.05 if LONG else 0.2
REQUESTS = 10
BY_CLASS = sorted({unicodedata.combining(mark): mark for mark in map(chr, range(0x300, 0x800)) if unicodedata.combining(mark)}.items(),
                  reverse=True)


def marks(size):
    """So many bytes of marks: runs of the same mark, from the highest class to the lowest."""
    each = size // 2 // len(BY_CLASS) + 1
    return "".join(mark * each for _, mark in BY_CLASS).encode()[:size // 2 * 2].decode()


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    with judged(JudgedServer(tmp_path_factory.mktemp("marks"), "--access", "open")) as running:
        yield running.start()


@pytest.fixture(scope="module")
def http2(tmp_path_factory):
    with flooding.encrypted(tmp_path_factory.mktemp("marks")) as running:
        yield running


def cost(server, ask):
    """What asking once takes of a processor, in seconds."""
    spent = processor_seconds(server)
    for _ in range(REQUESTS):
        ask()
    return (processor_seconds(server) - spent) / REQUESTS


def judge(costs, figure):
    dearest = max(costs, key=costs.get)
    figure("the dearest, ms of a processor", f"{dearest}, {1000 * costs[dearest]:.0f}")
    assert costs[dearest] <= MOST, costs


def ask_once(port, request):
    with Connection(port) as connection:
        answer = connection.ask(request)
        assert answer and answer.status < 500
        return answer


FIELDS = ["Content-Type", "Accept", "Accept-Encoding", "Sec-Fetch-Site", "Origin", "If-None-Match", "If-Match", "Cookie", "Authorization",
          "Forwarded", "X-Forwarded-For", "Expect", "X-Request-Id", "Content-Encoding", "Access-Control-Request-Method"]
BEGINNINGS = {"Content-Type": "application/json; charset=", "If-None-Match": '"', "If-Match": '"', "Cookie": "souk=", "Forwarded": "for=x"}


@pytest.mark.parametrize("line", ["POST /login", "GET /problems", "POST /admin/login", "GET /store?limit=1", "OPTIONS /item"])
def test_a_field(plain, line, figure):
    def ask(name, beginning):
        value = beginning + marks(14_000) + '"' * (beginning == '"')
        request = f"{line} HTTP/1.1\r\nHost: a\r\n{name}: {value}\r\nContent-Length: 2\r\n\r\n{{}}".encode()
        return functools.partial(ask_once, plain.port, request)

    judge({(name, beginning): cost(plain, ask(name, beginning)) for name in FIELDS for beginning in {"", BEGINNINGS.get(name, "")}}, figure)


TEXT = urllib.parse.quote(marks(1_300))


TARGETS = ["/problems/{}", "/store?sort={}", "/store?{}=1", "/item?q={}", "/item?tag={}", "/item?after={}", "/item/{}", "/admin/login?{}={}"]


def test_an_address(plain, figure):
    def ask(target):
        request = f"GET {target.format(TEXT, TEXT)} HTTP/1.1\r\nHost: a\r\n\r\n".encode()
        return functools.partial(ask_once, plain.port, request)

    judge({target: cost(plain, ask(target)) for target in TARGETS}, figure)


@pytest.fixture(scope="module")
def session(plain):
    """The cookie of who is signed in to the panel."""
    plain.user("marks@example.com").close()
    body = urllib.parse.urlencode({"email": "marks@example.com", "password": PASSWORD})
    with Connection(plain.port) as connection:
        return connection.ask(form("/admin/login", body)).fields["set-cookie"].split(";")[0]


def form(path, body, *fields):
    lines = [f"POST {path} HTTP/1.1", "Host: a", "Origin: http://a", "Sec-Fetch-Site: same-origin", *fields,
             "Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def test_a_form(plain, session, figure):
    def ask(body):
        request = form("/admin/logout", body.format(urllib.parse.quote(marks(80_000))), f"Cookie: {session}")
        assert ask_once(plain.port, request).status == 403
        return functools.partial(ask_once, plain.port, request)

    judge({body: cost(plain, ask(body)) for body in ("{}=1", "other={}", "form_token={}")}, figure)


SAID = marks(14_000)
HEADS = {
    "method": flooding.head("/livez", SAID), "path": flooding.head(SAID),
    "authority": [*flooding.head()[:2], (":authority", SAID), (":path", "/livez"), ("host", "a")],
    "pseudo field": flooding.head("/livez", "GET", (":" + SAID, "a")), "field": flooding.head("/livez", "GET", (SAID, "a")),
    "te": flooding.head("/livez", "GET", ("te", SAID)), "accept": flooding.head("/problems", "GET", ("accept", SAID)),
    "lengths": flooding.head("/livez", "GET", ("content-length", f"{SAID[:3000]},{SAID[:3000]}0")),
    "type": flooding.head("/login", "POST", ("content-type", SAID)),
}


def ask_by_http2(port, fields):
    """Without Huffman's code, in which marks would be three times as long, and too long."""
    with contextlib.closing(flooding.Flood(port)) as flood:
        block = flood.encoder.encode(fields, huffman=False)
        flood.send([flooding.headers(1, block, "END_HEADERS", "END_STREAM")])
        flood.is_taken(8)
        flood.ends(0.02)


def test_http2(http2, figure):
    judge({name: cost(http2, functools.partial(ask_by_http2, http2.port, fields)) for name, fields in HEADS.items()}, figure)
