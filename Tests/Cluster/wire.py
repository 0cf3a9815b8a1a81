"""A wire that can be cut without anybody noticing: what a lost machine or a firewall looks like."""
import socket
import threading


class Wire:
    """Forwards connections to `port` of this machine. After `cut` it still takes them, as it does what is sent, and says
    nothing, neither to those that are open nor to new ones."""

    def __init__(self, port):
        self.target, self.is_cut, self.ends = port, False, []
        self.door = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = self.door.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self):
        self.is_cut = True

    def close(self):
        # Closing alone would leave the thread in `accept`.
        self.door.shutdown(socket.SHUT_RDWR)
        self.door.close()
        for end in self.ends:
            end.close()

    def _accept(self):
        while True:
            try:
                near, _ = self.door.accept()
            except OSError:
                return
            self.ends.append(near)
            if not self.is_cut:
                self._connect(near)

    def _connect(self, near):
        try:
            far = socket.create_connection(("127.0.0.1", self.target))
        except OSError:
            near.close()
            return
        self.ends.append(far)
        for source, sink in ((near, far), (far, near)):
            threading.Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _carry(self, source, sink):
        try:
            while data := source.recv(65536):
                if self.is_cut:
                    continue
                sink.sendall(data)
            if not self.is_cut:
                sink.shutdown(socket.SHUT_WR)
        except OSError:
            # One end was reset, as by a server that ends with something unread. The other must hear of it.
            if not self.is_cut:
                self._end(source, sink)

    @staticmethod
    def _end(*sockets):
        for each in sockets:
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
