"""What goes wrong for a server on purpose, again and again, while clients work."""
import signal
import time

from waiting import wait_until


class Faults:
    """Does `kinds` in turn, every `pause` seconds, to `server` and its `postgres`. `count` says how often.

    Not in a thread of its own: a PostgreSQL that one has started ends with it (`PR_SET_PDEATHSIG`).
    """

    def __init__(self, server, kinds, pause, postgres=None):
        self.server, self.kinds, self.pause, self.postgres = server, kinds, pause, postgres
        self.count = 0

    def strike_until(self, condition, within, what):
        """Until each kind was done and `condition` is true."""
        def is_enough():
            self._strike()
            return self.count >= len(self.kinds) and condition()
        wait_until(is_enough, within, what, every=self.pause)

    def _strike(self):
        getattr(self, f"_{self.kinds[self.count % len(self.kinds)]}")()
        self.count += 1

    def _crash(self):
        self.server.kill()
        self.server.start()

    def _freeze(self):
        self.server.process.send_signal(signal.SIGSTOP)
        time.sleep(0.5)
        self.server.process.send_signal(signal.SIGCONT)

    def _cut_off(self):
        """Every connection to the database ends, whatever it is doing."""
        self.postgres.end_connections()

    def _restart(self):
        """The database itself is gone for a moment, and comes back as after a crash."""
        self.postgres.restart()
