"""The room says what words are for, and whose they are: consent, the leader, tidied, late."""

from dataclasses import replace

from models.contribution.contribution import THE_LEADER, Kind, Version, VersionKind
from models.room.aloud import WHAT_FOR, as_read_aloud
from models.room.room import read_room
from models.room.stage import Showing
from models.space.preparing import Lines, add_line
from models.space.space import Space
from screens.door import DoorScreen
from screens.messages import OpenFace
from screens.room.cutting import pieces_of
from screens.room.drawing import draw_room
from screens.room.pages import pages_of
from screens.room.room import RoomScreen
from screens.widgets.large import Look, Mark
from tests.screens.cells import rows
from tests.screens.conftest import Voice
from tests.screens.staging import put_on, set_stage

SENTENCES = (
    "We write down what you say, and never your name.",
    "Your words may be on the screen, and in a report.",
    "Tell us if you do not want that.",
    "You can take your words back at any time.",
)
LOOKS = [Look(width - 2, height - 4) for width, height in ((44, 12), (80, 24), (120, 40))]


def with_consent(space: Space) -> None:
    for sentence in SENTENCES:
        add_line(space.uid, Lines.CONSENT_WORDING, sentence)
    set_stage(space.uid, Showing.WELCOME)


def test_d08_what_words_may_be_used_for_comes_after_the_rules(demo: Space) -> None:
    with_consent(demo)
    sees = read_room(demo.uid)
    for look in LOOKS:
        pages = pages_of(sees, look)
        told = [page for page in pages if page.space.consent_wording]
        assert [one for page in told for one in page.space.consent_wording] == list(SENTENCES)
        assert [one for page in pages for one in page.space.rules] == list(demo.rules)
        assert pages[-len(told) :] == tuple(told), "they are the last pages"
        assert not any(page.space.rules for page in told), "and have nothing else on them"
        for page in pages:
            drawn = draw_room(page, look)
            assert len(drawn) <= look.height
            assert "…" not in [row.plain for row in drawn]
        for page in told:
            assert draw_room(page, look)[0].plain.startswith(WHAT_FOR)
            assert as_read_aloud(page).startswith(f"{WHAT_FOR}. {page.space.consent_wording[0]}")
            assert demo.title not in as_read_aloud(page)
    # Where no room has told its size, the desk shows all of it.
    whole = "\n".join(row.plain for row in draw_room(sees, Look(300, 90, plain=True)))
    assert all(one in whole for one in (demo.title, *demo.rules, WHAT_FOR, *SENTENCES))


async def test_d08_the_room_turns_to_it_and_reads_it_aloud(demo: Space, voice: Voice) -> None:
    with_consent(demo)
    async with put_on(RoomScreen, (44, 12)) as stage:
        for _ in range(2):
            await stage.press("right")
        await stage.until(lambda: any(WHAT_FOR in row for row in rows(stage.app)))
        await stage.press("7")
        assert SENTENCES[0] in " ".join(voice.said)


def test_d19_d32_no_words_pass_for_what_they_are_not(demo: Space) -> None:
    """What was tidied, what the leader said and what was added late is marked, and said so."""
    set_stage(demo.uid, Showing.CONTRIBUTION)
    sees = read_room(demo.uid)
    (one,) = sees.contributions
    tidied = Version(VersionKind.TIDIED, "Tidy words.", "en", "Desk 1")
    for marked, mark in (
        (replace(one, versions=(tidied,)), "tidied by Desk 1"),
        (replace(one, kind=Kind.LEADER, role=THE_LEADER, versions=()), THE_LEADER),
        (replace(one, kind=Kind.LEADER, role="", versions=()), THE_LEADER),
        (replace(one, late=True, versions=()), "added late"),
        (replace(one, words="long words " * 300, late=True, versions=()), "added late"),
    ):
        shown = replace(sees, contributions=(marked,))
        for look in LOOKS:
            for page in pages_of(shown, look):
                plainly = draw_room(page, Look(look.width, 400, plain=True))
                assert sum(mark in row.plain for row in plainly) == 1, mark
                assert as_read_aloud(page).count(mark) == 1, mark


def test_pieces_are_cut_where_lines_end_and_hold_every_letter() -> None:
    texts = (
        "more time " * 400,
        "no\n\n yes\n" * 300,
        "x" * 3000,
        "我想要" * 500,
        "a e\u0301 👩‍👩‍👧‍👦 " * 200,
    )
    for text in texts:
        for width, height in ((42, 8), (118, 36)):
            pieces = pieces_of(text, width, height, False)
            assert "".join("".join(pieces).split()) == "".join(text.split())
            look = Look(width, height)
            assert all(len(plain_rows(piece, look)) <= height for piece in pieces), text[:9]


def plain_rows(piece: str, look: Look) -> list[object]:
    from screens.widgets.large import quoted

    return list(quoted(piece, look))


def test_a_word_said_for_the_second_time_is_marked_where_it_is_said() -> None:
    words = "time and people. " * 40
    piece = "time and people."
    assert Mark(words, words.rindex("people"), 6).within(piece) == (9, 15)
    assert Mark(words, 16, 1).within(piece) is None, "the space between two of them"


async def test_one_screen_for_all_is_one_key_from_the_front_door(demo: Space, voice: Voice) -> None:
    asked: list[OpenFace] = []
    for size in ((80, 24), (44, 12)):
        async with put_on(
            DoorScreen, size, hook=lambda m: asked.append(m) if isinstance(m, OpenFace) else None
        ) as stage:
            assert size == (44, 12) or any(
                "O  One screen for all" in row for row in rows(stage.app)
            )
            await stage.press("o")
            await stage.until(lambda: isinstance(stage.screen, RoomScreen))
            room = stage.screen
            assert isinstance(room, RoomScreen)
            assert room.driven
            assert any("N  Next" in row for row in rows(stage.app))
    assert [one.face for one in asked[:1]] == ["driven room"]
