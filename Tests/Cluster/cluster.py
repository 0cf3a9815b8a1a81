"""A primary and a standby, instances of Souk on both, nginx in front: what compose.yaml describes, without containers."""
import pathlib
import shutil
import tempfile

from instances import Instance, Nginx
from postgres import Postgres
from wire import Wire


class Cluster:
    """Starts when entered, in a folder of its own, and leaves nothing running and nothing behind.

    With wires the instances reach the primary and, for reads, the standby by `primary_wire` and `standby_wire`.
    """

    def __init__(self, binary, instances=3, folder=None, has_wires=False):
        self.is_temporary = folder is None
        self.folder = pathlib.Path(folder or tempfile.mkdtemp(prefix="souk-cluster."))
        # PostgreSQL's own user must be able to go through it.
        self.folder.chmod(0o711)
        self.primary = Postgres(self.folder, "primary")
        self.standby = Postgres(self.folder, "standby", self.primary.password)
        self.primary_wire = Wire(self.primary.port) if has_wires else None
        self.standby_wire = Wire(self.standby.port) if has_wires else None
        first = (self.primary_wire or self.primary).port
        self.database = (f"postgres://souk@127.0.0.1:{first},127.0.0.1:{self.standby.port}/souk"
                         "?target_session_attrs=read-write&connect_timeout=2")
        # As compose.yaml does: the password apart from the URL.
        settings = {"SOUK_DATABASE": self.database, "PGPASSWORD": self.primary.password}
        if has_wires:
            settings["SOUK_READ_DATABASE"] = f"postgres://souk@127.0.0.1:{self.standby_wire.port}/souk?connect_timeout=2"
        self.instances = [Instance(self.folder, f"souk{number}", binary, environment=settings)
                          for number in range(1, instances + 1)]
        self.nginx = Nginx(self.folder, self.instances)

    @property
    def url(self):
        return self.nginx.url

    def __enter__(self):
        try:
            self.primary.make()
            self.primary.start()
            self.primary.query("CREATE DATABASE souk")
            self.standby.follow(self.primary)
            self.standby.start()
            self.primary.wait_for(self.standby)
            # All at the same moment: they agree among themselves on who makes the tables.
            for instance in self.instances:
                instance.begin()
            for instance in self.instances:
                instance.wait()
            self.nginx.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for instance in self.instances:
            if instance.program and instance.program.is_running:
                instance.kill()
        for part in (self.nginx, self.standby, self.primary):
            part.stop()
        for wire in (self.primary_wire, self.standby_wire):
            if wire:
                wire.close()
        if self.is_temporary:
            shutil.rmtree(self.folder, ignore_errors=True)

    def logged(self, request_id):
        """What the instances wrote of a request."""
        lines = [line for instance in self.instances for line in (instance.folder / "log").read_text().splitlines()]
        return [line for line in lines if request_id in line]

    def promote_standby(self):
        """What a failover manager does once the primary is gone for good."""
        self.standby.promote()
