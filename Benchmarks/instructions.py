#!/usr/bin/env python3
"""How many instructions Souk executes for a request, counted by callgrind: a figure that does not swing with the machine, so that
a regression of a hundredth is seen.

    SOUK_BINARY=.build/release/souk Benchmarks/instructions.py                    every kind of request
    SOUK_BINARY=… Benchmarks/instructions.py --only item --functions 40           and where they go
    SOUK_BINARY=… Benchmarks/instructions.py --pieces --json Benchmarks/instructions.json
                                                                                 keeps them, to be compared with later

What the kernel does is not counted. The server runs some fifty times slower than by itself; nothing here is a time."""
import argparse
import collections
import http.client
import json
import os
import re
import subprocess
import sys

import data
from peers import PEERS
from seeding import prepare
from server import RUN, Server

OUT = f"{RUN}/callgrind.out"


def work():
    """name -> the k-th request of its kind."""
    get = lambda path: lambda k: ("GET", path(k), None)
    return {
        "item": get(lambda k: f"/item/{k * 37 % data.ITEMS + 1}"),
        "list": get(lambda k: "/item?limit=50"),
        "search": get(lambda k: "/item?limit=50&q=name"),
        "store": get(lambda k: f"/store/{k % data.STORES + 1}"),
        "create": lambda k: ("POST", "/item", {"name": f"Counted {k}", "price": 12.34, "store_id": k % data.STORES + 1}),
        "change": lambda k: ("PATCH", f"/item/{k * 37 % data.ITEMS + 1}", {"price": k % 90 + 1.25}),
        "nothing": get(lambda k: "/livez"),
    }


class Counted:
    """A Souk under callgrind, not counting unless it is told to."""

    def __init__(self, name):
        peer = dict(next(peer for peer in PEERS if peer["name"] == name))
        binary = f"{RUN}/counted"
        subprocess.run(["objcopy", "--strip-debug", peer["start"][0], binary], check=True)  # Debian's valgrind does not read DWARF 5
        peer["start"] = [binary, *peer["start"][1:]]
        folder, environment = prepare(peer, "normal", None)
        peer["start"] = ["valgrind", "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={OUT}", *peer["start"]]
        self.server = Server(peer, folder, environment, False)
        self.token = self.server.token()
        self.connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)

    def control(self, *arguments):
        # found by HOST, which the server has from server.py
        subprocess.run(["callgrind_control", *arguments, str(self.server.pid)], check=True, stdout=subprocess.DEVNULL,
                       env={**os.environ, "HOST": "127.0.0.1"})

    def ask(self, request, headers):
        method, path, body = request
        content = body and json.dumps(body)
        self.connection.putrequest(method, path, skip_accept_encoding=True)  # the head that wrk sends
        for name, value in {"Authorization": self.token, **headers, **({"Content-Length": len(content)} if content else {})}.items():
            self.connection.putheader(name, value)
        self.connection.endheaders(content and content.encode())
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {content[:300]}")

    def count(self, kind, requests):
        headers = lambda method: {"Content-Type": "application/json"} if method != "GET" else {}
        send = lambda k: self.ask(kind(k), headers(kind(k)[0]))
        for k in range(20):
            send(k)
        self.control("-z")
        self.control("-i", "on")
        for k in range(20, 20 + requests):
            send(k)
        self.control("-i", "off")
        self.control("-d")

    def stop(self):
        self.server.stop()


