"""Many who wait for a row that somebody keeps, as an import does, and everybody else meanwhile. PostgreSQL alone: SQLite has no
locks of rows, and one writer."""
import contextlib
import json
import math
import pathlib
import subprocess
import time

import pytest

from conftest import LONG
from crowds import Probes
from disks import needs
from ledgers import editor_of, open_shop
from shop_client import ShopClient

SECONDS = 8 if LONG else 3
# Those who come first wait a moment each, one group after another, before they give way.
SETTLED = 1.5


@pytest.mark.parametrize("clients", [40, 100])
def test_many_who_wait_for_one_row_keep_nobody_else_waiting(serve, database, figure, clients):
    server = serve("--access", "open", database=database)
    store = open_shop(server)
    with editor_of(server) as client:
        kept, free = (client.post("/item", json={"name": name, "price": 1, "store_id": store}).json()["id"] for name in "ab")
    waiting = Stubborn(server, {n: ("PATCH", f"/item/{kept}", {"price": n + 2}) for n in range(clients)})
    reads = {"item": ("GET", f"/item/{kept}"), "list": ("GET", "/store?limit=20"), "search": ("GET", "/store?q=ledger")}
    changes = ("PATCH", f"/item/{free}", {"price": 5})
    others = Probes(server, {**reads, "store": ("POST", "/store", {"name": "Other"}), "change": changes})
    with row_kept(database, kept), waiting:
        time.sleep(SETTLED)
        with others:
            time.sleep(SECONDS)
        assert waiting.statuses(*range(clients)) == {503}, "the row was not kept"
    assert others.statuses(*reads) == {200}
    # Behind those who wait they would wait as long, and be answered just in time.
    for name in reads:
        assert others.slowest(name, share=0.99 if LONG else 0.5) <= (0.25 if LONG else 1), name
    # The second store of this name is one too many: that is found by writing. Of many writes those who wait take so many places,
    # a moment each, that some come too late; on a busy machine of few.
    late = {503} if clients > 40 or not LONG else set()
    assert others.statuses("change") - late == {200}
    assert others.statuses("store") - late in ({201, 409}, {201})
    if clients == 40:
        assert others.slowest("store", "change", share=0.5) <= 1
    assert waiting.statuses(*range(clients)) <= {200, 503}
    with editor_of(server) as client:
        assert client.patch(f"/item/{kept}", json={"price": 1}).status_code == 200
    figure("others' reads, slowest", f"{1000 * others.slowest(*reads, share=0.9999):.0f} ms")
    figure("others' writes, median and slowest",
           " and ".join(f"{1000 * others.slowest('store', 'change', share=share):.0f} ms" for share in (0.5, 0.9999)))


def test_more_than_the_server_works_on_at_once_keep_no_reads_waiting(serve, database, figure):
    """However many places there are for requests, reads have some that no change has."""
    needs("wrk")
    server = serve("--access", "open", database=database)
    store = open_shop(server)
    with editor_of(server) as client:
        kept = client.post("/item", json={"name": "a", "price": 1, "store_id": store}).json()["id"]
    reads = {"item": ("GET", f"/item/{kept}"), "list": ("GET", "/store?limit=20"), "search": ("GET", "/store?q=ledger")}
    others = Probes(server, reads)
    script = pathlib.Path(__file__).with_name("stubborn.lua")
    seconds = math.ceil(SETTLED) + SECONDS
    command = ["wrk", "--threads", "1", "--connections", "400", "--timeout", "20s", "--duration", f"{seconds}s",
               "--script", str(script), server.url, "--", server.token, str(kept)]
    with row_kept(database, kept), subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as crowd:
        time.sleep(SETTLED)
        with others:
            time.sleep(SECONDS - 0.5)
        told = json.loads(crowd.communicate(timeout=60)[0].strip().splitlines()[-1])
    assert told["changed"] == told["other"] == 0 and told["refused"] > 100, told
    assert others.statuses(*reads) == {200}
    for name in reads:
        assert others.slowest(name, share=0.99 if LONG else 0.5) <= (0.25 if LONG else 1), name
    figure("refusals of 400 connections", told["refused"])
    figure("others' reads, slowest", f"{1000 * others.slowest(*reads, share=0.9999):.0f} ms")


class Stubborn(Probes):
    """Asks again at once, whatever it is told."""

    def work(self, name, question):
        client = ShopClient([self.server.url], self.exchanges[name], self.server.token)
        while not self.ended.is_set():
            client.ask(*question)
        client.close()


@contextlib.contextmanager
def row_kept(database, item):
    """The item's row is taken while the block lasts, by somebody who is not Souk."""
    keeper = subprocess.Popen(["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", database],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        keeper.stdin.write(f"BEGIN;\nSELECT 'kept' FROM items WHERE id = {item} FOR UPDATE;\n")
        keeper.stdin.flush()
        assert keeper.stdout.readline() == "kept\n"
        yield
    finally:
        # The end of its input is the end of its transaction.
        keeper.communicate(timeout=30)
