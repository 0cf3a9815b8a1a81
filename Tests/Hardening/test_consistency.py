"""Everything that clients see is as if there were one copy, changed at one instant after another, whatever fails meanwhile."""
import json
import random
import threading
import time

import pytest

from conftest import LONG
from databases import new_postgres
from faults import Faults
from histories import Operation, violation
from ledgers import editor_of, open_shop
from load import Load
from shop_client import ShopClient

CLIENTS = 12
OPERATIONS = 110_000 if LONG else 3_000
SECONDS = 150 if LONG else 8
PAUSE = 2 if LONG else 1
KINDS = {"sqlite": ["crash", "freeze"], "postgres": ["cut_off", "crash", "cut_off", "freeze"]}


@pytest.fixture
def shop(serve, either):
    return serve("--access", "open", database=either)


@pytest.fixture
def faults(shop, engine):
    return Faults(shop, KINDS[engine], PAUSE)


def test_every_answer_is_explained_by_one_copy_while_the_server_fails(shop, faults, figure):
    load = Load([shop.url], clients=CLIENTS, shares=(10, 45, 35, 8, 2)).start()
    end = time.monotonic() + SECONDS
    with faults:
        while time.monotonic() < end and (len(load.exchanges) < OPERATIONS or faults.count < 2):
            time.sleep(0.1)
    load.stop()
    assert load.faults_found() == []
    assert_sets_agree(shop, load)
    assert_a_false_answer_is_found(load)
    assert faults.count >= 2 and load.operations >= 100
    figure("operations, all explained", load.operations)
    figure("faults", faults.count)
    figure("requests without an answer or refused meanwhile", len(load.failures))


def assert_sets_agree(server, load):
    """What was created and not deleted is what is listed, what is found, and what is counted in both places."""
    with server.client() as client:
        client.headers["Authorization"] = f"Bearer {load.token}"
        listed, path = [], f"/item?store_id={load.store}&limit=200"
        while path:
            page = client.get(path).json()
            listed += [item["id"] for item in page["items"]]
            path = page["next"]
        assert len(set(listed)) == len(listed)
        counted = client.get("/item", params={"store_id": load.store, "limit": 1, "count": "true"}).json()["total"]
        assert counted == len(listed) == client.get(f"/store/{load.store}").json()["items_count"]
        for item, history in load.histories.items():
            assert (item in listed) == (client.get(f"/item/{item}").status_code == 200) == (history[-1].result != "absent")


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


class Transfers:
    """Clients that move money between the prices of items, and keep the sum.

    An item's description says of each client which of its transfers the item has seen. So a client whose change was not
    answered can look whether it was done, and asks again by the same entity tag until it is.
    """

    def __init__(self, server, items, clients):
        self.server, self.items, self.ended = server, items, threading.Event()
        self.done, self.faults = [0] * clients, []
        self.threads = [threading.Thread(target=self._work, args=(number,), daemon=True) for number in range(clients)]

    def start(self):
        for thread in self.threads:
            thread.start()
        return self

    def stop(self):
        """Ends when every transfer that was begun is done."""
        self.ended.set()
        for thread in self.threads:
            thread.join(60)
        assert not any(thread.is_alive() for thread in self.threads), "a client hangs"

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
        transfers = Transfers(shop, items, CLIENTS).start()
        with faults:
            time.sleep(30 if LONG else 1.5)
        transfers.stop()
        prices = [client.get(f"/item/{item}").json()["price"] for item in items]
    assert transfers.faults == []
    assert sum(prices) == each * len(items)
    assert len(set(prices)) > 1 and sum(transfers.done) >= 20 and faults.count >= 1
    figure("transfers", sum(transfers.done))
    figure("faults", faults.count)
