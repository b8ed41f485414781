"""What a person cannot have done is kept out: floods, and pastes without an end."""

from tui.environment import forget_developer_switches
from tui.gate import Gate
from tui.keystrokes import PASTE_END, PASTE_START
from tui.pastes import PasteWatch


def test_a_flood_is_let_in_as_fast_as_a_person_types() -> None:
    now = 0.0
    gate = Gate(60, 600, lambda: now)
    assert sum(gate.lets_in() for _ in range(200_000)) == 600
    now = 10.0
    assert sum(gate.lets_in() for _ in range(200_000)) == 600
    now = 11.0
    assert sum(gate.lets_in() for _ in range(200_000)) == 60


def test_nobody_who_types_is_kept_out() -> None:
    now = 0.0
    gate = Gate(60, 600, lambda: now)
    for number in range(5_000):
        now = number / 20  # 200 words a minute
        assert gate.lets_in()


def test_a_paste_without_an_end_is_noticed_in_whatever_pieces_it_comes() -> None:
    for cut in range(len(PASTE_START) + 1):
        watch = PasteWatch()
        watch.saw("abc" + PASTE_START[:cut])
        watch.saw(PASTE_START[cut:] + "words")
        assert watch.is_open, cut
        watch.saw("more" + PASTE_END[:cut])
        watch.saw(PASTE_END[cut:])
        assert not watch.is_open, cut
    watch.saw(f"{PASTE_START}a{PASTE_END}{PASTE_START}b")
    assert watch.is_open
    assert watch.end() == PASTE_END
    assert not watch.is_open


def test_developer_switches_are_forgotten() -> None:
    told = {
        "TEXTUAL_ALLOW_SIGNALS": "1",
        "TEXTUAL_DEBUG": "1",
        "TEXTUAL_PRESS": "ctrl+q",
        "TEXTUAL_COLOR_SYSTEM": "none",
        "TEXTUAL_DRIVER": "x:Y",
        "TEXTUAL_ANIMATIONS": "none",
        "PATH": "/bin",
    }
    desk, kiosk = dict(told), dict(told, TEXTUAL_COLOR_SYSTEM="256")
    forget_developer_switches(desk)
    forget_developer_switches(kiosk, at_kiosk=True)
    assert set(desk) == {"TEXTUAL_DRIVER", "TEXTUAL_ANIMATIONS", "PATH"}
    assert set(kiosk) == {"TEXTUAL_COLOR_SYSTEM", "TEXTUAL_ANIMATIONS", "PATH"}
