"""A way to a PostgreSQL server that breaks when a test wants: just before a COMMIT or after it.

A thread that hands bytes on, both ways. It knows a COMMIT by its name, which the program sends as
plain text in the protocol's messages.
"""

import contextlib
import socket
import threading
from enum import Enum, auto
from types import TracebackType
from urllib.parse import parse_qs, urlsplit

__all__ = ["Cut", "CuttingWay"]


class Cut(Enum):
    """Where the next COMMIT breaks."""

    BEFORE = auto()  # the server never hears of it
    AFTER = auto()  # the server did it, and its answer never comes back


class CuttingWay:
    """A port on this machine that leads to a server's socket."""

    def __init__(self, server: str) -> None:
        folder = parse_qs(urlsplit(server).query)["host"][0]
        self._socket = f"{folder}/.s.PGSQL.5432"
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        self.next: Cut | None = None
        self.is_open = True
        self.cuts = 0
        self._links: list[socket.socket] = []

    def address(self, server: str) -> str:
        """Return the address of a database by this way."""
        name = urlsplit(server).path.lstrip("/")
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}?sslmode=disable"

    def break_all(self) -> None:
        """Break every link that there is."""
        for link in self._links:
            with contextlib.suppress(OSError):
                link.shutdown(socket.SHUT_RDWR)
        self._links.clear()

    def __enter__(self) -> "CuttingWay":
        threading.Thread(target=self._let_in, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with contextlib.suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self.break_all()

    def _let_in(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._door.accept()
                if not self.is_open:
                    client.close()
                    continue
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._socket)
                self._links += [client, server]
                deaf = threading.Event()
                for work in (self._to_server, self._to_client):
                    threading.Thread(target=work, args=(client, server, deaf), daemon=True).start()

    def _to_server(
        self, client: socket.socket, server: socket.socket, deaf: threading.Event
    ) -> None:
        with contextlib.suppress(OSError), client, server:
            while data := client.recv(65_536):
                cut = self.next if b"COMMIT" in data else None
                if cut:
                    self.next = None
                    self.cuts += 1
                    if cut is Cut.BEFORE:
                        break
                    deaf.set()  # from here on the answers go nowhere
                server.sendall(data)
            for link in (client, server):
                link.shutdown(socket.SHUT_RDWR)

    def _to_client(
        self, client: socket.socket, server: socket.socket, deaf: threading.Event
    ) -> None:
        with contextlib.suppress(OSError):
            while data := server.recv(65_536):
                if deaf.is_set():
                    break  # the server has answered, so it is committed
                client.sendall(data)
            for link in (client, server):
                link.shutdown(socket.SHUT_RDWR)
