"""What was acknowledged survives kill -9."""
import sqlite3
import threading
import time

import httpx

from databases import psql

ROUNDS, WRITERS = 20, 8


def write_until_it_dies(server, store, acknowledged, lock, stop):
    """Creates items until the server is gone. An item counts only when its 201 has arrived whole."""
    number = 0
    with server.client() as client:
        while not stop.is_set():
            number += 1
            name = f"{threading.get_ident()} {number}"
            try:
                answer = client.post("/item", json={"name": name, "price": 1.25, "store_id": store},
                                     headers={"Authorization": server.token})
            except httpx.TransportError:
                return
            if answer.status_code == 201:
                with lock:
                    acknowledged[answer.json()["id"]] = name


def in_postgres(url, store):
    """All items by their ids, and how many the store believes it has."""
    rows = (line.split("|", 1) for line in psql("SELECT id, name FROM items", url))
    return {int(key): name for key, name in rows}, int(psql(f"SELECT items_count FROM stores WHERE id = {store}", url)[0])


def in_file(folder, store):
    """The same of the embedded database, which must be whole."""
    files = [path for path in folder.rglob("*.sqlite")]
    assert len(files) == 1, files
    with sqlite3.connect(files[0]) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        stored = dict(database.execute("SELECT id, name FROM items"))
        return stored, database.execute("SELECT items_count FROM stores WHERE id = ?", (store,)).fetchone()[0]


def test_every_acknowledged_write_survives_kill_9(serve, either):
    server = serve("--access", "open", database=either)
    editor = server.user("writer@example.com")
    store = editor.post("/store", json={"name": "Ledger"}).json()["id"]
    acknowledged, lock = {}, threading.Lock()

    for number in range(ROUNDS):
        with server.client() as fresh:
            tokens = fresh.post("/login", json={"email": "writer@example.com",
                                                "password": "correct-horse-battery-9"}).json()
        server.token = f"Bearer {tokens['access_token']}"
        enough, stop = len(acknowledged) + 5 + 3 * number, threading.Event()
        writers = [threading.Thread(target=write_until_it_dies, args=(server, store, acknowledged, lock, stop))
                   for _ in range(WRITERS)]
        for writer in writers:
            writer.start()
        deadline = time.monotonic() + 20
        while len(acknowledged) < enough and time.monotonic() < deadline:
            time.sleep(0.002)
        server.kill()
        stop.set()
        for writer in writers:
            writer.join(30)
        assert len(acknowledged) >= enough, "the server was killed before enough was written"
        server.start()

    assert server.stop() == 0
    stored, counted = in_postgres(either, store) if either else in_file(server.folder, store)
    lost = {key: name for key, name in acknowledged.items() if stored.get(key) != name}
    assert not lost
    assert counted == len(stored)
