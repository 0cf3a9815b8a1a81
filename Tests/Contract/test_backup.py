"""Backups of databases in use: whole, provable, and restorable; nothing else is called a backup."""
import pathlib
import resource
import signal
import sqlite3
import subprocess
import threading
import time

import pytest

from clients import Clients
from servers import BINARY, environment, sign_in, souk
from databases import ENGINES, SERVER, new_database, psql

WRITERS = 8


@pytest.fixture(params=ENGINES)
def shop(request, serve, tmp_path):
    """A server with a few things in it, on each engine, and the flags by which commands find its database."""
    folder = tmp_path / "shop"
    folder.mkdir()
    url = new_database(request.param, folder)
    server = serve("--access", "open", "--database", url, folder=folder)
    server.database, server.flags_for_commands = url, ("--database", url)
    server.editor = server.user("editor@example.com")
    server.store = server.editor.post("/store", json={"name": "Ledger"}).json()["id"]
    for number in range(30):
        answer = server.editor.post("/item", json={"name": f"Item {number}", "price": 1, "store_id": server.store})
        assert answer.status_code == 201
    return server


def command(server, *arguments, **more):
    return souk(*arguments, *server.flags_for_commands, folder=server.folder, check=False, **more)


def backups(server):
    return sorted(path for path in (server.folder / "backups").glob("souk-*") if not path.name.endswith(".partial"))


def create(server, *flags):
    before = backups(server)
    made = command(server, "backup", "create", *flags)
    assert made.returncode == 0, made.stderr
    return [path for path in backups(server) if path not in before][0]


def write_until(stop, server, acknowledged, times, lock):
    with server.client() as client:
        client.headers["Authorization"] = server.editor.headers["Authorization"]
        number = 0
        while not stop.is_set():
            number += 1
            name = f"{threading.get_ident()} {number}"
            began = time.monotonic()
            answer = client.post("/item", json={"name": name, "price": 2, "store_id": server.store})
            took = time.monotonic() - began
            assert answer.status_code == 201, answer.text
            with lock:
                acknowledged[answer.json()["id"]] = name
                times.append((began, took))


def test_a_backup_under_writers_has_all_that_was_answered_before_it_began(shop, tmp_path):
    souk("seed", "--items", "5000", *shop.flags_for_commands, folder=shop.folder)
    acknowledged, times, lock = {}, [], threading.Lock()
    made, spans = [], []
    writers = Clients(WRITERS, lambda _: write_until(writers.ended, shop, acknowledged, times, lock))
    with writers:
        time.sleep(1)
        for _ in range(2):
            with lock:
                before = dict(acknowledged)
            began = time.monotonic()
            made.append((create(shop), before))
            spans.append((began, time.monotonic()))
            time.sleep(0.5)
    during = sorted(took for began, took in times if any(a <= began <= b for a, b in spans))
    others = sorted(took for began, took in times if not any(a <= began <= b for a, b in spans))
    for name, group in (("during a backup", during), ("otherwise", others)):
        print(f"{name}: {len(group)} writes, p50 {1000 * group[len(group) // 2]:.0f} ms, "
              f"p99 {1000 * group[len(group) * 99 // 100]:.0f} ms, longest {1000 * group[-1]:.0f} ms")
    assert during and during[-1] < 15
    shop.stop()
    for path, before in made:
        assert command(shop, "backup", "verify", str(path)).returncode == 0
        stored = dict(items_of(shop, path, tmp_path))
        assert {key: name for key, name in before.items() if stored.get(key) != name} == {}


def items_of(shop, path, tmp_path):
    """What any tool of the engine reads in a backup."""
    if path.suffix == ".sqlite":
        with sqlite3.connect(f"file:{path}?immutable=1", uri=True) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            return database.execute("SELECT id, name FROM items").fetchall()
    url = new_database("postgres", tmp_path)
    subprocess.run(["pg_restore", "--no-owner", "--exit-on-error", "--dbname", url, str(path)], check=True, timeout=120)
    return [(int(line.split("|")[0]), line.split("|")[1]) for line in psql("SELECT id, name FROM items", url)]


