"""14:40 to 15:00: promises, how it was, the report, the end; in real terminals, by keys alone."""

from tests.story.conftest import Afternoon
from tests.story.visits import Visitor
from tui.terminal import folded


def test_d41_d42_how_it_was_then_the_report_then_the_end(afternoon: Afternoon) -> None:
    desk, kiosk = afternoon.open("desk"), afternoon.open("kiosk")
    desk.sees("The room sees")
    desk.press("escape", "f10")
    desk.sees("How was this meeting?", "Report and close")
    page = folded(desk.terminal.text())
    desk.press(page[page.index("How was this meeting?") - 3 :].split()[0])
    desk.sees("the kiosks do not ask it")
    desk.press("o")
    desk.sees("the kiosks ask it")

    she = Visitor(kiosk)
    she.begin()
    she.choose("Answer five short questions", "step 1 of 5")
    for step, key in enumerate("11251", 2):
        she.press(key)
        kiosk.sees(f"step {step} of 5" if step <= 5 else "Thank you. Your answers are counted.")
    she.choose("I have finished", "Nobody asks for your name.")
    desk.sees("1 person answered at a kiosk", "Yes, very much: 1")

    desk.press("escape")
    desk.sees("The room sees")
    desk.press("f10")
    page = folded(desk.sees("Report and close"))
    desk.press(page[page.index("Report and close") - 3 :].split()[0])
    desk.sees("Report · draft")
    desk.press("x")
    desk.sees("Close this space?", "late addition")
    desk.press("2")
    desk.sees("Report · closed")
    kiosk.sees("Have you got four words from us?")

    desk.press("escape")
    desk.sees("The room sees")
    desk.press("f9")
    desk.type("It came in a letter")
    desk.press("enter")
    desk.sees("Press Enter again to add it late.")
    desk.press("enter")
    desk.sees("late addition")

    file = afternoon.data / "report.html"
    done = afternoon.heard("report", "--to", str(file))
    assert done.returncode == 0, done.stderr
    written = file.read_text(encoding="utf-8")
    assert "1 late addition, after the meeting was closed." in written
    assert "Fewer than 5 people answered." in written
    assert "Yes, very much" not in written, "small numbers are not broken down"
    assert "It came in a letter" not in written, "nobody has agreed to a quote"
