"""Showing a site on the local network, to phones in the room. It only gives what was published.

Whoever asks leaves no trace: no address, no time and no page is noted anywhere.
"""

import contextlib
import errno
import mimetypes
import re
import socket
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote, unquote, urlsplit

from models.errors import HeardError
from outcomes.manifest import MANIFEST, read_manifest
from outcomes.site_index import gone_page

__all__ = ["PORT", "SiteServer", "site_server"]

PORT = 8000
# Seconds that a phone may take for its request, and phones that are served at one moment.
PATIENCE = 15
MOST_AT_ONCE = 64
PIECE = 65_536
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    # What is taken back is gone with the next look.
    "Cache-Control": "no-cache",
}
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".xml": "application/atom+xml; charset=utf-8",
    ".json": "application/json",
    ".ics": "text/calendar; charset=utf-8",
    ".brf": "text/plain; charset=us-ascii",
    ".mp3": "audio/mpeg",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


class SiteServer(ThreadingHTTPServer):
    """A small server of one site's folder."""

    daemon_threads = True
    request_queue_size = MOST_AT_ONCE

    def __init__(self, place: tuple[str, int], folder: Path) -> None:
        self.folder = folder
        self._room = threading.BoundedSemaphore(MOST_AT_ONCE)
        self._known: tuple[int, frozenset[str]] = (0, frozenset())
        super().__init__(place, _Handler)

    @property
    def files(self) -> frozenset[str]:
        """Every file that may be given: what was published last, and nothing else."""
        try:
            written = (self.folder / MANIFEST).stat().st_mtime_ns
        except OSError:
            return frozenset()
        if written != self._known[0]:
            self._known = (written, frozenset(read_manifest(self.folder).files))
        return self._known[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serve one phone, or turn it away where too many are served already."""
        if not self._room.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Serve one phone in its own thread, and make room again."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._room.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a phone that went away is no fault, and its address is nobody's business."""

    def server_bind(self) -> None:
        """Take the port. Unlike its parent it asks no name server who we are."""
        socket.socket.bind(self.socket, self.server_address)
        host, port = self.socket.getsockname()[:2]
        self.server_address, self.server_name, self.server_port = (host, port), "heard", port


class _Handler(BaseHTTPRequestHandler):
    """One request: GET or HEAD of a published file."""

    server: SiteServer
    protocol_version = "HTTP/1.1"
    server_version = "Heard"
    sys_version = ""
    timeout: ClassVar[int] = PATIENCE

    def do_GET(self) -> None:
        """Give a file, or the page that says there is none."""
        asked = urlsplit(self.path).path
        with contextlib.suppress(HeardError):
            name = _name_of(asked)
            files = self.server.files
            if name in files:
                self._give(self.server.folder / name)
                return
            if f"{name}/index.html" in files:
                # The pages lead on from where they are, so their addresses end with a slash.
                self._begin(HTTPStatus.MOVED_PERMANENTLY, 0, "", Location=f"/{quote(name)}/")
                return
        self._send_page(HTTPStatus.NOT_FOUND, gone_page(taken_back=False, home="/"))

    do_HEAD = do_GET  # noqa: N815 - the name that the standard library looks for

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer what is no question of ours, in a few plain words."""
        del message, explain
        self.close_connection = True
        self._send_page(HTTPStatus(code), "This cannot be asked here.\n", "text/plain")

    def log_message(self, format: str, *args: Any) -> None:
        """Note nothing about anybody."""

    def _give(self, path: Path) -> None:
        try:
            file = path.open("rb")
        except OSError:
            self._send_page(HTTPStatus.NOT_FOUND, gone_page(taken_back=False, home="/"))
            return
        with file:
            size = file.seek(0, 2)
            kind = TYPES.get(path.suffix.lower()) or mimetypes.guess_type(path.name)[0]
            first, last = self._part(size)
            whole = (first, last) == (0, size - 1)
            more = {} if whole else {"Content-Range": f"bytes {first}-{last}/{size}"}
            status = HTTPStatus.OK if whole else HTTPStatus.PARTIAL_CONTENT
            length = last - first + 1
            self._begin(status, length, kind or "application/octet-stream", **more)
            if self.command == "HEAD":
                return
            file.seek(first)
            while length > 0 and (piece := file.read(min(PIECE, length))):
                self.wfile.write(piece)
                length -= len(piece)

    def _part(self, size: int) -> tuple[int, int]:
        """Return which bytes are asked for: some phones play sound only piece by piece."""
        asked = _RANGE.fullmatch(self.headers.get("Range", ""))
        if not asked or not any(asked.groups()):
            return 0, size - 1
        first, last = asked.groups()
        if not first:
            return max(0, size - int(last)), size - 1
        end = min(int(last), size - 1) if last else size - 1
        return (int(first), end) if int(first) <= end else (0, size - 1)

    def _send_page(self, status: HTTPStatus, words: str, kind: str = "text/html") -> None:
        content = words.encode()
        self._begin(status, len(content), f"{kind}; charset=utf-8")
        if self.command != "HEAD":
            self.wfile.write(content)

    def _begin(self, status: HTTPStatus, length: int, kind: str, **more: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(length))
        if kind:
            self.send_header("Content-Type", kind)
        if self.close_connection:
            self.send_header("Connection", "close")
        for name, value in {**HEADERS, "Accept-Ranges": "bytes", **more}.items():
            self.send_header(name, value)
        self.end_headers()


def site_server(folder: Path, port: int = PORT, host: str = "") -> SiteServer:
    """Return a server that is ready, on all networks of this machine. Port 0 takes any.

    Raises ``HeardError`` where the port cannot be had.
    """
    try:
        return SiteServer((host, port), folder)
    except OSError as trouble:
        if trouble.errno == errno.EADDRINUSE:
            why = f"Something else on this machine uses port {port} already."
        elif trouble.errno == errno.EACCES:
            why = f"Only the system may use port {port}."
        else:
            why = f"Port {port} cannot be used here."
        raise HeardError(
            f"{why} The site is written and safe. Choose another port: --port {PORT + 80}"
        ) from None


def _name_of(asked: str) -> str:
    """Return the path of a file for the path of a request, which may be anything at all."""
    name = unquote(asked, errors="replace").removeprefix("/")
    return f"{name}index.html" if not name or name.endswith("/") else name
