"""Requests that are hard to frame, and what each may be answered."""
import dataclasses

MARKER = b"/store/999999-marker"
GOOD = b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n"
JSON = b"Content-Type: application/json"
# Makes a store where nobody need sign in, so that it is found also when its answer never comes.
STORING = b"POST /store HTTP/1.1\r\nHost: a\r\n" + JSON + b"\r\nContent-Length: 19\r\n\r\n" + b'{"name":"smuggled"}'
SMUGGLED = b"GET " + MARKER + b" HTTP/1.1\r\nHost: a\r\n\r\n" + STORING


@dataclasses.dataclass(frozen=True)
class Case:
    """`statuses`: one for each answer, in order. `smuggles`: whether the marker is hidden in it, for a proxy to let through."""
    name: str
    request: bytes
    statuses: tuple
    closes: bool
    heads: tuple = ()
    smuggles: bool = False


def post(*fields, body=b"", target=b"/store", version=b"HTTP/1.1"):
    """A POST whose body, `{}`, is one that Souk reads and refuses with 422."""
    lines = [b"POST " + target + b" " + version, b"Host: a", JSON, *fields]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def get(*fields, target=b"/livez", method=b"GET", version=b"HTTP/1.1", host=b"Host: a"):
    lines = [method + b" " + target + b" " + version, *([host] if host else []), *fields]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def short(text):
    shown = repr(text)[2:-1]
    return shown if len(shown) <= 60 else f"{shown[:40]}… of {len(text)}"


def refused(name, request, status=400, smuggles=True):
    return Case(name, request, (status,), True, smuggles=smuggles)


# Smuggled requests stand behind each of these, so that whoever counts otherwise answers it.
def lengths():
    for value in [b"", b"-1", b"-0", b"+2", b"0x2", b"2 2", b"2,2", b"2, 2", b"2,", b"2;", b"2.0", b"2e0", b"two", b'"2"',
                  b"2\x0b",
                  b"2\x00", b"\xd9\xa2", b"\xef\xbc\x92", b"2_0", b"0b10", b"0o2", b"\x0c2", b"2\x7f", b"2\r", b"\r\n 2",
                  b"2\r\n\t2"]:
        yield refused(f"Content-Length: {short(value)}", post(b"Content-Length: " + value, body=b"{}" + SMUGGLED))
    for value in [b"9223372036854775807", b"9223372036854775808", b"18446744073709551618", b"4294967298", b"9" * 300]:
        yield refused(f"Content-Length: {short(value)}", post(b"Content-Length: " + value, body=b"{}" + SMUGGLED), 413)
    for value in [b"2", b"\t2 \t", b"002", b"0" * 400 + b"2"]:
        yield Case(f"Content-Length: {short(value)}, taken", post(b"Content-Length:" + value, body=b"{}"), (422,), False)
    for first, second in [(b"2", b"2"), (b"2", b"3"), (b"0", b"2"), (b"2", b"0"), (b"2", b""), (b"2", b"2, 2")]:
        for other in (b"Content-Length: ", b"content-length:"):
            yield refused(f"two lengths {short(first)} and {short(other + second)}",
                          post(b"Content-Length: " + first, b"X: y", other + second, body=b"{}" + SMUGGLED))
    for field in [b"Content-Length : 2", b"Content-Length\t: 2", b"Content-Length\x00: 2", b" Content-Length: 2",
                  b"\x0bContent-Length: 2", b"X: y\r\n Content-Length: 2", b"X: y\rContent-Length: 2", b"Content-Length 2"]:
        yield refused(short(field), post(field, body=b"{}" + SMUGGLED))
    yield Case("Content_Length is another field", post(b"Content_Length: 60", b"Content-Length: 2", body=b"{}"), (422,), False)