def test_a_changed_byte_or_a_missing_end_is_found(shop):
    path = create(shop)
    assert path.stat().st_mode & 0o777 == 0o600
    whole = path.read_bytes()
    for place in (0.0, 0.2, 0.6, 0.99, 0.999999):
        at = int(len(whole) * place)
        for damaged in (whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:], whole[:at]):
            path.write_bytes(damaged)
            found = command(shop, "backup", "verify", str(path))
            assert found.returncode == 65 and found.stderr.startswith("souk: "), found.stderr
            assert str(path) in found.stderr
    shop.stop()
    refused = command(shop, "backup", "restore", str(path), "--force")
    assert refused.returncode == 65, refused.stderr
    path.write_bytes(whole)
    assert command(shop, "backup", "verify", str(path)).returncode == 0


def test_the_newest_are_kept_and_listed(shop):
    made = [create(shop, "--keep", "3", "--quick") for _ in range(5)]
    assert backups(shop) == made[2:]
    listed = command(shop, "backup", "list").stdout.splitlines()
    assert [line.split()[0] for line in listed[1:]] == [path.name for path in made[2:]]
    elsewhere = shop.folder / "else where"
    assert command(shop, "backup", "create", "--to", str(elsewhere)).returncode == 0
    assert len(list(elsewhere.iterdir())) == 1


def test_a_restore_is_refused_where_it_would_do_harm_and_else_brings_everything_back(shop):
    path = create(shop)
    before = {number: shop.editor.get(f"/item/{number}") for number in range(1, 31)}
    assert shop.editor.delete("/item/30").status_code == 204
    assert shop.editor.patch("/item/1", json={"name": "Other"}).status_code == 200

    in_use = command(shop, "backup", "restore", str(path), "--force")
    assert in_use.returncode == 69 and ("in use" in in_use.stderr or "is using" in in_use.stderr), in_use.stderr
    shop.stop()
    existing = command(shop, "backup", "restore", str(path))
    assert existing.returncode == 1 and "--force" in existing.stderr, existing.stderr
    forced = command(shop, "backup", "restore", str(path), "--force")
    assert forced.returncode == 0 and "kept as" in forced.stdout, forced.stderr
    kept = pathlib.Path(forced.stdout.split("kept as ")[1].split(".\n")[0])
    assert kept.exists()

    shop.start()
    for number, answer in before.items():
        again = shop.editor.get(f"/item/{number}")
        assert (again.text, again.headers["ETag"]) == (answer.text, answer.headers["ETag"])
    with shop.client() as fresh:
        sign_in(fresh, "editor@example.com")
    new = shop.editor.post("/item", json={"name": "New", "price": 1, "store_id": shop.store})
    assert new.json()["id"] == 31


def test_a_backup_is_restored_where_nothing_was(shop, serve, tmp_path):
    path = create(shop)
    expected = shop.editor.get("/item/7")
    shop.stop()
    folder = tmp_path / "new"
    folder.mkdir()
    url = new_database("sqlite" if path.suffix == ".sqlite" else "postgres", folder)
    restored = souk("backup", "restore", str(path), "--database", url, folder=folder, check=False)
    assert restored.returncode == 0, restored.stderr
    if path.suffix == ".sqlite":
        assert "souk key adopt" in restored.stderr
        (folder / "souk.keys").write_bytes((shop.folder / "souk.keys").read_bytes())
        (folder / "souk.keys").chmod(0o600)
    server = serve("--access", "open", "--database", url, folder=folder)
    with server.client() as client:
        client.headers["Authorization"] = shop.editor.headers["Authorization"]
        answer = client.get("/item/7")
        assert (answer.text, answer.headers["ETag"]) == (expected.text, expected.headers["ETag"])


def test_a_backup_of_the_other_engine_is_not_restored(shop, tmp_path):
    path = create(shop)
    other = "postgres://localhost/none" if path.suffix == ".sqlite" else f"sqlite:{tmp_path}/other.sqlite"
    refused = souk("backup", "restore", str(path), "--database", other, folder=tmp_path, check=False)
    assert refused.returncode == 64 and "souk move" in refused.stderr


def test_a_full_disk_leaves_nothing(serve):
    server = serve("--access", "open")
    souk("seed", "--items", "3000", folder=server.folder)
    server.stop()

    def small_files():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    full = souk("backup", "create", folder=server.folder, check=False, preexec_fn=small_files)
    assert full.returncode == 74, full.stderr
    assert list((server.folder / "backups").iterdir()) == []
    assert souk("backup", "create", folder=server.folder).returncode == 0


