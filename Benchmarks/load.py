"""One run of one scenario against one started peer."""
import concurrent.futures
import http.client
import json
import os
import re
import subprocess
import time

import data
from machine import TICK, cpu_of, log, others, procs, quiet, settle, stat_cpu
from peers import HERE
from scenarios import SCENARIOS
from server import RUN, call, cpus


def lua(v):
    if isinstance(v, dict):
        return "{" + ",".join(f"[{json.dumps(k)}]={lua(x)}" for k, x in v.items()) + "}"
    if isinstance(v, list):
        return "{" + ",".join(lua(x) for x in v) + "}"
    return json.dumps(v)


def targets(srv, tok):
    p = srv.peer
    auth = {"Authorization": tok} if tok else {}
    t = {"ids": [str(srv.idmap(i)) for i in range(1, data.ITEMS + 1)], "stores": [str(srv.storemap(s)) for s in range(1, data.STORES + 1)],
         "get_path": p["get"], "get_headers": auth, "post_headers": {**auth, "Content-Type": "application/json"},
         "login_headers": {"Content-Type": "application/json"}}
    for k in ("create", "list"):
        if p.get(k):
            t[k + "_path"] = p[k]
    if p.get("create_body"):
        t["create_body"] = p["create_body"]
    if p.get("login"):
        t["login_path"], t["login_body"] = p["login"][0], json.dumps(p["login"][1])
    path = f"{RUN}/{p['name']}.lua"
    open(path, "w").write("return " + lua(t))
    return path


def wrk(srv, tfile, what, conns, secs, seed, pin):
    env = {**os.environ, "BENCH_TARGETS": tfile, "BENCH_SCENARIO": what, "BENCH_SEED": str(seed), "BENCH_TAG": f"{seed}"}
    p = subprocess.Popen(["wrk", "-t1", f"-c{conns}", f"-d{secs}s", "--timeout", "10s", "-s", f"{HERE}/wrk.lua", f"http://127.0.0.1:{srv.port}"],
                         env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, preexec_fn=cpus({1} if pin else None))
    try:
        out = p.communicate(timeout=secs + 40)[0]
    except subprocess.TimeoutExpired:
        p.kill()
        out = p.communicate()[0]
    m = re.search(r"^BENCH (.*)$", out, re.M)
    if not m:
        raise RuntimeError(f"wrk: {out[-500:]}")
    return json.loads(m[1])


def logins(srv, clients, each):
    """A login costs tens of milliseconds of CPU: cutting a run off at a time would lose a batch of half-done
    hashes, so each of `clients` connections makes `each` logins and all are waited for. Gives wrk's figures."""
    path, body = srv.peer["login"]

    def work(_):
        c, out, bad = http.client.HTTPConnection("127.0.0.1", srv.port, timeout=120), [], 0
        for _ in range(each):
            t = time.perf_counter()
            bad += call(srv.port, "POST", path, body, conn=c)[0] != 200
            out.append((time.perf_counter() - t) * 1e6)
        return out, bad
    t0 = time.perf_counter()
    with concurrent.futures.ThreadPoolExecutor(clients) as ex:
        rs = list(ex.map(work, range(clients)))
    us = (time.perf_counter() - t0) * 1e6
    l = sorted(x for r in rs for x in r[0])
    at = lambda q: l[min(len(l) - 1, int(len(l) * q))]
    return {"requests": len(l), "us": us, "bytes": 0, "connect": 0, "read": 0, "write": 0, "timeout": 0, "status": sum(r[1] for r in rs),
            "p50": at(.5), "p90": at(.9), "p99": at(.99), "max": l[-1]}


def measure(srv, pg, tfile, sid, seed, a):
    what, conns, _, _ = SCENARIOS[sid]
    load, waited = quiet()
    best = None
    for attempt in range(3):
        if what == "login":
            warm = logins(srv, 2, 4)
            each = max(2, min(200, round(a.secs * warm["requests"] / (warm["us"] / 1e6) / conns)))
            go = lambda: logins(srv, conns, each)
        else:
            wrk(srv, tfile, what, conns, a.warmup, seed * 10 + attempt * 2, a.pin)
            settle(srv)  # a slow peer still works at what the warm-up left behind
            go = lambda: wrk(srv, tfile, what, conns, a.secs, seed * 10 + attempt * 2 + 1, a.pin)
        ps, busy, t0, kids0 = procs(), stat_cpu(), time.time(), os.times()
        mine = [os.getpid(), srv.pid, pg and pg.pid]  # wrk is a child of ours
        s0, p0, o0 = cpu_of(srv.pid, ps), cpu_of(pg.pid, ps) if pg else 0, others(ps, mine)
        r = go()
        ps, busy2, kids = procs(), stat_cpu(), os.times()
        el = time.time() - t0
        o1 = others(ps, mine)
        # a child's whole life is booked when its parent reaps it, so one process may seem to use more than there is
        foreign = min(os.cpu_count(), sum(max(0, v - o0.get(p, 0)) for p, v in o1.items()) / TICK / el)
        n = max(1, r["requests"])
        rec = {"rps": (r["requests"] - r["status"]) / (r["us"] / 1e6), "p50_ms": r["p50"] / 1000, "p90_ms": r["p90"] / 1000, "p99_ms": r["p99"] / 1000,
               "max_ms": r["max"] / 1000, "bytes_per_req": r["bytes"] / n, "requests": r["requests"],
               "cpu_us": (cpu_of(srv.pid, ps) - s0) / TICK / n * 1e6, "wrk_cpu_us": (kids.children_user + kids.children_system - kids0.children_user - kids0.children_system) / n * 1e6,
               "pg_cpu_us": (cpu_of(pg.pid, ps) - p0) / TICK / n * 1e6 if pg and srv.peer["storage"].startswith("pg") else None,
               "machine_busy_cores": (busy2[0] - busy[0]) / TICK / el, "steal_cores": (busy2[1] - busy[1]) / TICK / el, "foreign_cores": foreign,
               "errors": {k: r[k] for k in ("connect", "read", "write", "status", "timeout") if r[k]}, "load_before": load, "waited_s": waited, "attempt": attempt + 1}
        if best is None or rec["foreign_cores"] + rec["steal_cores"] < best["foreign_cores"] + best["steal_cores"]:
            best = rec
        if foreign < a.noise and rec["steal_cores"] < a.steal:
            break
        log(f"  {srv.peer['name']} {sid}: others took {foreign:.2f} cores, steal {rec['steal_cores']:.2f}; again")
        quiet(0.2, 20)
    return best
