"""What the machine and the processes on it do, from /proc."""
import os
import re
import sys
import time

TICK = os.sysconf("SC_CLK_TCK")


def log(*a):
    print(time.strftime("%H:%M:%S"), *a, file=sys.stderr, flush=True)


def procs():
    """pid -> (ppid, ticks own, ticks of reaped children, kernel thread?)"""
    out = {}
    for d in os.listdir("/proc"):
        if d.isdigit():
            try:
                s = open(f"/proc/{d}/stat").read()
            except OSError:
                continue
            f = s[s.rindex(")") + 2:].split()
            out[int(d)] = (int(f[1]), int(f[11]) + int(f[12]), int(f[13]) + int(f[14]), bool(int(f[6]) & 0x200000))
    return out


def tree(root, ps):
    kids = {}
    for p, v in ps.items():
        kids.setdefault(v[0], []).append(p)
    out, todo = [], [root]
    while todo:
        p = todo.pop()
        if p in ps:
            out.append(p)
            todo += kids.get(p, [])
    return out


def cpu_of(root, ps):
    return sum(ps[p][1] + ps[p][2] for p in tree(root, ps)) if root else 0


def others(ps, mine):
    """CPU ticks of user processes that are not ours (pid 1 reaps: not its children's)."""
    skip = {p for r in mine if r for p in tree(r, ps)}
    return {p: v[1] + (v[2] if p != 1 else 0) for p, v in ps.items() if p not in skip and not v[3]}


def memory(root):
    """(sum of peak RSS, sum of PSS now) of a process tree, MiB."""
    hwm = pss = 0
    for p in tree(root, procs()):
        try:
            hwm += int(re.search(r"VmHWM:\s+(\d+)", open(f"/proc/{p}/status").read())[1])
            pss += int(re.search(r"^Pss:\s+(\d+)", open(f"/proc/{p}/smaps_rollup").read(), re.M)[1])
        except (OSError, TypeError):
            pass
    return hwm / 1024, pss / 1024


def stat_cpu():
    f = [int(x) for x in open("/proc/stat").readline().split()[1:]]
    return sum(f[:8]) - f[3] - f[4], f[7]  # busy (with steal), steal


def quiet(limit=0.5, wait=60):
    """Waits until others use less than `limit` cores; gives what they used and the seconds waited."""
    t0 = time.time()
    while True:
        a = stat_cpu()[0]
        time.sleep(0.25)
        load = (stat_cpu()[0] - a) / TICK / 0.25
        if load <= limit or time.time() - t0 > wait:
            return round(load, 2), round(time.time() - t0 - 0.25, 1)
        time.sleep(1)


def settle(srv, most=5):
    t0 = time.time()
    while time.time() - t0 < most:
        a = cpu_of(srv.pid, procs())
        time.sleep(0.1)
        if cpu_of(srv.pid, procs()) - a <= 1:
            return
