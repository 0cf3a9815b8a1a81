"""Backups that are taken while clients write, some of them in vain, and what is restored from each. (That they verify, and what
they cost the writers, is in the contract's tests of backups.)"""
import dataclasses
import pathlib
import random
import shutil
import time

import pytest

from clients import Clients
from conftest import LONG
from databases import new_database
from ledgers import Ledger, Writers, editor_of, open_shop, stored, unfound
from servers import souk
from serving import log_in
from shop_client import ShopClient

BACKUPS = 10 if LONG else 1
SEEDED = 20_000 if LONG else 200
WRITER = "writer@example.com"


class InVain(Clients):
    """A client whose changes break a rule or rest on an old version: each would leave its name behind if it were done."""

    def __init__(self, server, store):
        super().__init__(1, self._work)
        self.server, self.store, self.refused = server, store, set()

    def _work(self, _):
        client = ShopClient([self.server.url], [], self.server.token)
        kept = client.ask("POST", "/item", {"name": "kept", "price": 1, "store_id": self.store}).json["id"]
        while not self.ended.is_set():
            name = f"vain {len(self.refused)}"
            for status, exchange in (
                    (422, client.ask("POST", "/item", {"name": name, "price": -1, "store_id": self.store})),
                    (412, client.ask("PATCH", f"/item/{kept}", {"name": name}, If_Match='"old"')),
                    (412, client.ask("DELETE", f"/item/{kept}", If_Match='"old"'))):
                assert exchange.status == status, exchange
            self.refused.add(name)
            client.exchanges.clear()
        client.close()


@dataclasses.dataclass
class Backup:
    """Its file, how many writes of each client were acknowledged before it, how many of all meanwhile, and its seconds."""
    path: pathlib.Path
    before: list
    meanwhile: int
    seconds: float


def back_up(ledger, folder, number, *database):
    before, acknowledged, began = ledger.done(), ledger.acknowledged, time.monotonic()
    souk("backup", "create", "--to", f"{folder}/backups/{number}", *database, folder=folder)
    path, = (folder / "backups" / str(number)).iterdir()
    return Backup(path, before, ledger.acknowledged - acknowledged, time.monotonic() - began)


def test_a_restored_backup_has_all_that_was_acknowledged_before_it_and_nothing_refused(serve, engine, tmp_path, figure):
    folder = tmp_path / "shop"
    folder.mkdir()
    database = ("--database", url := new_database(engine, folder))
    server = serve("--access", "open", *database, folder=folder, database=url if engine == "postgres" else None)
    souk("seed", "--items", str(SEEDED), *database, folder=folder)
    store, ledger = open_shop(server, WRITER), Ledger()
    seeded, _ = stored(server, store)
    found = finds(server, random.sample(sorted(seeded.values()), 20))
    assert all(found.values())
    with InVain(server, store) as vain, Writers(server, store, ledger) as writers:
        backups = []
        for number in range(BACKUPS):
            writers.wait_for(100)
            backups.append(back_up(ledger, folder, number, *database))
        writers.wait_for(50)
    figure("backups; longest; writes during the least of them; writes before the last, refused meanwhile",
           f"{len(backups)}; {max(backup.seconds for backup in backups):.1f} s; {min(backup.meanwhile for backup in backups)}; "
           f"{sum(backups[-1].before)}, {3 * len(vain.refused)}")
    assert server.stop() == 0 and vain.refused
    assert set(ledger.statuses) == {200, 201, 204} and not ledger.wrong
    assert all(backup.meanwhile for backup in backups)

    for number, backup in enumerate(backups):
        restored = restore(serve, engine, backup, folder, tmp_path / f"restored{number}")
        items, counted = stored(restored, store)
        made = {key: name for key, name in items.items() if key not in seeded}
        assert items.keys() - made.keys() == seeded.keys() and items == items | seeded
        assert list(made.values()).count("kept") == 1 and not vain.refused & set(made.values())
        assert counted == len(made)
        assert ledger.faults_of_copy({key: name for key, name in made.items() if name != "kept"}, backup.before) == []
        assert unfound(restored, ledger, items) == [] and finds(restored, found) == found
        assert restored.stop() == 0


def restore(serve, engine, backup, folder, other):
    """A server of what was restored, in a folder of its own."""
    other.mkdir()
    target = new_database(engine, other)
    souk("backup", "restore", str(backup.path), "--database", target, folder=other)
    if engine == "sqlite":
        shutil.copy(folder / "souk.keys", other)
    server = serve("--access", "open", "--database", target, folder=other, database=target if engine == "postgres" else None)
    server.token = log_in(server, WRITER)["access_token"]
    return server


def finds(server, names):
    """How many items a search for each name finds."""
    with editor_of(server) as client:
        return {name: client.get("/item", params={"q": name, "limit": 1, "count": "true"}).json()["total"] for name in names}


HISTORIES = [[(1, "one"), (2, "two"), (1, "another"), (2, None), (3, "three")], [(4, "four"), (4, "fourth")]]
TORN = {
    "a lost create": {2: "two", 4: "four"},
    "a lost change": {1: "one", 3: "three", 4: "fourth"},
    "a delete undone": {1: "another", 2: "two", 3: "three", 4: "fourth"},
    "one client's writes lost": {1: "another", 3: "three"},
    "an item that nobody made": {1: "another", 3: "three", 4: "fourth", 9: "nine"},
    "a moment before it began": {1: "one", 2: "two", 4: "fourth"},
    "nothing at all": {},
}


@pytest.mark.parametrize("how", TORN)
def test_the_judge_of_copies_is_not_blind(how):
    ledger = Ledger()
    ledger.histories = HISTORIES
    for whole in ({1: "another", 2: "two", 4: "four"}, {1: "another", 4: "fourth"}, {1: "another", 3: "three", 4: "fourth"}):
        assert ledger.faults_of_copy(whole, [3, 1]) == []
    assert ledger.faults_of_copy(TORN[how], [3, 1]) != []
