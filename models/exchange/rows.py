"""What a row of a file says, as contributions that could come in: or why they cannot."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from assets.language_names import NAMES, OWN_NAMES
from models.contribution.types import NO_CONSENT, THE_LEADER, Consent, Role
from models.exchange.column_map import ColumnMap, folded, matching_prompt
from models.exchange.sheet_files import ADDED_COLUMNS, Row, Sheet
from models.identity import now_ms
from models.space.prompt import Prompt
from models.words import clean

__all__ = ["Incoming", "NotTakenError", "Reader", "read_when"]

# Forty times the longest answer in real data: what is longer is a document, or a mistake.
LONGEST_WORDS = 100_000
_GUARDED = re.compile("^'(?=[\\s\u200b\u2060]*[=+\\-@＝＋－＠])")
_DAY = re.compile(
    r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})"
    r"(?:[ ,T]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]m)?)?",
    re.IGNORECASE,
)
SECONDS, MILLISECONDS = re.compile(r"\d{9,10}"), re.compile(r"\d{12,13}")
YES = {
    *("yes", "y", "true", "1", "x", "agree", "i agree", "agreed", "ok", "okay", "on"),
    *("tak", "ydw", "ie", "iawn", "checked", "selected", "✓", "✔"),
}
ROLES: dict[str, str] = {
    **{str(role): str(role) for role in Role if role},
    THE_LEADER: THE_LEADER,
    **dict.fromkeys(
        (
            *("i use services", "service user", "person who uses services", "user", "client"),
            *("someone who uses services", "resident", "person with lived experience"),
        ),
        str(Role.USES_SERVICES),
    ),
    **dict.fromkeys(
        ("carer", "i am a carer", "unpaid carer", "family carer", "family member", "parent carer"),
        str(Role.CARER),
    ),
    **dict.fromkeys(
        ("professional", "member of staff", "i am staff", "practitioner", "worker", "provider"),
        str(Role.STAFF),
    ),
    **dict.fromkeys(("advocate", "i am an advocate"), str(Role.ADVOCATE)),
    "leader": THE_LEADER,
}
LANGUAGES = {
    **{name.casefold(): tag for tag, name in NAMES.items()},
    **{name.casefold(): tag for tag, name in OWN_NAMES.items()},
}
_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)


class NotTakenError(ValueError):
    """A row, or an answer in it, cannot be taken; the text says why, and never repeats it."""


@dataclass(frozen=True)
class Incoming:
    """A contribution that could come in. ``created`` is UTC milliseconds, None where not told."""

    row: int
    uid: UUID
    words: str = field(repr=False)
    prompt: UUID | None = None
    role: str = ""
    language: str = "en"
    consent: Consent = NO_CONSENT
    created: int | None = None


class Reader:
    """Reads the rows of one file, in their order, for one space.

    ``everybody`` is what everybody in the file agreed to; ``batch`` is a name that sets this file
    apart from another one with the very same rows.
    """

    def __init__(
        self,
        space: UUID,
        language: str,
        sheet: Sheet,
        map_: ColumnMap,
        prompts: Sequence[Prompt] = (),
        *,
        everybody: Consent = NO_CONSENT,
        batch: str = "",
    ) -> None:
        self.space, self.language, self.map, self.prompts = space, language, map_, prompts
        self.everybody, self.batch, self.guarded = everybody, batch, sheet.guarded
        self.places = {name: place for place, name in enumerate(sheet.columns)}
        self.own = tuple(place for name, place in self.places.items() if name not in ADDED_COLUMNS)
        self.columns = tuple(sheet.columns[place] for place in self.own)
        self.asked = {name: matching_prompt(name, prompts) for name in map_.words}
        self.seen: dict[bytes, int] = {}

    def read(self, row: Row) -> tuple[Incoming, ...]:
        """Return the contributions of a row, one for each answer; none where nobody answered.

        Raises ``NotTakenError``: then nothing of the row is taken.
        """
        if row.trouble:
            raise NotTakenError(row.trouble)
        answers = [(name, words) for name in self.map.words if (words := self._words(row, name))]
        if not answers:
            return ()
        about = {
            "role": self._role(self._cell(row, self.map.role)),
            "language": self._language(self._cell(row, self.map.language)),
            "consent": self._consent(row),
            "created": self._created(self._cell(row, self.map.date)),
        }
        asked = self._prompt(self._cell(row, self.map.prompt))
        found = []
        for name, words in answers:
            prompt = asked or self.asked[name]
            uid = self._uid(row, name, words)
            where = prompt.uid if prompt else None
            found.append(Incoming(row.number, uid, words, where, **about))  # type: ignore[arg-type]
        return tuple(found)

    def is_left_out(self, row: Row) -> bool:
        """Say whether the map leaves a row out: it takes only some of them."""
        if row.trouble or not self.map.only_column:
            return False
        return folded(self._cell(row, self.map.only_column)) != folded(self.map.only_value)

    def own_id(self, row: Row) -> str:
        """Return the id that a row has in its file, "" where it has none."""
        return self._cell(row, self.map.id)

    def _cell(self, row: Row, name: str) -> str:
        return row.cells[self.places[name]].strip() if name else ""

    def _words(self, row: Row, name: str) -> str:
        words = self._cell(row, name)
        if words and self.places[name] in row.no_text:
            raise NotTakenError(f"Line {row.number} has no text in its words: write it in quotes.")
        words = clean(_GUARDED.sub("", words) if self.guarded else words)
        if len(words) > LONGEST_WORDS:
            raise NotTakenError(f"The words are longer than {LONGEST_WORDS:,} characters.")
        return words

    def _prompt(self, said: str) -> Prompt | None:
        found = matching_prompt(said, self.prompts)
        if said and not found:
            raise NotTakenError("The space has no such prompt.")
        return found

    def _role(self, said: str) -> str:
        """Return what somebody is here as; what is not known may be a name, and is not kept."""
        wanted = folded(said)
        return ROLES.get(wanted, str(Role.OTHER)) if wanted else ""

    def _language(self, said: str) -> str:
        if not said:
            return self.language
        by_name = LANGUAGES.get(said.casefold())
        tag = _TAG.fullmatch(said)
        if by_name or (tag and tag[1].lower() in NAMES):
            return by_name or (tag[1].lower() if tag else "")
        raise NotTakenError("The language is not one that Heard knows.")

    def _consent(self, row: Row) -> Consent:
        def agreed(use: str, column: str) -> bool:
            return getattr(self.everybody, use) or (
                self._cell(row, column).casefold().rstrip(".!") in YES if column else False
            )

        return Consent(
            room=agreed("room", self.map.consent_room),
            report=agreed("report", self.map.consent_report),
            quote=agreed("quote", self.map.consent_quote),
        )

    def _created(self, said: str) -> int | None:
        if not said:
            return None
        found = read_when(said, month_first=self.map.month_first)
        if found is None:
            raise NotTakenError("The date cannot be read. Write it as 2026-11-17 14:05.")
        if found > now_ms():
            raise NotTakenError("The date is still to come.")
        return found

    def _uid(self, row: Row, name: str, words: str) -> UUID:
        """Return the identity of an answer: the same row of the same file always has the same.

        It stands on the row's own id where there is one, else on all of its cells; rows that are
        equal are counted. A UUIDv8 (RFC 9562, section 5.8) that begins with the time of the
        space, so that it sorts among the others and an import changes no order.
        """
        own = self._cell(row, self.map.id)
        key = [own] if own else [row.cells[place] for place in self.own]
        said = json.dumps([self.batch, self.columns, name, key, words])
        mark = hashlib.blake2b(said.encode(), digest_size=16, key=self.space.bytes).digest()
        self.seen[mark] = again = self.seen.get(mark, 0) + 1
        digest = hashlib.blake2b(mark + again.to_bytes(8), digest_size=10).digest()
        number = int.from_bytes(digest)
        first = (self.space.int >> 80) << 80 | 8 << 76 | (number >> 62 & 0xFFF) << 64
        return UUID(int=first | 0b10 << 62 | number & ((1 << 62) - 1))


def read_when(said: str, *, month_first: bool = False) -> int | None:
    """Return a moment as UTC milliseconds, or None where it cannot be read.

    ISO 8601, 17/11/2026 14:05, 11/17/2026 2:05 PM, and a number of seconds or milliseconds since
    1970. A moment that names no time zone is one of this machine's.
    """
    said = said.strip()
    try:
        if SECONDS.fullmatch(said):
            return int(said) * 1000
        if MILLISECONDS.fullmatch(said):
            return int(said)
        day = _DAY.fullmatch(said)
        moment = _by_parts(day, month_first) if day else datetime.fromisoformat(said)
        found = round(moment.timestamp() * 1000)
    except (ValueError, OverflowError, OSError):
        return None
    return found if found >= 0 else None


def _by_parts(day: re.Match[str], month_first: bool) -> datetime:
    first, second, year = int(day[1]), int(day[2]), int(day[3])
    month, date = (first, second) if month_first else (second, first)
    hour = int(day[4] or 0)
    if day[7]:
        hour = hour % 12 + (12 if day[7].lower() == "pm" else 0)
    return datetime(
        year + 2000 if year < 100 else year, month, date, hour, int(day[5] or 0), int(day[6] or 0)
    )
