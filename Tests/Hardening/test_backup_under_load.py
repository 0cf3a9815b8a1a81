"""A backup that is taken while clients write, some of them in vain, and what is restored from it. (That it verifies, and what it
costs the writers, is in the contract's tests of backups.)"""
import copy
import types

from clients import Clients
from databases import new_database
from ledgers import Ledger, Writers, open_shop, stored
from servers import souk
from shop_client import ShopClient


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


def test_a_restored_backup_has_all_that_was_acknowledged_before_it_and_nothing_that_was_refused(serve, engine, tmp_path, figure):
    folder, other = tmp_path / "shop", tmp_path / "other"
    folder.mkdir()
    other.mkdir()
    database = ("--database", url := new_database(engine, folder))
    server = serve("--access", "open", *database, folder=folder, database=url if engine == "postgres" else None)
    store, ledger = open_shop(server), Ledger()
    with InVain(server, store) as vain, Writers(server, store, ledger, shares={"create": 1}) as writers:
        writers.wait_for(100)
        with ledger.lock:
            before = copy.deepcopy(ledger.values)
        souk("backup", "create", *database, folder=folder)
        writers.wait_for(50)
    assert server.stop() == 0 and vain.refused

    target = new_database(engine, other)
    souk("backup", "restore", *(folder / "backups").iterdir(), "--database", target, folder=other)
    items, counted = stored(types.SimpleNamespace(folder=other, database=target if engine == "postgres" else None), store)
    assert counted == len(items)
    assert list(items.values()).count("kept") == 1 and not vain.refused & set(items.values())
    assert {key: name for key, name in before.items() if items.get(key) not in name} == {}
    assert all(name in ledger.values[key] for key, name in without_kept(items).items())
    figure("writes acknowledged before the backup, refused meanwhile", f"{len(before)}, {3 * len(vain.refused)}")


def without_kept(items):
    return {key: name for key, name in items.items() if name != "kept"}
