"""The kit check at the door: lines come as they are known, and each can be looked at again."""

import pytest
from textual.message import Message

from models.space.space import Space
from screens.dialogs.kit import KitDialog
from screens.messages import CheckKit, KitLine
from screens.widgets.line_list import LineList
from tests.screens.conftest import Voice
from tests.screens.staging import put_on
from tui import kit
from tui.kit_lines import Around, Finding, Verdict

PASSES = Finding(Verdict.PASS, "it is here")


def words_of(dialog: KitDialog, name: str) -> str:
    entries = dialog.query_one(LineList).entries
    (entry,) = [one for one in entries if one.key == name]
    return f"{entry.head}\n{entry.body}"


async def test_each_line_comes_as_it_is_known_and_again(
    demo: Space, voice: Voice, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[tuple[str, object]] = []

    def finds(name: str, verdict: Verdict) -> kit.Look:
        def find(around: Around) -> Finding:
            looked.append((name, around.space and around.space.uid))
            return Finding(verdict, f"look {len(looked)}", "" if verdict == "pass" else "Do it.")

        return find

    looks = {
        "printer": ("Printer", finds("printer", Verdict.WITHOUT)),
        "sound": ("Sound", finds("sound", Verdict.PASS)),
        "disk": ("Free space", finds("disk", Verdict.STOP)),
    }
    monkeypatch.setattr(kit, "LOOKS", looks)
    from screens.door import DoorScreen

    async with put_on(DoorScreen, has_voice=True) as stage:
        await stage.press("5")
        await stage.until(lambda: isinstance(stage.screen, KitDialog))
        dialog = stage.screen
        assert isinstance(dialog, KitDialog)
        await stage.until(lambda: len(looked) == 3 and "looking" not in str(dialog.lines))
        assert looked == [(name, demo.uid) for name in looks]
        assert words_of(dialog, "printer").startswith("○ without  Printer\nlook 1.\nDo it.")
        assert "Press Y or N" in words_of(dialog, "sound")
        assert str(dialog.query_one("#kit_in_all").render()) == "Do not begin yet: Free space."

        await stage.press("down", "n")
        assert words_of(dialog, "sound").startswith("! problem  Sound\nit was played, and you")
        assert any("Sound: problem." in said for said in voice.said)
        await stage.press("enter")
        await stage.until(lambda: len(looked) == 4 and dialog.lines["sound"].verdict == "pass")
        assert looked[-1] == ("sound", demo.uid), "that line alone"
        assert dialog.query_one(LineList).lit_key == "sound", "the light stays"
        await stage.press("y")
        assert "you heard it" in words_of(dialog, "sound")
        assert "Press Y or N" not in words_of(dialog, "sound")
        await stage.press("a")
        await stage.until(lambda: len(looked) == 7)
        await stage.press("9")
        assert isinstance(stage.screen, DoorScreen)


async def test_what_is_being_looked_at_is_not_asked_for_twice(demo: Space) -> None:
    asked: list[CheckKit] = []

    def hook(message: Message) -> None:
        if isinstance(message, CheckKit):
            asked.append(message)
            message.stop()

    waiting = KitDialog([KitLine("sound", "Sound", "looking", "")])
    async with put_on(waiting, hook=hook) as stage:
        await stage.press("enter", "a", "y", "n")
        assert asked == []
        assert waiting.lines["sound"].verdict == "looking"
