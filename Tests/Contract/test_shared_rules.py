"""The rules of accounts and keys, with several instances at work at the same moment."""
import concurrent.futures
import secrets
import subprocess
import time

import httpx

from servers import BINARY, EMAIL, PASSWORD, environment, souk
from serving import log_in, status, together
from databases import new_postgres, psql
from waiting import wait_until


def test_guesses_at_once_are_answered_as_if_they_came_one_after_another(instances):
    servers = instances(3)
    servers[0].user(EMAIL)

    def guess(number):
        with servers[number % 3].client() as client:
            return client.post("/login", json={"email": EMAIL, "password": f"wrong guess {number}"}).status_code

    began = time.monotonic()
    answers = together(guess, range(60), threads=30)
    took = time.monotonic() - began
    # The sixth failure shuts the account for 1 s, the next for 2 s, then 4 s, 8 s …
    most = 6 + sum(1 for shut in (1, 3, 7, 15, 31) if took > shut)
    assert set(answers) <= {401, 429}
    assert 6 <= answers.count(401) <= most


def test_one_address_has_thirty_attempts_on_all_instances_together(instances):
    servers = instances(3)
    headers = {"X-Forwarded-For": "198.51.100.7"}

    def guess(number):
        body = {"email": f"nobody{number}@example.com", "password": "wrong guess"}
        return httpx.post(f"{servers[number % 3].url}/login", json=body, headers=headers, timeout=20, verify=False).status_code

    answers = together(guess, range(60), threads=20)
    assert answers.count(401) == 30 and answers.count(429) == 30


def test_two_refreshes_at_once_have_one_successor(instances):
    servers = instances(2)
    servers[0].user(EMAIL)
    for _ in range(20):
        token = log_in(servers[0])["refresh_token"]

        def refresh(number):
            return httpx.post(f"{servers[number % 2].url}/refresh", headers={"Authorization": f"Bearer {token}"},
                              timeout=20, verify=False)

        answers = together(refresh, range(4), threads=4)
        assert {answer.status_code for answer in answers} == {200}
        assert len({answer.json()["refresh_token"] for answer in answers}) == 1
        successor = answers[0].json()["refresh_token"]
        assert successor != token


def test_one_of_many_gets_an_address(instances):
    servers = instances(3)
    for number in range(5):
        body = {"email": f"bob{number}@example.com", "password": PASSWORD}

        def register(place):
            with servers[place % 3].client() as client:
                return client.post("/register", json=body).status_code

        answers = together(register, range(6), threads=6)
        assert sorted(answers) == [201] + [409] * 5


def test_nobody_logs_in_past_a_disabling(instances, database):
    first, second = instances(2)
    first.user(EMAIL)
    for _ in range(10):
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            def try_to_log_in(_):
                with second.client() as client:
                    return client.post("/login", json={"email": EMAIL, "password": PASSWORD})
            attempts = [pool.submit(try_to_log_in, number) for number in range(4)]
            souk("user", "disable", EMAIL, folder=first.folder)
            tokens = [answer.result().json().get("access_token") for answer in attempts]
        souk("user", "enable", EMAIL, folder=first.folder)
        with second.client() as client:
            for token in filter(None, tokens):
                assert status(client, token) == 401
        assert psql("SELECT count(*) FROM sessions", database) == ["0"]


def test_a_new_key_is_taken_everywhere_at_once(instances, tmp_path, database):
    servers = instances(3, "--access", "open")
    commands = tmp_path / "commands"
    commands.mkdir()
    servers[0].user(EMAIL)
    old = log_in(servers[0])
    for number in range(4):
        place = dict(folder=servers[number % 3].folder) if number % 2 else dict(folder=commands, database=database)
        souk("key", "rotate", **place)
        for signer in servers:
            tokens = log_in(signer)
            for verifier in servers:
                with verifier.client() as client:
                    assert status(client, tokens["access_token"]) == 200
                    assert status(client, old["access_token"]) == 200
    assert len(psql("SELECT key_id FROM shared_keys", database)) == 5


def test_instances_with_other_keys_are_refused(serve, database, tmp_path):
    old, new, strange = (secrets.token_hex(32) for _ in range(3))
    serve("--token-key", old, database=database)
    for keys in ([strange], [new, old], []):
        flags = [flag for key in keys for flag in ("--token-key", key)]
        refused = subprocess.run([BINARY, "serve", "--port", "0", *flags], env=environment(tmp_path, database),
                                 text=True, capture_output=True, timeout=30)
        assert refused.returncode == 78, refused.stderr
        assert "key" in refused.stderr and database not in refused.stderr
    # A new key goes behind the old one everywhere, and then to the front.
    second = serve("--token-key", old, "--token-key", new, database=database)
    assert second.stop() == 0


def test_of_instances_with_other_keys_that_start_together_at_most_one_serves(serve, database):
    old, new = secrets.token_hex(32), secrets.token_hex(32)
    for database in (database, new_postgres(), new_postgres()):
        serve("--token-key", old, database=database).stop()
        servers = [serve("--token-key", old, database=database, waits=False),
                   serve("--token-key", new, "--token-key", old, database=database, waits=False)]
        deadline = time.monotonic() + 15
        while all(server.process.poll() is None for server in servers) and time.monotonic() < deadline:
            time.sleep(0.05)
        ended = [server for server in servers if server.process.poll() is not None]
        assert ended and all(server.process.poll() == 78 for server in ended), [server.log.read_text() for server in servers]
        for server in servers:
            server.stop()


def test_a_database_that_goes_away_and_comes_back(instances, serve, database):
    server, = instances(1)
    server.user(EMAIL)
    token = log_in(server)["access_token"]
    cluster = database.rsplit("/", 1)[0] + "/postgres"
    name = database.rsplit("/", 1)[1]
    psql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false", cluster)
    psql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'", cluster)
    with server.client() as client:
        for path, method in (("/readyz", "GET"), ("/user/me", "GET"), ("/login", "POST"), ("/logout", "POST")):
            began = time.monotonic()
            answer = client.request(method, path, headers={"Authorization": f"Bearer {token}"},
                                    json={"email": EMAIL, "password": PASSWORD} if path == "/login" else None)
            assert answer.status_code == 503 and answer.headers["Retry-After"], (path, answer.text)
            assert time.monotonic() - began < 15
        assert client.get("/livez").status_code == 200
        late = serve(database=database, waits=False)
        wait_until(lambda: "waiting for the database" in late.log.read_text(), 30, "it waits for the database")
        assert late.process.poll() is None
        psql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true", cluster)
        back = time.monotonic()
        while client.get("/readyz").status_code != 200 or status(client, token) != 200:
            assert time.monotonic() - back < 20
            time.sleep(0.05)
    late.await_readiness()


def test_no_password_is_shown(tmp_path):
    url = "postgres://souk:visible-secret@db.example/souk?sslpassword=visible-secret"
    shown = souk("config", folder=tmp_path, database=url)
    assert "db.example" in shown.stdout and "visible-secret" not in shown.stdout + shown.stderr
    failed = souk("user", "list", folder=tmp_path, database=url.replace("db.example", "127.0.0.1:1"), check=False)
    assert failed.returncode == 69 and "visible-secret" not in failed.stdout + failed.stderr
