"""Several instances on one PostgreSQL are one service: what one has acknowledged holds on all of them.

SOUK_INSTANCES=long runs the numbers that ARCHITECTURE.md names."""
import concurrent.futures
import itertools
import json
import os
import signal
import threading
import time

from servers import EMAIL, souk
from serving import log_in, status, together
from databases import psql
from waiting import wait_until

IS_LONG = os.environ.get("SOUK_INSTANCES") == "long"
SESSIONS = 1000 if IS_LONG else 120
# What an account may have, but for the one that it begins with.
OF_ACCOUNT = 99
_numbers = itertools.count(1)


def sessions(server, count):
    """The access tokens of new sessions, of as many new accounts as that takes."""
    accounts = [f"account{next(_numbers)}@example.com" for _ in range(0, count, OF_ACCOUNT)]
    for email in accounts:
        server.user(email).close()
    return together(lambda number: log_in(server, accounts[number // OF_ACCOUNT])["access_token"], range(count), threads=4)


def warm(servers, tokens):
    """Lets every instance remember every session."""
    for server in servers:
        with server.client() as client:
            assert {status(client, token) for token in tokens} == {200}


def test_what_is_logged_out_on_one_instance_is_nowhere_accepted(instances):
    servers = instances(3)
    tokens = sessions(servers[0], SESSIONS)
    warm(servers, tokens)
    clients, accepted, took = [server.client() for server in servers], [], []

    def log_out(number):
        here, there, elsewhere = (clients[(number + step) % 3] for step in range(3))
        began = time.monotonic()
        assert status(here, tokens[number], "POST", "/logout") == 204
        took.append(time.monotonic() - began)
        accepted.extend(number for client in (there, elsewhere) if status(client, tokens[number]) != 401)

    together(log_out, range(SESSIONS))
    print(f"{SESSIONS} logouts, accepted elsewhere afterwards: {len(accepted)}; "
          f"median {sorted(took)[len(took) // 2] * 1000:.0f} ms, longest {max(took) * 1000:.0f} ms")
    assert not accepted


def test_a_disabling_a_role_and_a_password_hold_everywhere(instances, tmp_path, database):
    first, second = instances(2, "--access", "guarded")
    commands = tmp_path / "commands"
    commands.mkdir()
    first.user(EMAIL, role="editor")
    # By the server's control socket, and by a process of its own on the database.
    for place in (dict(folder=first.folder), dict(folder=commands, database=database)):
        with second.client() as client:
            for _ in range(5 if IS_LONG else 2):
                token = log_in(first)["access_token"]
                assert status(client, token, "DELETE", "/tag/1") == 404
                souk("user", "role", EMAIL, "viewer", **place)
                assert status(client, token, "DELETE", "/tag/1") == 403
                souk("user", "role", EMAIL, "editor", **place)
                assert status(client, token, "DELETE", "/tag/1") == 404
                souk("user", "disable", EMAIL, **place)
                assert status(client, token) == 401
                souk("user", "enable", EMAIL, **place)
                assert status(client, token) == 401
    kept, other = log_in(first)["access_token"], log_in(first)["access_token"]
    warm([first, second], [kept, other])
    with first.client() as here, second.client() as there:
        change = {"password": "another long passphrase 7"}
        assert status(here, kept, "PATCH", json=change) in (200, 204)
        assert (status(there, kept), status(there, other)) == (200, 401)
        assert status(here, kept, "DELETE") == 204
        assert status(there, kept) == 401


def test_a_stopped_instance_accepts_nothing_old_when_it_goes_on(instances):
    first, second = instances(2)
    for _ in range(5 if IS_LONG else 2):
        tokens = sessions(first, 10)
        warm([first, second], tokens)
        second.process.send_signal(signal.SIGSTOP)
        try:
            began = time.monotonic()
            with first.client() as client:
                ended = together(lambda token: status(client, token, "POST", "/logout"), tokens, threads=10)
            assert set(ended) == {204}
            assert time.monotonic() - began < 10
            # These arrive while it is stopped, after the logout.
            with second.client() as client, concurrent.futures.ThreadPoolExecutor(10) as pool:
                answers = [pool.submit(status, client, token) for token in tokens]
                time.sleep(0.2)
                second.process.send_signal(signal.SIGCONT)
                assert [answer.result() for answer in answers] == [401] * 10
        finally:
            second.process.send_signal(signal.SIGCONT)
        time.sleep(0.5)


def test_nothing_old_is_accepted_while_connections_break(instances, database):
    first, second = instances(2)
    tokens = sessions(first, SESSIONS // 4)
    stop, accepted, ended = threading.Event(), [], []

    def break_connections():
        while not stop.wait(0.3):
            psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                 "WHERE application_name = 'souk' AND datname = current_database() AND random() < 0.5",
                 database)

    def log_out(token):
        with first.client() as here, second.client() as there:
            status(there, token)
            answer = status(here, token, "POST", "/logout")
            after = status(there, token)
        assert answer in (204, 401, 503) and after in (200, 401, 503)
        if answer == 204:
            ended.append(token)
            if after == 200:
                accepted.append(token)

    breaking = threading.Thread(target=break_connections)
    breaking.start()
    try:
        together(log_out, tokens, threads=4)
    finally:
        stop.set()
        breaking.join(30)
    assert len(ended) > len(tokens) / 3
    assert not accepted


def test_a_killed_instance_is_waited_for_once(instances, database):
    first, second = instances(2)
    tokens = sessions(first, 6)
    second.kill()
    with first.client() as client:
        assert status(client, tokens[0], "POST", "/logout") == 204
        took = []
        for token in tokens[1:]:
            began = time.monotonic()
            assert status(client, token, "POST", "/logout") == 204
            took.append(time.monotonic() - began)
        assert min(took) < 0.9, took
    assert psql("SELECT count(*) FROM instances", database) == ["1"]
    assert first.stop() == 0
    assert psql("SELECT count(*) FROM instances", database) == ["0"]


def test_eight_instances_start_at_once_on_an_empty_database(serve, database):
    for _ in range(20 if IS_LONG else 3):
        psql("DROP SCHEMA public CASCADE; CREATE SCHEMA public", database)
        servers = [serve(database=database, waits=False) for _ in range(8)]
        for server in servers:
            server.await_readiness(60)
        migrations = psql("SELECT number FROM schema_migrations ORDER BY number", database)
        assert psql("SELECT count(*) FROM shared_keys", database) == ["1"]
        assert psql("SELECT count(*) FROM signing_keys", database) == ["1"]
        for server in servers:
            server.process.send_signal(signal.SIGTERM)
        assert {server.process.wait(20) for server in servers} == {0}
        # A line may be in the log a moment after what it tells of; at the end all are.
        lines = [json.loads(line) for server in servers for line in server.log.read_text().splitlines()]
        ran = sorted(int(line["migration"].split()[0]) for line in lines if line["message"] == "migrated")
        assert [str(number) for number in ran] == migrations and len(set(ran)) == len(ran) > 8
        assert [line for line in lines if line["level"] in ("error", "critical")] == []


def test_instances_that_start_at_once_make_one_demo(serve, database):
    servers = [serve("--demo", database=database, waits=False) for _ in range(3)]
    for server in servers:
        server.await_readiness(120)
    counts = psql("SELECT count(*), count(DISTINCT (store_id, name, description)) FROM items", database)
    items, different = counts[0].split("|")
    assert int(items) > 3000 and items == different
    wait_until(lambda: sum("of the demo catalogue" in server.log.read_text() for server in servers) == 1, 10, "one says so")