def codings():
    chunked = b"2\r\n{}\r\n0\r\n\r\n"
    for value in [b"", b"identity", b"gzip", b"chunked, identity", b"chunked,", b",chunked", b"chunked, chunked", b"chunked;q=1",
                  b"xchunked", b"chunkedx", b"'chunked'", b'"chunked"', b"chunked chunked", b"chunked\x00", b"\x0bchunked",
                  b"chunked\x0c", b"chun\xe2\x84\xaaed", b"\xc2\xa0chunked", b"chunked\r\n ", b"\r\n chunked", b"chunked\r"]:
        yield refused(f"Transfer-Encoding: {short(value)}", post(b"Transfer-Encoding: " + value, body=chunked + SMUGGLED))
        for length in (0, 2, len(chunked), len(chunked + SMUGGLED)):
            yield refused(f"Transfer-Encoding: {short(value)}, Content-Length: {length}", post(
                b"Content-Length: %d" % length, b"Transfer-Encoding: " + value, body=chunked + SMUGGLED))
    for value in [b"identity, chunked", b"gzip, chunked", b"deflate,\tchunked", b"x,y,chunked"]:
        yield refused(f"Transfer-Encoding: {short(value)}", post(b"Transfer-Encoding: " + value, body=chunked + SMUGGLED), 501)
    for value in [b"chunked", b"Chunked", b"CHUNKED", b"\tchunked \t", b"  chunked"]:
        yield Case(f"Transfer-Encoding: {short(value)}, taken", post(b"Transfer-Encoding:" + value, body=chunked), (422,), False)
        for length in (0, 2, len(chunked), len(chunked + SMUGGLED), 10**30):
            for place, fields in [("before", [b"Transfer-Encoding:" + value, b"Content-Length: %d" % length]),
                                  ("behind", [b"Content-Length: %d" % length, b"X: y", b"transfer-encoding:" + value])]:
                yield refused(f"Transfer-Encoding: {short(value)} {place} Content-Length: {length}",
                              post(*fields, body=chunked + SMUGGLED))
    for first, second in [(b"chunked", b"chunked"), (b"chunked", b"identity"), (b"chunked", b""), (b"chunked", b"x")]:
        yield refused(f"two codings, {short(first)} and {short(second)}", post(
            b"Transfer-Encoding: " + first, b"Transfer-Encoding: " + second, body=chunked + SMUGGLED))
    for first in (b"identity", b"x"):
        yield refused(f"two codings, {short(first)} and chunked", post(
            b"Transfer-Encoding: " + first, b"Transfer-Encoding: chunked", body=chunked + SMUGGLED), 501)
    for field in [b"Transfer-Encoding : chunked", b"Transfer-Encoding\t: chunked", b"Transfer-Encoding\x00: chunked",
                  b" Transfer-Encoding: chunked", b"X: y\nTransfer-Encoding: chunked", b"X: y\r\n\tTransfer-Encoding: chunked",
                  b"X: y\rTransfer-Encoding: chunked", b": chunked", b"Transfer-Encoding chunked"]:
        yield refused(short(field), post(field, b"Content-Length: %d" % len(chunked), body=chunked + SMUGGLED))
    yield Case("Transfer_Encoding is another field", post(b"Transfer_Encoding: chunked", b"Content-Length: 2", body=b"{}"),
               (422,), False)
    for version in (b"HTTP/1.0",):
        yield refused("chunked in HTTP/1.0", post(b"Transfer-Encoding: chunked", b"Connection: keep-alive", version=version,
                                                  body=chunked + SMUGGLED))


