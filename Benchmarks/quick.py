#!/usr/bin/env python3
"""A quick look at Souk's speed: nothing, one item, a list of 50 and a durable create, 32 connections, wrk on the same
machine. SOUK_BINARY is an optimised build. Figures swing with the machine: compare rows of one run, not runs.

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


def resident_mebibytes(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text())[1]) / 1024


def measure(url, pid, script, seconds):
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as lua:
        lua.write(script)
        lua.flush()
        before = cpu_seconds(pid)
        output = subprocess.run(["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-s", lua.name, url],
                                capture_output=True, text=True, timeout=seconds + 30, check=True).stdout
        spent = cpu_seconds(pid) - before
    requests = int(re.search(r"(\d+) requests in", output)[1])
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    if failed:
        sys.exit(f"{failed[1]} of {requests} requests failed:\n{script}")
    percentile = {name: re.search(rf"{name}%\s+(\S+)", output)[1] for name in ("50", "99")}
    return requests / seconds, spent / requests * 1e6, percentile["50"], percentile["99"]


def main():
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("SOUK_")}
        environment["SOUK_DATA"] = folder
        subprocess.run([BINARY, "seed", "--items", str(ITEMS), "--stores", "100"], env=environment, check=True,
                       stdout=subprocess.DEVNULL)
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        url = f"http://127.0.0.1:{port}"
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
            print(f"first answer {started * 1000:.0f} ms after start; {resident_mebibytes(server.pid):.0f} MiB at rest; "
                  f"{CONNECTIONS} connections, {SECONDS} s each\n")
            print("| | requests/s | server CPU µs/request | p50 | p99 |\n|---|---|---|---|---|")
            for name, line in SCENARIOS.items():
                script = LUA % (token, line.replace("%%", "%"))
                measure(url, server.pid, script, 1)
                rate, cpu, median, worst = measure(url, server.pid, script, SECONDS)
                print(f"| {name} | {rate:,.0f} | {cpu:.1f} | {median} | {worst} |", flush=True)
            print(f"\n{resident_mebibytes(server.pid):.0f} MiB after the run")
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(15)


if __name__ == "__main__":
    main()