def test_what_was_killed_on_its_way_is_no_backup(serve):
    server = serve("--access", "open")
    souk("seed", "--items", "20000", folder=server.folder)
    server.stop()
    folder = server.folder / "backups"
    killed = 0
    for attempt in range(10):
        process = subprocess.Popen([BINARY, "backup", "create"], cwd=server.folder, env=environment(server.folder),
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 30
        while not list(folder.glob("*.partial")) and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.001)
        time.sleep(0.02 * attempt)
        process.kill()
        killed += process.wait(30) < 0
    assert killed > 0
    for path in folder.glob("souk-*.sqlite"):
        assert souk("backup", "verify", str(path), folder=server.folder).returncode == 0
    assert souk("backup", "create", folder=server.folder).returncode == 0
    assert list(folder.glob("*.partial")) == []


def test_without_a_database_there_is_no_backup(tmp_path):
    nothing = souk("backup", "create", folder=tmp_path, check=False)
    assert nothing.returncode == 69 and "There is no database" in nothing.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_password_of_postgresql_is_nowhere_to_be_seen(shop):
    """Neither on a command line of the programs that are driven nor in what is printed."""
    if not shop.database.startswith("postgres"):
        pytest.skip("PostgreSQL only")
    secret = shop.database.split("://")[1].split("@")[0].split(":")[1]
    seen = []

    def watch(_):
        while not watcher.ended.is_set():
            for path in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
                try:
                    words = path.read_bytes().decode(errors="replace").split("\0")
                except OSError:
                    continue
                if any(program in words[0] for program in ("pg_dump", "pg_restore", "createdb", "dropdb")):
                    seen.append(" ".join(words))

    watcher = Clients(1, watch)
    with watcher:
        for _ in range(5):
            made = command(shop, "backup", "create")
            assert made.returncode == 0, made.stderr
            assert secret not in made.stdout + made.stderr
            if seen:
                break
    assert seen and not any(secret in line for line in seen)


def test_the_database_in_use_is_never_taken_for_a_backup(serve, tmp_path):
    """Closing a file of SQLite gives up the locks that this process has on it, and --keep would delete it."""
    folder = tmp_path / "shop"
    folder.mkdir()
    database = folder / "souk-20260101T000000.000Z.sqlite"
    server = serve("--access", "open", "--database", f"sqlite:{database}", folder=folder)
    refused = souk("backup", "create", "--to", str(folder), "--keep", "1", "--database", f"sqlite:{database}",
                   folder=folder, check=False)
    assert refused.returncode == 64 and "--to" in refused.stderr, refused.stderr
    assert database.exists() and not list(folder.glob("*.partial"))
    assert server.user("editor@example.com").post("/store", json={"name": "Still"}).status_code == 201


def test_a_command_that_names_another_database_is_not_obeyed_by_the_server(serve, tmp_path):
    server = serve("--access", "open")
    other = souk("backup", "create", "--database", f"sqlite:{tmp_path}/other.sqlite", folder=server.folder, check=False)
    assert other.returncode == 64 and "another database" in other.stderr, other.stderr
    assert not (server.folder / "backups").exists()
    link = server.folder / "by-link.sqlite"
    link.symlink_to(server.folder / "souk.sqlite")
    for same in (f"sqlite:{server.folder}/souk.sqlite", "sqlite:souk.sqlite", f"sqlite:{link}"):
        assert souk("backup", "create", "--database", same, folder=server.folder).returncode == 0


def test_backups_of_other_databases_in_the_same_folder_are_left_alone(shop, serve, tmp_path):
    other = serve("--access", "open", folder=tmp_path / "other")
    souk("backup", "create", "--to", str(shop.folder / "backups"), folder=other.folder)
    foreign = backups(shop)
    made = [create(shop, "--keep", "1", "--quick") for _ in range(2)]
    assert backups(shop) == foreign + made[1:]


def test_a_database_is_told_by_itself_and_not_by_its_url(tmp_path):
    """What libpq reads, where a URL ends and its parameters begin, is no name of a database."""
    if not SERVER:
        pytest.skip("needs SOUK_TEST_POSTGRES")
    kept = []
    for _ in range(2):
        host, name = new_database("postgres", tmp_path).rsplit("/", 1)
        souk("seed", "--demo", "--database", f"{host}/{name}", folder=tmp_path)
        made = souk("backup", "create", "--quick", "--keep", "1", "--to", str(tmp_path / "all"),
                    "--database", f"{host}?dbname={name}", folder=tmp_path)
        assert "Deleted" not in made.stdout + made.stderr
        kept = sorted((tmp_path / "all").glob("souk-*"))
    assert len(kept) == 2
    again = souk("backup", "create", "--quick", "--keep", "1", "--to", str(tmp_path / "all"), "--database", f"{host}/{name}",
                 folder=tmp_path)
    assert str(kept[1]) in again.stdout + again.stderr and len(list((tmp_path / "all").glob("souk-*"))) == 2


