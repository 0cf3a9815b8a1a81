"""A PostgreSQL of the benchmark's own."""
import glob
import os
import pwd
import shutil
import signal
import subprocess
import time

from peers import P
from server import RUN, cpus, free_port

PG_BIN = (sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4])) or [""])[-1]


class Postgres:
    """Our own cluster under PEERS_DIR, on its own port."""

    def __init__(self, pin):
        self.dir, self.port = f"{P}/pgdata", free_port()
        as_pg = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}
        self.kw = as_pg
        self.user = "postgres" if as_pg else pwd.getpwuid(os.getuid()).pw_name
        if not os.path.exists(self.dir):
            os.mkdir(self.dir, 0o700)
            if as_pg:
                shutil.chown(self.dir, "postgres", "postgres")
            subprocess.run([f"{PG_BIN}/initdb", "-D", self.dir, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-U", self.user],
                           check=True, stdout=subprocess.DEVNULL, cwd="/tmp", **as_pg)
        pidfile = f"{self.dir}/postmaster.pid"
        if os.path.exists(pidfile) and os.path.exists("/proc/" + open(pidfile).readline().strip()):
            raise SystemExit(f"a postgres already runs on {self.dir}: end pid {open(pidfile).readline().strip()} first")
        self.log = open(f"{RUN}/postgres.log", "ab")
        self.p = subprocess.Popen(
            [f"{PG_BIN}/postgres", "-D", self.dir, "-p", str(self.port), "-h", "127.0.0.1", "-k", "", "-c", "shared_buffers=256MB",
             "-c", "max_connections=64", "-c", "jit=off", "-c", "max_wal_size=2GB", "-c", "autovacuum=off"],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, start_new_session=True, cwd="/tmp",
            preexec_fn=cpus({0} if pin else None), **as_pg)
        self.pid = self.p.pid
        for _ in range(200):
            if subprocess.run([f"{PG_BIN}/pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]).returncode == 0:
                break
            time.sleep(0.1)
        else:
            raise SystemExit("postgres did not start")

    def sql(self, db, text):
        r = subprocess.run([f"{PG_BIN}/psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", str(self.port), "-U", self.user, "-d", db, "-f", "-"],
                           input=text, text=True, capture_output=True)
        if r.returncode:
            raise RuntimeError(r.stderr)
        return r.stdout

    def url(self, db):
        return f"postgres://{self.user}@127.0.0.1:{self.port}/{db}"

    def fresh(self, name, template, sync):
        self.sql("postgres", f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self.sql("postgres", f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
        self.sql("postgres", f'ALTER DATABASE "{name}" SET synchronous_commit={"on" if sync == "full" else "off"}')
        self.sql(name, "CHECKPOINT")
        return self.url(name)

    def stop(self):
        if self.p.poll() is None:
            self.p.send_signal(signal.SIGINT)
            self.p.wait(60)
        self.log.close()
