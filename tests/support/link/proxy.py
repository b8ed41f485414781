"""A TCP proxy that can pass, refuse, fall silent, or cut a connection after a request went out.

Cut like that, the server has done what was asked and nobody hears of it: the worst that a link
can do to a COMMIT.
"""

import contextlib
import random
import selectors
import socket
import threading
import time
from collections.abc import Callable

__all__ = ["PASS", "Proxy"]

PASS, REFUSE, SILENT, CUT, DROP = "pass", "refuse", "silent", "cut", "drop"
FAULTS = (REFUSE, SILENT, CUT, DROP)
CHANCE = 0.15


class Proxy:
    """Listens on a port of its own, and passes on to a server on a Unix socket or a port."""

    def __init__(self, reach: Callable[[], socket.socket], seed: int = 0) -> None:
        self.mode = PASS
        self.cuts = 0
        self._reach = reach
        self._random = random.Random(seed)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        """Listen no more."""
        self.mode = REFUSE
        self._listener.close()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                if self.mode == REFUSE:
                    client.close()
                else:
                    threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        try:
            server = self._reach()
        except OSError:
            client.close()
            return
        with client, server, contextlib.suppress(OSError), selectors.DefaultSelector() as ready:
            ready.register(client, selectors.EVENT_READ)
            ready.register(server, selectors.EVENT_READ)
            while self._pass_on(ready, client, server):
                pass

    def _pass_on(
        self, ready: selectors.DefaultSelector, client: socket.socket, server: socket.socket
    ) -> bool:
        events = ready.select(0.1)
        if self.mode == SILENT:
            time.sleep(0.02)
            return True
        if self.mode in (DROP, REFUSE):
            return False
        for key, _ in events:
            origin = client if key.fileobj is client else server
            data = origin.recv(65536)
            if not data:
                return False
            if self.mode == CUT and self._random.random() < CHANCE:
                self.cuts += 1
                if origin is client:
                    server.sendall(data)
                    time.sleep(0.01)  # so that the server does it
                return False
            (server if origin is client else client).sendall(data)
        return True
