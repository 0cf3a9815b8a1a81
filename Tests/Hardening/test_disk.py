"""A disk that is full or fails: nothing is acknowledged that it does not hold, and work goes on when it does again."""
import contextlib
import shutil
import time

import pytest

from conftest import LONG, at_length
from disks import mounted, open_folder  # noqa: F401
from ledgers import Ledger, Writers, editor_of, open_shop, stored, unfound
from postgres import Postgres
from test_power_cuts import cut
from tracing import failing
from waiting import wait_until

SECONDS = 5 if LONG else 1
CALLS = {"fdatasync": "fsync,fdatasync", "pwrite64": "pwrite64"}


@pytest.fixture(params=["ext4", "tmpfs"])
def small_disk(request, open_folder):
    with mounted(open_folder, request.param, 48) as disk:
        yield disk


@pytest.fixture
def shop(engine, small_disk, open_folder, serve):
    """A server whose database lies on the small disk."""
    with contextlib.ExitStack() as ending:
        if engine == "sqlite":
            server = ending.enter_context(ended(serve("--access", "open", folder=small_disk.folder / "shop")))
            server.is_torn = True
        else:
            postgres = ending.enter_context(postgres_on(small_disk, open_folder))
            server = ending.enter_context(ended(serve("--access", "open", database=postgres.url())))
        yield server


@contextlib.contextmanager
def postgres_on(disk, folder):
    """A PostgreSQL of its own that has the shop's tables on the disk. It ends itself when its own log (`pg_wal`) finds no room:
    that lies elsewhere."""
    postgres = Postgres(folder, "postgres")
    try:
        postgres.make()
        postgres.start()
        tables = disk.folder / "tables"
        tables.mkdir()
        if postgres.owner:
            shutil.chown(tables, postgres.owner.pw_uid, postgres.owner.pw_gid)
        postgres.query(f"CREATE TABLESPACE small LOCATION '{tables}'")
        postgres.query("CREATE DATABASE souk TABLESPACE small")
        yield postgres
    finally:
        postgres.stop()


@pytest.fixture
def disk(tmp_path):
    with mounted(tmp_path, "ext4", 128) as disk:
        yield disk


@contextlib.contextmanager
def ended(server):
    """The server is gone before its disk is."""
    try:
        yield server
    finally:
        server.end()


def create(client, store, name):
    return client.post("/item", json={"name": name, "price": 1, "store_id": store})


def test_a_full_disk_refuses_writes_answers_reads_and_goes_on_when_there_is_room(shop, small_disk, figure):
    store, ledger = open_shop(shop), Ledger()
    with editor_of(shop) as client, Writers(shop, store, ledger, shares={"create": 9, "change": 1}) as writers:
        writers.wait_for(50)
        ballast = small_disk.fill(leaving=64 << 10)
        wait_until(lambda: ledger.statuses[507] > 50, 60, "a full disk refuses writes")
        refused = refusal(client, store, ledger)
        assert refused.headers["Content-Type"] == "application/problem+json"
        assert (refused.json()["code"], refused.json()["status"]) == ("storage_full", 507)
        for path in ("/item?limit=200", "/item?q=writer", f"/store/{store}", "/user/me", "/readyz", "/livez"):
            assert client.get(path).status_code == 200
        ballast.unlink()
        took = until_a_write_succeeds(client, store, ledger)
        writers.wait_for(50)
    assert unfound(shop, ledger, stored(shop, store)[0]) == []
    assert shop.stop() == 0
    assert ledger.faults(*stored(shop, store)) == []
    assert set(ledger.statuses) <= {200, 201, 204, 507}, ledger.statuses
    figure("writes refused, none stored", ledger.statuses[507])
    figure("until a write succeeded again", f"{took:.2f} s")


def refusal(client, store, ledger):
    """A refused write. While the disk is full a small one may yet find its place in a page or the log; then deleting it may not."""
    for _ in range(1000):
        answer = client.post("/item", json={"name": "small", "price": 1, "store_id": store, "description": "x" * 2000})
        if answer.status_code != 201:
            return answer
        ledger.untold["small"] += client.delete(answer.headers["Location"]).status_code != 204
    raise AssertionError("a full disk refuses nothing")


def until_a_write_succeeds(client, store, ledger):
    """After how many seconds one does."""
    def is_done():
        answer = create(client, store, "again")
        if answer.status_code == 201:
            ledger.values[answer.json()["id"]] = {"again"}
        else:
            note_failure(ledger, "again", answer)
        return answer.status_code == 201
    return wait_until(is_done, 5 if LONG else 20, "a write succeeds though the disk has room, or works")


def note_failure(ledger, name, answer):
    """A create that failed. Only 507 says that nothing was stored."""
    assert answer.status_code >= 500, answer.text
    ledger.untold[name] += answer.status_code != 507


