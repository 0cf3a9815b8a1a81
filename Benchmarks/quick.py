#!/usr/bin/env python3
"""A quick look at Souk's speed: nothing, one item, a list of 50 and a durable create, 32 connections, wrk on the same
machine; on the embedded database, and on the PostgreSQL server that SOUK_TEST_POSTGRES names, if it names one.
SOUK_BINARY is an optimised build. Figures swing with the machine: compare rows of one run, not runs.

    make bench
"""
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

BINARY = os.environ["SOUK_BINARY"]
CONNECTIONS = int(os.environ.get("CONNECTIONS", "32"))
SECONDS = int(os.environ.get("SECONDS_EACH", "5"))
ITEMS = 10_000
TICK = os.sysconf("SC_CLK_TCK")

LUA = """
local token, count = "Bearer %s", 0
request = function()
  count = count + 1
  %s
end
"""
SCENARIOS = {
    "nothing (GET /livez)": 'return wrk.format("GET", "/livez")',
    "one item (GET /item/{id})": 'return wrk.format("GET", "/item/" .. (count * 7919 %% %d + 1), {Authorization = token})' % ITEMS,
    "list of 50 (GET /item?limit=50)": 'return wrk.format("GET", "/item?limit=50", {Authorization = token})',
    "durable create (POST /item)": 'return wrk.format("POST", "/item", {Authorization = token, ["Content-Type"] = "application/json"}, '
                                   '\'{"name":"New \' .. count .. \'","price":15.99,"store_id":\' .. (count %% 100 + 1) .. \'}\')',
}


def call(url, path, body=None):
    request = urllib.request.Request(url + path, data=body and json.dumps(body).encode(), headers={"Content-Type": "application/json"} if body else {})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def cpu_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def parent(pid):
    return int(pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])


def postmaster(database):
    """The process that all of the database server's processes descend from; None for the embedded database."""
    if not database:
        return None
    with subprocess.Popen(["psql", "-At", database], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as client:
        client.stdin.write("SELECT pg_backend_pid();\n")
        client.stdin.flush()
        return parent(int(client.stdout.readline()))


def descendants_cpu_seconds(pid):
    """What the process and its children have used; nothing for None."""
    spent = 0.0
    for folder in pathlib.Path("/proc").glob("[0-9]*") if pid else ():
        try:
            if pid in (int(folder.name), parent(folder.name)):
                spent += cpu_seconds(folder.name)
        except (FileNotFoundError, ProcessLookupError):
            pass
    return spent


def resident_mebibytes(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text())[1]) / 1024


def measure(url, pid, database_pid, script, seconds):
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as lua:
        lua.write(script)
        lua.flush()
        before, database_before = cpu_seconds(pid), descendants_cpu_seconds(database_pid)
        output = subprocess.run(["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-s", lua.name, url],
                                capture_output=True, text=True, timeout=seconds + 30, check=True).stdout
        spent, database_spent = cpu_seconds(pid) - before, descendants_cpu_seconds(database_pid) - database_before
    requests = int(re.search(r"(\d+) requests in", output)[1])
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    if failed:
        sys.exit(f"{failed[1]} of {requests} requests failed:\n{script}")
    percentile = {name: re.search(rf"^\s+{name}%\s+(\S+)", output, re.MULTILINE)[1] for name in ("50", "99")}
    return requests / seconds, spent / requests * 1e6, database_spent / requests * 1e6, percentile["50"], percentile["99"]


def new_database(server):
    """A database of its own on a PostgreSQL server."""
    subprocess.run(["psql", "-qc", "CREATE DATABASE bench TEMPLATE template0", server], check=True)
    return server.rsplit("/", 1)[0] + "/bench"


def bench(database):
    """One table. `database` is a PostgreSQL URL, or None for the embedded database."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("SOUK_")}
        environment["SOUK_DATA"] = folder
        if database:
            environment["SOUK_DATABASE"] = database
        subprocess.run([BINARY, "seed", "--items", str(ITEMS), "--stores", "100"], env=environment, check=True,
                       stdout=subprocess.DEVNULL)
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        url = f"http://127.0.0.1:{port}"
        database_pid = postmaster(database)
        began = time.monotonic()
        with open(pathlib.Path(folder) / "log", "wb") as log:
            server = subprocess.Popen([BINARY, "serve", "--access", "open", "--port", str(port)], env=environment, stdout=log, stderr=log)
        try:
            while True:
                try:
                    call(url, "/livez")
                    break
                except (urllib.error.URLError, ConnectionError):
                    if time.monotonic() - began > 20 or server.poll() is not None:
                        sys.exit((pathlib.Path(folder) / "log").read_text())
                    time.sleep(0.005)
            started = time.monotonic() - began
            credentials = {"email": "bench@example.com", "password": "correct-horse-battery-9"}
            call(url, "/register", credentials)
            token = call(url, "/login", credentials)["access_token"]
            print(f"\n{'PostgreSQL' if database else 'The embedded database'}: first answer {started * 1000:.0f} ms after start; {resident_mebibytes(server.pid):.0f} MiB at rest; "
                  f"{CONNECTIONS} connections, {SECONDS} s each\n")
            print("| | requests/s | Souk's CPU µs/request | PostgreSQL's | p50 | p99 |\n|---|---|---|---|---|---|")
            for name, line in SCENARIOS.items():
                script = LUA % (token, line.replace("%%", "%"))
                measure(url, server.pid, database_pid, script, 1)
                rate, cpu, of_database, median, worst = measure(url, server.pid, database_pid, script, SECONDS)
                print(f"| {name} | {rate:,.0f} | {cpu:.1f} | {of_database:.1f} | {median} | {worst} |", flush=True)
            print(f"\n{resident_mebibytes(server.pid):.0f} MiB after the run")
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(15)


def main():
    bench(None)
    server = os.environ.get("SOUK_TEST_POSTGRES")
    if server:
        bench(new_database(server))


if __name__ == "__main__":
    main()
