"""A started peer, and how it is talked to."""
import http.client
import json
import os
import signal
import socket
import subprocess
import time

import data
from machine import procs, tree
from peers import HERE, P

RUN = f"{P}/run"


def call(port, method, path, body=None, token=None, conn=None, raw=False):
    c = conn or http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    h = {"Content-Type": "application/json"} if body is not None else {}
    if token:
        h["Authorization"] = token
    c.request(method, path, json.dumps(body) if body is not None else None, h)
    r = c.getresponse()
    b = r.read()
    if not conn:
        c.close()
    if raw:
        return r.status, b
    try:
        return r.status, json.loads(b or b"null")
    except ValueError:
        return r.status, None


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def cpus(spec):
    return (lambda: os.sched_setaffinity(0, spec)) if spec else None


def without_souk(environment):
    """Souk takes every SOUK_… for a setting, and refuses those that it does not know."""
    return {name: value for name, value in environment.items() if not name.startswith("SOUK_")}


def settings(peer, dir_, env):
    """A peer's environment."""
    fill = lambda text: text.replace("{data}", dir_).replace("{database}", env.get("DATABASE_URL", ""))
    return {name: fill(value) for name, value in peer.get("env", {}).items()}


class Server:
    """A started peer: its process, its port, how long it took to answer."""

    def __init__(self, peer, dir_, env, pin):
        self.peer, self.port = peer, free_port()
        sub = lambda s: s.replace("{port}", str(self.port)).replace("{data}", dir_)
        e = {**without_souk(os.environ), **env, "PORT": str(self.port), "DATA": dir_, "HOST": "127.0.0.1"}
        e.update(settings(peer, dir_, env))
        if peer.get("seed") == "seed_nginx":
            t = open(f"{HERE}/src/nginx/nginx.conf.in").read()
            body = json.dumps(data.expected(1))[:-1] + ',"pad":"'
            body += "x" * (198 - len(body)) + '"}'
            assert len(body) == 200
            open(f"{dir_}/nginx.conf", "w").write(t.replace("@DATA@", dir_).replace("@PORT@", str(self.port)).replace("@BODY@", body))
            os.chmod(dir_, 0o777)
        self.log = open(f"{RUN}/{peer['name']}.log", "ab")
        argv = [sub(a) for a in peer["start"]]
        t0 = time.perf_counter()
        self.p = subprocess.Popen(argv, cwd=sub(peer.get("cwd", dir_)), env=e, stdin=subprocess.DEVNULL, stdout=self.log,
                                  stderr=self.log, start_new_session=True, preexec_fn=cpus({0} if pin else None))
        self.pid = self.p.pid
        try:
            while True:
                if self.p.poll() is not None:
                    raise RuntimeError(f"{peer['name']} ended with {self.p.returncode}; see {RUN}/{peer['name']}.log")
                if time.perf_counter() - t0 > 60:
                    raise RuntimeError(f"{peer['name']} did not answer 200 on {peer['ready']} in 60 s")
                try:
                    if call(self.port, "GET", peer["ready"], raw=True)[0] == 200:
                        break
                except OSError:
                    pass
                except http.client.HTTPException:
                    pass
                time.sleep(0.001)
        except BaseException:
            self.stop()
            raise
        self.startup_ms = (time.perf_counter() - t0) * 1000

    def token(self):
        if "login" not in self.peer:
            return None
        path, body = self.peer["login"]
        s, b = call(self.port, "POST", path, body)
        if s != 200:
            raise RuntimeError(f"{self.peer['name']}: login gave {s} {b}")
        return self.peer["auth"].format(b[self.peer["token"]])

    def stop(self):
        mine = tree(self.pid, procs())  # by pid only
        if self.p.poll() is None:
            self.p.terminate()
            try:
                self.p.wait(15)
            except subprocess.TimeoutExpired:
                pass
        for p in mine:
            try:
                if os.path.realpath(f"/proc/{p}/cwd") and p in procs() and os.getsid(p) == self.pid:
                    os.kill(p, signal.SIGKILL)
            except OSError:
                pass
        self.p.wait()
        self.log.close()
