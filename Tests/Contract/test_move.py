"""A move to another database changes nothing that a client could see."""
import http.client
import json
import os
import pathlib
import signal
import sqlite3
import subprocess
import time

import pytest

from conftest import BINARY, environment, sign_in, souk
from databases import ENGINES, SERVER, new_database

ITEMS = int(os.environ.get("SOUK_MOVE_ITEMS", "2000"))
PAIRS = [("sqlite", "postgres"), ("postgres", "sqlite")] if SERVER else [("sqlite", "sqlite")]


def everything(server, token):
    """Every resource by its path: the whole answer and its entity tag, read over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    headers = {"Authorization": token}

    def get(path):
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        return answer.status, answer.headers["ETag"], body

    def listed(path, key):
        found, path = [], f"{path}{'&' if '?' in path else '?'}limit=200"
        while path:
            status, _, body = get(path)
            assert status == 200, body
            page = json.loads(body)
            found += page[key]
            path = page["next"]
        return found

    stores, items = listed("/store", "stores"), listed("/item", "items")
    seen = {"/store": stores, "/item": items}
    for words in ("chair", "tea", "chiar", "item"):
        # As a set: the move is not about the order of equally good ones.
        seen[f"search {words}"] = sorted(item["id"] for item in listed(f"/item?q={words}", "items"))
    paths = [f"/store/{store['id']}" for store in stores] + [f"/item/{item['id']}" for item in items]
    for store in stores:
        tags = listed(f"/store/{store['id']}/tag", "tags")
        seen[f"tags of {store['id']}"] = tags
        paths += [f"/tag/{tag['id']}" for tag in tags]
    for path in paths + ["/user/1"]:
        seen[path] = get(path)
        assert seen[path][0] == 200, path
    connection.close()
    return seen


def fill(server):
    """The demo and many items; and rows that were deleted again, whose ids must never come back."""
    souk("seed", "--demo", *server.flags_for_commands, folder=server.folder)
    souk("seed", "--items", str(ITEMS), *server.flags_for_commands, folder=server.folder, timeout=1200)
    editor = server.user("editor@example.com")
    server.user("gone@example.com")
    gone = {}
    store = editor.post("/store", json={"name": "Last", "currency": "KWD"}).json()["id"]
    gone["item"] = editor.post("/item", json={"name": "Last", "price": 1.005, "store_id": store}).json()["id"]
    gone["tag"] = editor.post(f"/store/{store}/tag", json={"name": "Last"}).json()["id"]
    gone["store"] = store
    assert editor.delete(f"/store/{store}").status_code == 204
    assert editor.delete("/user/2").status_code == 204
    return editor, gone


def start(serve, url, folder):
    folder.mkdir(exist_ok=True)
    server = serve("--access", "open", "--database", url, folder=folder)
    server.flags_for_commands = ("--database", url)
    return server


def move(source, target, *flags, folder):
    return souk("move", "--from", source, "--to", target, *flags, folder=folder, check=False, timeout=1200)


@pytest.mark.parametrize("source, target", PAIRS)
def test_nothing_changes(serve, tmp_path, source, target):
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir(), new.mkdir()
    before_url, after_url = new_database(source, old), new_database(target, new)
    server = start(serve, before_url, old)
    editor, gone = fill(server)
    tokens = sign_in(editor, "editor@example.com")
    before = everything(server, f"Bearer {tokens['access_token']}")
    assert server.stop() == 0

    began = time.monotonic()
    moved = move(before_url, after_url, folder=tmp_path)
    assert moved.returncode == 0, moved.stderr
    print(f"{source} to {target}: {len(before['/item'])} items in {time.monotonic() - began:.1f} s")
    lines = moved.stdout.splitlines()
    assert lines[0].split()[:2] == ["table", "rows"] and all(line.endswith("same") for line in lines[1:-1])

    server = start(serve, after_url, new)
    with server.client() as client:
        client.headers["Authorization"] = f"Bearer {tokens['refresh_token']}"
        refreshed = client.post("/refresh")
    assert refreshed.status_code == 200, refreshed.text
    token = f"Bearer {refreshed.json()['access_token']}"
    after = everything(server, token)
    assert after.keys() == before.keys()
    assert [path for path in before if before[path] != after[path]] == []
    with server.client() as fresh:
        sign_in(fresh, "editor@example.com")
        assert fresh.post("/register", json={"email": "n@example.com", "password": "sun-and-moon-7"}).json()["id"] == 3
    with server.client() as client:
        client.headers["Authorization"] = token
        store = client.post("/store", json={"name": "Next", "currency": "EUR"}).json()["id"]
        item = client.post("/item", json={"name": "Next", "price": 1, "store_id": store}).json()["id"]
        tag = client.post(f"/store/{store}/tag", json={"name": "Next"}).json()["id"]
        assert (store, item, tag) > (gone["store"], 0, 0) and item > gone["item"] and tag > gone["tag"]
        assert client.get("/item?q=Next").json()["items"][0]["id"] == item
        assert client.post("/logout").status_code == 204
        assert client.get("/user/me").status_code == 401


@pytest.mark.parametrize("target", ENGINES)
def test_what_is_refused_changes_nothing(serve, tmp_path, target):
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir(), new.mkdir()
    source_url, target_url = f"sqlite:{old}/souk.sqlite", new_database(target, new)
    server = start(serve, source_url, old)
    editor = server.user("editor@example.com")
    editor.post("/store", json={"name": "Only"})
    in_use = move(source_url, target_url, folder=tmp_path)
    assert in_use.returncode == 69 and f"process {server.process.pid}" in in_use.stderr
    server.stop()
    assert move(source_url, source_url, folder=tmp_path).returncode == 64
    assert move(f"sqlite:{tmp_path}/none.sqlite", target_url, folder=tmp_path).returncode == 69
    assert not (tmp_path / "none.sqlite").exists()
    assert move("mysql://x", target_url, folder=tmp_path).returncode == 64
    assert move(source_url, target_url, folder=tmp_path).returncode == 0
    again = move(source_url, target_url, folder=tmp_path)
    assert again.returncode == 1 and "not empty" in again.stderr, again.stderr


@pytest.mark.parametrize("target", ENGINES)
@pytest.mark.parametrize("blow", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_move_leaves_the_target_empty(serve, tmp_path, target, blow):
    folder, new = tmp_path / "old", tmp_path / "new"
    new.mkdir()
    source_url, target_url = f"sqlite:{folder}/souk.sqlite", new_database(target, new)
    folder.mkdir()
    souk("seed", "--items", "6000", "--database", source_url, folder=folder)
    process = subprocess.Popen([BINARY, "move", "--from", source_url, "--to", target_url], cwd=tmp_path,
                               env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(0.5)
    process.send_signal(blow)
    _, errors = process.communicate(timeout=30)
    if blow == signal.SIGINT:
        assert process.returncode == 130 and "as empty as it was" in errors, errors
    else:
        assert process.returncode == -blow
    moved = move(source_url, target_url, folder=tmp_path)
    assert moved.returncode == 0, moved.stderr


@pytest.mark.skipif(not SERVER, reason="needs SOUK_TEST_POSTGRES")
def test_a_served_source_is_moved_only_when_asked_for(serve, tmp_path):
    old, new = tmp_path / "old", tmp_path / "new"
    source_url = new_database("postgres", old)
    server = start(serve, source_url, old)
    server.user("editor@example.com")
    target = f"sqlite:{new}/souk.sqlite"
    refused = move(source_url, target, folder=tmp_path)
    assert refused.returncode == 69 and "--online" in refused.stderr, refused.stderr
    moved = move(source_url, target, "--online", folder=tmp_path)
    assert moved.returncode == 0, moved.stderr
    with sqlite3.connect(pathlib.Path(new) / "souk.sqlite") as database:
        assert database.execute("SELECT email FROM users").fetchall() == [("editor@example.com",)]
