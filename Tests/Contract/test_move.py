"""A move to another database changes nothing that a client could see."""
import concurrent.futures
import http.client
import json
import os
import pathlib
import signal
import sqlite3
import subprocess
import threading
import time

import pytest

from servers import BINARY, environment, sign_in, souk
from databases import ENGINES, SERVER, new_database, psql

ITEMS = int(os.environ.get("SOUK_MOVE_ITEMS", "2000"))
ROUTE = ["sqlite", "postgres", "sqlite"] if SERVER else ["sqlite", "sqlite"]


class Reader:
    """Reads a server as one signed-in user, over a few connections, for as long as it takes."""

    def __init__(self, server, refresh_token):
        self.server, self.refresh_token, self.renewed, self.lock = server, refresh_token, -1e9, threading.Lock()
        self.own = threading.local()

    def authorization(self):
        """An access token lasts 15 minutes; where tokens move with the shop, the refresh token of old is still good."""
        with self.lock:
            if time.monotonic() - self.renewed > 300:
                with self.server.client() as client:
                    answer = client.post("/refresh", headers={"Authorization": f"Bearer {self.refresh_token}"})
                assert answer.status_code == 200, answer.text
                tokens = answer.json()
                self.refresh_token, self.token = tokens["refresh_token"], f"Bearer {tokens['access_token']}"
                self.renewed = time.monotonic()
            return self.token

    def get(self, path):
        if not hasattr(self.own, "connection"):
            self.own.connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        self.own.connection.request("GET", path, headers={"Authorization": self.authorization()})
        answer = self.own.connection.getresponse()
        body = answer.read()
        assert answer.status == 200, body
        return answer.headers["ETag"], body

    def listed(self, path, key):
        found, path = [], f"{path}{'&' if '?' in path else '?'}limit=200"
        while path:
            page = json.loads(self.get(path)[1])
            found += page[key]
            path = page["next"]
        return found

    def everything(self):
        """Every list, and every resource by its path: its bytes and its entity tag."""
        stores, items = self.listed("/store", "stores"), self.listed("/item", "items")
        seen = {"/store": stores, "/item": items}
        for words in ("chair", "tea", "chiar", "lamp"):
            # As a set: the move is not about the order of equally good ones.
            seen[f"search {words}"] = sorted(item["id"] for item in self.listed(f"/item?q={words}", "items"))
        paths = [f"/store/{store['id']}" for store in stores] + [f"/item/{item['id']}" for item in items]
        for store in stores:
            tags = self.listed(f"/store/{store['id']}/tag", "tags")
            seen[f"tags of {store['id']}"] = tags
            paths += [f"/tag/{tag['id']}" for tag in tags]
        paths.append("/user/1")
        with concurrent.futures.ThreadPoolExecutor(4) as readers:
            seen.update(zip(paths, readers.map(self.get, paths)))
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


def test_nothing_changes(serve, tmp_path):
    folders = [tmp_path / str(number) for number in range(len(ROUTE))]
    for folder in folders:
        folder.mkdir()
    urls = [new_database(engine, folder) for engine, folder in zip(ROUTE, folders)]
    server = start(serve, urls[0], folders[0])
    editor, gone = fill(server)
    reader = Reader(server, sign_in(editor, "editor@example.com")["refresh_token"])
    before = reader.everything()
    for source, target, folder in zip(urls, urls[1:], folders[1:]):
        assert server.stop() == 0
        began = time.monotonic()
        moved = move(source, target, folder=tmp_path)
        assert moved.returncode == 0, moved.stderr
        print(f"to {target.split(':')[0]}: {len(before['/item'])} items in {time.monotonic() - began:.1f} s")
        lines = moved.stdout.splitlines()
        assert lines[0].split() == ["table", "rows", "SHA-256"] and lines[-1].endswith("are the same.")
        server = start(serve, target, folder)
        # Whoever was signed in still is: the refresh token of old is good here.
        reader = Reader(server, reader.refresh_token)
        after = reader.everything()
        assert after.keys() == before.keys()
        assert [path for path in before if before[path] != after[path]] == []
    check_it_goes_on(server, gone)


def check_it_goes_on(server, gone):
    """The old password is good, no id is given twice, and what is new is found."""
    with server.client() as client:
        user = client.post("/register", json={"email": "n@example.com", "password": "sun-and-moon-7"})
        assert user.json()["id"] == 3
        sign_in(client, "editor@example.com")
        store = client.post("/store", json={"name": "Next", "currency": "EUR"}).json()["id"]
        item = client.post("/item", json={"name": "Next", "price": 1, "store_id": store}).json()["id"]
        tag = client.post(f"/store/{store}/tag", json={"name": "Next"}).json()["id"]
        assert store > gone["store"] and item > gone["item"] and tag > gone["tag"]
        assert client.get("/item?q=Next").json()["items"][0]["id"] == item


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


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """The URL of a database that takes some seconds to move."""
    folder = tmp_path_factory.mktemp("large")
    souk("seed", "--items", "20000", folder=folder, timeout=600)
    return f"sqlite:{folder}/souk.sqlite"


def begun(target):
    """Whether a move has the target open."""
    if target.startswith("sqlite:"):
        return pathlib.Path(target.removeprefix("sqlite:") + "-wal").exists()
    return psql("SELECT 1 FROM pg_stat_activity WHERE application_name = 'souk-command' "
                "AND datname = current_database()", target) != []


@pytest.mark.parametrize("target", ENGINES)
@pytest.mark.parametrize("blow", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_move_leaves_the_target_empty(large, tmp_path, target, blow):
    target_url = new_database(target, tmp_path)
    process = subprocess.Popen([BINARY, "move", "--from", large, "--to", target_url], cwd=tmp_path,
                               env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 30
    while not begun(target_url) and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.2)
    assert process.poll() is None, "it was done before it could be interrupted"
    process.send_signal(blow)
    _, errors = process.communicate(timeout=30)
    if blow == signal.SIGINT:
        assert process.returncode == 130 and "as empty as it was" in errors, errors
    else:
        assert process.returncode == -blow
    moved = move(large, target_url, folder=tmp_path)
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
