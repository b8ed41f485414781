"""A stand-in for aplay that keeps the pace of a sound card, and the moments it lives through."""

import os
import selectors
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

# Perl starts in 1.6 ms and aplay itself in 2.2 ms; Python takes 20 ms, which would hide what is
# measured. It takes 0.1 s ahead, as a card's buffer does. What it tells fits in one write.
PLAYER = """#!/usr/bin/env perl
open(my $log, '>>', '{log}'); $| = 1;
syswrite($log, "$$ START\\n");
for (@ARGV) {{ if (-f $_) {{ open(STDIN, '<', $_) }} }}
my ($sound, $taken) = ('', 0);
while (my $got = sysread(STDIN, $sound, 2048)) {{
    syswrite($log, "$$ FIRST\\n") unless $taken;
    $taken += $got;
    select(undef, undef, undef, $got / 44100) if $taken > 4410;
}}
syswrite($log, "$$ END\\n");
"""


@dataclass
class Play:
    """One player: the moments of its first sound, of its last, and of its death."""

    first: float | None = None
    whole: bool = False
    death: float | None = None


class Listener:
    """Puts the stand-in on a PATH, and stamps what the players tell as it comes."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.bin.mkdir(exist_ok=True)
        self.plays: dict[int, Play] = {}
        log = folder / "players"
        os.mkfifo(log)
        program = self.bin / "aplay"
        program.write_text(PLAYER.format(log=log))
        program.chmod(0o755)
        # Open for both: it never comes to its end when there is no player.
        self._log = os.open(log, os.O_RDWR | os.O_NONBLOCK)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._log, selectors.EVENT_READ)
        self._news = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            ready = self._selector.select()
            now = time.monotonic()
            with self._news:
                for key, _ in ready:
                    if key.fd == self._log:
                        self._read(now)
                    else:
                        self._selector.unregister(key.fd)
                        os.close(key.fd)
                        self.plays[cast("int", key.data)].death = now
                self._news.notify_all()

    def _read(self, now: float) -> None:
        for line in os.read(self._log, 65536).decode().splitlines():
            number, what = line.split()
            pid = int(number)
            if what == "START":
                self.plays[pid] = Play()
                try:
                    self._selector.register(os.pidfd_open(pid), selectors.EVENT_READ, pid)
                except ProcessLookupError:
                    self.plays[pid].death = now
            elif what == "FIRST":
                self.plays[pid].first = now
            else:
                self.plays[pid].whole = True

    def wait_for(self, find: Callable[[], object], seconds: float) -> bool:
        """Wait until something is true of the plays; tell whether it became so."""
        with self._news:
            return bool(self._news.wait_for(find, timeout=seconds))

    def begun_after(self, moment: float) -> Play | None:
        """Return the first play whose sound began after a moment."""
        begun = [play for play in list(self.plays.values()) if play.first and play.first > moment]
        return min(begun, key=lambda play: play.first or 0, default=None)

    def is_quiet(self) -> bool:
        """Whether no player is left."""
        return all(play.death for play in list(self.plays.values()))
