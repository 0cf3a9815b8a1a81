"""A steady load of creates, reads, changes, deletes and searches, and what must hold of it afterwards."""
import collections
import itertools
import random
import threading
import time

from clients import Clients
from histories import FOREVER, Operation, violation
from searching import word
from shop_client import PATIENCE, ShopClient

PASSWORD = "correct-horse-battery-9"
# The token of one login is good for creates for five minutes.
LOGIN_EVERY = 120
RESULTS = {200: "ok", 204: "ok", 412: "mismatch", 404: "absent"}


class Load(Clients):
    """`clients` threads that work on the same items while the block lasts. Everything they saw is kept for `faults_found`.

    `shares` says how often what is done, as weights of create, read, change, delete and search.
    """

    def __init__(self, urls, clients=8, name="load", shares=(10, 45, 30, 5, 10), seed=1, pool=40):
        super().__init__(clients, self._work)
        self.urls, self.name, self.shares, self.pool, self.seed = urls, name, shares, pool, seed
        self.exchanges, self.wrong = [], []
        self.histories = collections.defaultdict(list)
        self.initial = {}  # the first name of each item that is known to have been made
        self.unsure = set()  # names of items that may have been made
        self.live = []
        self.lock = threading.Lock()

    def __enter__(self):
        """Signs in, makes a store to work in, and begins."""
        anybody = ShopClient(self.urls, [])
        self.credentials = {"email": f"{self.name}@example.com", "password": PASSWORD}
        anybody.ask("POST", "/register", self.credentials)
        signed_in = self._sign_in(anybody)
        assert signed_in.status == 200, signed_in
        store = anybody.ask("POST", "/store", {"name": f"Store of {self.name}"})
        assert store.status == 201, store
        self.store = store.json["id"]
        self.landmark = f"landmark{self.name}"
        made = ShopClient(self.urls, [], self.token).ask(
            "POST", "/item", {"name": self.landmark, "price": 1, "store_id": self.store})
        assert made.status == 201, made
        return super().__enter__()

    def _sign_in(self, client):
        answer = client.ask("POST", "/login", self.credentials)
        if answer.status == 200:
            self.token, self.signed_in = answer.json["access_token"], time.monotonic()
        return answer

    def _work(self, number):
        chance = random.Random(self.seed * 1000 + number)
        client = ShopClient(self.urls, self.exchanges, self.token)
        for count in itertools.count():
            if self.ended.is_set():
                break
            if number == 0 and time.monotonic() - self.signed_in > LOGIN_EVERY:
                self._sign_in(client)
            client.token = self.token
            # A client that is told to come back later does not ask again at once.
            if self.exchanges and self.is_outage(self.exchanges[-1]):
                self.ended.wait(0.05)
            name = word(self.name, number, count)
            kind = chance.choices(("create", "read", "change", "delete", "search"), self.shares)[0]
            item = chance.choice(self.live) if self.live else None
            if kind == "search":
                self._search(client)
            elif item is None or (kind == "create" and len(self.live) < self.pool):
                self._create(client, name)
            elif kind == "delete":
                self._delete(client, item, is_conditional=chance.random() < 0.5)
            elif kind == "change":
                self._change(client, item, name)
            else:
                self.read(client, item)
        client.close()

    def _create(self, client, name):
        exchange = client.ask("POST", "/item", {"name": name, "price": 1, "store_id": self.store})
        if exchange.status == 201:
            with self.lock:
                self.initial[exchange.json["id"]] = name
                self.live.append(exchange.json["id"])
        elif not self.is_outage(exchange):
            self.wrong.append(exchange)
        elif exchange.status != 0 or "refused" not in exchange.error.lower():
            self.unsure.add(name)

    def read(self, client, item):
        """Reads the item, and returns its name and entity tag, nil when it is not there or nobody answers."""
        exchange = client.ask("GET", f"/item/{item}")
        if exchange.status == 200:
            name, tag = exchange.json["name"], exchange.headers["etag"]
            self.histories[item].append(Operation("read", exchange.start, exchange.end, "ok", value=name))
            return name, tag
        if exchange.status == 404:
            self._forget(item)
            self.histories[item].append(Operation("read", exchange.start, exchange.end, "absent"))
        elif not self.is_outage(exchange):
            self.wrong.append(exchange)
        return None, None

    def _change(self, client, item, name):
        expected, tag = self.read(client, item)
        if tag is None:
            return
        exchange = client.ask("PATCH", f"/item/{item}", {"name": name}, If_Match=tag)
        self._note("change", item, exchange, expected, name)

    def _delete(self, client, item, is_conditional):
        expected, tag = self.read(client, item) if is_conditional else (None, None)
        fields = {"If_Match": tag} if tag else {}
        self._note("delete", item, client.ask("DELETE", f"/item/{item}", **fields), expected, None)

    def _note(self, kind, item, exchange, expected, value):
        result = RESULTS.get(exchange.status, "unknown")
        if result == "unknown" and not self.is_outage(exchange):
            self.wrong.append(exchange)
        if kind == "delete" and result in ("ok", "absent", "unknown"):
            self._forget(item)
        if exchange.status == 200 and exchange.json["name"] != value:
            self.wrong.append(exchange)
        end = FOREVER if result == "unknown" else exchange.end
        self.histories[item].append(Operation(kind, exchange.start, end, result, expected, value))

    def _search(self, client):
        exchange = client.ask("GET", f"/item?q={self.landmark}&store_id={self.store}")
        if exchange.status == 200:
            if [item["name"] for item in exchange.json["items"]] != [self.landmark]:
                self.wrong.append(exchange)
        elif not self.is_outage(exchange):
            self.wrong.append(exchange)

    def _forget(self, item):
        with self.lock:
            if item in self.live:
                self.live.remove(item)

    @staticmethod
    def is_outage(exchange):
        return exchange.status == 0 or exchange.is_refused_in_time_of_need

    # What must hold afterwards

    def faults_found(self):
        """Sentences; empty when no acknowledged write was lost, none done twice, and no answer was wrong or late."""
        self._read_everything_once_more()
        faults = [f"a wrong answer: {exchange}" for exchange in self.wrong[:5]]
        faults += [f"a hang of {exchange.seconds:.1f} s: {exchange.method} {exchange.path} {exchange.status} {exchange.error}"
                   for exchange in self.exchanges if exchange.seconds > PATIENCE]
        for item, history in self.histories.items():
            if fault := violation(self.initial[item], history):
                faults.append(f"item {item}, first {self.initial[item]}: nothing explains {fault}")
        return faults + self._copies()

    @property
    def operations(self):
        return sum(map(len, self.histories.values()))

    @property
    def failures(self):
        """What was not answered, or by a 503 with Retry-After."""
        return [exchange for exchange in self.exchanges if self.is_outage(exchange)]

    def _read_everything_once_more(self):
        client = ShopClient(self.urls, [], self.token)
        for item in self.initial:
            end = time.monotonic() + 10
            before = len(self.histories[item])
            while len(self.histories[item]) == before:
                assert time.monotonic() < end, f"item {item} cannot be read"
                self.read(client, item)
        client.close()

    def _copies(self):
        """What a create did twice, or without telling."""
        names = collections.Counter()
        for item, name in self._listed():
            names[name] += item not in self.initial
        return [f"{count} more items are named {name}, of which one create told nothing"
                for name, count in names.items() if count > (name in self.unsure) and name != self.landmark]

    def _listed(self):
        client, path = ShopClient(self.urls, [], self.token), f"/item?store_id={self.store}&limit=200"
        while path:
            page = client.ask("GET", path)
            assert page.status == 200, page
            yield from ((item["id"], item["name"]) for item in page.json["items"])
            path = page.json["next"]