def chunks():
    def chunked(body):
        return post(b"Transfer-Encoding: chunked", body=body)

    end = b"\r\n{}\r\n0\r\n\r\n"
    for size in [b"", b"x2", b"-2", b"+2", b"0x2", b" 2", b"2 ", b"2\t", b"2 ;a", b"2g", b"2\x00", b"2;\x00", b'2;"', b"2;a=\x7f",
                 b"2;a=\xc3\xa9", b"2\r", b"2;a\rb", b"10000000000000002", b"FFFFFFFFFFFFFFFF", b"8000000000000002",
                 b"0000000000000002"]:
        yield refused(f"chunk size {short(size)}", chunked(size + end + SMUGGLED))
    for size in [b"2", b"02", b"000000000000002", b"2;a", b"2;a=b;c", b'2;a="b c;d"', b"2;"]:
        yield Case(f"chunk size {short(size)}, taken", chunked(size + end), (422,), False)
    yield Case("chunks of one byte", chunked(b"1\r\n{\r\n1\r\n}\r\n00\r\n\r\n"), (422,), False)
    for name, body in [
            ("LF for the size's end", b"2\n{}\r\n0\r\n\r\n"), ("LF behind the content", b"2\r\n{}\n0\r\n\r\n"),
            ("CR behind the content", b"2\r\n{}\r0\r\n\r\n"), ("nothing behind the content", b"2\r\n{}0\r\n\r\n"),
            ("more content than its size", b"1\r\n{}\r\n0\r\n\r\n"), ("less content than its size", b"3\r\n{}\r\n0\r\n\r\n"),
            ("LF for the last line", b"2\r\n{}\r\n0\r\n\n"), ("LF behind the last size", b"2\r\n{}\r\n0\n\r\n"),
            ("a trailer Content-Length", b"2\r\n{}\r\n0\r\nContent-Length: 2\r\n\r\n"),
            ("a trailer Transfer-Encoding", b"2\r\n{}\r\n0\r\ntransfer-encoding: chunked\r\n\r\n"),
            ("a folded trailer", b"2\r\n{}\r\n0\r\nX: y\r\n z\r\n\r\n"),
            ("a trailer without a colon", b"2\r\n{}\r\n0\r\nX\r\n\r\n"),
            ("a trailer with blanks in its name", b"2\r\n{}\r\n0\r\nX : y\r\n\r\n"),
            ("a trailer with NUL", b"0\r\nX: \0\r\n\r\n")]:
        yield refused(f"chunks with {name}", chunked(body + SMUGGLED))
    for name, trailer in [("a field", b"X: y\r\n"), ("Host", b"Host: b\r\n"), ("100 fields", b"X: y\r\n" * 100)]:
        yield Case(f"chunks with {name} behind them", chunked(b"2\r\n{}\r\n0\r\n" + trailer + b"\r\n"), (422,), False)
    yield Case("credentials behind the chunks", post(b"Transfer-Encoding: chunked", target=b"/item", body=b"2\r\n{}\r\n0\r\n"
               b"Authorization: Bearer x\r\n\r\n"), (401,), False)
    for name, body in [("101 trailers", b"0\r\n" + b"X: y\r\n" * 101 + b"\r\n"),
                       ("17 KiB of trailers", b"0\r\nX: " + b"y" * 17408 + b"\r\n\r\n"),
                       ("an endless extension", b"2;" + b"a" * 17408 + end),
                       ("extensions of 17 KiB in all", b"1;aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n{\r\n" * 400)]:
        yield refused(f"chunks with {name}", chunked(body + SMUGGLED), 431)


