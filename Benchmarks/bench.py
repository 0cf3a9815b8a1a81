#!/usr/bin/env python3
"""Measures the same work on several servers, side by side in one run.

  make bench                                every peer that is there, every scenario, 3 rounds
  make bench-quick                          Souk, Rust hyper and PocketBase: one item, a list, a durable create
  SOUK_BINARY=.build/release/souk Benchmarks/bench.py --only souk,rust --scenario A,CF --rounds 5 --json out.json

See README.md for what is fair in it and what is not."""
import argparse
import datetime
import http.client
import json
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import time

from contract import check
from load import measure, targets
from machine import log, memory
from peers import PEERS
from postgres import Postgres
from report import markdown, save
from scenarios import SCENARIOS
from seeding import TEMPLATES, prepare
from server import RUN, Server, call


def scenarios_of(peer, variant, wanted):
    out = []
    for s in wanted:
        what, _, v, _ = SCENARIOS[s]
        has = {"get": True, "list": peer.get("list"), "login": peer.get("login"), "create": peer.get("create"),
               "mixed": peer.get("list") and peer.get("create")}[what]
        first = peer["variants"][0]
        if has and (v or first) == variant:
            out.append(s)
    return out


checked = {}


def one_peer(peer, pg, wanted, rnd, a, res):
    info = res["peers"].setdefault(peer["name"], {"what": peer["what"], "storage": peer["storage"], "hash": peer.get("hash"), "startup_ms": [], "peak_rss_mb": [], "pss_mb": [],
                                                  "pg_pss_mb": [], "checks": None})
    for variant in peer["variants"]:
        todo = scenarios_of(peer, variant, wanted)
        if not todo:
            continue
        dir_, env = prepare(peer, variant, pg)
        srv = Server(peer, dir_, env, a.pin)
        try:
            srv.idmap, srv.storemap = peer["ids"].format, peer["store_ids"].format
            info["startup_ms"].append(srv.startup_ms)
            tok = srv.token()
            if variant not in checked.setdefault(peer["name"], []):  # once a process, not in each round
                checked[peer["name"]].append(variant)
                bad = check(srv, tok)
                info["checks"] = "none" if not peer.get("checks") else "ok" if not bad and info["checks"] in (None, "ok") else bad
                for b in bad:
                    log(f"  CHECK FAILED {peer['name']}: {b}")
                if bad and not a.force:
                    raise RuntimeError(f"{peer['name']} does not do the work (--force measures it all the same)")
            if peer.get("unpaged") and "unpaged_list" not in info and "B" in wanted:
                t0 = time.time()
                st, b = call(srv.port, "GET", peer["unpaged"], token=tok, raw=True)
                info["unpaged_list"] = {"seconds": round(time.time() - t0, 2), "status": st, "bytes": len(b)}
            t = targets(srv, tok)
            for sid in todo:
                rec = measure(srv, pg, t, sid, rnd * 100 + list(SCENARIOS).index(sid), a)
                rec.update(round=rnd, peer=peer["name"], scenario=sid, variant=variant)
                res["runs"].append(rec)
                log(f"  r{rnd} {peer['name']:20} {sid:4} {rec['rps']:9.0f}/s p50 {rec['p50_ms']:7.2f} p99 {rec['p99_ms']:8.2f} ms cpu {rec['cpu_us']:7.1f} us "
                    f"others {rec['foreign_cores']:.2f} {rec['errors'] or ''}")
            hwm, pss = memory(srv.pid)
            info["peak_rss_mb"].append(hwm)
            info["pss_mb"].append(pss)
            if pg and peer["storage"].startswith("pg"):
                info["pg_pss_mb"].append(memory(pg.pid)[1])
        finally:
            srv.stop()


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--only", help="names or parts of names, comma-separated (=name for exactly that name)")
    ap.add_argument("--scenario", help="ids or their letters, comma-separated: " + ", ".join(SCENARIOS))
    ap.add_argument("--rounds", type=int, default=3)
    ap.add_argument("--secs", type=int, default=5)
    ap.add_argument("--warmup", type=int, default=2)
    ap.add_argument("--pin", action="store_true", help="server (and PostgreSQL) on CPU 0, wrk on CPU 1")
    ap.add_argument("--noise", type=float, default=0.15, help="measure again if others took more cores than this (3 tries, the quietest counts)")
    ap.add_argument("--steal", type=float, default=0.35, help="the same for what the hypervisor stole")
    ap.add_argument("--force", action="store_true", help="measure a peer whose checks fail")
    ap.add_argument("--json", help="results; a .md beside it")
    ap.add_argument("--append", action="store_true", help="add to what --json already holds (more rounds, or a peer that was left out)")
    ap.add_argument("--first-round", type=int, default=1, help="number of the first round, for --append")
    ap.add_argument("--reseed", action="store_true", help="forget the seeded data (souk's is always made anew)")
    ap.add_argument("--list", action="store_true", help="list the peers")
    ap.add_argument("--max-minutes", type=float, default=90, help="no new peer is started after this")
    a = ap.parse_args()
    if a.list:
        for p in PEERS:
            print(f"{p['name']:20} {p['what']}")
        return
    wanted = [s for s in SCENARIOS if not a.scenario or any(s == w or len(w) == 1 and s[0] == w for w in a.scenario.split(","))]
    use = [p for p in PEERS if not a.only or any(p["name"] == w[1:] if w[0] == "=" else w in p["name"] for w in a.only.split(","))]
    for d in (RUN, TEMPLATES):
        os.makedirs(d, exist_ok=True)
    for p in use:
        if p["storage"].endswith("own") and (a.reseed or p["name"].startswith("souk")):
            shutil.rmtree(f"{TEMPLATES}/{p['name']}", ignore_errors=True)
    have = [p for p in use if shutil.which(p["start"][0])]
    for p in use:
        if p not in have:
            log(f"SKIPPED {p['name']}: {p['start'][0]} is not there (setup.sh)")
    res = {"meta": {"date": datetime.datetime.now().astimezone().isoformat(timespec="seconds"), "cores": os.cpu_count(), "kernel": platform.release(),
                    "cpu": re.search(r"model name\s*:\s*(.*)", open("/proc/cpuinfo").read())[1], "rounds": a.rounds, "secs": a.secs, "warmup_s": a.warmup, "pin": a.pin,
                    "load_before": open("/proc/loadavg").read().split()[:3], "skipped": [p["name"] for p in use if p not in have]},
           "peers": {}, "runs": [], "failed": []}
    if a.append and a.json and os.path.exists(a.json):
        old = json.load(open(a.json))
        res = {**old, "meta": {**old["meta"], "rounds": max(old["meta"]["rounds"], a.rounds)}, "failed": []}
    before = res["meta"].get("minutes", 0) * 60
    t0, pg = time.time(), None
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        if any(p["storage"].startswith("pg") for p in have):
            pg = Postgres(a.pin)
        for rnd in range(a.first_round, a.rounds + 1):
            k = (rnd - 1) * len(have) // a.rounds  # each round starts with another peer; every other round runs backwards
            order = have[k:] + have[:k]
            for p in order if rnd % 2 else order[::-1]:
                if time.time() - t0 > a.max_minutes * 60:
                    log("out of time")
                    break
                if any(f["peer"] == p["name"] for f in res["failed"]):
                    continue
                log(f"round {rnd} {p['name']} (load {' '.join(open('/proc/loadavg').read().split()[:3])})")
                try:
                    one_peer(p, pg, wanted, rnd, a, res)
                except (RuntimeError, OSError, subprocess.SubprocessError, http.client.HTTPException) as e:
                    log(f"  FAILED {p['name']}: {e}")
                    res["failed"].append({"peer": p["name"], "round": rnd, "why": str(e)})
                if a.json:
                    save(res, a, t0 - before)
    finally:
        if pg:
            pg.stop()
    save(res, a, t0 - before)
    print(markdown(res))


if __name__ == "__main__":
    main()
