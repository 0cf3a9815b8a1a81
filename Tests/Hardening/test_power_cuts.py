"""What was acknowledged survives a power cut: what lay only in the kernel's memory is gone, and the disk is as it was synced.

The database lies on an ext4 of its own. To cut the power is to shut that file system down without letting it write anything
more (`EXT4_IOC_SHUTDOWN`, as the kernel's own tests do), to kill the server, and to mount what the device has.
"""
import contextlib
import math
import subprocess
import time

import pytest

from conftest import LONG
from disks import Disk, needs
from ledgers import Ledger, Writers, open_shop, stored, unfound
from serving import log_in

CUTS = 100 if LONG else 3
READY_WITHIN = 2 if LONG else 30
FIRST_STARTS = 20 if LONG else 2

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


@pytest.fixture
def disk(tmp_path):
    disk = Disk(tmp_path / "disk", "ext4", 256)
    try:
        disk.mount()
        yield disk
    finally:
        disk.unmount()


@pytest.fixture
def serve_on(disk, serve):
    """Starts a server whose data lie on the disk; it ends before the disk is taken away."""
    with contextlib.ExitStack() as ending:
        def start(name):
            server = serve("--access", "open", folder=disk.folder / name)
            ending.callback(server.end)
            return server
        yield start


def cut(disk, server, writers, ledger):
    """The power goes while clients write, and comes back.

    Without power there are no answers. Here the program goes on for a moment, and what it then says counts for nothing: a
    call to fsync that is under way when ext4 is shut down may return as if it had done its work.
    """
    ledger.end = time.monotonic()
    disk.lose_power()
    server.kill()
    writers.stop()
    ledger.end = math.inf
    disk.regain_power()


def test_every_acknowledged_write_survives_a_power_cut(disk, serve_on, figure):
    server = serve_on("shop")
    store, ledger, logged_in, longest = open_shop(server), Ledger(), time.monotonic(), 0
    for number in range(CUTS):
        if time.monotonic() - logged_in > 120:
            server.token, logged_in = log_in(server, "writer@example.com")["access_token"], time.monotonic()
        with Writers(server, store, ledger) as writers:
            writers.wait_for(20 + 37 * number % 200)
            cut(disk, server, writers, ledger)
        began = time.monotonic()
        server.start()
        longest = max(longest, time.monotonic() - began)
        items, counted = stored(server, store)
        faults = ledger.faults(items, counted)
        assert not faults, faults[:10]
    assert unfound(server, ledger, items) == []
    figure("power cuts", CUTS)
    figure("acknowledged writes, none lost", ledger.acknowledged)
    figure("longest until ready", f"{longest:.2f} s")
    assert longest <= READY_WITHIN


def test_a_commit_without_a_sync_is_found_out(disk, serve_on, tmp_path, monkeypatch, figure):
    """The negative control, `synchronous = NORMAL`: were nothing lost by it, the tests beside this one would prove nothing."""
    server = serve_on("shop")
    store, ledger = open_shop(server), Ledger()
    assert server.stop() == 0
    with monkeypatch.context() as preloading:
        preloading.setenv("LD_PRELOAD", str(normal_library(tmp_path)))
        server.start()
    with Writers(server, store, ledger) as writers:
        writers.wait_for(100)
        cut(disk, server, writers, ledger)
    server.start()
    lost = ledger.lost(stored(server, store)[0])
    figure("items lost with synchronous = NORMAL", f"{lost} of {len(ledger.values)}")
    assert lost > 0


def normal_library(folder):
    """A library that, loaded before others, has SQLite told `NORMAL` where Souk says `FULL`."""
    needs("cc")
    source, library = folder / "normal.c", folder / "normal.so"
    source.write_text(NORMAL)
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", str(library), str(source)], check=True, timeout=60)
    return library


def test_what_the_first_start_makes_survives_a_power_cut(disk, serve_on, figure):
    """The database, the keys and their names in the folder: the token that was given out before is good afterwards."""
    for number in range(FIRST_STARTS):
        server = serve_on(f"shop{number}")
        editor = server.user("first@example.com")
        made = editor.post("/store", json={"name": "First"})
        assert made.status_code == 201, made.text
        disk.lose_power()
        server.kill()
        disk.regain_power()
        server.start()
        assert editor.get("/user/me").status_code == 200
        assert editor.get(made.headers["Location"]).json() == made.json()
        assert server.stop() == 0
    figure("power cuts after a first start", FIRST_STARTS)
