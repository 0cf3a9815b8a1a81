"""The package on a small Debian made for it, with what INSTALL.md asks for and nothing else: `make package-test`."""
import os
import pathlib
import re
import socket
import subprocess
import tempfile
import time
import urllib.request

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
# A container's user, who owns nothing of the machine.
USER = 10001
AS_ROOT = [] if os.getuid() == 0 else ["sudo"]


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """The folder that the newest package unpacks to."""
    newest = max((ROOT / "dist").glob("souk-*.tar.gz"), key=lambda path: path.stat().st_mtime)
    folder = tmp_path_factory.mktemp("package")
    subprocess.run(["tar", "--extract", "--file", newest, "--directory", folder], check=True)
    return next(folder.iterdir())


@pytest.fixture(scope="module")
def open_folder():
    """One that every user may go through."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="souk-package."))
    folder.chmod(0o711)
    yield folder
    subprocess.run([*AS_ROOT, "rm", "-r", "--one-file-system", folder], check=True)


@pytest.fixture(scope="module")
def machine(open_folder, package):
    """The root folder of a minimal Debian with the libraries of INSTALL.md, and Souk in its place."""
    folder = open_folder / "root"
    libraries = re.search(r"apt-get install (.*)", (package / "INSTALL.md").read_text())[1].split()
    sources = pathlib.Path("/etc/apt/sources.list.d/debian.sources")
    mirror = re.search(r"URIs: (\S+)", sources.read_text())[1] if sources.exists() else "http://deb.debian.org/debian"
    made = subprocess.run(
        [*AS_ROOT, "debootstrap", "--variant=minbase", f"--include={','.join(libraries)}", "bookworm", folder, mirror],
        text=True, capture_output=True, timeout=900)
    assert made.returncode == 0, made.stdout[-2000:]
    subprocess.run([*AS_ROOT, "install", "-m", "0755", package / "souk", folder / "usr/local/bin/souk"], check=True)
    subprocess.run([*AS_ROOT, "install", "-d", folder / "data"], check=True)
    return folder


@pytest.fixture
def data(open_folder):
    """A folder of that user's."""
    folder = open_folder / "data"
    subprocess.run([*AS_ROOT, "install", "-d", "-o", str(USER), "-g", str(USER), folder], check=True)
    return folder


def inside(machine, data, *command):
    """As compose.yaml runs it: an unknown user, nothing to write to but /data, no privileges, no other process to see.

    Outside too: were bwrap started by root, root's files would be that user's own.
    """
    return [*AS_ROOT, "setpriv", "--reuid", str(USER), "--regid", str(USER), "--clear-groups",
            "bwrap", "--unshare-user", "--unshare-pid", "--unshare-ipc", "--uid", str(USER), "--gid", str(USER),
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


def test_it_serves_where_there_is_no_swift_and_only_data_may_be_written(machine, data):
    assert not list(machine.rglob("libswift*")), "there is a Swift on this machine"
    port = free_port()
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
        assert_unprivileged(souk_below(server.pid))
        # There anybody might write.
        assert "Read-only file system" in failure(machine, data, "touch", "/var/tmp/x")
        assert "Permission denied" in failure(machine, data, "cat", "/etc/shadow")
    finally:
        if server.poll() is None:
            subprocess.run([*AS_ROOT, "kill", souk_below(server.pid)], check=True)
        output = server.communicate(timeout=20)[0]
    assert '"stopped"' in output
    assert sorted(path.name for path in data.iterdir() if path.suffix != ".lock") == ["souk.keys", "souk.sqlite"]


def assert_unprivileged(process):
    """By what the kernel says outside."""
    lines = pathlib.Path(f"/proc/{process}/status").read_text().splitlines()
    status = {name: value.split() for name, value in (line.split(":", 1) for line in lines)}
    assert status["Name"] == ["souk"]
    assert (status["Uid"], status["Gid"], status["Groups"]) == ([str(USER)] * 4, [str(USER)] * 4, [])
    assert [int(status[f"Cap{kind}"][0], 16) for kind in ("Inh", "Prm", "Eff", "Bnd", "Amb")] == [0] * 5
    assert status["NoNewPrivs"] == ["1"]


def failure(machine, data, *command):
    """What a command says that must fail."""
    ran = subprocess.run(inside(machine, data, *command), text=True, capture_output=True, timeout=20)
    assert ran.returncode != 0
    return ran.stderr


def souk_below(process):
    """The id of the last process in the line of only children: sudo's, bwrap's, its first one inside, Souk."""
    while below := pathlib.Path(f"/proc/{process}/task/{process}/children").read_text().split():
        process, = below
    return str(process)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
