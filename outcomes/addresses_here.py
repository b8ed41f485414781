"""Where phones on the same network find this machine."""

import contextlib
import socket
from collections.abc import Iterator

__all__ = ["addresses_here"]


def addresses_here(port: int) -> list[str]:
    """Return the web addresses at which phones on the same network find this machine."""
    return [f"http://{one}:{port}/" for one in sorted(set(_own_numbers()))]


def _own_numbers() -> Iterator[str]:
    """Yield this machine's own addresses in its networks; nothing is sent to find them."""
    import fcntl
    import struct

    for _, name in socket.if_nameindex():
        with (
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking,
            contextlib.suppress(OSError),
        ):
            found = fcntl.ioctl(
                asking, 0x8915, struct.pack("256s", name.encode()[:15])
            )  # SIOCGIFADDR
            number = socket.inet_ntoa(found[20:24])
            if not number.startswith("127."):
                yield number
