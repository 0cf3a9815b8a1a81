"""Bad input gets its named problem, in one shape, and nothing is stored."""
import json
import socket

import pytest

from databases import new_postgres
from judged import JudgedServer, judged

JSON = "application/json"


@pytest.fixture(scope="module")
def shop(tmp_path_factory, engine):
    database = new_postgres() if engine == "postgres" else None
    with judged(JudgedServer(tmp_path_factory.mktemp("shop"), "--access", "open", database=database)) as server:
        server.start()
        server.editor = server.user("bad-input@example.com")
        server.store = server.editor.post("/store", json={"name": "Bad Input"}).json()["id"]
        yield server


def problem_of(answer, status, code):
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    problem = answer.json()
    assert (problem["status"], problem["code"], problem["type"]) == (status, code, f"/problems/{code}")
    assert problem["title"] and problem["detail"]
    assert problem["request_id"] == answer.headers["x-request-id"]
    assert answer.headers["cache-control"] == "no-store"
    return problem


BODIES = {
    "nothing": (b"", 400, "invalid_json"),
    "a trailing comma": (b'{"name":"x",}', 400, "invalid_json"),
    "two of one key": (b'{"name":"x","name":"y"}', 400, "invalid_json"),
    "two of one key, one escaped": (b'{"name":"x","n\\u0061me":"y"}', 400, "invalid_json"),
    "a byte order mark": (b'\xef\xbb\xbf{"name":"x"}', 400, "invalid_json"),
    "UTF-16": ('{"name":"x"}'.encode("utf-16"), 400, "invalid_json"),
    "NaN": (b'{"name":"x","price":NaN}', 400, "invalid_json"),
    "a lone surrogate": (b'{"name":"\\ud800"}', 400, "invalid_json"),
    "bytes that are no UTF-8": (b'{"name":"\xff"}', 400, "invalid_json"),
    "an overlong encoding": (b'{"name":"\xc0\xaf"}', 400, "invalid_json"),
    "33 containers": (b'{"name":' + b"[" * 32 + b"]" * 32 + b"}", 400, "invalid_json"),
    "10,001 values": (b'{"name":[' + b"0," * 9_998 + b"0]}", 400, "invalid_json"),
    "a key of 129 bytes": (b'{"' + b"k" * 129 + b'":1}', 400, "invalid_json"),
    "something after the end": (b'{"name":"x"} x', 400, "invalid_json"),
    "a comment": (b'{"name":"x"/**/}', 400, "invalid_json"),
    "a control character": (b'{"name":"a\nb"}', 400, "invalid_json"),
    "no object": (b'["x"]', 422, "validation_failed"),
    "32 containers": (b'{"name":' + b"[" * 31 + b"]" * 31 + b"}", 422, "validation_failed"),
    "10,000 values": (b'{"name":[' + b"0," * 9_997 + b"0]}", 422, "validation_failed"),
    "a key of 128 bytes": (b'{"name":"x","' + b"k" * 128 + b'":1}', 422, "validation_failed"),
    "an unknown field": (b'{"name":"x","nmae":"y"}', 422, "validation_failed"),
    "no name": (b"{}", 422, "validation_failed"),
    "null for a name": (b'{"name":null}', 422, "validation_failed"),
    "a number for a name": (b'{"name":7}', 422, "validation_failed"),
    "a blank name": (b'{"name":" \\u3000 "}', 422, "validation_failed"),
    "a name of two lines": (b'{"name":"a\\nb"}', 422, "validation_failed"),
    "U+0000 in a name": (b'{"name":"a\\u0000b"}', 422, "validation_failed"),
    "a name of 81 characters": (json.dumps({"name": "x" * 81}).encode(), 422, "validation_failed"),
    "an unknown currency": (b'{"name":"x","currency":"XYZ"}', 422, "validation_failed"),
    "a currency in small letters": (b'{"name":"x","currency":"usd"}', 422, "validation_failed"),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_that_is_wrong_is_named_and_not_stored(shop, name):
    body, status, code = BODIES[name]
    before = shop.editor.get("/store?count=true&limit=1").json()["total"]
    answer = shop.editor.post("/store", content=body, headers={"Content-Type": JSON})
    problem = problem_of(answer, status, code)
    if status == 422:
        assert problem["errors"], problem
    assert shop.editor.get("/store?count=true&limit=1").json()["total"] == before


PRICES = {
    "-1": "min", "-0.01": "min", "0.001": "digits", "15.999": "digits", "1e-3": "digits", "0.30000000000000004": "digits",
    "10000000000000.01": "max", "1e30": "max", "1e1000000000": "max", '"1"': "type", "true": "type", "null": "type", "[1]": "type",
}


@pytest.mark.parametrize("price", PRICES)
def test_a_price_that_is_not_money_is_refused_never_rounded(shop, price):
    body = '{"name":"x","price":%s,"store_id":%d}' % (price, shop.store)
    problem = problem_of(shop.editor.post("/item", content=body, headers={"Content-Type": JSON}), 422, "validation_failed")
    assert [(error["pointer"], error["code"]) for error in problem["errors"]] == [("/price", PRICES[price])], problem


@pytest.mark.parametrize("literal, written", [
    ("15.99", "15.99"), ("0.30", "0.3"), ("1e0", "1"), ("1.0", "1"), ("0", "0"), ("-0", "0"), ("1.50e1", "15"), ("10000000000000", "10000000000000"),
    ("9999999999999.99", "9999999999999.99"), ("0.29", "0.29"), ("100e-2", "1")])
def test_money_is_exact(shop, literal, written):
    body = '{"name":"x","price":%s,"store_id":%d}' % (literal, shop.store)
    answer = shop.editor.post("/item", content=body, headers={"Content-Type": JSON})
    assert answer.status_code == 201, answer.text
    assert f'"price":{written},' in answer.text


def test_all_wrong_fields_are_named_at_once(shop):
    answer = shop.editor.post("/item?x=1", json={"name": "", "price": -1, "store_id": 0, "description": 5, "more": 1})
    errors = problem_of(answer, 422, "validation_failed")["errors"]
    assert {error.get("pointer") or error.get("parameter") for error in errors} >= {"/name", "/price", "/store_id", "/description", "/more"}


@pytest.mark.parametrize("headers, status, code", [
    ({}, 415, "unsupported_media_type"),
    ({"Content-Type": "text/plain"}, 415, "unsupported_media_type"),
    ({"Content-Type": "application/x-www-form-urlencoded"}, 415, "unsupported_media_type"),
    ({"Content-Type": JSON, "Content-Encoding": "gzip"}, 415, "unsupported_media_type"),
    ({"Content-Type": JSON, "Accept": "text/csv"}, 406, "not_acceptable"),
    ({"Content-Type": JSON, "Expect": "200-ok"}, 417, "expectation_failed"),
])
def test_fields_that_do_not_fit(shop, headers, status, code):
    answer = shop.client().post("/store", content=b'{"name":"Fields"}', headers=headers)
    problem_of(answer, status, code)
    if "Content-Encoding" in headers:
        assert answer.headers["accept-encoding"] == "identity"


@pytest.mark.parametrize("method, path, status, code", [
    ("GET", "/nothing", 404, "not_found"), ("GET", "//store", 404, "not_found"), ("GET", "/store/", 404, "not_found"),
    ("GET", "/Store", 404, "not_found"), ("GET", "/store/0", 404, "not_found"), ("GET", "/store/-1", 404, "not_found"),
    ("GET", "/store/01", 404, "not_found"), ("GET", "/store/1.0", 404, "not_found"), ("GET", "/store/+1", 404, "not_found"),
    ("GET", "/store/9223372036854775808", 404, "not_found"), ("GET", "/store/9223372036854775807", 404, "not_found"),
    ("GET", "/store/%2e", 404, "not_found"), ("DELETE", "/store", 405, "method_not_allowed"), ("TRACE", "/store", 405, "method_not_allowed"),
    ("BREW", "/store", 501, "not_implemented"), ("GET", "/store?colour=red", 422, "validation_failed"),
    ("GET", "/store?limit=0", 422, "validation_failed"), ("GET", "/store?limit=201", 422, "validation_failed"),
    ("GET", "/store?limit=1&limit=2", 422, "validation_failed"), ("GET", "/store?after=abc", 422, "invalid_cursor"),
    ("GET", "/store?include=items,items", 422, "validation_failed"), ("GET", "/store?sort=price", 422, "validation_failed"),
])
def test_paths_methods_and_parameters(shop, method, path, status, code):
    answer = shop.client().request(method, shop.url + path)
    problem = problem_of(answer, status, code)
    if status == 405:
        assert set(answer.headers["allow"].replace(" ", "").split(",")) == {"GET", "HEAD", "POST", "OPTIONS"}
    if status == 422:
        assert problem["errors"][0].get("parameter"), problem


@pytest.mark.parametrize("authorization, code", [
    (None, "authorization_required"), ("Bearer", "invalid_token"), ("Bearer x", "invalid_token"), ("Basic YTpi", "authorization_required"),
    ("Bearer a.b.c", "invalid_token"), ("Bearer eyJhbGciOiJub25lIn0.e30.", "invalid_token"),
])
def test_tokens_that_are_none(shop, authorization, code):
    answer = shop.client().get("/item", headers={"Authorization": authorization} if authorization else {})
    problem_of(answer, 401, code)
    assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("raw, status", [
    (b"GET /livez HTTP/1.1\r\n\r\n", 400),
    (b"GET /livez HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
    (b"GET /livez HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
    (b"GET /livez HTTP/1.1\r\nHost : a\r\n\r\n", 400),
    (b"GET /livez HTTP/1.1\r\nHost: a\r\n X: folded\r\n\r\n", 400),
    (b"GET /livez HTTP/2.5\r\nHost: a\r\n\r\n", 505),
    (b"GET /livez\r\n\r\n", 400),
    (b"\x16\x03\x01\x02\x00\x01\x00", 400),
    (b"POST /store HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx", 400),
    (b"POST /store HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\nx", 400),
    (b"POST /store HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    (b"POST /store HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501),
    (b"POST /store HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 300000\r\n\r\n", 413),
    (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
    (b"GET /livez HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 17000 + b"\r\n\r\n", 431),
    (b"GET /livez HTTP/1.1\r\nHost: a\r\n" + b"X: a\r\n" * 101 + b"\r\n", 431),
])
def test_what_is_not_http_is_a_problem_too_and_closes_the_connection(shop, raw, status):
    with socket.create_connection(("127.0.0.1", shop.port), timeout=10) as connection:
        connection.sendall(raw)
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(f"HTTP/1.1 {status} ".encode()), answer
    assert b"application/problem+json" in head and json.loads(body)["status"] == status
    assert b"connection: close" in head.lower()
