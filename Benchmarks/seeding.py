"""The data of each peer: made once, copied for each run."""
import http.client
import json
import os
import shutil
import subprocess

import data
from machine import log
from peers import P
from server import RUN, Server, call, settings, without_souk

TEMPLATES = f"{P}/templates"


def password_hash(kind):
    cache = f"{TEMPLATES}/hash-{kind}"
    if not os.path.exists(cache):
        h = {"bcrypt": lambda: data.bcrypt_hash(f"{P}/venv-py/bin/python"), "pbkdf2": data.pbkdf2_hash, "scrypt": data.scrypt_hash}[kind]()
        open(cache, "w").write(h)
    return open(cache).read()


def seed_nginx(peer, dir_, **_):
    pass


def seed_pocketbase(peer, dir_, **_):
    pb = peer["start"][0]
    subprocess.run([pb, "superuser", "upsert", "root@example.com", data.PASSWORD, f"--dir={dir_}/pb_data"], check=True, stdout=subprocess.DEVNULL)
    s = Server(peer, dir_, {}, False)
    try:
        def req(m, p, b=None, t=None):
            st, r = call(s.port, m, p, b, t)
            if st >= 300:
                raise RuntimeError(f"pocketbase {m} {p}: {st} {r}")
            return r
        t = req("POST", "/api/collections/_superusers/auth-with-password", {"identity": "root@example.com", "password": data.PASSWORD})["token"]
        req("PATCH", "/api/settings", {"batch": {"enabled": True, "maxRequests": 1000, "timeout": 30}, "logs": {"maxDays": 0}}, t)
        req("PATCH", "/api/collections/users", {"authAlert": {"enabled": False}}, t)
        rule = '@request.auth.id != ""'
        rules = {"listRule": rule, "viewRule": rule, "createRule": rule}
        rel = lambda n, c, k: {"name": n, "type": "relation", "collectionId": c, "maxSelect": k, "required": k == 1}
        st = req("POST", "/api/collections", {"name": "stores", "type": "base", **rules, "fields": [{"name": "name", "type": "text", "required": True}]}, t)["id"]
        tg = req("POST", "/api/collections", {"name": "tags", "type": "base", **rules, "fields": [{"name": "name", "type": "text", "required": True}, rel("store", st, 1)]}, t)["id"]
        req("POST", "/api/collections", {"name": "items", "type": "base", **rules, "fields": [
            {"name": "name", "type": "text", "required": True, "max": 80}, {"name": "price", "type": "number"}, rel("store", st, 1), rel("tags", tg, 99)]}, t)
        req("POST", "/api/collections/users/records", {"email": data.EMAIL, "password": data.PASSWORD, "passwordConfirm": data.PASSWORD}, t)
        sid, tid, iid = "store{:010d}".format, "tag{:012d}".format, "item{:011d}".format
        rows = [("stores", {"id": sid(x["id"]), "name": x["name"]}) for x in data.everything()["stores"]]
        rows += [("tags", {"id": tid(x["id"]), "name": x["name"], "store": sid(x["store_id"])}) for x in data.everything()["tags"]]
        rows += [("items", {"id": iid(x["id"]), "name": x["name"], "price": x["price"], "store": sid(x["store_id"]),
                            "tags": [tid(k) for k in data.item_tags(x["id"])]}) for x in data.everything()["items"]]
        for k in range(0, len(rows), 500):
            req("POST", "/api/batch", {"requests": [{"method": "POST", "url": f"/api/collections/{c}/records", "body": b} for c, b in rows[k:k + 500]]}, t)
    finally:
        s.stop()


def seed_souk(peer, dir_, env, **_):
    """By Souk's own means: stores and tags over HTTP, one after another, so that ids are data.py's; items by `souk import`."""
    souk = {**without_souk(os.environ), **settings(peer, dir_, env)}
    subprocess.run([peer["start"][0], "user", "create", data.EMAIL, "--role", "editor"], input=data.PASSWORD + "\n", text=True, check=True,
                   env=souk, stdout=subprocess.DEVNULL)
    server = Server(peer, dir_, env, False)
    try:
        token, connection = server.token(), http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)

        def make(path, name):
            status, answer = call(server.port, "POST", path, {"name": name}, token, connection)
            if status != 201:
                raise RuntimeError(f"souk POST {path}: {status} {answer}")
            return answer["id"]
        everything = data.everything()
        for row in everything["stores"]:
            assert make("/store", row["name"]) == row["id"]
        for row in everything["tags"]:
            assert make(f"/store/{row['store_id']}/tag", row["name"]) == row["id"]
        path = f"{dir_}/items.ndjson"
        with open(path, "w") as file:
            for row in everything["items"]:
                tags = [data.tag(tag)["name"] for tag in data.item_tags(row["id"])]
                file.write(json.dumps({"name": row["name"], "price": row["price"], "store_id": row["store_id"], "tags": tags}) + "\n")
        # all at once would try the rows first, which takes their ids from a sequence
        subprocess.run([peer["start"][0], "import", "--only-good", path], check=True, env=souk, stdout=subprocess.DEVNULL)
        os.unlink(path)
    finally:
        server.stop()


def prepare(peer, variant, pg):
    """A fresh copy of the peer's data; gives (folder, environment)."""
    dir_ = f"{RUN}/{peer['name']}"
    shutil.rmtree(dir_, ignore_errors=True)
    env = {"SYNC": variant, "JWT_SECRET": data.SECRET, "POOL": os.environ.get("BENCH_POOL", "8")}
    st, own = peer["storage"], f"{TEMPLATES}/{peer['name']}"
    if st == "sqlite":
        os.makedirs(dir_)
        t = f"{TEMPLATES}/{peer['hash']}.db"
        data.sqlite_template(t, password_hash(peer["hash"]))
        shutil.copy(t, f"{dir_}/bench.db")
        env["DB"] = f"{dir_}/bench.db"
    elif st == "pg":
        os.makedirs(dir_)
        t = f"bench_{peer['hash']}"
        data.pg_template(pg, t, password_hash(peer["hash"]))
        env["DATABASE_URL"] = pg.fresh("run_" + peer["name"].replace("-", "_"), t, variant)
    elif st in ("own", "pg-own"):
        t = peer["name"].replace("-", "_")
        if st == "pg-own":
            env["DATABASE_URL"] = pg.url("seed_" + t)
        if not os.path.exists(own):
            log(f"seeding {peer['name']}")
            shutil.rmtree(own + ".tmp", ignore_errors=True)
            os.makedirs(own + ".tmp")
            if st == "pg-own":
                pg.fresh("seed_" + t, None, variant)
            globals()[peer["seed"]](peer, own + ".tmp", env=env)
            if st == "pg-own":
                pg.sql("seed_" + t, "VACUUM ANALYZE")  # autovacuum is off, for everybody
            os.rename(own + ".tmp", own)
        shutil.copytree(own, dir_)
        if st == "pg-own":
            env["DATABASE_URL"] = pg.fresh("run_" + t, "seed_" + t, variant)
    subprocess.run(["sync"])
    return dir_, env
