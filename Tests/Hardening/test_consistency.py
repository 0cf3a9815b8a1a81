"""Everything that clients see is as if there were one copy, changed at one instant after another, whatever fails meanwhile."""
import json
import pathlib
import random
import tempfile
import time

import pytest

from clients import Clients
from conftest import LONG, sized
from faults import Faults
from histories import Operation, violation
from ledgers import editor_of, open_shop
from load import Load
from postgres import Postgres
from searching import search_faults
from shop_client import ShopClient
from waiting import wait_until

CLIENTS = 12
# On each of the two databases.
OPERATIONS = sized(1_500, 10_000, 200_000)
TRANSFERS = sized(20, 200, 8_000)
# Within which all that has to happen happens also on a slow machine, in seconds.
PATIENCE = sized(120, 900, 1_500)
PAUSE = 2 if LONG else 1
KINDS = {"sqlite": ["crash", "freeze"], "postgres": ["cut_off", "crash", "restart", "freeze"]}


@pytest.fixture
def postgres(engine):
    """One of the test's own, which it may take down and whose commits are as durable as a shop's. None: the embedded database."""
    if engine == "sqlite":
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="souk-postgres.") as folder:
        # Its own user must be able to go through it.
        pathlib.Path(folder).chmod(0o711)
        server = Postgres(folder, "alone")
        try:
            server.make()
            server.start()
            server.query("CREATE DATABASE souk")
            yield server
        finally:
            server.stop()


@pytest.fixture
def shop(serve, postgres):
    return serve("--access", "open", database=postgres.url() if postgres else None)


@pytest.fixture
def faults(shop, engine, postgres):
    return Faults(shop, KINDS[engine], PAUSE, postgres)


def test_every_answer_is_explained_by_one_copy_while_the_server_fails(shop, faults, figure):
    with Load([shop.url], clients=CLIENTS, shares=(10, 45, 35, 8, 2)) as load:
        wait_until(lambda: load.operations > 0, PATIENCE, "clients are at work")
        faults.strike_until(lambda: load.operations >= OPERATIONS, PATIENCE, f"{OPERATIONS} operations")
    assert load.faults_found() == []
    assert_sets_agree(shop, load)
    assert_a_false_answer_is_found(load)
    late = [operation for history in load.histories.values() for operation in history if operation.result == "mismatch"]
    assert len(late) > OPERATIONS / 1_000, "nobody met anybody else"
    figure("operations, all explained; of them changes that came too late (412)", f"{load.operations}; {len(late)}")
    figure("faults", faults.count)
    figure("requests without an answer or refused meanwhile", len(load.failures))


def assert_sets_agree(server, load):
    """What was created and not deleted is what is listed, what is found by its present name, and what is counted in both places."""
    with server.client() as client:
        client.headers["Authorization"] = f"Bearer {load.token}"
        listed, path = {}, f"/item?store_id={load.store}&limit=200"
        while path:
            page = client.get(path).json()
            assert not listed.keys() & {item["id"] for item in page["items"]}
            listed |= {item["id"]: item["name"] for item in page["items"]}
            path = page["next"]
        counted = client.get("/item", params={"store_id": load.store, "limit": 1, "count": "true"}).json()["total"]
        assert counted == len(listed) == client.get(f"/store/{load.store}").json()["items_count"]
        for item, history in load.histories.items():
            assert (item in listed) == (client.get(f"/item/{item}").status_code == 200) == (history[-1].result != "absent")
        written = {operation.value for history in load.histories.values() for operation in history if operation.kind == "change"}
        assert search_faults(client, listed.values(), written | set(load.initial.values())) == []


def assert_a_false_answer_is_found(load):
    """The negative control: the same histories, with one answer in each that nobody gave."""
    doctored = 0
    for item, history in load.histories.items():
        ends = sorted({operation.value for operation in history if operation.kind == "read" and operation.value})
        last = max(operation.start for operation in history)
        now = next(operation for operation in reversed(history) if operation.kind == "read")
        earlier = [name for name in ends if name != now.value]
        if not earlier:
            continue
        false = Operation("read", last + 1, last + 2, "ok", value=earlier[0])
        assert violation(load.initial[item], history + [false]) is not None
        doctored += 1
    assert doctored > 0


class Transfers(Clients):
    """Clients that move money between the prices of items, and keep the sum.

    An item's description says of each client which of its transfers the item has seen. So a client whose change was not
    answered can look whether it was done, and asks again by the same entity tag until it is. The block ends when every transfer
    that was begun is done.
    """
    patience = 150

    def __init__(self, server, items, clients):
        super().__init__(clients, self._work)
        self.server, self.items = server, items
        self.done, self.faults = [0] * clients, []

    def _work(self, number):
        client = ShopClient([self.server.url], [], self.server.token)
        chance = random.Random(number)
        while not self.ended.is_set():
            source, target = chance.sample(self.items, 2)
            amount, transfer = chance.randint(1, 9), self.done[number] + 1
            if self._move(client, source, number, 2 * transfer, -amount) and \
                    self._move(client, target, number, 2 * transfer + 1, amount):
                self.done[number] = transfer
            client.exchanges.clear()
        client.close()

    def _move(self, client, item, number, step, amount):
        """Adds the amount to the item's price exactly once."""
        end = time.monotonic() + 50
        while time.monotonic() < end:
            read = client.ask("GET", f"/item/{item}")
            if read.status != 200:
                time.sleep(0.02)
                continue
            seen = json.loads(read.json["description"])
            if seen.get(str(number)) == step:
                return True
            body = {"price": read.json["price"] + amount, "description": json.dumps({**seen, str(number): step})}
            changed = client.ask("PATCH", f"/item/{item}", body, If_Match=read.headers["etag"])
            if changed.status == 200:
                return True
            if changed.status not in (0, 412, 503):
                self.faults.append(changed)
                return False
        self.faults.append(f"client {number} could not change item {item}")
        return False


def test_transfers_between_prices_keep_their_sum_while_the_server_fails(shop, faults, figure):
    store, items, each = open_shop(shop), [], 100_000
    with editor_of(shop) as client:
        for number in range(10):
            made = client.post("/item", json={"name": f"Account {number}", "price": each, "store_id": store, "description": "{}"})
            assert made.status_code == 201, made.text
            items.append(made.json()["id"])
        with Transfers(shop, items, CLIENTS) as transfers:
            wait_until(lambda: sum(transfers.done) > 0, PATIENCE, "clients are at work")
            faults.strike_until(lambda: sum(transfers.done) >= TRANSFERS, PATIENCE, f"{TRANSFERS} transfers")
        prices = [client.get(f"/item/{item}").json()["price"] for item in items]
    assert transfers.faults == []
    assert sum(prices) == each * len(items)
    assert len(set(prices)) > 1
    figure("transfers", sum(transfers.done))
    figure("faults", faults.count)
