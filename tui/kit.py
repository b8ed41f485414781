"""The kit check: is everything ready? Each line says how it is, and what to do.

What is merely missing is said calmly, and stops nobody (D3). Only what could lose words stops.
"""

from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

from models.errors import HeardError
from models.settings import Settings
from models.space.space import Space, list_spaces
from models.store import writer
from tui import kit_machine, kit_record, kit_screen, kit_sound, kit_space
from tui.asking import Answers
from tui.kit_lines import Around, Finding, Line, problem

__all__ = ["LOOKS", "Look", "around_here", "as_line", "check_kit", "look"]

Look = Callable[[Around], Finding]
LOOKS: dict[str, tuple[str, Look]] = {
    "database": ("Database", kit_record.look_at_database),
    "disk": ("Free space", kit_record.look_at_disk),
    "engine": ("Database program", kit_record.look_at_engine),
    "clock": ("Clock", kit_record.look_at_clock),
    "backup": ("Place for a back-up", kit_record.look_at_backup),
    "battery": ("Battery", kit_machine.look_at_battery),
    "network": ("Network", kit_machine.look_at_network),
    "printer": ("Printer", kit_machine.look_at_printer),
    "window": ("Window", kit_screen.look_at_window),
    "colours": ("Colours", kit_screen.look_at_colours),
    "signs": ("Signs", kit_screen.look_at_signs),
    "letters": ("Letters", kit_screen.look_at_letters),
    "qr": ("QR", kit_screen.look_at_qr),
    "address": ("Address in the QR", kit_space.look_at_address),
    "voices": ("Voices", kit_sound.look_at_voices),
    "sound": ("Sound", kit_sound.look_at_sound),
    "microphone": ("Microphone", kit_sound.look_at_microphone),
    "pad": ("Number pad", kit_space.look_at_pad),
    "kiosks": ("Kiosks", kit_machine.look_at_kiosks),
    "pin": ("PIN", kit_space.look_at_pin),
    "prompts": ("Prompts", kit_space.look_at_prompts),
    "words": ("Words that are held", kit_space.look_at_words),
}
"""Everything that is looked at, by its name in commands: its title, and what looks."""


def check_kit(around: Around, names: Sequence[str] = ()) -> Iterator[Line]:
    """Look at everything, or at what is named, and yield each line as it is known."""
    for name in LOOKS:
        if not names or name in names:
            yield look(name, around)


def look(name: str, around: Around) -> Line:
    """Look at one thing. A look that fails is a line too: the others go on."""
    find = LOOKS[name][1]
    try:
        found = find(around)
    except HeardError as error:
        found = problem(str(error), "Look again. If it stays, start Heard again.")
    except Exception as fault:
        # Its message may quote what somebody told us.
        found = problem(
            f"it could not be looked at ({type(fault).__name__})", "Look again, or go on without."
        )
    return as_line(name, found)


def as_line(name: str, found: Finding) -> Line:
    """Put what was found under its name."""
    return Line(name, LOOKS[name][0], found.verdict, found.found, found.do)


def around_here(
    settings: Settings,
    columns: int,
    rows: int,
    *,
    answers: Answers | None = None,
    trouble: str = "",
    space: UUID | None = None,
    distance: float = 0.0,
    screen_height: float = 0.0,
) -> Around:
    """Return what the looks go by: for a space, or the one to go on with; lengths in metres."""
    found: Space | None = None
    if not trouble:
        # The writer's thread has the database open; the one that looks at the kit may not.
        spaces = writer.submit(list_spaces).result()
        found = next((one for one in spaces if one.uid == space), spaces[0] if spaces else None)
    return Around(settings, columns, rows, answers, found, trouble, distance, screen_height)
