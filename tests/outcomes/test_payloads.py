"""What squares hold besides an address: read back as a phone reads them, by their own rules."""

from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.promise.promise import Promise, PromiseKind
from models.room.stage import Square
from models.settings import Settings, TeamSettings, WifiSettings
from outcomes import fits, qr_matrix
from outcomes.payloads import call, join_wifi, mail, send_text, team_squares, words_of
from tests.outcomes.test_qr import read


def joined(text: str) -> dict[str, str]:
    """Read a Wi-Fi square as a phone does: values end at a ";" with no backslash before it."""
    assert text.startswith("WIFI:")
    assert text.endswith(";;")
    found: dict[str, str] = {}
    name, value, is_value, signs = "", "", False, iter(text.removeprefix("WIFI:")[:-1])
    for sign in signs:
        if sign == "\\":
            value += next(signs)
        elif sign == ":" and not is_value:
            is_value = True
        elif sign == ";":
            found[name] = value
            name, value, is_value = "", "", False
        elif is_value:
            value += sign
        else:
            name += sign
    return found


@settings(deadline=None, max_examples=25)
@given(st.text(r'ab;,:"\ ż', min_size=1, max_size=12), st.text(r'ab;,:"\ ', max_size=12))
def test_any_network_is_joined_by_the_name_and_the_password_it_has(name: str, word: str) -> None:
    text = join_wifi(name, word, hidden=True)
    wanted = {"T": "WPA", "S": name, "P": word, "H": "true"}
    assert joined(text) == (wanted if word else {"T": "nopass", "S": name, "H": "true"})
    assert read(qr_matrix(text) or [])[0] == text


def test_a_known_network_is_written_as_every_phone_knows_it() -> None:
    assert join_wifi("Library guests", "kettle;42") == (
        r"WIFI:T:WPA;S:Library guests;P:kettle\;42;;"
    )


@pytest.mark.parametrize(
    ("number", "dialled"),
    [
        ("01623 434 345", "01623434345"),
        ("+44 (0)1623 434-345", "+441623434345"),
        ("(01623) 434345", "01623434345"),
    ],
)
def test_a_number_is_dialled_without_what_stands_between_digits(number: str, dialled: str) -> None:
    assert (call(number), send_text(number)) == (f"tel:{dialled}", f"sms:{dialled}")


def test_a_mail_address_is_escaped_as_addresses_are() -> None:
    assert mail("voice@heard.example") == "mailto:voice@heard.example"
    assert mail("our voice?x=1@heard.example") == "mailto:our%20voice%3Fx%3D1@heard.example"


def test_the_squares_of_the_team_are_those_that_are_set() -> None:
    assert team_squares(Settings()) == ()
    found = team_squares(
        Settings(wifi=WifiSettings("Guests"), team=TeamSettings("01623 434345", "", "a@b.example"))
    )
    assert [one.kind for one in found] == [Square.WIFI, Square.PHONE, Square.EMAIL]
    for one in found:
        assert read(fits(one.holds, 80, 21) or [])[0] == one.holds
    assert found[0].says == "The Wi-Fi of this room\nName: Guests\nIt has no password"


def test_d38_a_promise_leaves_in_words_with_no_network() -> None:
    one = Promise(UUID(int=1), "bcdf", PromiseKind.WILL, "Zadzwonić w ciągu 2 dni", "Biuro")
    one = Promise(**{**vars(one), "due": "2027-01-29"})
    assert words_of(one) == "We will: Zadzwonić w ciągu 2 dni. Biuro, by 29 January 2027"
    assert read(qr_matrix(words_of(one)) or [])[0] == words_of(one)
    cannot = Promise(UUID(int=2), "b", PromiseKind.CANNOT, "Open at weekends", because="no money")
    assert words_of(cannot) == "We can't: Open at weekends. Because: no money"


def test_a_narrow_border_is_taken_only_where_it_may_and_must_be() -> None:
    text = "k" * 100
    assert fits(text, 80, 21) is None
    narrow = fits(text, 80, 23, least_border=2)
    assert narrow is not None
    assert read(narrow)[0] == text
    assert fits("k" * 20, 80, 21, least_border=2) == fits("k" * 20, 80, 21), "else the standard's"
