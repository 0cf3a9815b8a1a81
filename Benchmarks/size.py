#!/usr/bin/env python3
"""What everything costs Souk at 10,000 and at 1,000,000 items, one request after another on one connection.

    make bench-size                                     on the embedded database, some five minutes
    SOUK_SIZE_DATABASE=postgres://… Benchmarks/size.py   on a PostgreSQL server, in databases of its own

SOUK_BINARY is an optimised build. CPU is the server's alone; a request's time is the client's view, Python's own some 0.2 ms included."""
import argparse
import http.client
import json
import os
import random
import statistics
import subprocess
import tempfile
import time

import data
from machine import TICK, cpu_of, log, procs
from server import RUN, Server, without_souk

BINARY = os.environ["SOUK_BINARY"]
POSTGRES = os.environ.get("SOUK_SIZE_DATABASE")
JSON = {"Content-Type": "application/json"}
MERGE = {"Content-Type": "application/merge-patch+json"}


class Shop:
    """A running Souk with so many items, a thousand in each store."""

    def __init__(self, items, folder):
        self.items, self.stores = items, max(1, items // 1000)
        environment = {"SOUK_DATA": folder}
        if POSTGRES:
            name = f"souk_size_{os.getpid()}_{items}"
            subprocess.run(["psql", "-qc", f"CREATE DATABASE {name} TEMPLATE template0", POSTGRES], check=True)
            environment["SOUK_DATABASE"] = POSTGRES.rsplit("/", 1)[0] + "/" + name
        souk = {**without_souk(os.environ), **environment}
        log(f"seeding {items:,} items")
        subprocess.run([BINARY, "seed", "--items", str(items), "--stores", str(self.stores)], env=souk, check=True, stdout=subprocess.DEVNULL)
        subprocess.run([BINARY, "user", "create", data.EMAIL, "--role", "admin"], input=data.PASSWORD + "\n", text=True, check=True, env=souk,
                       stdout=subprocess.DEVNULL)
        peer = {"name": f"souk-{items}", "start": [BINARY, "serve", "--port", "{port}", "--access", "guarded"], "ready": "/livez", "env": environment,
                "login": ("/login", {"email": data.EMAIL, "password": data.PASSWORD}), "token": "access_token", "auth": "Bearer {}"}
        self.server = Server(peer, folder, {}, False)
        self.headers = {"Authorization": self.server.token()}
        self.connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)

    def ask(self, method, path, body=None, headers=JSON):
        self.connection.request(method, path, body and json.dumps(body), {**self.headers, **(headers if body else {})})
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {content[:300]}")
        return json.loads(content) if content else None

    def deep(self, path):
        """The address of the page in the middle of a list."""
        address = path + "&limit=200"
        for _ in range(self.items // 400):
            address = self.ask("GET", address)["next"]
        return address.replace("limit=200", "limit=50")


def work(shop):
    """name -> what is asked; each call is one request, of another item or store where there is one to name."""
    item = lambda: random.randint(1, shop.items)
    store = lambda: random.randint(1, shop.stores)
    get = lambda path: lambda: shop.ask("GET", path() if callable(path) else path)
    tag = shop.ask("GET", "/item/1")["tags"] or shop.ask("GET", "/store/1/tag?limit=1")["tags"]
    price = lambda: round(random.uniform(1, 400), 2)
    new = lambda: {"name": f"Bench {random.random()}", "price": price(), "store_id": store()}
    made = []

    def create():
        made.append(shop.ask("POST", "/item", new())["id"])
    after = shop.deep("/item?sort=price")
    return {
        "one item": get(lambda: f"/item/{item()}"),
        "list of 50": get("/item?limit=50"),
        "list by price": get("/item?limit=50&sort=-price"),
        "list by name": get("/item?limit=50&sort=name"),
        "list by date": get("/item?limit=50&sort=-created_at"),
        "the page in the middle": get(after),
        "a store's items": get(lambda: f"/item?limit=50&store_id={store()}"),
        "a store's items by price": get(lambda: f"/item?limit=50&sort=price&store_id={store()}"),
        "a range of prices": get(lambda: "/item?limit=50&min_price={0:.2f}&max_price={1:.2f}".format(*sorted((price(), price())))),
        "a range of prices by name": get(lambda: "/item?limit=50&sort=name&min_price={0:.2f}&max_price={1:.2f}".format(*sorted((price(), price())))),
        "a tag's name": get("/item?limit=50&tag=sale"),
        "a tag's items": get(lambda: f"/item?limit=50&tag_id={tag[0]['id']}"),
        "counted": get("/item?limit=50&count=true"),
        "search: a rare word": get("/item?limit=50&q=bench"),
        "search: the commonest word": get("/item?limit=50&q=article"),
        "search: a common word by price": get("/item?limit=50&q=oak&sort=price"),
        "search: a common word by name": get("/item?limit=50&q=oak&sort=name"),
        "search: a prefix": get("/item?limit=50&q=ch"),
        "search: three words": get("/item?limit=50&q=solid+oak+chair"),
        "search: a misspelling": get("/item?limit=50&q=wallnut"),
        "search: in one store": get(lambda: f"/item?limit=50&q=oak&store_id={store()}"),
        "a store with 20 items and tags": get(lambda: f"/store/{store()}"),
        "list of stores": get("/store?limit=10"),
        "a store's tags": get(lambda: f"/store/{store()}/tag"),
        "a tag with 20 items": get(lambda: f"/tag/{tag[0]['id']}"),
        "create": create,
        "change a price": lambda: shop.ask("PATCH", f"/item/{item()}", {"price": price()}, MERGE),
        "rename": lambda: shop.ask("PATCH", f"/item/{item()}", {"name": f"Bench {random.random()}"}, MERGE),
        "delete": lambda: shop.ask("DELETE", f"/item/{made.pop()}"),
    }


def measure(shop, ask, requests):
    for _ in range(max(3, requests // 10)):
        ask()
    before, times = cpu_of(shop.server.pid, procs()), []
    for _ in range(requests):
        began = time.perf_counter()
        ask()
        times.append((time.perf_counter() - began) * 1000)
    times.sort()
    cpu = (cpu_of(shop.server.pid, procs()) - before) / TICK / requests * 1000
    return statistics.median(times), times[int(len(times) * .99)], cpu


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,1000000")
    parser.add_argument("--requests", type=int, default=300, help="of each kind")
    arguments = parser.parse_args()
    os.makedirs(RUN, exist_ok=True)
    sizes, results = [int(size) for size in arguments.sizes.split(",")], {}
    for size in sizes:
        random.seed(size)
        with tempfile.TemporaryDirectory() as folder:
            shop = Shop(size, folder)
            try:
                print(f"{size:,} items: first answer {shop.server.startup_ms:.0f} ms after start", flush=True)
                kinds = work(shop)
                kinds["create"](), kinds["rename"]()
                for name, ask in kinds.items():
                    # What is deleted was created here.
                    requests = min(arguments.requests, 250) if name == "delete" else arguments.requests
                    results.setdefault(name, []).append(measure(shop, ask, requests))
                    log(f"{size:>9,} {name:32} {results[name][-1]}")
            finally:
                shop.server.stop()
    print("\n| | " + " | ".join(f"{size:,}: p50 ms | p99 ms | CPU ms" for size in sizes) + " | p50 ratio |\n|---|" + "---:|" * (3 * len(sizes) + 1))
    for name, rows in results.items():
        cells = " | ".join(f"{p50:.2f} | {p99:.2f} | {cpu:.2f}" for p50, p99, cpu in rows)
        print(f"| {name} | {cells} | {rows[-1][0] / rows[0][0]:.2f} |")


if __name__ == "__main__":
    main()
