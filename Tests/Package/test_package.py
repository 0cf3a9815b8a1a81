"""The package on a small Debian made for it, with what INSTALL.md asks for and nothing else: `make package-test`."""
import os
import pathlib
import re
import signal
import socket
import subprocess
import tarfile
import time
import urllib.request

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
# A container's user, who owns nothing of the machine.
USER = 10001


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """The folder that the newest package unpacks to."""
    newest = max((ROOT / "dist").glob("souk-*.tar.gz"), key=lambda path: path.stat().st_mtime)
    folder = tmp_path_factory.mktemp("package")
    with tarfile.open(newest) as archive:
        archive.extractall(folder, filter="data")
    return next(folder.iterdir())


@pytest.fixture(scope="module")
def machine(tmp_path_factory, package):
    """The root folder of a minimal Debian with the libraries of INSTALL.md, and Souk in its place."""
    folder = tmp_path_factory.mktemp("machine") / "root"
    libraries = re.search(r"apt-get install (.*)", (package / "INSTALL.md").read_text())[1].split()
    sources = pathlib.Path("/etc/apt/sources.list.d/debian.sources")
    mirror = re.search(r"URIs: (\S+)", sources.read_text())[1] if sources.exists() else "http://deb.debian.org/debian"
    as_root = [] if os.getuid() == 0 else ["sudo"]
    made = subprocess.run(
        [*as_root, "debootstrap", "--variant=minbase", f"--include={','.join(libraries)}", "bookworm", folder, mirror],
        text=True, capture_output=True, timeout=900)
    assert made.returncode == 0, made.stdout[-2000:]
    subprocess.run([*as_root, "install", "-m", "0755", package / "souk", folder / "usr/local/bin/souk"], check=True)
    subprocess.run([*as_root, "install", "-d", folder / "data"], check=True)
    return folder


def inside(machine, data, *command):
    """As compose.yaml runs it: an unknown user, nothing to write to but /data, no privileges, no other process to see."""
    return ["bwrap", "--unshare-user", "--unshare-pid", "--unshare-ipc", "--uid", str(USER), "--gid", str(USER),
            "--ro-bind", machine, "/", "--bind", data, "/data", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp",
            "--cap-drop", "ALL", "--new-session", "--die-with-parent", "--chdir", "/data", "--clearenv",
            "--setenv", "SOUK_DATA", "/data", "--setenv", "SOUK_ENVIRONMENT", "production",
            "--setenv", "PATH", "/usr/local/bin:/usr/bin", *command]


def test_it_holds_no_library_that_nobody_asks(package):
    """Of Swift's own, ICU alone is 33 MB: an import of the whole of Foundation, anywhere, brings it."""
    assert (package / "souk").stat().st_size < 50_000_000
    assert b"icudt" not in (package / "souk").read_bytes()


def test_it_needs_nothing_but_what_install_names(package):
    read = subprocess.run(["readelf", "--dynamic", package / "souk"], text=True, capture_output=True, check=True).stdout
    needed = {re.sub(r"\.so.*", "", name) for name in re.findall(r"\(NEEDED\).*\[(.*)\]", read)}
    assert needed <= {"libc", "libm", "libgcc_s", "libstdc++", "ld-linux-x86-64", "ld-linux-aarch64",
                      "libargon2", "libpq", "libsqlite3", "libz"}, needed


def test_it_serves_where_there_is_no_swift_and_only_data_may_be_written(machine, tmp_path):
    assert not list(machine.rglob("libswift*")), "there is a Swift on this machine"
    data, port = tmp_path / "data", free_port()
    data.mkdir()
    server = subprocess.Popen(inside(machine, data, "souk", "serve", "--port", str(port)),
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        health = inside(machine, data, "souk", "health", "--port", str(port))
        end = time.monotonic() + 20
        while subprocess.run(health, capture_output=True, timeout=20).returncode != 0:
            assert server.poll() is None and time.monotonic() < end, server.communicate(timeout=5)[0]
            time.sleep(0.1)
        answer = urllib.request.urlopen(f"http://127.0.0.1:{port}/store", timeout=5)
        assert answer.read() == b'{"stores":[],"next":null}'
        made = subprocess.run(inside(machine, data, "souk", "user", "create", "ada@example.com", "--role", "admin", "--generate"),
                              text=True, capture_output=True, timeout=30)
        assert made.returncode == 0 and "ada@example.com" in made.stdout, made.stderr
        refused = subprocess.run(inside(machine, data, "touch", "/usr/local/bin/x"), capture_output=True, timeout=10)
        assert refused.returncode != 0
    finally:
        subprocess.run(["kill", f"-{signal.SIGTERM.value}", *children(server.pid)])
        output = server.communicate(timeout=20)[0]
    assert '"stopped"' in output
    assert sorted(path.name for path in data.iterdir() if path.suffix != ".lock") == ["souk.keys", "souk.sqlite"]


def children(process):
    """bwrap's own child, and Souk below it."""
    found = pathlib.Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [below for child in found for below in pathlib.Path(f"/proc/{child}/task/{child}/children").read_text().split()]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
