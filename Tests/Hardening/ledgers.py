"""What clients were told of their writes, and whether a database that has come back holds it."""
import collections
import contextlib
import itertools
import math
import random
import sqlite3
import threading
import time

from databases import psql
from shop_client import ShopClient

SHARES = {"create": 50, "change": 30, "delete": 20}


class Ledger:
    """What was answered. Each item is changed by one client, which lets it be after a change without an answer: so of each
    item at most the last change is not known."""

    def __init__(self):
        self.values = {}  # by id: the names that the item may have; None: it may be gone
        self.untold = set()  # names of items that may have been made
        self.refused = collections.defaultdict(set)  # by status: names that an answer of 4xx or 5xx was about
        self.statuses = collections.Counter()
        self.acknowledged = 0
        self.wrong = []
        self.end = math.inf  # answers that came later are as if they had not come
        self.names = itertools.count(1)
        self.lock = threading.Lock()

    def faults(self, stored, counted):
        """Sentences; empty when all that was acknowledged is `stored` (names by id), and nothing that nobody asked for."""
        faults = [f"a wrong answer: {exchange}" for exchange in self.wrong[:5]]
        faults += [f"item {key} is {stored.get(key)!r}, not one of {values}"
                   for key, values in self.values.items() if stored.get(key) not in values]
        faults += [f"item {key}, {name!r}, was never acknowledged nor left open"
                   for key, name in stored.items() if key not in self.values and name not in self.untold]
        if counted != len(stored):
            faults.append(f"the store counts {counted} items, and has {len(stored)}")
        return faults

    def denied(self, stored):
        """What is stored though its answer, 507, said that nothing was."""
        return sorted(self.refused[507] & set(stored.values()))

    def lost(self, stored):
        """How many items are not as they were acknowledged."""
        return sum(stored.get(key) not in values for key, values in self.values.items())


class Writers:
    """Clients that create, change and delete items of their own until `stop`, each one request at a time."""

    def __init__(self, server, store, ledger, clients=8, shares=SHARES):
        self.store, self.ledger, self.shares = store, ledger, shares
        self.server, self.ended = server, threading.Event()
        self.threads = [threading.Thread(target=self._work, args=(number,), daemon=True) for number in range(clients)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        self.ended.set()
        for thread in self.threads:
            thread.join(30)
        assert not any(thread.is_alive() for thread in self.threads), "a client hangs"

    def wait_for(self, acknowledged, within=30):
        """Until so many more writes are acknowledged."""
        end, enough = time.monotonic() + within, self.ledger.acknowledged + acknowledged
        while self.ledger.acknowledged < enough:
            assert time.monotonic() < end, f"fewer than {acknowledged} writes within {within} s: {self.ledger.statuses}"
            time.sleep(0.002)

    def _work(self, number):
        client = ShopClient([self.server.url], collections.deque(maxlen=1), self.server.token)
        chance, mine = random.Random(), {}
        while not self.ended.is_set():
            kind = chance.choices(list(self.shares), list(self.shares.values()))[0] if mine else "create"
            name = f"{number}-{next(self.ledger.names)}"
            exchange = getattr(self, f"_{kind}")(client, name, mine, chance)
            # Whoever is told of an outage does not ask again at once.
            if exchange.status == 0 or exchange.status >= 500:
                self.ended.wait(0.02)
        client.close()

    def _create(self, client, name, mine, _):
        exchange = client.ask("POST", "/item", {"name": name, "price": 1.25, "store_id": self.store})
        with self._noted(exchange, 201, name) as is_done:
            if is_done:
                mine[exchange.json["id"]] = name
                self.ledger.values[exchange.json["id"]] = {name}
            else:
                self.ledger.untold.add(name)
        return exchange

    def _change(self, client, name, mine, chance):
        key = chance.choice(list(mine))
        exchange = client.ask("PATCH", f"/item/{key}", {"name": name})
        with self._noted(exchange, 200, name) as is_done:
            self._settle(key, name, is_done, mine)
            if is_done:
                mine[key] = name
        return exchange

    def _delete(self, client, name, mine, chance):
        key = chance.choice(list(mine))
        exchange = client.ask("DELETE", f"/item/{key}")
        with self._noted(exchange, 204, name) as is_done:
            self._settle(key, None, is_done, mine)
            mine.pop(key, None)
        return exchange

    def _settle(self, key, value, is_done, mine):
        if is_done:
            self.ledger.values[key] = {value}
        else:
            self.ledger.values[key].add(value)
            mine.pop(key)

    @contextlib.contextmanager
    def _noted(self, exchange, expected, name):
        """Counts the answer, and says whether it acknowledges. Anything that is neither that nor an outage is wrong."""
        is_done = exchange.status == expected and exchange.end < self.ledger.end
        with self.ledger.lock:
            self.ledger.statuses[exchange.status] += 1
            self.ledger.acknowledged += is_done
            if exchange.status not in (expected, 0):
                self.ledger.refused[exchange.status].add(name)
                if exchange.status < 500:
                    self.ledger.wrong.append(exchange)
            yield is_done


def open_shop(server, email="writer@example.com"):
    """Registers an editor, makes a store, and returns its id. `server.token` is then the editor's."""
    editor = server.user(email)
    server.token = editor.headers["Authorization"].removeprefix("Bearer ")
    made = editor.post("/store", json={"name": "Ledger"})
    assert made.status_code == 201, made.text
    return made.json()["id"]


def editor_of(server):
    """A client in the name of whoever opened the shop."""
    client = server.client()
    client.headers["Authorization"] = f"Bearer {server.token}"
    return client


def stored(server, store):
    """The names of all items by their ids, and how many the store believes it has. The embedded database must be whole."""
    if server.database:
        rows = (line.split("|", 1) for line in psql("SELECT id, name FROM items", server.database))
        counted = psql(f"SELECT items_count FROM stores WHERE id = {store}", server.database)
        return {int(key): name for key, name in rows}, int(counted[0])
    path = server.folder / "souk.sqlite"
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        items = dict(database.execute("SELECT id, name FROM items"))
        counted = database.execute("SELECT items_count FROM stores WHERE id = ?", (store,)).fetchone()
        return items, counted[0] if counted else None
