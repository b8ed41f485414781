"""D5, D16, D29: the kiosk in the library, and two teenagers."""

from tests.story.conftest import Afternoon

WAYS_OUT = ("ctrl+c", "ctrl+q", "ctrl+z", "escape", "ctrl+p", "ctrl+\\", "alt+f4", "ctrl+d")
FUNCTION_KEYS = tuple(f"f{number}" for number in range(1, 25))


def test_nobody_gets_out_and_the_desk_still_hears_who_asks_for_help(afternoon: Afternoon) -> None:
    """D5; and what the two did hindered nobody: help is asked for with one key."""
    desk, kiosk = afternoon.open("desk"), afternoon.open("kiosk")
    kiosk.press(*WAYS_OUT, *FUNCTION_KEYS)
    kiosk.terminal.paste('\'; DROP TABLE contribution; --\n=HYPERLINK("x")\n' + "W" * 5_000)
    assert kiosk.terminal.alive()
    for _ in range(8):
        kiosk.press("9")
    for _ in range(2):  # 999 may have asked for the PIN, and a text takes digits for words
        kiosk.terminal.settle()
        kiosk.press("escape")
    kiosk.terminal.settle(quiet=1.0)
    kiosk.press("0")
    desk.sees("asks for help")
    assert kiosk.terminal.alive()
    assert not kiosk.ever_wrote("Traceback")
    assert not kiosk.ever_wrote("\x1b]52")
