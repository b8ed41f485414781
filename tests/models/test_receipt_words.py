"""The words of the receipts: plain, apart from each other to eye and ear, and read forgivingly."""

import ctypes
import re

import pytest

from models.errors import RefusedError
from models.kiosk.receipt_words import (
    WORDS_IN_A_RECEIPT,
    in_one_form,
    new_receipt,
    read_receipt,
    receipt_list,
)

# What hurts, mocks, frightens, is about the body, money, faith or medicine, wherever it stands.
HURTS = re.findall(
    r"\w+",
    """
    abuse axe bare bastard beast bitch blind blood body bomb bone breast bum butt cancer coffin cow
    cripple damn dead deaf death demon devil die dirt drug drunk dumb dwarf evil fag fart fat
    fear fool fuck ghost gun hate hell hoe hurt idiot ill insult jail kill knife lame lazy lunatic
    mad monster nazi nurse pain panic piss poison poor porn prison pus rape sad scab scar scum sex
    shit sick skull slave slut smell snake spider spit stupid suck tit toilet tramp ugly vile war
    weak weed weird whore witch worm wound
    """,
)
NUMBERS = frozenset(
    re.findall(r"\w+", "one two three four five six seven eight nine ten eleven twelve first third")
)
# Words of the list that hold one of those letters in a row, and are all right.
FINE = frozenset(
    {"eggshell", "painter", "grape", "drapes", "seaweed", "butter", "trombone", "scarf", "yoghurt"}
)


def far(one: str | tuple[str, ...], two: str | tuple[str, ...]) -> bool:
    """Say whether more than one letter, or sound, has to change to make one the other."""
    if abs(len(one) - len(two)) > 1:
        return True
    start = 0
    while start < min(len(one), len(two)) and one[start] == two[start]:
        start += 1
    a, b = one[start:], two[start:]
    return not (a[1:] == b[1:] or a[1:] == b or a == b[1:])


def test_there_are_enough_and_each_is_plain() -> None:
    words = receipt_list()
    assert len(words) >= 1024
    assert list(words) == sorted(set(words))
    assert all(re.fullmatch("[a-z]{3,8}", word) for word in words)
    assert not set(words) & NUMBERS


def test_none_hurts_or_frightens() -> None:
    assert not set(receipt_list()) & set(HURTS)
    inside = [(w, h) for w in receipt_list() for h in HURTS if len(h) > 3 and h in w]
    assert [pair for pair in inside if pair[0] not in FINE] == []


def test_the_first_four_letters_tell_each_apart() -> None:
    heads = [word[:4] for word in receipt_list()]
    assert len(set(heads)) == len(heads)


def test_no_slip_makes_one_the_other() -> None:
    words = receipt_list()
    near = [(a, b) for n, a in enumerate(words) for b in words[n + 1 :] if not far(a, b)]
    assert near == []
    assert not far("lamp", "lamb")
    assert not far("oil", "oils")
    assert far("lamp", "limb")


@pytest.fixture(scope="module")
def sounds() -> "dict[str, tuple[str, ...]]":
    """What each word sounds like in British English, by the engine that says it."""
    loader = pytest.importorskip("espeakng_loader", reason="needs espeak-ng: make test brings it")
    library = ctypes.CDLL(loader.get_library_path())
    library.espeak_Initialize.argtypes = [
        ctypes.c_int,
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_int,
    ]
    library.espeak_TextToPhonemes.argtypes = [
        ctypes.POINTER(ctypes.c_char_p),
        ctypes.c_int,
        ctypes.c_int,
    ]
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    assert library.espeak_Initialize(1, 0, str(loader.get_data_path()).encode(), 0x8000) > 0
    assert library.espeak_SetVoiceByName(b"en") == 0

    def sound(word: str) -> tuple[str, ...]:
        text = ctypes.c_char_p(word.encode())
        # In IPA, with a line between the sounds; stress and length do not tell words apart.
        made: bytes = library.espeak_TextToPhonemes(ctypes.byref(text), 1, ord("_") << 8 | 2)
        return tuple(one for one in re.sub("[ˈˌː]", "", made.decode()).split("_") if one)

    found = {word: sound(word) for word in (*receipt_list(), "flour", "flower", "quay", "key")}
    assert found["flour"] == found["flower"], "the measure itself: these two sound alike"
    assert found["quay"] == found["key"]
    return found


def test_no_two_sound_alike(sounds: "dict[str, tuple[str, ...]]") -> None:
    """Not one sound apart: said in a loud room or on the phone, each is itself."""
    words = receipt_list()
    near = [
        (a, b) for n, a in enumerate(words) for b in words[n + 1 :] if not far(sounds[a], sounds[b])
    ]
    assert near == []


def test_four_different_words_are_drawn() -> None:
    drawn = [new_receipt() for _ in range(200)]
    assert all(len(set(one)) == WORDS_IN_A_RECEIPT for one in drawn)
    assert len(set(drawn)) == 200
    assert len({word for one in drawn for word in one}) > 400


@pytest.mark.parametrize(
    "typed",
    [
        "river kite lamp oil",
        "  River,KITE ;lamp\noil. ",
        "river, kite, lamp and oil",
        "river and kite and lamp and oil",
        "river-kite-lamp-oil",
        "rivver kite lamp oil",
        "rvier kite lamp oil",
        "river kite lmp oil",
        "the river, then kite, then the lamp and oil",
        "rivers kites lamps oil",
    ],
)
def test_it_is_read_as_people_write_it(typed: str) -> None:
    assert read_receipt(typed) == ("river", "kite", "lamp", "oil")


def test_longer_words_are_known_by_their_beginning() -> None:
    assert "butterfly" not in receipt_list()
    assert "butter" in receipt_list()
    assert read_receipt("butterfly kite lamp oil")[0] == "butter"


@pytest.mark.parametrize("typed", ["", "river", "river kite lamp", "river kite lamp oil cup"])
def test_it_is_four_words(typed: str) -> None:
    with pytest.raises(RefusedError, match="four words"):
        read_receipt(typed)


def test_a_word_that_is_not_ours_is_named_by_its_place_alone() -> None:
    with pytest.raises(RefusedError, match="Word 3 ") as refusal:
        read_receipt("river kite xylophones oil")
    assert "xylo" not in str(refusal.value)


def test_order_does_not_matter() -> None:
    assert in_one_form(("river", "kite", "lamp", "oil")) == in_one_form(
        ("oil", "lamp", "river", "kite")
    )
