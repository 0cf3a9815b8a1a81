"""What was acknowledged survives a power cut: what lay only in the kernel's memory is gone, and the disk is as it was synced.

The database, with all that PostgreSQL has, lies on an ext4 of its own. To cut the power is to shut that file system down without
letting it write anything more (`EXT4_IOC_SHUTDOWN`, as the kernel's own tests do), to kill the programs, and to mount what the
device has.
"""
import contextlib
import math
import os
import subprocess
import time

import pytest

from conftest import LONG
from databases import ENGINES, psql
from disks import mounted, needs, open_folder  # noqa: F401
from ledgers import Ledger, Writers, open_shop, stored
from postgres import Postgres
from returns import strike_again_and_again

CUTS = 100 if LONG else 3
READY_WITHIN = 2 if LONG else 30
FIRST_STARTS = {"sqlite": 20 if LONG else 2, "postgres": 5 if LONG else 1}

# SQLite without a sync at commit. It syncs the log before it copies it into the database, and the database after that.
NORMAL = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <string.h>

static const char full[] = "PRAGMA synchronous = FULL", normal[] = "PRAGMA synchronous = NORMAL";

int sqlite3_prepare_v3(void *database, const char *text, int length, unsigned flags, void **statement, const char **rest)
{
    int (*prepare)(void *, const char *, int, unsigned, void **, const char **) = dlsym(RTLD_NEXT, "sqlite3_prepare_v3");
    if (length != sizeof full - 1 || memcmp(text, full, length) != 0)
        return prepare(database, text, length, flags, statement, rest);
    *rest = text + length;
    return prepare(database, normal, -1, flags, statement, 0);
}
"""

# PostgreSQL whose commits wait for no sync, and which syncs for itself as seldom as it can be told to.
UNSYNCED = ["synchronous_commit = off", "wal_writer_delay = '10s'"]
# Souk sets that right in each of its connections. Here this stands before PostgreSQL's own function, and sets all but that.
DEAF = """
CREATE FUNCTION public.set_config(setting text, value text, is_local boolean) RETURNS text LANGUAGE sql AS $$
    SELECT CASE setting WHEN 'synchronous_commit' THEN value ELSE pg_catalog.set_config(setting, value, is_local) END $$;