def totals(path):
    """Instructions of a callgrind file."""
    return max(int(line.split()[1]) for line in open(path, errors="replace") if line.startswith(("totals:", "summary:")))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help="kinds, comma-separated")
    parser.add_argument("--peer", default="souk", help="another server of peers.py")
    parser.add_argument("--requests", type=int, default=500)
    parser.add_argument("--functions", type=int, default=0, help="so many of the functions that executed most")
    parser.add_argument("--rooms", action="store_true", help="whose functions they were")
    parser.add_argument("--inclusive", action="store_true", help="with what they call")
    parser.add_argument("--pieces", action="store_true", help="what the hot pieces of it executed, with what they call")
    parser.add_argument("--compare", help="figures of another run: ends with 1 when one of these is more than a fiftieth higher")
    parser.add_argument("--json", help="where the figures are kept")
    options = parser.parse_args()
    for name in os.listdir(RUN):
        if name.startswith("callgrind.out"):
            os.unlink(f"{RUN}/{name}")
    counted, figures = Counted(options.peer), {}
    try:
        kinds = work()
        wanted = options.only.split(",") if options.only else list(kinds)
        for number, name in enumerate(wanted, 1):
            counted.count(kinds[name], options.requests)
            path = f"{OUT}.{number}"
            figures[name] = totals(path) / options.requests
            print(f"{name:20} {figures[name]:12,.0f} instructions", flush=True)
            if options.functions or options.rooms:
                annotate(path, options)
            if options.pieces:
                for piece, count in pieces(path, options.requests).items():
                    figures[f"{name}: {piece}"] = count
                    print(f"  {count:10,.0f}  {piece}")
    finally:
        counted.stop()
    if options.json:
        json.dump({name: round(count) for name, count in figures.items()}, open(options.json, "w"), indent=1)
    if options.compare:
        sys.exit(compare(figures, json.load(open(options.compare))))


# What a request is made of; the functions whose instructions, with all that they call, are a piece's.
PIECES = {
    "head read": r"RESTKit\.RequestHeadParser\.\(takeLines",
    "route matched": r"RESTKit\.RouteTable\.find\(",
    "token checked": r"RESTKit\.VerifiedTokens\.verify\(",
    "JSON read": r"RESTKit\.JSONReader\.read\(",
    "item's JSON written": r"SoukServer\.ItemJSON\.write\(",
    "statements stepped": r"sqlite3_step",
    "rows read": r"Catalogue\.PageReader\.read\(",
    "cursor written": r"SoukServer\.PageCursors\.text\(",
    "answer finished": r"RESTKit\.Finishing\.finish\(",
    "head written": r"RESTKit\.ResponseWriter\.write\(",
}


def functions(path, inclusive):
    """(instructions, function) of a callgrind file, the most first."""
    text = subprocess.run(["callgrind_annotate", "--threshold=100", f"--inclusive={'yes' if inclusive else 'no'}", path],
                          capture_output=True, text=True).stdout
    text = subprocess.run(["swift", "demangle", "--compact"], input=text, capture_output=True, text=True).stdout
    return [(int(found[1].replace(",", "")), found[2]) for found in
            re.finditer(r"^\s*([\d,]+) \(\s*[\d.]+%\)\s+(?:\?\?\?:)?(.*)$", text, re.M) if "PROGRAM TOTALS" not in found[2]]


def pieces(path, requests):
    """The instructions of each piece that is met: of its outermost function."""
    found = {}
    for count, function in functions(path, inclusive=True):
        for piece, pattern in PIECES.items():
            if piece not in found and re.search(pattern, function):
                found[piece] = count / requests
    return found


def compare(figures, before):
    """1 when a figure is more than a fiftieth above what it was."""
    worse = {name: count for name, count in figures.items() if name in before and count > before[name] * 1.02}
    for name, count in worse.items():
        print(f"more than before: {name}: {before[name]:,.0f} → {count:,.0f}")
    return 1 if worse else 0


RUNTIME = re.compile(r"swift_\w+ \[|swift::|_swift_|AsyncTask|Metadata|Access\*")
ROOM = re.compile(r"\b(RESTKit|NIO\w+|SoukServer|SoukCommands|Catalogue|SQLEngines|Crypto|Logging|CoreMetrics|Threads)\.")


def room(function):
    """Whose a function is."""
    for library, name in (("libsqlite", "SQLite"), ("libc.so", "libc"), ("CCrypto", "BoringSSL")):
        if library in function:
            return name
    if found := ROOM.search(function):
        return found[1]
    return "Swift's runtime" if RUNTIME.search(function) else "Swift's standard library, and others"


def annotate(path, options):
    """Prints the functions, or the rooms, that executed most."""
    lines = [(count / options.requests, name) for count, name in functions(path, options.inclusive)]
    for count, name in lines[:options.functions]:
        print(f"  {count:10,.0f}  {name[:170]}")
    if options.rooms:
        rooms = collections.Counter()
        for count, name in lines:
            rooms[room(name)] += count
        for name, count in rooms.most_common():
            print(f"  {count:10,.0f}  {name}")


if __name__ == "__main__":
    main()