def test_a_list_of_backups_says_when_it_can_see_none(tmp_path):
    assert "no backups" in souk("backup", "list", folder=tmp_path).stdout
    wrong = souk("backup", "list", "--in", str(tmp_path / "wrong"), folder=tmp_path, check=False)
    assert wrong.returncode == 74 and "wrong" in wrong.stderr and not wrong.stdout


def test_a_list_of_backups_shows_whole_names(tmp_path):
    folder = tmp_path / "zálohy"
    souk("seed", "--demo", folder=tmp_path)
    souk("backup", "create", "--to", str(folder), folder=tmp_path)
    assert next(folder.iterdir()).name in souk("backup", "list", "--in", str(folder), folder=tmp_path).stdout.split()


def test_what_could_not_be_said_is_no_success(tmp_path):
    with open("/dev/full", "w") as full:
        said = subprocess.run([BINARY, "openapi"], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60,
                              env=environment(tmp_path), check=False)
    assert said.returncode == 74 and "standard output" in said.stderr


@pytest.fixture
def dump(tmp_path):
    """A backup of a filled database on PostgreSQL, its URL, and a folder to run commands in."""
    if not SERVER:
        pytest.skip("needs SOUK_TEST_POSTGRES")
    url = new_database("postgres", tmp_path)
    souk("seed", "--demo", "--database", url, folder=tmp_path)
    souk("backup", "create", "--quick", "--database", url, folder=tmp_path)
    return next((tmp_path / "backups").iterdir()), url, tmp_path


# Each says a number that it leaves behind; a row for the last to replace is there from the first on.
WRITING = {
    "a change": ("UPDATE items SET price = {0} WHERE id = 1 RETURNING price", "SELECT price FROM items WHERE id = 1"),
    "an insertion": ("INSERT INTO address_attempts (address, attempted_at) VALUES ('x', {0}) RETURNING attempted_at",
                     "SELECT max(attempted_at) FROM address_attempts"),
    "a replacement": ("WITH gone AS (DELETE FROM address_attempts) INSERT INTO address_attempts (address, attempted_at) "
                      "VALUES ('x', {0}) RETURNING attempted_at", "SELECT attempted_at FROM address_attempts"),
}


def write_sql_until(stop, url, statement, acknowledged):
    """Runs the statement with 1, 2, 3 … until it is told to stop or is not obeyed; a number a statement is answered with."""
    with subprocess.Popen(["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", url], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, bufsize=1) as shell:
        shell.stdin.write("\\set ON_ERROR_STOP 1\n")
        while not stop.is_set():
            shell.stdin.write(statement.format(len(acknowledged) + 1) + ";\n")
            answer = shell.stdout.readline().strip()
            if not answer:
                break
            acknowledged.append(answer)
        shell.stdin.close()


@pytest.mark.parametrize("kind", WRITING)
def test_what_is_written_while_a_restore_is_on_its_way_is_not_lost(dump, kind):
    path, url, folder = dump
    statement, last = WRITING[kind]
    stop, acknowledged = threading.Event(), []
    writer = threading.Thread(target=write_sql_until, args=(stop, url, statement, acknowledged), daemon=True)
    writer.start()
    try:
        while not acknowledged:
            assert writer.is_alive()
            time.sleep(0.01)
        restored = souk("backup", "restore", str(path), "--force", "--quick", "--database", url, folder=folder, check=False)
    finally:
        stop.set()
        writer.join(30)
    assert not writer.is_alive()
    assert restored.returncode != 0 and "written to meanwhile" in restored.stderr, (restored.stderr, len(acknowledged))
    assert psql(last, url) == acknowledged[-1:]


def test_trials_that_a_killed_command_left_go_after_a_day(dump):
    path, url, folder = dump
    old, young = f"souk_trial_{int(time.time()) - 90_000}_ab", f"souk_trial_{int(time.time()) - 60}_cd"
    for name in (old, young):
        psql(f"CREATE DATABASE {name} TEMPLATE template0", SERVER)
    assert souk("backup", "verify", str(path), "--database", url, folder=folder).returncode == 0
    left = psql("SELECT datname FROM pg_database WHERE datname LIKE 'souk_trial_%'", SERVER)
    psql(f"DROP DATABASE {young}", SERVER)
    assert left == [young]