def heads():
    for name, request in [
            ("a bare LF behind the request line", b"GET /livez HTTP/1.1\nHost: a\r\n\r\n"),
            ("a bare LF behind a field", b"GET /livez HTTP/1.1\r\nHost: a\nX: y\r\n\r\n"),
            ("a bare LF for the last line", b"GET /livez HTTP/1.1\r\nHost: a\r\n\n"),
            ("LFs alone", b"GET /livez HTTP/1.1\nHost: a\n\n"),
            ("a bare CR in a value", get(b"X: a\rb")), ("a bare CR before CR LF", get(b"X: a\r")),
            ("NUL in a value", get(b"X: a\0b")),
            ("NUL in a name", get(b"X\0: y")), ("NUL in the target", get(target=b"/li\0vez")),
            ("a folded field", get(b"X: a\r\n b")),
            ("a folded Host", get(host=b"Host:\r\n a")), ("a blank before the first field", get(host=b" Host: a")),
            ("a blank before the colon", get(b"X : y")), ("an empty name", get(b": y")), ("no colon", get(b"X")),
            ("a name in UTF-8", get(b"\xc3\xa9: y")), ("a name in quotes", get(b'"X": y')),
            ("ESC in a value", get(b"X: \x1b[2J")),
            ("DEL in a value", get(b"X: \x7f")), ("no Host", get(host=b"")), ("two Hosts", get(b"Host: b")),
            ("two equal Hosts", get(b"Host: a")),
            *((f"Host: {short(host)}", get(host=b"Host: " + host)) for host in [
                b"", b"a b", b"a/b", b"a@b", b"a:b", b"a:1:2", b"a:65536", b"[::1", b"[::g]", b"a\\b", b"a?b", b"a#b", b"%0",
                b"\xc3\xa9"]),
            ("authority-form", get(target=b"a:80")), ("authority-form without a port", get(target=b"a")),
            ("* for GET", get(target=b"*")),
            ("absolute-form without Host", get(target=b"http://a/livez", host=b"")),
            ("another scheme", get(target=b"gopher://a/livez")),
            ("a scheme alone", get(target=b"http:")), ("an absolute target with a user", get(target=b"http://u:p@a/livez")),
            ("an absolute target with two Hosts", get(b"Host: c", target=b"http://a/livez", host=b"Host: b")),
            ("no slash", get(target=b"livez")), ("a fragment", get(target=b"/livez#a")),
            ("a blank in the target", get(target=b"/li vez")),
            ("a letter beyond ASCII", get(target=b"/\xc3\xa9")), ("a byte that is no UTF-8", get(target=b"/\xff")),
            ("HTTP/0.9", b"GET /livez\r\n"), ("HTTP/0.9 with a field", b"GET /livez\r\nHost: a\r\n\r\n"),
            ("two blanks", get(target=b" /livez")),
            ("a tab for a blank", b"GET\t/livez\tHTTP/1.1\r\nHost: a\r\n\r\n"),
            ("a blank behind the version", get(version=b"HTTP/1.1 ")),
            *((f"version {short(version)}", get(version=version)) for version in [
                b"HTTP/11.1", b"HTTP/1.11", b"HTTP/1", b"HTTP/1.", b"HTTP/.1", b"http/1.1", b"HTTP/1.1x", b"HTTP 1.1",
                b"HTTP/+1.1", b"HTTPS/1.1"]),
            ("a blank before the method", b" " + GOOD), ("two empty lines before it", b"\r\n\r\n" + GOOD),
            ("a method with an @", get(method=b"G@T")),
            ("TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n")]:
        yield refused(name, request + SMUGGLED)
    for version in (b"HTTP/2.0", b"HTTP/1.2", b"HTTP/0.9", b"HTTP/3.0", b"HTTP/0.0", b"HTTP/9.9"):
        yield refused(f"version {short(version)}", get(version=version) + SMUGGLED, 505)
    yield refused("HTTP/2 without asking", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + SMUGGLED, 505)
    yield refused("CONNECT", get(method=b"CONNECT", target=b"a:80") + SMUGGLED, 501)
    yield refused("a method of 65 letters", get(method=b"M" * 65) + SMUGGLED, 501)


def limits():
    room = 16 * 1024 - len(b"Host: a\r\nX: \r\n")
    yield Case("8 KiB of target", get(target=b"/livez?" + b"a" * (8192 - 7)), (422,), False)
    yield refused("a byte more of target", get(target=b"/livez?" + b"a" * (8192 - 6)) + SMUGGLED, 414)
    yield refused("1 MiB of target", get(target=b"/" + b"a" * (1 << 20)) + SMUGGLED, 414)
    yield refused("a byte more than 16 KiB of fields", get(b"X: " + b"y" * (room + 1)) + SMUGGLED, 431)
    yield refused("1 MiB of a field", get(b"X: " + b"y" * (1 << 20)) + SMUGGLED, 431)
    yield refused("1 MiB of a field's name", get(b"X" * (1 << 20) + b": y") + SMUGGLED, 431)
    yield Case("100 fields", get(*[b"X: y"] * 99), (200,), False)
    yield refused("101 fields", get(*[b"X: y"] * 100) + SMUGGLED, 431)
    yield refused("10,000 fields", get(*[b"X: y"] * 10_000) + SMUGGLED, 431)


