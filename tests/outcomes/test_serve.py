"""Showing the site in the room: over real HTTP, and nothing but what was published."""

import http.client
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.errors import HeardError
from outcomes.addresses_here import addresses_here
from outcomes.manifest import MANIFEST, Manifest, mark_of, replace_files
from outcomes.serve import SiteServer, site_server

PATIENCE = 20.0
PUBLISHED = {
    "index.html": b"<!doctype html>first",
    "k7p2k7p2/index.html": b"<!doctype html>page",
    "k7p2k7p2/outcome.mp3": b"".join(b"%04d" % number for number in range(256)),
    "k7p2k7p2/outcome.brf": b",WE W",
    "feed.xml": b"<feed/>",
}
OUTSIDE = "nobody should read this"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteServer]:
    folder = tmp_path_factory.mktemp("served") / "site"
    files = {path: mark_of(content) for path, content in PUBLISHED.items()}
    replace_files(folder, Manifest(), Manifest(files), PUBLISHED)
    (folder / "private.txt").write_text(OUTSIDE)
    (folder.parent / "secret.txt").write_text(OUTSIDE)
    (folder / "k7p2k7p2" / "draft.html").write_text(OUTSIDE)
    serving = site_server(folder, 0, "127.0.0.1")
    thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield serving
    serving.shutdown()
    thread.join()
    serving.server_close()


class Answer:
    def __init__(self, found: http.client.HTTPResponse) -> None:
        self.status, self.headers, self.body = found.status, found.headers, found.read()


def ask(server: SiteServer, path: str, method: str = "GET", **headers: str) -> Answer:
    asking = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=PATIENCE)
    try:
        asking.putrequest(method, path, skip_host=False)
        for name, value in headers.items():
            asking.putheader(name, value)
        asking.endheaders()
        return Answer(asking.getresponse())
    finally:
        asking.close()


@pytest.mark.parametrize(
    ("path", "name", "kind"),
    [
        ("/", "index.html", "text/html; charset=utf-8"),
        ("/k7p2k7p2/", "k7p2k7p2/index.html", "text/html; charset=utf-8"),
        ("/k7p2k7p2/index.html?from=qr", "k7p2k7p2/index.html", "text/html; charset=utf-8"),
        ("/k7p2k7p2/outcome.mp3", "k7p2k7p2/outcome.mp3", "audio/mpeg"),
        ("/k7p2k7p2/outcome.brf", "k7p2k7p2/outcome.brf", "text/plain; charset=us-ascii"),
        ("/feed.xml", "feed.xml", "application/atom+xml; charset=utf-8"),
    ],
)
def test_what_was_published_is_given(server: SiteServer, path: str, name: str, kind: str) -> None:
    found = ask(server, path)
    assert (found.status, found.body) == (200, PUBLISHED[name])
    assert found.headers["Content-Type"] == kind
    only_head = ask(server, path, "HEAD")
    assert (only_head.status, only_head.body) == (200, b"")
    assert only_head.headers["Content-Length"] == str(len(PUBLISHED[name]))


def test_the_address_in_a_square_leads_to_the_page(server: SiteServer) -> None:
    found = ask(server, "/k7p2k7p2")
    assert (found.status, found.headers["Location"]) == (301, "/k7p2k7p2/")


@pytest.mark.parametrize(
    "path",
    [
        "/private.txt",
        "/k7p2k7p2/draft.html",
        f"/{MANIFEST}",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/k7p2k7p2/..%2f..%2fsecret.txt",
        "//etc/passwd",
        "/etc/passwd",
        "/k7p2k7p2/%00",
        "/%ff%fe",
        "/nothing/",
        "/" + "x" * 5000,
        "http://elsewhere.example/private.txt",
    ],
)
def test_nothing_else_is_given(server: SiteServer, path: str) -> None:
    found = ask(server, path)
    assert found.status == 404
    assert OUTSIDE.encode() not in found.body
    assert b"There is no such page here" in found.body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "X"])
def test_nothing_but_looking_is_possible(server: SiteServer, method: str) -> None:
    found = ask(server, "/", method)
    assert found.status == 501
    assert found.body == b"This cannot be asked here.\n"


def test_a_page_may_run_and_fetch_nothing(server: SiteServer) -> None:
    for path in ("/", "/nowhere", "/k7p2k7p2/outcome.mp3"):
        headers = ask(server, path).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src")
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-cache"
        assert headers["Server"].strip() == "Heard"


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-1", 206, slice(0, 2)),
        ("bytes=1000-", 206, slice(1000, None)),
        ("bytes=-24", 206, slice(1000, None)),
        ("bytes=1000-9999", 206, slice(1000, None)),
        ("bytes=9999-", 200, slice(None)),
        ("bytes=5-2", 200, slice(None)),
        ("bytes=-", 200, slice(None)),
        ("bytes=" + "9" * 5000 + "-", 200, slice(None)),
        ("bytes=0-1,4-5", 200, slice(None)),
    ],
)
def test_sound_can_be_had_in_parts(
    server: SiteServer, asked: str, status: int, part: slice
) -> None:
    whole = PUBLISHED["k7p2k7p2/outcome.mp3"]
    found = ask(server, "/k7p2k7p2/outcome.mp3", Range=asked)
    assert (found.status, found.body) == (status, whole[part])
    if status == 206:
        first = whole.index(found.body)
        last = first + len(found.body) - 1
        assert found.headers["Content-Range"] == f"bytes {first}-{last}/{len(whole)}"


def test_rubbish_and_silence_harm_nobody(
    server: SiteServer, capfd: pytest.CaptureFixture[str]
) -> None:
    place = ("127.0.0.1", server.server_port)
    with socket.create_connection(place, timeout=PATIENCE):  # says nothing at all
        for rubbish in (b"\x16\x03\x01\x02\x00", b"GET\r\n\r\n", b"GET / HTTP/9\r\n\r\n"):
            with socket.create_connection(place, timeout=PATIENCE) as one:
                one.sendall(rubbish)
                one.shutdown(socket.SHUT_WR)
                while one.recv(4096):
                    pass
        assert ask(server, "/").status == 200
    # Whoever asks is noted nowhere.
    assert capfd.readouterr() == ("", "")


def test_what_is_published_later_is_given_and_what_is_taken_back_is_not(tmp_path: Path) -> None:
    serving = site_server(tmp_path, 0, "127.0.0.1")
    thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        assert ask(serving, "/").status == 404
        one = Manifest({"index.html": mark_of(b"one")})
        replace_files(tmp_path, Manifest(), one, {"index.html": b"one"})
        assert ask(serving, "/").body == b"one"
        replace_files(tmp_path, one, Manifest(), {})
        assert ask(serving, "/").status == 404
    finally:
        serving.shutdown()
        thread.join()
        serving.server_close()


def test_a_port_that_is_taken_is_told_in_a_sentence(server: SiteServer) -> None:
    with pytest.raises(HeardError, match=f"uses port {server.server_port} already.*--port"):
        site_server(Path("anywhere"), server.server_port, "127.0.0.1")


def test_the_addresses_of_this_machine_are_those_of_its_networks() -> None:
    for one in addresses_here(8000):
        assert one.startswith("http://")
        assert one.endswith(":8000/")
        assert not one.startswith("http://127.")
        socket.inet_aton(one.removeprefix("http://").removesuffix(":8000/"))
