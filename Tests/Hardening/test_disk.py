"""A disk that is full or fails: nothing is acknowledged that it does not hold, and work goes on when it does again."""
import contextlib
import time

import pytest

from conftest import LONG, at_length
from disks import Disk
from ledgers import Ledger, Writers, editor_of, open_shop, stored
from test_power_cuts import cut
from tracing import failing

SECONDS = 5 if LONG else 1
CALLS = {"fdatasync": "fsync,fdatasync", "pwrite64": "pwrite64"}


@pytest.fixture(params=["ext4", "tmpfs"])
def small_disk(request, tmp_path):
    with mounted(tmp_path, request.param, 48) as disk:
        yield disk


@pytest.fixture
def disk(tmp_path):
    with mounted(tmp_path, "ext4", 128) as disk:
        yield disk


@contextlib.contextmanager
def mounted(folder, kind, megabytes):
    disk = Disk(folder / "disk", kind, megabytes)
    disk.mount()
    try:
        yield disk
    finally:
        disk.unmount()


@contextlib.contextmanager
def ended(server):
    """The server is gone before its disk is."""
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.kill()


def create(client, store, name):
    return client.post("/item", json={"name": name, "price": 1, "store_id": store})


def test_a_full_disk_refuses_writes_answers_reads_and_goes_on_when_there_is_room(small_disk, serve, figure):
    with ended(serve("--access", "open", folder=small_disk.folder / "shop")) as server:
        store, ledger = open_shop(server), Ledger()
        with editor_of(server) as client, Writers(server, store, ledger, shares={"create": 9, "change": 1}) as writers:
            writers.wait_for(50)
            ballast = small_disk.fill(leaving=64 << 10)
            wait_until(lambda: ledger.statuses[507] > 50, 30, "a full disk refuses writes")
            refused = refusal(client, store)
            assert refused.headers["Content-Type"] == "application/problem+json"
            assert (refused.json()["code"], refused.json()["status"]) == ("storage_full", 507)
            for path in ("/item?limit=200", "/item?q=writer", f"/store/{store}", "/user/me", "/readyz", "/livez"):
                assert client.get(path).status_code == 200
            ballast.unlink()
            room = time.monotonic()
            while create(client, store, "untold").status_code != 201:
                assert time.monotonic() < room + 10, "no write succeeds though there is room"
            took = time.monotonic() - room
            ledger.untold.add("untold")
            writers.wait_for(50)
        assert server.stop() == 0
        items, counted = stored(server, store)
        assert ledger.faults(items, counted) == [] and ledger.denied(items) == []
        assert set(ledger.statuses) <= {200, 201, 204, 507}, ledger.statuses
    figure("writes refused, none stored", ledger.statuses[507])
    figure("until a write succeeded again", f"{took:.2f} s")


def refusal(client, store):
    """A refused write. While the disk is full a small one may yet find its place in the log."""
    for _ in range(1000):
        answer = client.post("/item", json={"name": "untold", "price": 1, "store_id": store, "description": "x" * 2000})
        if answer.status_code != 201:
            return answer
        client.delete(answer.headers["Location"])
    raise AssertionError("a full disk refuses nothing")


def wait_until(condition, within, what):
    end = time.monotonic() + within
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.001)


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
                    name = f"unsure {number}"
                    ledger.untold.add(name)
                    answers.append(create(client, store, name).status_code)
                assert client.get(f"/item/{known['id']}").status_code == 200
            assert set(answers) <= ({500, 507} if error == "ENOSPC" else {500})
            took = until_a_write_succeeds(client, store, ledger)
        with Writers(server, store, ledger) as writers:
            writers.wait_for(50)
            cut(disk, server, writers, ledger)
        server.start()
        assert ledger.faults(*stored(server, store)) == []
        assert server.stop() == 0
    figure("until a write succeeded again", f"{took:.2f} s")


def until_a_write_succeeds(client, store, ledger, within=10):
    start = time.monotonic()
    while (answer := create(client, store, "again")).status_code != 201:
        assert answer.status_code >= 500
        ledger.untold.add("again")
        assert time.monotonic() < start + within, "no write succeeds though the disk works"
        time.sleep(0.02)
    ledger.values[answer.json()["id"]] = {"again"}
    return time.monotonic() - start


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
            with Writers(server, store, ledger) as writers:
                with failing(server.process, CALLS[call], how):
                    time.sleep(SECONDS)
                    cut(disk, server, writers, ledger)
            server.start()
            items, counted = stored(server, store)
            faults = ledger.faults(items, counted)
            assert not faults, faults[:10]
            assert call != "pwrite64" or not ledger.denied(items)
        failed = sum(count for status, count in ledger.statuses.items() if status >= 500)
        assert failed > 0 and ledger.acknowledged > 0, ledger.statuses
        assert set(ledger.statuses) <= {0, 200, 201, 204, 500, 507}, ledger.statuses
        assert server.stop() == 0
    figure("writes acknowledged, failed", f"{ledger.acknowledged}, {failed}")


@at_length
def test_507_is_not_said_of_what_the_next_start_finds(serve):
    """Every second fsync finds no room, as on a network's file system or a volume that is allotted as it is used."""
    server = serve("--access", "open")
    store, ledger, denied = open_shop(server), Ledger(), []
    for _ in range(20):
        with Writers(server, store, ledger):
            with failing(server.process, CALLS["fdatasync"], "error=ENOSPC:when=1+2"):
                refused, end = ledger.statuses[507], time.monotonic() + 0.3
                while ledger.statuses[507] == refused and time.monotonic() < end:
                    time.sleep(0.001)
                server.kill()
        server.start()
        items, counted = stored(server, store)
        assert ledger.faults(items, counted) == []
        if denied := ledger.denied(items):
            break
    assert not denied


def test_what_cannot_be_read_is_said_to_be_so_and_can_be_read_afterwards(disk, serve):
    with ended(serve("--access", "open", folder=disk.folder / "shop")) as server:
        store, ledger = open_shop(server), Ledger()
        with Writers(server, store, ledger) as writers:
            writers.wait_for(100)
        server.kill()
        server.start()
        with editor_of(server) as client:
            expected = [name for values in ledger.values.values() for name in values if name]
            with failing(server.process, "pread64", "error=EIO"):
                answers = {client.get(f"/item?limit=200&sort={sort}").status_code for sort in ("name", "price", "-id")}
            assert answers == {200, 500} or answers == {500}, answers
            listed = client.get("/item?limit=200").json()["items"]
            assert sorted(item["name"] for item in listed) == sorted(expected)[:200]
