"""A PostgreSQL of one's own, and a second one that follows it."""
import contextlib
import os
import pathlib
import secrets
import signal
import subprocess

from ports import free_port
from programs import Program, as_user, clean_environment, database_owner
from waiting import wait_until

SETTINGS = """
listen_addresses = '127.0.0.1'
max_connections = 200
shared_buffers = 64MB
max_wal_size = 512MB
log_line_prefix = '%m [%p] %d '
hot_standby = on
wal_receiver_timeout = 5s
wal_sender_timeout = 5s
"""


def programs_folder():
    """Where the newest PostgreSQL's programs are."""
    folders = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    if not folders:
        raise SystemExit("PostgreSQL 15 or newer is needed; on Debian: postgresql")
    return folders[-1]


class Postgres:
    """One PostgreSQL server in a folder of its own, on a free port. `make` or `follow` fills it, `start` starts it."""

    def __init__(self, folder, name, password=None):
        self.folder, self.name, self.port = pathlib.Path(folder) / name, name, free_port()
        self.password = password or secrets.token_hex(16)
        self.owner = database_owner()
        self.data = self.folder / "data"
        self.program = None
        self.folder.mkdir()
        (self.folder / "password").write_text(self.password)
        (self.folder / "password").chmod(0o600)
        if self.owner:
            for path in (self.folder, self.folder / "password"):
                os.chown(path, self.owner.pw_uid, self.owner.pw_gid)

    def url(self, database="souk"):
        return f"postgres://souk:{self.password}@127.0.0.1:{self.port}/{database}"

    def make(self):
        """An empty cluster."""
        self._run("initdb", "--pgdata", self.data, "--username", "souk", "--pwfile", self.folder / "password",
                  "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-instructions", "--no-sync")
        self._configure()

    def follow(self, primary):
        """A copy of `primary` that stays one: it streams what is written there, by a slot that keeps it until then."""
        source = f"{primary.url('postgres')}?application_name={self.name}"
        self._run("pg_basebackup", "--pgdata", self.data, "--dbname", source, "--write-recovery-conf",
                  "--create-slot", "--slot", self.name, "--checkpoint", "fast", "--no-sync")
        self._configure()

    def start(self):
        self.program = Program(
            [programs_folder() / "postgres", "-D", self.data, "-p", str(self.port)],
            self.folder / "log", folder=self.folder.parent, owner=self.owner, goodbye=signal.SIGINT)
        wait_until(self._accepts, 30, f"PostgreSQL {self.name} accepts connections")

    def query(self, sql, database="postgres"):
        """The rows as text, `|` between columns."""
        return self._run("psql", "--no-psqlrc", "--no-align", "--tuples-only", "--set", "ON_ERROR_STOP=1",
                         "--dbname", self.url(database), "--command", sql).strip()

    def wait_for(self, standby):
        """From now on no commit is acknowledged before `standby` has it on its disk as well."""
        self.query(f"ALTER SYSTEM SET synchronous_standby_names = '{standby.name}'")
        self.query("SELECT pg_reload_conf()")
        followers = f"SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync' AND application_name = '{standby.name}'"
        wait_until(lambda: self.query(followers) == "1", 20, "the standby keeps up with the primary")

    def promote(self):
        """Makes a standby a primary of its own. It waits for no other."""
        self._run("pg_ctl", "promote", "--pgdata", self.data, "--wait", "--timeout", "30")

    def end_connections(self, database="souk"):
        """What an administrator, a failing network or a restart does. How many there were."""
        return int(self.query(
            f"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{database}'"))

    def kill(self):
        """As if its machine were gone: nothing is finished, nobody is told, and no process is left."""
        # Found first: without the postmaster they would say goodbye to their clients.
        processes = self._processes()
        if self.program:
            self.program.kill()

        def are_gone():
            for process in processes:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
            processes[:] = self._processes()
            return not processes
        wait_until(are_gone, 10, f"PostgreSQL {self.name} is gone", every=0.005)

    def restart(self):
        """As after a crash (the mode `immediate`): nothing is finished, and the log is gone through again."""
        self.program.send(signal.SIGQUIT)
        self.program.process.wait(30)
        self.start()

    def stop(self):
        if self.program and self.program.is_running:
            self.program.stop()

    def _configure(self):
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(SETTINGS + f"unix_socket_directories = '{self.folder}'\ncluster_name = '{self.name}'\n")

    def _processes(self):
        """All that have its data for their working folder, as every process of PostgreSQL does, whoever their parent is now."""
        data, found = os.path.realpath(self.data), []
        for process in filter(str.isdigit, os.listdir("/proc")):
            with contextlib.suppress(OSError):
                if os.readlink(f"/proc/{process}/cwd") == data:
                    found.append(int(process))
        return found

    def _accepts(self):
        if not self.program.is_running:
            raise AssertionError(f"PostgreSQL {self.name} ended:\n{(self.folder / 'log').read_text()}")
        ready = [str(programs_folder() / "pg_isready"), "--quiet", "--host", "127.0.0.1", "--port", str(self.port)]
        return subprocess.run(ready, timeout=10).returncode == 0

    def _run(self, name, *arguments):
        command = as_user(self.owner, [str(programs_folder() / name), *map(str, arguments)])
        ran = subprocess.run(command, cwd=self.folder, env=clean_environment(), text=True, capture_output=True, timeout=60)
        if ran.returncode != 0:
            raise AssertionError(f"{name} failed:\n{ran.stdout}{ran.stderr}")
        return ran.stdout
