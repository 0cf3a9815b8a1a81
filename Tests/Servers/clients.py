"""Clients that work side by side, each in a thread of its own."""
import threading
import time


class Clients:
    """So many threads in `work(number)` while the block lasts; it returns when `ended` is set. What one of them raises fails the
    block, and so does one that hangs."""
    patience = 60  # seconds that all may take to come to their end

    def __init__(self, clients, work):
        self.ended, self.errors = threading.Event(), []
        self.threads = [threading.Thread(target=self._run, args=(work, number), daemon=True) for number in range(clients)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, kind, error, _):
        if error is None:
            self.stop()
            return
        # What went wrong in the block is told first: a client's failure may be its cause.
        self._end()
        for failure in self.errors:
            error.add_note(f"A client ended: {failure!r}")

    def stop(self):
        self._end()
        if self.errors:
            raise self.errors[0]
        assert not any(thread.is_alive() for thread in self.threads), "a client hangs"
        return self

    def _end(self):
        self.ended.set()
        end = time.monotonic() + self.patience
        for thread in self.threads:
            thread.join(max(0, end - time.monotonic()))

    def _run(self, work, number):
        try:
            work(number)
        except Exception as failure:
            self.errors.append(failure)
