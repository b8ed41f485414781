"""What squares hold besides an address: Wi-Fi, telephone, text, mail, and a promise in words.

Pure functions. Each follows the rules of its own form, so that the camera of any phone knows it.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote

from models.dates import say_date
from models.promise.promise import Promise, PromiseKind
from models.room.stage import Square
from models.settings import Settings
from models.words import one_line, stop

__all__ = [
    "TeamSquare",
    "call",
    "join_wifi",
    "mail",
    "send_text",
    "team_squares",
    "words_of",
]

# In a Wi-Fi square these end a value unless a backslash stands before them.
WIFI_SIGNS = re.compile(r'([\\;,:"])')
NOT_A_NUMBER = re.compile(r"[^0-9]")
# What may stand in a mail address as it is (RFC 6068, RFC 3986); "@" once, unquoted.
MAIL_SIGNS = "@!$'*+-._~"


@dataclass(frozen=True)
class TeamSquare:
    """A square of the team: what a phone reads, and the same in words for whoever has no phone."""

    kind: Square
    holds: str
    says: str


def join_wifi(name: str, password: str = "", *, hidden: bool = False) -> str:
    """Return what joins a Wi-Fi network: ``WIFI:T:WPA;S:name;P:password;;``.

    The form that phones' cameras know (from ZXing; the WPA3 specification, section 7, has it
    too). With no password the network is an open one.
    """
    kind = f"T:WPA;S:{_escaped(name)};P:{_escaped(password)};"
    open_kind = f"T:nopass;S:{_escaped(name)};"
    return f"WIFI:{kind if password else open_kind}{'H:true;' if hidden else ''};"


def _escaped(value: str) -> str:
    return WIFI_SIGNS.sub(r"\\\1", value)


def call(number: str) -> str:
    """Return what rings a number: ``tel:+441623434345`` (RFC 3966)."""
    return f"tel:{_digits(number)}"


def send_text(number: str) -> str:
    """Return what begins a text message to a number: ``sms:07700900123`` (RFC 5724)."""
    return f"sms:{_digits(number)}"


def _digits(number: str) -> str:
    """Leave out what people put between digits; "(0)" after a country's number is not dialled."""
    plus = "+" if number.strip().startswith("+") else ""
    spoken = number.replace("(0)", "") if plus else number
    return plus + NOT_A_NUMBER.sub("", spoken)


def mail(address: str) -> str:
    """Return what begins a mail to an address: ``mailto:voice@heard.example`` (RFC 6068)."""
    return f"mailto:{quote(address.strip(), safe=MAIL_SIGNS)}"


def words_of(promise: Promise) -> str:
    """Return a promise as plain text, for a phone with no network: nothing else is needed.

    As short as it can be, since each letter makes the square larger.
    """
    if promise.kind is PromiseKind.CANNOT:
        return one_line(f"We can't: {stop(promise.what)} Because: {promise.because}")
    lead = "We will" if promise.kind is PromiseKind.WILL else "We need more time"
    by = ", ".join(
        filter(None, [promise.who, f"by {say_date(promise.due)}" if promise.due else ""])
    )
    return one_line(f"{lead}: {stop(promise.what)} {by}").strip()


def team_squares(settings: Settings) -> tuple[TeamSquare, ...]:
    """Return the squares that the settings have something for: Wi-Fi first, then the team's."""
    wifi, team = settings.wifi, settings.team
    found = []
    if wifi.name:
        says = f"The Wi-Fi of this room\nName: {wifi.name}"
        says += f"\nPassword: {wifi.password}" if wifi.password else "\nIt has no password"
        holds = join_wifi(wifi.name, wifi.password, hidden=wifi.hidden)
        found.append(TeamSquare(Square.WIFI, holds, says))
    if team.phone:
        found.append(TeamSquare(Square.PHONE, call(team.phone), f"Ring us\n{team.phone}"))
    if team.text:
        found.append(TeamSquare(Square.TEXT, send_text(team.text), f"Text us\n{team.text}"))
    if team.email:
        found.append(TeamSquare(Square.EMAIL, mail(team.email), f"Write to us\n{team.email}"))
    return tuple(found)
