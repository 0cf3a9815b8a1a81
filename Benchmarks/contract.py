"""Whether a peer does the work that is measured."""
import json
import time

import data
from server import call


def same(a, b, loose):
    if isinstance(b, dict):
        return isinstance(a, dict) and (loose or a.keys() == b.keys()) and all(k in a and same(a[k], v, loose) for k, v in b.items())
    if isinstance(b, list):
        return isinstance(a, list) and len(a) == len(b) and all(same(x, y, loose) for x, y in zip(a, b))
    return a == b or isinstance(b, float) and abs(a - b) < 1e-9


def check(srv, tok):
    """Does it do the work? Returns the failures."""
    kind, peer, port, bad = srv.peer.get("checks"), srv.peer, srv.port, []
    if not kind:
        return bad

    def want(name, cond, got=""):
        if not cond:
            bad.append(f"{name}: {str(got)[:200]}")
    m = srv.idmap
    for i in (1, 137, 5000, 10000):
        s, b = call(port, "GET", peer["get"] % m(i), token=tok)
        if kind == "pocketbase":
            e, x = data.expected(i), (b or {}).get("expand", {})
            ok = s == 200 and b["name"] == e["name"] and abs(b["price"] - e["price"]) < 1e-9 and x["store"]["name"] == e["store"]["name"] \
                and sorted(t["name"] for t in x["tags"]) == sorted(t["name"] for t in e["tags"])
        else:
            e = data.expected(i)
            if s == 200:
                b["tags"] = sorted(b["tags"], key=lambda t: t["id"])
            ok = s == 200 and same(b, e, kind != "ours")
        want(f"GET item {i}", ok, (s, b))
    bearer = peer["auth"].format
    no = {401, 403, 404} if kind == "pocketbase" else {401}
    want("no token", call(port, "GET", peer["get"] % m(1))[0] in no)
    want("forged token", call(port, "GET", peer["get"] % m(1), token=bearer(data.mint(secret="y" * 41)))[0] in no | {422})
    t = tok[:-6] + ("AAAAAA" if not tok.endswith("AAAAAA") else "BBBBBB")
    want("changed signature", call(port, "GET", peer["get"] % m(1), token=t)[0] in no | {422})
    if kind in ("ours", "souk"):
        want("expired token", call(port, "GET", peer["get"] % m(1), token=bearer(data.mint(exp=int(time.time()) - 5)))[0] == 401)
    if kind == "ours":
        want("token not fresh", call(port, "POST", peer["create"], {"name": "x", "price": 1, "store_id": 1}, bearer(data.mint(fresh=False)))[0] == 401)
        want("minted token", call(port, "GET", peer["get"] % m(1), token=bearer(data.mint()))[0] == 200)
    if kind in ("ours", "souk"):
        want("bad body", call(port, "POST", peer["create"], {"name": "", "store_id": 1}, tok)[0] in (400, 422))
        want("no such store", call(port, "POST", peer["create"], {"name": "x", "price": 1.5, "store_id": 999999}, tok)[0] in (400, 404, 409, 422))
        want("no such item", call(port, "GET", peer["get"] % 99999999, token=tok)[0] == 404)
    if peer.get("list"):
        s, b = call(port, "GET", peer["list"], token=tok)
        l = b.get("items") or b.get("data") if isinstance(b, dict) else b
        ok = s == 200 and isinstance(l, list) and len(l) == 50 and (len(l[7]["expand"]["tags"]) == 2 and l[7]["expand"]["store"]["name"]
             if kind == "pocketbase" else len(l[7]["tags"]) == 2 and l[7]["store"]["name"] and l[7]["tags"][0]["name"])
        want("list of 50, with store and tags", ok, (s, str(b)[:150]))
    s, b = call(port, "POST", peer["create"], json.loads(peer["create_body"] % ("check", 12.34, srv.storemap(3))), tok)
    want("create", s in (200, 201) and b.get("id"), (s, b))
    if s in (200, 201):
        s2, b2 = call(port, "GET", peer["get"] % b["id"], token=tok)
        want("created is there", s2 == 200 and b2["name"] == "New check" and abs(b2["price"] - 12.34) < 1e-9, (s2, b2))
    s, b = call(port, "POST", peer["login"][0], {**peer["login"][1], "password": "wrong-password-1"})
    want("wrong password", s in (400, 401), (s, b))
    return bad