ALTER ROLE souk SET search_path = public, pg_catalog;
"""


class SQLiteShops:
    """Each has its folder on the disk, but for its log: of that nothing is lost, and all of it is judged."""
    beneath = ()
    unsynced = "synchronous = NORMAL"

    def __init__(self, disk, folder, serve):
        self.disk, self.folder, self.serve = disk, folder, serve

    def open(self, name):
        data, log = self.disk.folder / name, self.folder / f"{name}.log"
        data.mkdir()
        (data / "log").symlink_to(log)
        server = self.serve("--access", "open", folder=data)
        server.log = log
        return server

    def start_unsynced(self, server):
        with pytest.MonkeyPatch.context() as preloading:
            preloading.setenv("LD_PRELOAD", str(normal_library(self.folder)))
            server.start()


class PostgresShops:
    """Each has a database of a PostgreSQL that lies on the disk."""
    unsynced = "synchronous_commit = off"

    def __init__(self, postgres, serve):
        self.postgres, self.serve = postgres, serve
        self.beneath = (postgres,)

    def open(self, name):
        self.postgres.query(f"CREATE DATABASE {name}")
        return self.serve("--access", "open", database=self.postgres.url(name))

    def start_unsynced(self, server):
        psql(DEAF, server.database)
        self.start_told_not_to_sync(server)

    def start_told_not_to_sync(self, server):
        """PostgreSQL is, by its administrator."""
        for setting in UNSYNCED:
            self.postgres.query(f"ALTER SYSTEM SET {setting}")
        self.postgres.restart()
        server.start()


@pytest.fixture
def disk(open_folder):
    with mounted(open_folder, "ext4", 768) as disk:
        yield disk


@pytest.fixture
def postgres(engine, disk):
    """One with its own defaults of what it syncs, and all that it has on the disk. None: the embedded database."""
    if engine == "sqlite":
        yield None
        return
    postgres = Postgres(disk.folder, "postgres")
    try:
        postgres.make()
        # What `initdb` does if it is not told otherwise.
        os.sync()
        postgres.start()
        yield postgres
    finally:
        try:
            postgres.stop()
        finally:
            postgres.kill()


@pytest.fixture
def shops(disk, postgres, tmp_path, serve):
    """Their servers end first, then PostgreSQL, then the disk is taken away."""
    return PostgresShops(postgres, serve) if postgres else SQLiteShops(disk, tmp_path, serve)


@contextlib.contextmanager
def outage(disk, server, beneath=()):
    """No power while the block runs. `beneath`: the programs that the server needs, which run again afterwards."""
    disk.lose_power()
    for program in (server, *beneath):
        program.kill()
    yield
    disk.regain_power()
    for program in beneath:
        program.start()


def cut(disk, server, writers, ledger, beneath=()):
    """The power goes while clients write, and comes back.

    Without power there are no answers. Here the program goes on for a moment, and what it then says counts for nothing: a
    call to fsync that is under way when ext4 is shut down may return as if it had done its work.
    """
    ledger.end = time.monotonic()
    with outage(disk, server, beneath):
        writers.stop()
        ledger.end = math.inf


def test_every_acknowledged_write_survives_a_power_cut(engine, disk, shops, figure):
    server = shops.open("shop")
    strike_again_and_again(
        server, CUTS, lambda writers, ledger: cut(disk, server, writers, ledger, shops.beneath),
        lambda number: 20 + 37 * number % 200, READY_WITHIN, figure)


def test_a_commit_without_a_sync_is_found_out(disk, shops, figure):
    """The negative control: were nothing lost by it, the tests beside this one would prove nothing."""
    ledger, (items, _) = cut_after(shops.start_unsynced, disk, shops)
    lost = ledger.lost(items)
    figure(f"items lost with {shops.unsynced}", f"{lost} of {len(ledger.values)}")
    assert lost > 0


@pytest.mark.parametrize("engine", ENGINES[1:], indirect=True)
def test_a_commit_is_synced_where_postgresql_is_told_not_to(disk, shops, figure):
    ledger, there = cut_after(shops.start_told_not_to_sync, disk, shops)
    figure("acknowledged writes", ledger.acknowledged)
    assert ledger.faults(*there) == []


def cut_after(start, disk, shops):
    """A shop that is there already starts so, and loses its power. Its ledger, and what it has then."""
    server = shops.open("shop")
    store, ledger = open_shop(server), Ledger()
    assert server.stop() == 0
    start(server)
    with Writers(server, store, ledger) as writers:
        writers.wait_for(100)
        cut(disk, server, writers, ledger, shops.beneath)
    server.start()
    return ledger, stored(server, store)


def normal_library(folder):
    """A library that, loaded before others, has SQLite told `NORMAL` where Souk says `FULL`."""
    needs("cc")
    source, library = folder / "normal.c", folder / "normal.so"
    source.write_text(NORMAL)
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", str(library), str(source)], check=True, timeout=60)
    return library


def test_what_the_first_start_makes_survives_a_power_cut(engine, disk, shops, figure):
    """The database, the keys and in a folder their names: the token that was given out before is good afterwards."""
    for number in range(FIRST_STARTS[engine]):
        server = shops.open(f"shop{number}")
        editor = server.user("first@example.com")
        made = editor.post("/store", json={"name": "First"})
        assert made.status_code == 201, made.text
        with outage(disk, server, shops.beneath):
            pass
        server.start()
        assert editor.get("/user/me").status_code == 200
        assert editor.get(made.headers["Location"]).json() == made.json()
        assert server.stop() == 0
    figure("power cuts after a first start", FIRST_STARTS[engine])
