"""Medians over the rounds, and the tables made of them."""
import json
import re
import statistics
import time

from scenarios import SCENARIOS


def summary(res):
    out = {}
    for r in res["runs"]:
        out.setdefault(r["scenario"], {}).setdefault(r["peer"], []).append(r)
    med = lambda rs, k: statistics.median(x[k] for x in rs) if rs[0].get(k) is not None else None
    return {s: {p: {"rounds": len(rs), "rps": med(rs, "rps"), "rps_min": min(x["rps"] for x in rs), "rps_max": max(x["rps"] for x in rs),
                    **{k: med(rs, k) for k in ("p50_ms", "p99_ms", "cpu_us", "pg_cpu_us", "wrk_cpu_us", "bytes_per_req", "machine_busy_cores", "foreign_cores", "steal_cores")},
                    "errors": sum(sum(x["errors"].values()) for x in rs), "requests": sum(x["requests"] for x in rs)}
                for p, rs in ps.items()} for s, ps in out.items()}


def markdown(res):
    sm, m = res["summary"], res["meta"]
    L = [f"# Side by side, {m['date']}", "",
         f"{m['cpu']} x {m['cores']}, {m['kernel']}; {m['rounds']} rounds interleaved, median; {m['warmup_s']} s warm-up, {m['secs']} s measured; wrk -t1, "
         + ("server on CPU 0, wrk on CPU 1" if m["pin"] else "nothing pinned (server, database and wrk share the two cores)")
         + f". Load averages before: {m['load_before']}, after: {m['load_after']}.", ""]
    L += [f"- **Note:** {n}" for n in m.get("notes", [])] + [""]
    f1 = lambda x, d=1: "" if x is None else f"{x:,.{d}f}"
    for s in SCENARIOS:
        if s not in sm:
            continue
        L += [f"## {SCENARIOS[s][3]}", "", "| peer | req/s | min–max | p50 ms | p99 ms | server CPU µs/req | PostgreSQL µs/req | bytes | errors |", "|---|---:|---:|---:|---:|---:|---:|---:|---:|"]
        for p, r in sorted(sm[s].items(), key=lambda kv: -kv[1]["rps"]):
            L.append(f"| {p} | {f1(r['rps'], 0)} | {f1(r['rps_min'], 0)}–{f1(r['rps_max'], 0)} | {f1(r['p50_ms'], 2)} | {f1(r['p99_ms'], 2)} | {f1(r['cpu_us'])} | {f1(r['pg_cpu_us'])} | {f1(r['bytes_per_req'], 0)} | {r['errors'] or ''} |")
        L.append("")
    L += ["## Footprint", "", "| peer | start to first 200, ms (median) | peak RSS MiB, summed over processes | PSS MiB at the end | PostgreSQL PSS MiB | password hash | checks | what |", "|---|---:|---:|---:|---:|---|---|---|"]
    for p, i in res["peers"].items():
        if i["startup_ms"]:
            L.append(f"| {p} | {statistics.median(i['startup_ms']):,.0f} | {max(i['peak_rss_mb'] or [0]):,.0f} | {max(i['pss_mb'] or [0]):,.0f} | {f1(max(i['pg_pss_mb']), 0) if i['pg_pss_mb'] else ''} | {i['hash'] or ''} | {i['checks'] or ''} | {i['what']}"
                     + (f"; its unpaged GET /item (10,000 items): {i['unpaged_list']['seconds']} s a request, {i['unpaged_list']['bytes']:,} bytes" if i.get("unpaged_list") else "") + " |")
    L.append("")
    for me in ("souk", "souk-pg"):
        if any(me in ps for ps in sm.values()):
            cols = [s for s in SCENARIOS if me in sm.get(s, {})]
            L += [f"## {me} / peer, requests a second (more than 1: {me} is ahead)", "", "| peer | " + " | ".join(cols) + " |", "|---|" + "---:|" * len(cols)]
            for p in res["peers"]:
                if p != me and not p == "nginx-static":
                    L.append(f"| {p} | " + " | ".join(f"{sm[s][me]['rps'] / sm[s][p]['rps']:.2f}" if p in sm[s] and sm[s][p]["rps"] else "" for s in cols) + " |")
            L.append("")
            L += [f"## peer / {me}, CPU a request, database included (more than 1: {me} spends less)", "", "| peer | " + " | ".join(cols) + " |", "|---|" + "---:|" * len(cols)]
            tot = lambda r: r["cpu_us"] + (r["pg_cpu_us"] or 0)
            for p in res["peers"]:
                if p != me:
                    L.append(f"| {p} | " + " | ".join(f"{tot(sm[s][p]) / tot(sm[s][me]):.2f}" if p in sm[s] and tot(sm[s][me]) else "" for s in cols) + " |")
            L.append("")
    L += ["## To be ahead of every peer", "", "| scenario | best by req/s | second | third | least CPU a request, database included |", "|---|---|---|---|---|"]
    for s in SCENARIOS:
        if s in sm:
            ps = [(p, r) for p, r in sm[s].items() if p not in ("souk", "souk-pg", "nginx-static")]
            if not ps:
                continue
            top = [f"{p} {r['rps']:,.0f}/s" for p, r in sorted(ps, key=lambda kv: -kv[1]["rps"])[:3]] + ["", ""]
            c = min(ps, key=lambda kv: kv[1]["cpu_us"] + (kv[1]["pg_cpu_us"] or 0))
            L.append(f"| {SCENARIOS[s][3]} | {top[0]} | {top[1]} | {top[2]} | {c[0]} {c[1]['cpu_us'] + (c[1]['pg_cpu_us'] or 0):,.1f} µs |")
    runs = res["runs"]
    if runs:
        spread = sorted((r["rps_max"] - r["rps_min"]) / r["rps"] for ps in sm.values() for r in ps.values() if r["rounds"] > 1 and r["rps"])
        fo = sorted(r["foreign_cores"] for r in runs)
        loud = sum(r["foreign_cores"] > 0.15 or r["steal_cores"] > 0.35 for r in runs)
        L += ["", "## Noise", "", f"{len(runs)} runs; others' CPU during a run: median {statistics.median(fo):.3f} cores, worst {fo[-1]:.2f}; steal: worst {max(r['steal_cores'] for r in runs):.2f} cores; "
              f"{sum(r['attempt'] > 1 for r in runs)} runs measured again; {loud} kept runs still had others over 0.15 or steal over 0.35 cores; waited before a run {sum(r['waited_s'] > 0.5 for r in runs)} times, {sum(r['waited_s'] for r in runs):.0f} s in all."
              + (f" Spread over rounds ((max-min)/median): median {statistics.median(spread) * 100:.0f} %, worst {spread[-1] * 100:.0f} %." if spread else "")]
    return "\n".join(L) + "\n"


def save(res, a, t0):
    res["meta"]["load_after"] = open("/proc/loadavg").read().split()[:3]
    res["meta"]["minutes"] = round((time.time() - t0) / 60, 1)
    res["summary"] = summary(res)
    if a.json:
        with open(a.json, "w") as f:
            json.dump(res, f, indent=1)
        with open(re.sub(r"\.json$", "", a.json) + ".md", "w") as f:
            f.write(markdown(res))
