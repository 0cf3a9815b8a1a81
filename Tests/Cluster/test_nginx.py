"""What the configuration in deploy/nginx promises, through a real nginx."""
import json
import socket
import threading

import httpx
import pytest

from instances import Instance, Nginx
from waiting import wait_until


def cache_uses(front, uri):
    """What nginx's cache did for the requests of `uri`, in order."""
    lines = (front.nginx.folder / "access.log").read_text().splitlines()
    return [entry["cache"] for entry in map(json.loads, lines) if entry["uri"] == uri]


def upstream_statuses(nginx, uri):
    lines = (nginx.folder / "access.log").read_text().splitlines()
    return [entry["upstream_status"] for entry in map(json.loads, lines) if entry["uri"] == uri]


def new_store(client, name):
    answer = client.post("/store", json={"name": name})
    assert answer.status_code == 201, answer.text
    return f"/store/{answer.json()['id']}"


def raw(port, request):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request)
        received = b""
        while piece := connection.recv(65536):
            received += piece
    head, _, body = received.partition(b"\r\n\r\n")
    return int(head.split()[1]), head.decode("latin-1").lower(), body


def test_nginx_takes_the_configuration(front):
    checked = front.nginx.check()
    assert checked.returncode == 0 and "warn" not in checked.stderr, checked.stderr


def test_a_large_file_gets_as_far_as_the_panel(front, anybody):
    for path, status in (("/admin/items/import", 401), ("/admin/items/import/write", 401), ("/store", 413)):
        answer = anybody.post(path, files={"file": ("items.csv", b"x" * 2_000_000, "text/csv")})
        assert answer.status_code == status, (path, answer.text)
    assert "You are signed out" in anybody.post("/admin/items/import", data={"form_token": "x"}).text


