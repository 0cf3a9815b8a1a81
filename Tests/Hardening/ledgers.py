"""What clients were told of their writes, and whether a database that has come back holds it."""
import collections
import contextlib
import enum
import itertools
import math
import random
import sqlite3
import subprocess
import threading

from clients import Clients
from databases import psql
from postgres import programs_folder
from searching import search_faults, word
from shop_client import ShopClient
from waiting import wait_until

SHARES = {"create": 50, "change": 30, "delete": 20}


class Outcome(enum.Enum):
    DONE, REFUSED, OPEN = range(3)


class Ledger:
    """What was answered. Each item is changed by one client, which lets it be after a change without an answer: so of each
    item at most the last change is not known."""

    def __init__(self):
        self.values = {}  # by id: the names that the item may have; None: it may be gone
        self.untold = collections.Counter()  # how many items of a name may have been made without a word
        self.asked = set()  # every name that a writer has asked for
        self.histories = []  # of each client its acknowledged writes: an item, and its name from then on; None: it is gone
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
        unknown = collections.Counter(name for key, name in stored.items() if key not in self.values)
        faults += [f"{count} items {name!r} were never acknowledged, and {self.untold[name]} left open"
                   for name, count in unknown.items() if count > self.untold[name]]
        if counted != len(stored):
            faults.append(f"the store counts {counted} items, and has {len(stored)}")
        return faults

    def done(self):
        """How many writes each client has been acknowledged by now."""
        with self.lock:
            return [len(history) for history in self.histories]

    def faults_of_copy(self, stored, since):
        """Sentences; empty when `stored` is a copy of one moment, at which at least so many writes of each client were done as
        `since` says: it has the first ones of each and no others. All writes must be acknowledged by now."""
        known = {key for history in self.histories for key, _ in history}
        faults = [f"nobody made item {key}, {name!r}" for key, name in stored.items() if key not in known]
        for history, least in itertools.zip_longest(self.histories, since, fillvalue=0):
            done = writes_in(stored, history)
            if done is None or done < least:
                faults.append(f"of {len(history)} writes, {least} of them before it began, a client finds {done}")
        return faults

    def outcome(self, exchange, expected):
        """What an answer says of its write. 507 promises that nothing was stored, other failures promise nothing."""
        if exchange.end >= self.end:
            return Outcome.OPEN
        return {expected: Outcome.DONE, 507: Outcome.REFUSED}.get(exchange.status, Outcome.OPEN)

    def lost(self, stored):
        """How many items are not as they were acknowledged."""
        return sum(stored.get(key) not in values for key, values in self.values.items())


def writes_in(stored, history):
    """How many of a client's writes `stored` has, which are the first of them; None when they are others."""
    there = {key: stored[key] for key, _ in history if key in stored}
    now, done = {}, None if there else 0
    for number, (key, name) in enumerate(history, 1):
        now[key] = name
        if name is None:
            now.pop(key)
        if now == there:
            done = number
    return done


class Own(dict):
    """The names of a client's items by their ids, and the writes that have made them so."""

    def __init__(self):
        super().__init__()
        self.history = []


class Writers(Clients):
    """Clients that create, change and delete items of their own, each one request at a time."""

    def __init__(self, server, store, ledger, clients=8, shares=SHARES):
        super().__init__(clients, self._work)
        self.server, self.store, self.ledger, self.shares = server, store, ledger, shares

    def wait_for(self, acknowledged, within=60):
        """Until so many more writes are acknowledged."""
        enough = self.ledger.acknowledged + acknowledged
        wait_until(lambda: self.ledger.acknowledged >= enough, within, f"{acknowledged} writes are acknowledged", every=0.002)

    def _work(self, _):
        client = ShopClient([self.server.url], collections.deque(maxlen=1), self.server.token)
        chance, mine = random.Random(), Own()
        with self.ledger.lock:
            self.ledger.histories.append(mine.history)
        while not self.ended.is_set():
            kind = chance.choices(list(self.shares), list(self.shares.values()))[0] if mine else "create"
            name = word(next(self.ledger.names))
            self.ledger.asked.add(name)
            exchange = getattr(self, f"_{kind}")(client, name, mine, chance)
            # Whoever is told of an outage does not ask again at once.
            if exchange.status == 0 or exchange.status >= 500:
                self.ended.wait(0.02)
        client.close()

    def _create(self, client, name, mine, _):
        exchange = client.ask("POST", "/item", {"name": name, "price": 1.25, "store_id": self.store})
        with self._noted(exchange, 201) as outcome:
            if outcome is Outcome.DONE:
                mine[exchange.json["id"]] = name
                self._settle(exchange.json["id"], name, outcome, mine)
            elif outcome is Outcome.OPEN:
                self.ledger.untold[name] += 1
        return exchange

    def _change(self, client, name, mine, chance):
        key = chance.choice(list(mine))
        exchange = client.ask("PATCH", f"/item/{key}", {"name": name})
        with self._noted(exchange, 200) as outcome:
            self._settle(key, name, outcome, mine)
            if outcome is Outcome.DONE:
                mine[key] = name
        return exchange

    def _delete(self, client, name, mine, chance):
        key = chance.choice(list(mine))
        exchange = client.ask("DELETE", f"/item/{key}")
        with self._noted(exchange, 204) as outcome:
            self._settle(key, None, outcome, mine)
            if outcome is Outcome.DONE:
                mine.pop(key)
        return exchange

    def _settle(self, key, value, outcome, mine):
        if outcome is Outcome.DONE:
            self.ledger.values[key] = {value}
            mine.history.append((key, value))
        elif outcome is Outcome.OPEN:
            self.ledger.values[key].add(value)
            mine.pop(key)

    @contextlib.contextmanager
    def _noted(self, exchange, expected):
        """Counts the answer, and says what it means. Anything that neither acknowledges nor is an outage is wrong."""
        outcome = self.ledger.outcome(exchange, expected)
        with self.ledger.lock:
            self.ledger.statuses[exchange.status] += 1
            self.ledger.acknowledged += outcome is Outcome.DONE
            if exchange.status not in (expected, 0) and exchange.status < 500:
                self.ledger.wrong.append(exchange)
            yield outcome


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


def unfound(server, ledger, items):
    """What a search gets wrong of the names that writers have asked for: those of `items` are found, and none that is not there."""
    there = [name for name in items.values() if name in ledger.asked]
    with editor_of(server) as client:
        return search_faults(client, there, ledger.asked - set(there))


def stored(server, store):
    """The names of all items by their ids, and how many the store believes it has. The database must be whole."""
    if server.database:
        assert_whole(server.database)
        rows = (line.split("|", 1) for line in psql("SELECT id, name FROM items", server.database))
        counted = psql(f"SELECT items_count FROM stores WHERE id = {store}", server.database)
        return {int(key): name for key, name in rows}, int(counted[0]) if counted else None
    path = server.folder / "souk.sqlite"
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        items = dict(database.execute("SELECT id, name FROM items"))
        counted = database.execute("SELECT items_count FROM stores WHERE id = ?", (store,)).fetchone()
        return items, counted[0] if counted else None


def assert_whole(url):
    """By PostgreSQL's own check: of every table, every b-tree, and that what is in a table is in its indexes."""
    checked = subprocess.run([str(programs_folder() / "pg_amcheck"), "--install-missing", "--heapallindexed", url],
                             capture_output=True, text=True, timeout=120)
    assert checked.returncode == 0, checked.stdout + checked.stderr
