"""What goes wrong for a server on purpose, again and again, while clients work."""
import signal
import threading
import time

from databases import SERVER, psql


class Faults:
    """Does each of `kinds` in turn, every `pause` seconds, to `server`, until the block ends. `count` says how often."""

    def __init__(self, server, kinds, pause):
        self.server, self.kinds, self.pause = server, kinds, pause
        self.count, self.failure = 0, None
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._work, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join(60)
        assert not self.thread.is_alive(), "a fault does not come to its end"
        if self.failure:
            raise self.failure

    def _work(self):
        try:
            while not self.ended.wait(self.pause):
                getattr(self, f"_{self.kinds[self.count % len(self.kinds)]}")()
                self.count += 1
        except Exception as failure:
            self.failure = failure

    def _crash(self):
        self.server.kill()
        self.server.start()

    def _freeze(self):
        self.server.process.send_signal(signal.SIGSTOP)
        time.sleep(0.5)
        self.server.process.send_signal(signal.SIGCONT)

    def _cut_off(self):
        """Every connection to the database ends, whatever it is doing."""
        name = self.server.database.rsplit("/", 1)[1]
        psql(f"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{name}'", SERVER)
