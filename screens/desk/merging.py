"""The desk takes in what a kiosk's stick holds, and decides where words differ."""

from functools import partial
from pathlib import Path

from models.encryption.encryption import opens_untouched
from models.errors import RefusedError
from models.merge.merge import Merged, merge_file
from models.merge.other_store import needs_a_key
from models.merge.other_version import (
    OtherVersion,
    let_other_stand,
    let_this_stand,
    other_versions,
)
from screens import dialogs
from screens.desk.acts import DeskActs
from screens.dialogs.versions import VersionsDialog

__all__ = ["MergeActs", "files_on_sticks"]

# 9 goes back.
MOST_TO_CHOOSE = 8
NO_STICK = (
    "There is no Heard file on a stick here. Put the stick in, wait a moment, then try again. "
    "For a file in another place: heard merge FILE"
)

NOT_ITS_KEY = "That is not its key. Nothing was taken. Type it again."


def files_on_sticks() -> tuple[Path, ...]:
    """Return the databases on the sticks that are plugged in, at the top or one folder down."""
    from outcomes.sticks import sticks

    found = [
        file
        for stick in sticks()
        for pattern in ("*.db", "*/*.db")
        for file in sorted(stick.glob(pattern))
        if file.is_file()
    ]
    return tuple(found[:MOST_TO_CHOOSE])


def _named(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"


class MergeActs(DeskActs):
    """Merging and deciding; the desk mixes this in."""

    def action_merge(self) -> None:
        """Take in what a kiosk's stick holds: choose the file, look, then do it."""
        self.do(files_on_sticks, then=self._choose_file)

    def _choose_file(self, files: tuple[Path, ...]) -> None:
        if not files:
            self.tell(NO_STICK)
            return

        def chosen(number: int | None) -> None:
            if number is not None:
                file = files[number]
                self.do(needs_a_key, file, then=lambda needs: self._look_into(file, needs))

        names = [_named(one) for one in files]
        self.app.push_screen(dialogs.PickDialog("Take in which file?", names), chosen)

    def _look_into(self, file: Path, needs: bool) -> None:
        """Count what is in it; where this machine does not hold its key, ask for that first."""
        if not needs:
            look = partial(merge_file, file, dry_run=True)
            self.do(look, then=lambda found: self._ask_whether(file, "", found))
            return

        def try_key(key: str) -> tuple[str, Merged]:
            if not opens_untouched(file, key):
                raise RefusedError(NOT_ITS_KEY)
            return key, merge_file(file, key=key, dry_run=True)

        def answered(opened: tuple[str, Merged] | None) -> None:
            if opened is not None:
                self._ask_whether(file, *opened)

        more = "It has another key than this machine."
        self.app.push_screen(
            dialogs.KeyDialog(f"The key of {_named(file)}", try_key, more=more), answered
        )

    def _ask_whether(self, file: Path, key: str, found: Merged) -> None:
        def answered(yes: int | None) -> None:
            if yes == 0:
                take_in = partial(merge_file, file, key=key)
                self.do(take_in, then=lambda done: self.tell(" ".join(done.sentences)))

        told = f"{found.new} new, {found.already} here already. The stick is left as it is."
        self.app.push_screen(dialogs.PickDialog("Take it in?", ["Take it in"], more=told), answered)

    def action_other_versions(self) -> None:
        """Decide, one after the other, which words stand."""
        self.do(other_versions, self.space.uid, then=self._decide)

    def _decide(self, waiting: tuple[OtherVersion, ...]) -> None:
        if not waiting:
            self.tell("There are no other versions to decide.")
            return

        def decided(other: bool | None) -> None:
            if other is not None:
                verb = let_other_stand if other else let_this_stand
                self.do(verb, waiting[0].uid, then=lambda _none: self._next(len(waiting)))

        self.app.push_screen(VersionsDialog(waiting[0], len(waiting)), decided)

    def _next(self, before: int) -> None:
        self.tell("Decided.")
        if before > 1:
            self.action_other_versions()
