"""What the voice tells the screens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["start", "note", "wait", "word", "end", "off", "ready"]


@dataclass(frozen=True)
class VoiceEvent:
    """One piece of news from the voice. It never holds the words that are said.

    `kind` is one of:

    - `ready`: the speaking process is up (again). `request` is None.
    - `start`: the request is being said, or written to its file. It comes again after a pause.
    - `note`: `sentence` is said instead of the text, because no voice speaks its language. The
      words that follow count characters of `sentence`.
    - `wait`: another face has been talking on the device for a second or more. `sentence` says
      so. The first `word` ends the wait.
    - `word`: the word at `at` is being heard now. `at` and `length` count characters of the
      text that was given to `say`.
    - `end`: the request is over; each request gets exactly one. `completed` tells whether it
      was said to its end. A file that could not be written brings a `sentence`.
    - `off`: there is no sound; `sentence` says why and what to do, for a person to read. It
      comes before the `end` of the request it belongs to.
    """

    kind: Kind
    request: int | None
    at: int = 0
    length: int = 0
    completed: bool = False
    sentence: str = ""