@pytest.mark.parametrize("error", ["EIO", "ENOSPC"])
@pytest.mark.parametrize("call", CALLS)
def test_what_cannot_be_made_durable_is_never_acknowledged(disk, serve, figure, call, error):
    """Every call fails for a while. Then it works again, and in the end the power goes."""
    with ended(serve("--access", "open", folder=disk.folder / "shop")) as server:
        store, ledger = open_shop(server), Ledger()
        with editor_of(server) as client:
            known = create(client, store, "known").json()
            ledger.values[known["id"]] = {"known"}
            answers = []
            with failing(server.process, CALLS[call], f"error={error}"):
                for number in range(20):
                    answers.append(create(client, store, f"unsure {number}"))
                    note_failure(ledger, f"unsure {number}", answers[-1])
                assert client.get(f"/item/{known['id']}").status_code == 200
            assert {answer.status_code for answer in answers} <= ({500, 507} if error == "ENOSPC" else {500})
            took = until_a_write_succeeds(client, store, ledger)
        with Writers(server, store, ledger) as writers:
            writers.wait_for(50)
            cut(disk, server, writers, ledger)
        server.start()
        items, counted = stored(server, store)
        assert ledger.faults(items, counted) == [] and unfound(server, ledger, items) == []
        assert server.stop() == 0
    figure("until a write succeeded again", f"{took:.2f} s")


SOMETIMES = {
    "one fsync in three fails": ("fdatasync", "error=EIO:when=2+3"),
    "one fsync in seven finds no room": ("fdatasync", "error=ENOSPC:when=3+7"),
    "one write in fifty fails": ("pwrite64", "error=EIO:when=11+50"),
    "one write in thirty finds no room": ("pwrite64", "error=ENOSPC:when=7+30"),
}


@pytest.mark.parametrize("what", SOMETIMES)
def test_a_disk_that_fails_now_and_then_loses_nothing_that_was_acknowledged(disk, serve, figure, what):
    """Commits fail between others that succeed, and the power goes amid them."""
    call, how = SOMETIMES[what]
    with ended(serve("--access", "open", folder=disk.folder / "shop")) as server:
        store, ledger = open_shop(server), Ledger()
        for _ in range(4 if LONG else 1):
            done, failed = ledger.acknowledged, failures(ledger)
            with Writers(server, store, ledger) as writers:
                with failing(server.process, CALLS[call], how):
                    time.sleep(SECONDS)
                    wait_until(lambda: ledger.acknowledged > done and failures(ledger) > failed, 60, "some succeed, some fail")
                    cut(disk, server, writers, ledger)
            server.start()
            items, counted = stored(server, store)
            faults = ledger.faults(items, counted)
            assert not faults, faults[:10]
        assert unfound(server, ledger, items) == []
        assert set(ledger.statuses) <= {0, 200, 201, 204, 500, 507}, ledger.statuses
        assert server.stop() == 0
    figure("writes acknowledged, failed", f"{ledger.acknowledged}, {failures(ledger)}")


def failures(ledger):
    return sum(count for status, count in list(ledger.statuses.items()) if status >= 500)


@at_length
def test_507_is_not_said_of_what_the_next_start_finds(serve):
    """Every second fsync finds no room, as on a network's file system or a volume that is allotted as it is used."""
    server = serve("--access", "open")
    store, ledger = open_shop(server), Ledger()
    for _ in range(20):
        failed = failures(ledger)
        with Writers(server, store, ledger):
            with failing(server.process, CALLS["fdatasync"], "error=ENOSPC:when=1+2"):
                wait_until(lambda: failures(ledger) > failed, 60, "a write fails", every=0.001)
                server.kill()
        server.start()
        assert ledger.faults(*stored(server, store)) == []


SORTS = ["name", "-name", "price", "-price", "id", "-id"]


@pytest.mark.parametrize("how, least", [("error=EIO", {500}), ("error=EIO:when=1+3", {200, 500})], ids=["always", "now and then"])
def test_what_cannot_be_read_is_said_to_be_so_and_can_be_read_afterwards(disk, serve, how, least):
    with ended(serve("--access", "open", folder=disk.folder / "shop")) as server:
        store, ledger = open_shop(server), Ledger()
        with Writers(server, store, ledger) as writers:
            writers.wait_for(100)
        server.kill()
        server.start()
        with editor_of(server) as client:
            names = sorted(name for values in ledger.values.values() for name in values if name)
            with failing(server.process, "pread64", how):
                answers = [(sort, client.get("/item", params={"limit": 200, "sort": sort})) for sort in SORTS * 4]
            assert least <= {answer.status_code for _, answer in answers} <= {200, 500}
            for sort, answer in answers:
                whole = client.get("/item", params={"limit": 200, "sort": sort}).json()["items"]
                assert sorted(item["name"] for item in whole) == names
                assert answer.status_code == 500 or answer.json()["items"] == whole
