"""A standby that answers searches never says less than what was acknowledged."""
import os

from cluster import Cluster
from instances import Instance
from shop_client import ShopClient

BINARY = os.environ["SOUK_BINARY"]
# Connections to the standby on which a read has ended its snapshot.
ASKED = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'souk' AND query = 'COMMIT'"


def search(client, word):
    answer = client.ask("GET", f"/item?q={word}")
    assert answer.status == 200, answer
    return [item["name"] for item in answer.json["items"]]


def test_what_is_acknowledged_is_found_at_once_through_the_standby_and_when_it_lags():
    with Cluster(BINARY, instances=1) as cluster:
        settings = {"SOUK_DATABASE": cluster.database, "PGPASSWORD": cluster.primary.password,
                    "SOUK_READ_DATABASE": f"postgres://souk@127.0.0.1:{cluster.standby.port}/souk"}
        reader = Instance(cluster.folder, "reader", BINARY, environment=settings)
        reader.start()
        try:
            writing = ShopClient([cluster.instances[0].url], [])
            account = {"email": "reader@example.com", "password": "correct-horse-battery-9"}
            assert writing.ask("POST", "/register", account).status == 201
            token = writing.ask("POST", "/login", account).json["access_token"]
            writer, looker = ShopClient([cluster.instances[0].url], [], token), ShopClient([reader.url], [], token)
            store = writer.ask("POST", "/store", {"name": "Standby"}).json["id"]

            def write_and_find(words):
                for word in words:
                    assert writer.ask("POST", "/item", {"name": word, "price": 1, "store_id": store}).status == 201
                    assert search(looker, word) == [word]

            write_and_find(f"prompt{number}" for number in range(100))
            assert int(cluster.standby.query(ASKED)) > 0, "no read went to the standby"

            # Its log arrives, and is not applied: commits go on, and the primary has to answer.
            cluster.standby.query("SELECT pg_wal_replay_pause()")
            write_and_find(f"lagging{number}" for number in range(10))
            cluster.standby.query("SELECT pg_wal_replay_resume()")
            write_and_find(f"again{number}" for number in range(10))

            for client in (writing, writer, looker):
                client.close()
        finally:
            reader.kill()
