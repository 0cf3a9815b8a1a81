#!/usr/bin/env python3
"""What logins do to everybody else: 200 clients log in again and again while others read one item at a time.

    SOUK_BINARY=.build/release/souk Benchmarks/logins.py

A login costs what its password hash costs; as many are made as the processors can hash, and the rest wait. Reads must not wait with them."""
import argparse
import http.client
import os
import statistics
import threading
import time

from load import targets, wrk
from machine import TICK, cpu_of, procs
from peers import PEERS
from seeding import prepare
from server import Server, call


class Crowd:
    """Clients that log in one after another until they are told to stop."""

    def __init__(self, server, clients):
        self.server, self.times, self.refused, self.stopping = server, [], [], False
        self.threads = [threading.Thread(target=self.run) for _ in range(clients)]
        for thread in self.threads:
            thread.start()

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=120)
        while not self.stopping:
            began = time.perf_counter()
            status, _ = call(self.server.port, "POST", *self.server.peer["login"], conn=connection)
            if status == 200:
                self.times.append(time.perf_counter() - began)
            else:
                self.refused.append(status)
                time.sleep(2)  # what Retry-After asks for

    def stop(self):
        self.stopping = True
        for thread in self.threads:
            thread.join()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--secs", type=int, default=15)
    options = parser.parse_args()
    peer = next(peer for peer in PEERS if peer["name"] == "souk")
    folder, environment = prepare(peer, "normal", None)
    server = Server(peer, folder, environment, False)
    try:
        server.idmap, server.storemap = peer["ids"].format, peer["store_ids"].format
        work = targets(server, server.token())
        cost = []
        for _ in range(20):
            before = cpu_of(server.pid, procs())
            call(server.port, "POST", *peer["login"])
            cost.append(cpu_of(server.pid, procs()) - before)
        each = statistics.mean(cost) / TICK
        alone = wrk(server, work, "get", 8, 5, 1, False)
        crowd = Crowd(server, options.clients)
        time.sleep(3)
        made, before = len(crowd.times), time.perf_counter()
        beside = wrk(server, work, "get", 8, options.secs, 2, False)
        rate = (len(crowd.times) - made) / (time.perf_counter() - before)
        crowd.stop()
        print(f"a login alone takes {each * 1000:.1f} ms of a processor: {os.cpu_count() / each:.1f} a second on {os.cpu_count()}")
        print(f"{options.clients} clients made {rate:.1f} a second beside the reads, each waiting {statistics.median(crowd.times):.2f} s; refused: "
              f"{sorted(set(crowd.refused)) or 'none'}")
        for name, figures in (("alone", alone), ("beside the logins", beside)):
            print(f"one item, 8 connections, {name}: {figures['requests'] / figures['us'] * 1e6:,.0f}/s, p50 {figures['p50'] / 1000:.2f} ms, "
                  f"p99 {figures['p99'] / 1000:.2f} ms, longest {figures['max'] / 1000:.1f} ms, not 2xx: {figures['status']}")
    finally:
        server.stop()


if __name__ == "__main__":
    main()