def boundaries():
    """Just at a limit, or over it in more than one way: where it is easiest to count otherwise when cut otherwise."""
    room = 16 * 1024 - len(b"Host: a\r\nX: \r\n")
    yield Case("16 KiB of fields", get(b"X: " + b"y" * room), (200,), False)
    trailer = b"X: " + b"y" * (16 * 1024 - 5) + b"\r\n"
    yield Case("16 KiB of trailers", post(b"Transfer-Encoding: chunked", body=b"2\r\n{}\r\n0\r\n" + trailer + b"\r\n"), (422,),
               False)
    extension = b"2;" + b"a" * (16 * 1024 - 1)
    yield Case("16 KiB of extensions", post(b"Transfer-Encoding: chunked", body=extension + b"\r\n{}\r\n0\r\n\r\n"), (422,),
               False)
    yield refused("17 KiB of a chunk's size", post(b"Transfer-Encoding: chunked",
                                                   body=b"0" * 17408 + b"2\r\n{}\r\n0\r\n\r\n") + SMUGGLED)


def lives():
    """What is good HTTP: where the next request begins must be known."""
    for name, request, statuses, closes in [
            ("absolute-form", get(target=b"http://a/livez"), (200,), False),
            ("absolute-form of another host", get(target=b"HTTP://b/livez"), (200,), False),
            ("an absolute target without a path", get(target=b"http://a", method=b"OPTIONS"), (204,), False),
            ("OPTIONS *", get(target=b"*", method=b"OPTIONS"), (204,), False), ("OPTIONS", get(method=b"OPTIONS"), (204,), False),
            ("an empty line before it", b"\r\n" + GOOD, (200,), False),
            ("Host with a port", get(host=b"Host:a:80"), (200,), False),
            ("a Host of every character", get(host=b"Host: a,b!$&'()*+;=%2f~_.-"), (200,), False),
            ("an IPv6 Host", get(host=b"hOST:\t[::1]:8080 "), (200,), False),
            ("bytes beyond ASCII in a value", get(b"X: \xff\xc3\xa9"), (200,), False),
            ("Connection: close", get(b"Connection: x, CLOSE") + GOOD, (200,), True),
            ("Connection: Content-Length", post(b"Connection: Content-Length", b"Content-Length: 2", body=b"{}"), (422,), False),
            ("HTTP/1.0", get(version=b"HTTP/1.0") + GOOD, (200,), True),
            ("HTTP/1.0 without Host", get(version=b"HTTP/1.0", host=b"") + GOOD, (200,), True),
            ("HTTP/1.0 that lives on", get(b"Connection: keep-alive", version=b"HTTP/1.0"), (200,), False),
            ("HTTP/1.0 with both", get(b"Connection: keep-alive, close", version=b"HTTP/1.0") + GOOD, (200,), True),
            ("Upgrade to h2c", get(b"Connection: Upgrade, HTTP2-Settings", b"Upgrade: h2c",
            b"HTTP2-Settings: AAMAAABkAAQAAP__"), (200,), False),
            ("Upgrade to websocket", get(b"Connection: Upgrade", b"Upgrade: websocket"), (200,), False),
            ("an unknown method", get(method=b"BREW"), (501,), False),
            ("a method in small letters", get(method=b"get"), (501,), False),
            ("an unknown method nowhere", get(method=b"BREW", target=b"/nowhere"), (404,), False),
            ("TRACE", get(method=b"TRACE"), (405,), False),
            ("a method of 64 letters", get(method=b"M" * 64), (501,), False)]:
        yield Case(name, request, statuses, closes)
    yield Case("GET twice", GOOD * 2, (200, 200), False)
    yield Case("HEAD, then GET", get(method=b"HEAD", target=b"/") + GOOD, (200, 200), False, heads=(0,))
    yield Case("304, then GET", get(b"If-None-Match: *", target=b"/") + GOOD, (304, 200), False)
    yield Case("204, then GET", get(method=b"OPTIONS") + GOOD, (204, 200), False)
    yield Case("a good one, then nonsense", GOOD + b"nonsense\r\n\r\n" + SMUGGLED, (200, 400), True)
    yield Case("a good one, then a bad length", GOOD + post(b"Content-Length: x") + SMUGGLED, (200, 400), True)