def test_open_answers_are_kept_and_asked_about_each_time(front, anybody):
    path = new_store(anybody, "Kept and asked about")
    answers = [anybody.get(path) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert len({answer.content for answer in answers}) == 1
    wait_until(lambda: len(cache_uses(front, path)) == 3, 5, "they are logged")
    assert cache_uses(front, path) == ["MISS", "REVALIDATED", "REVALIDATED"]
    assert upstream_statuses(front.nginx, path) == ["200", "304", "304"]
    assert len({answer.headers["x-request-id"] for answer in answers}) == 3


def test_a_change_is_seen_by_the_next_read(front, anybody):
    path = new_store(anybody, "Before")
    for number in range(20):
        name = f"After {number}"
        assert anybody.patch(path, json={"name": name}).status_code == 200
        assert [anybody.get(path).json()["name"] for _ in range(2)] == [name] * 2


def test_a_kept_answer_is_not_given_once_the_thing_is_deleted(front, anybody):
    path = new_store(anybody, "To be deleted")
    assert [anybody.get(path).status_code for _ in range(2)] == [200, 200]
    assert anybody.delete(path).status_code == 204
    assert anybody.get(path).status_code == 404


def test_the_clients_own_copy_is_asked_about_too(front, anybody):
    path = new_store(anybody, "A client's own copy")
    tag = anybody.get(path).headers["etag"]
    assert anybody.get(path, headers={"If-None-Match": tag}).status_code == 304
    anybody.patch(path, json={"name": "Changed meanwhile"})
    assert anybody.get(path, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_entity_tags_pass_as_souk_gave_them(front, anybody, coding):
    path = new_store(anybody, f"Tags in {coding}")
    straight = httpx.get(front.souk.url + path, headers={"Accept-Encoding": coding})
    for _ in range(2):
        answer = anybody.get(path, headers={"Accept-Encoding": coding})
        assert answer.headers["etag"] == straight.headers["etag"]
        assert not answer.headers["etag"].startswith("W/")
        assert answer.headers["content-length"] == straight.headers["content-length"]
        assert answer.headers["vary"] == straight.headers["vary"]
        assert answer.headers["cache-control"] == "public, no-cache"
        assert "x-accel-expires" not in answer.headers


def test_forms_of_one_address_are_kept_apart(front, anybody):
    for _ in range(2):
        assert anybody.get("/", headers={"Accept": "text/html"}).headers["content-type"].startswith("text/html")
        assert anybody.get("/", headers={"Accept": "application/json"}).headers["content-type"] == "application/json"


def test_locked_answers_are_nobody_elses(front, anybody):
    ada, bob = front.user("ada@example.com"), front.user("bob@example.com")
    for _ in range(2):
        assert ada.get("/user/me").json()["email"] == "ada@example.com"
        assert bob.get("/user/me").json()["email"] == "bob@example.com"
        assert anybody.get("/user/me").status_code == 401
        assert ada.get("/user/me").headers["cache-control"].startswith("private")
    assert set(cache_uses(front, "/user/me")) <= {"BYPASS", "MISS"}
    kept = [file.read_bytes() for file in (front.nginx.folder / "cache").rglob("*") if file.is_file()]
    assert kept and not any(b"example.com\"" in content for content in kept)


def test_head_tells_what_get_would(front, anybody):
    path = new_store(anybody, "Only the head")
    for _ in range(2):
        head, get = anybody.head(path), anybody.get(path)
        assert head.status_code == 200 and head.content == b""
        assert {name: head.headers[name] for name in ("etag", "content-length")} \
            == {name: get.headers[name] for name in ("etag", "content-length")}


def test_preconditions_hold(front, anybody):
    path = new_store(anybody, "Preconditions")
    tag = anybody.get(path).headers["etag"]
    assert anybody.patch(path, json={"name": "Theirs"}, headers={"If-Match": tag}).status_code == 200
    refused = anybody.patch(path, json={"name": "Mine"}, headers={"If-Match": tag})
    assert (refused.status_code, refused.json()["code"]) == (412, "precondition_failed")


def test_ranges_are_not_cut_out_of_kept_answers(front, anybody):
    path = new_store(anybody, "No ranges")
    for _ in range(2):
        answer = anybody.get(path, headers={"Range": "bytes=0-3"})
        assert answer.status_code == 200 and answer.json()["name"] == "No ranges"


def test_throttling_counts_the_client_and_not_what_it_says_of_itself(front, anybody):
    login = {"email": "nobody@example.com", "password": "wrong-horse-battery-1"}
    answers = [anybody.post("/login", json=login, headers={"X-Forwarded-For": f"10.0.0.{number}"}) for number in range(12)]
    throttled = [answer for answer in answers if answer.status_code == 429]
    assert throttled and all(int(answer.headers["retry-after"]) > 0 for answer in throttled)
    # nginx as the client's address would be the same for everybody; this is nginx's own client.
    loopback = httpx.Client(base_url=front.url, transport=httpx.HTTPTransport(local_address="127.0.0.7"))
    assert loopback.get("/metrics").status_code == 200


def test_request_ids_pass(front, anybody):
    answer = anybody.get("/store/999999")
    assert answer.status_code == 404
    assert answer.json()["request_id"] == answer.headers["x-request-id"]
    wait_until(lambda: f'"{answer.headers["x-request-id"]}"' in (front.souk.folder / "log").read_text(), 5, "it is logged")


@pytest.mark.parametrize("path, length, limit", [
    ("/store", 256 * 1024 + 1, 256 * 1024),
    ("/register", 16 * 1024 + 1, 16 * 1024),
    ("/admin/items/import", 41 * 1024 * 1024, 32 * 1024 * 1024),
])
def test_a_body_that_is_too_large_is_a_problem_document(front, anybody, path, length, limit):
    answer = anybody.post(path, content=b" " * length, headers={"Content-Type": "application/json"})
    assert_problem(answer, 413, "payload_too_large")
    assert f" {limit} bytes" in answer.json()["detail"]


def assert_problem(answer, status, code):
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    problem = answer.json()
    assert (problem["status"], problem["code"], problem["type"]) == (status, code, f"/problems/{code}")
    assert problem["request_id"] == answer.headers["x-request-id"]
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("request_text, status, code", [
    (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n", 400, "bad_request"),
    (b"GET /store\x00 HTTP/1.1\r\nHost: a\r\n\r\n", 400, "bad_request"),
    (b"what is this\r\n\r\n", 400, "bad_request"),
    (b"POST /store HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400, "bad_request"),
    (b"POST /admin/items/import HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400, "bad_request"),
    (b"GET /store?q=" + b"x" * 20000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414, "uri_too_long"),
    (b"GET /store HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 20000 + b"\r\n\r\n", 431, "header_fields_too_large"),
    (b"TRACE /store HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 405, "method_not_allowed"),
    (b"DELETE //store/1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 404, "not_found"),
])
def test_what_nginx_refuses_by_itself_looks_like_what_souk_refuses(front, request_text, status, code):
    answered, head, body = raw(front.nginx.port, request_text)
    assert answered == status, (head, body)
    assert "content-type: application/problem+json" in head and "cache-control: no-store" in head
    problem = json.loads(body)
    assert (problem["status"], problem["code"]) == (status, code)
    assert f"x-request-id: {problem['request_id']}" in head


def test_without_an_instance_everything_is_a_503_to_be_tried_again(front, tmp_path):
    gone = Instance(tmp_path, "gone", "/nonexistent")
    nginx = Nginx(tmp_path, [gone])
    try:
        nginx.start()
        for method, body in [("GET", None), ("POST", b"{}"), ("PUT", b"{}"), ("PATCH", b"{}"), ("DELETE", None)]:
            answer = httpx.request(method, f"{nginx.url}/store/1", content=body, timeout=10)
            assert_problem(answer, 503, "not_ready")
            assert answer.headers["retry-after"] == "1"
            assert "nothing was changed" in answer.json()["detail"]
    finally:
        nginx.stop()


@pytest.mark.parametrize("path, down", [("/admin/items/import", 1), ("/admin/items/bulk", 2)])
def test_a_long_change_has_its_time_also_when_instances_are_down(front, tmp_path, path, down):
    # The first request, whether nginx answers, goes to the first of them; the next one meets all that are down.
    nginx = Nginx(tmp_path, [front.souk, *(Instance(tmp_path, f"gone{number}", "/nonexistent") for number in range(down))])
    resuming = threading.Timer(4, front.souk.resume)   # a common change has 3 s
    try:
        nginx.start()
        front.souk.pause()
        resuming.start()
        answer = httpx.post(nginx.url + path, data={"form_token": "x"}, timeout=10)
        assert answer.status_code == 401 and "You are signed out" in answer.text, answer.text
        tried = " : ".join(["502"] * down + ["401"])
        wait_until(lambda: upstream_statuses(nginx, path) == [tried], 5, "it is logged that those that are down were tried")
    finally:
        resuming.cancel()
        front.souk.resume()
        nginx.stop()
