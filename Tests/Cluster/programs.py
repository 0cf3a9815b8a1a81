"""Programs that end with whoever started them."""
import os
import pwd
import signal
import subprocess


def clean_environment():
    """Nothing of the tester's own settings reaches the programs."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("SOUK_", "PG"))}


def database_owner():
    """Who PostgreSQL runs as: it refuses to be root. None: whoever runs this."""
    if os.getuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def as_user(owner, command):
    if owner is None:
        return list(command)
    return ["setpriv", "--reuid", str(owner.pw_uid), "--regid", str(owner.pw_gid), "--clear-groups", *command]


class Program:
    """One process; its output is in `log`. `goodbye` is the signal that ends it and its children, in good order."""

    def __init__(self, command, log, *, folder, environment=None, owner=None, goodbye=signal.SIGTERM):
        self.log, self.goodbye = log, goodbye
        # The kernel sends it should this process die without a word.
        command = as_user(owner, ["setpriv", "--pdeathsig", goodbye.name.removeprefix("SIG"), *command])
        with open(log, "ab") as output:
            self.process = subprocess.Popen(
                command, cwd=folder, env=environment or clean_environment(), stdin=subprocess.DEVNULL,
                stdout=output, stderr=output)

    @property
    def is_running(self):
        return self.process.poll() is None

    def send(self, number):
        if self.is_running:
            self.process.send_signal(number)

    def kill(self):
        self.send(signal.SIGKILL)
        self.process.wait(10)

    def stop(self, within=20):
        """Asks it to end and returns its exit code; ends it by force when it does not."""
        self.send(self.goodbye)
        try:
            return self.process.wait(within)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