def expectations():
    for value, status in [(b"100-continue", 422), (b"100-Continue", 422), (b"fries", 417), (b"100-continue, fries", 417), (b"",
                                                                                                                           417)]:
        yield Case(f"Expect: {short(value)}", post(b"Expect: " + value, b"Content-Length: 2", body=b"{}"), (status,), False)
    hidden = b"Content-Length: %d" % len(SMUGGLED)
    yield Case("an unknown expectation with a request for a body", post(b"Expect: fries", hidden, body=SMUGGLED), (417,), False,
               smuggles=True)
    yield Case("an expectation, refused early", post(b"Expect: 100-continue", hidden, target=b"/item", body=SMUGGLED), (401,),
               False,
               smuggles=True)
    yield Case("an expectation twice", post(b"Expect: 100-continue", b"Expect: fries", hidden, body=SMUGGLED), (417,), False,
               smuggles=True)
    yield Case("an expectation without a body", get(b"Expect: 100-continue"), (200,), False)
    yield Case("an expectation in HTTP/1.0", post(b"Expect: fries", b"Content-Length: 2", version=b"HTTP/1.0", body=b"{}"),
               (422,), True)


def early():
    """Answers that are given before the body is read; the body is a request, and must not be taken for one."""
    length = b"Content-Length: %d" % len(SMUGGLED)
    chunk = b"%x\r\n%s\r\n0\r\n\r\n" % (len(SMUGGLED), SMUGGLED)
    for name, fields, body in [("a body", [length], SMUGGLED), ("chunks", [b"Transfer-Encoding: chunked"], chunk)]:
        for why, status, request in [
                ("not signed in", 401, post(*fields, target=b"/item", body=body)),
                ("nowhere", 404, post(*fields, target=b"/nowhere", body=body)),
                ("a method that is not there", 405, post(*fields, target=b"/livez", body=body)),
                ("not acceptable", 406, post(*fields, b"Accept: text/css", body=body)),
                ("encoded", 415, post(*fields, b"Content-Encoding: gzip", body=body)), ("no JSON", 400, post(*fields, body=body)),
                ("a form", 415, post(*fields, body=body).replace(JSON, b"Content-Type: text/plain", 1)),
                ("an unknown method", 501, post(*fields, body=body).replace(b"POST", b"BREW", 1))]:
            yield Case(f"{why}, with {name}", request, (status,), False, smuggles=True)
        for method, status in [(b"GET", 200), (b"HEAD", 200), (b"OPTIONS", 204), (b"DELETE", 405), (b"TRACE", 405)]:
            yield Case(f"{method.decode()} with {name}", get(*fields, method=method) + body, (status,), False,
                       heads=(0,) if method == b"HEAD" else (), smuggles=True)
    filling = b"x" * (65_536 - len(SMUGGLED)) + SMUGGLED
    yield Case("64 KiB unread", post(b"Content-Length: 65536", target=b"/item", body=filling), (401,), False, smuggles=True)
    yield refused("a byte more unread", post(b"Content-Length: 65537", target=b"/item", body=b"x" + filling) + SMUGGLED, 401)
    yield refused("too large", post(b"Content-Length: 262145", body=SMUGGLED), 413)


def all_cases():
    return [*lengths(), *codings(), *chunks(), *heads(), *limits(), *lives(), *expectations(), *early()]
