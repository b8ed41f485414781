"""Making the outcome inside the application: on a thread, with the voice for what is spoken."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from models.braille_size import read_cells
from models.errors import HeardError
from models.settings import Settings
from models.store import writer
from screens.messages import FormatDone, MakeOutcome, OutcomeMade

if TYPE_CHECKING:
    from textual.message import Message

    from models.outcome.told import ToHandOut
    from outcomes.handing_out import HandedOut
    from tui.keyboard import Keyboard

__all__ = ["HandingOut"]

FAULT = "Heard had a fault, so not everything was made. What is in the folder is whole. Try again."


class HandingOut:
    """Makes formats, puts them where they are wanted, prints them, and tells the screen."""

    def __init__(self, app: "Keyboard", settings: Settings) -> None:
        self._app = app
        self._settings = settings
        # Two at once would write the same files.
        self._one_at_a_time = asyncio.Lock()

    def make(self, asked: MakeOutcome) -> None:
        """Make what a screen asked for. It goes on while the screen is used."""
        self._app.run_worker(
            self._go(asked),
            exit_on_error=False,
            group="handing out",
            description="making the outcome",
        )

    async def _go(self, asked: MakeOutcome) -> None:
        async with self._one_at_a_time:
            try:
                told = await asyncio.to_thread(self._make, asked)
            except HeardError as trouble:
                told = OutcomeMade((str(trouble),))
            except Exception:  # what a fault of ours says may hold people's words
                told = OutcomeMade((FAULT,))
        self._tell(told)

    def _tell(self, message: "Message") -> None:
        """Hand a message to the screen that shows it, wherever it is on the stack."""
        for screen in reversed(self._app.screen_stack):
            if hasattr(screen, "takes_outcome"):
                screen.post_message(message)
                return

    def _make(self, asked: MakeOutcome) -> OutcomeMade:
        from models.outcome.told import note_handed_out, outcome_to_hand_out
        from outcomes import address_of
        from outcomes.handing_out import hand_out
        from outcomes.making import Format, Making, format_named
        from tui.recording_outcome import makers

        formats = [format_named(name) for name in asked.names]
        done: list[str] = []

        def tell(form: Format) -> None:
            done.append(form.name)
            told = FormatDone(len(done), len(formats), form.words)
            self._app.call_from_thread(self._tell, told)

        def note(*args: Any, **kwargs: Any) -> None:
            writer.submit(note_handed_out, *args, **kwargs).result()

        going_out = writer.submit(outcome_to_hand_out, asked.space).result()
        space = going_out.outcome.space
        making = Making(
            going_out.outcome,
            address=address_of(self._settings.address, space.public_id),
            paper=asked.paper,
            braille=read_cells(self._settings.outcome.braille),
            settings=self._settings,
            language=asked.language,
        )
        made = hand_out(
            going_out,
            making,
            formats,
            asked.folder,
            makers=makers(self._settings),
            tell=tell,
            note=note,
        )
        sentences = list(_sentences(made))
        if asked.copies:
            sentences += _print(made, going_out, asked.copies, note)
        self._count(asked, made)
        self._post_list(going_out, asked)
        return OutcomeMade(
            tuple(sentences),
            made.folder,
            tuple(one.format.name for one in made.results if one.files),
        )

    def _count(self, asked: MakeOutcome, made: "HandedOut") -> None:
        """Count the copies for those who asked for a format."""
        from models.outcome.asked_for import note_copies_made

        if asked.copies:
            for result in made.results:
                if result.files:
                    writer.submit(
                        note_copies_made, asked.space, result.format.name, asked.copies
                    ).result()

    def _post_list(self, going_out: "ToHandOut", asked: MakeOutcome) -> None:
        """Put the list of what is to be posted beside the folder, where anything is."""
        from models.outcome.asked_for import asked_for
        from outcomes.posting import TO_POST, write_post_list

        space = going_out.outcome.space
        counts = writer.submit(asked_for, space.uid).result()
        if any(one.to_post for one in counts):
            try:
                write_post_list(space, counts, asked.folder / TO_POST)
            except OSError:
                raise HeardError(
                    "The files are there, but not the list of what is to be posted. "
                    "Look whether there is space left, and make it again."
                ) from None


def _sentences(made: "HandedOut") -> tuple[str, ...]:
    number = len(made.files)
    files = "1 file is" if number == 1 else f"{number} files are"
    there = (f"{files} in {made.folder}, with a list.",) if number else ("Nothing was made.",)
    return (*there, *made.troubles, *made.missing)


def _print(
    made: "HandedOut", going_out: "ToHandOut", copies: int, note: Callable[..., Any]
) -> list[str]:
    """Send to the printer what can be printed; where there is none, say what to do next."""
    from models.outcome.told import How
    from outcomes.printing import NoPrinterError, print_out

    told = []
    for result in made.results:
        if not (result.files and result.format.can_be_printed):
            continue
        try:
            # What is printed is one file: the others beside it are for other machines.
            name = print_out(result.files[0].content, copies)
        except NoPrinterError as none:
            return [str(none)]
        note(
            going_out.outcome.space.uid,
            How.PRINTED,
            f"the printer {name}",
            [result.format.name],
            with_words=[result.format.name] if result.format.holds_words else [],
            contributions=going_out.contributions,
            copies=copies,
        )
        of = "1 copy" if copies == 1 else f"{copies} copies"
        told.append(f"{result.format.words}: {of} went to the printer {name}.")
    return told
