"""Pages of "Prepare" about people, by counts and jobs: who is who, needs, how many came."""

from uuid import UUID

from assets.language_names import NAMES
from models.contribution.types import Role
from models.errors import RefusedError
from models.meeting.attendance import FEWEST_SHOWN, ROLES, came_outside, set_came
from models.meeting.day_sheet import day_sheet, needs_sentence
from models.meeting.need_words import adjustments
from models.meeting.needs import Met, add_need, change_need, remove_need, set_met
from models.meeting.team import Job, add_member, change_member, remove_member
from models.times import at_time
from screens import clock
from screens.desk.prepare_page import Line, Page, state_line

__all__ = ["CamePage", "NeedsPage", "TeamPage"]

JOBS = {Job.FACILITATOR: "Facilitator", Job.SCRIBE: "Scribe", Job.LEADER: "Leader who listens"}
MARKS = {"met": Met.MET, "not_met": Met.NOT_MET}


def read_number(text: str) -> int:
    """Turn a number as typed into one; else refuse it."""
    digits = text.strip()
    if digits.isascii() and digits.isdecimal() and len(digits) <= 4:
        return int(digits)
    raise RefusedError("That is not a number. Write it in digits. Nothing was changed.")


class TeamPage(Page):
    """Who is who: a job or a first name that they chose. The room sees it only where wished."""

    title = "Who is who"
    keys = frozenset({"change", "add", "remove", "visible"})

    def lines(self) -> list[Line]:
        """Return who does what, and whether the room sees it."""
        return [
            state_line(
                str(one.uid),
                "",
                f"{JOBS[one.job]}: {one.name}",
                "shown in the room" if one.shown else "not shown",
            )
            for one in self.sees.team
        ]

    def add(self) -> None:
        """Say who does a job."""
        jobs = list(JOBS)
        self.pick("What do they do?", list(JOBS.values()), lambda number: self._name(jobs[number]))

    def _name(self, job: Job) -> None:
        self.write(
            JOBS[job],
            lambda text: add_member(self.sees.space.uid, job, text),
            more="A job's title, or a first name that they chose themselves.",
            coached=False,
        )

    def change(self, key: str) -> None:
        """Write a name anew."""
        one = next(member for member in self.sees.team if str(member.uid) == key)
        self.write(
            JOBS[one.job],
            lambda text: change_member(one.uid, name=text),
            words=one.name,
            coached=False,
        )

    def remove(self, key: str) -> None:
        """Ask, then take somebody off the list."""
        self.ask_and_do("Take them off the list?", "", remove_member, UUID(key))

    def mark(self, key: str, mark: str) -> None:
        """Show somebody in the room, or no longer."""
        del mark
        one = next(member for member in self.sees.team if str(member.uid) == key)
        self.save(change_member, one.uid, shown=not one.shown)


class NeedsPage(Page):
    """Adjustments for the day, how many people each is for, and whether they have it."""

    title = "Needs for the day"
    keys = frozenset({"change", "add", "remove", "met", "partly", "not_met", "sheet"})

    def lines(self) -> list[Line]:
        """Return each need with how it stands."""
        return [
            state_line(str(one.uid), "", one.count, one.standing, strong=one.met is Met.PARTLY)
            for one in self.sees.needs
        ]

    def below(self) -> str:
        """Count them by kind."""
        told = needs_sentence(self.sees.needs)
        return f"{told}." if told else "Counts and adjustments: no names, no conditions."

    def add(self) -> None:
        """Choose an adjustment."""
        self.screen.turn_to(KindsPage(self.screen))

    def change(self, key: str) -> None:
        """Say for how many people it is."""
        need = next(one for one in self.sees.needs if str(one.uid) == key)
        self.write(
            "For how many people?",
            lambda text: change_need(need.uid, read_number(text)),
            words=str(need.how_many),
            more=need.kind,
            coached=False,
        )

    def remove(self, key: str) -> None:
        """Ask, then take a need off the list."""
        self.ask_and_do("Take this need off the list?", "", remove_need, UUID(key))

    def mark(self, key: str, mark: str) -> None:
        """Say how it stands with a need, or show the sheet."""
        if mark == "sheet":
            self.screen.do(day_sheet, self.sees.space.uid, then=self._sheet)
        elif mark == "partly":
            self.write(
                "Until when was it met?",
                lambda text: set_met(UUID(key), Met.PARTLY, until=at_time(text)),
                words=clock.time_of_day(),
                coached=False,
            )
        else:
            self.save(set_met, UUID(key), MARKS[mark])

    def _sheet(self, text: str) -> None:
        self.screen.turn_to(SheetPage(self.screen, text))


class SheetPage(Page):
    """The day sheet, line by line, as it is printed."""

    title = "Day sheet"
    keys = frozenset()

    def __init__(self, screen: object, text: str) -> None:
        super().__init__(screen)  # type: ignore[arg-type]
        self._lines = [line for line in text.splitlines()[1:] if line]

    def lines(self) -> list[Line]:
        """Return its lines."""
        return [Line(str(number), line) for number, line in enumerate(self._lines)]

    def below(self) -> str:
        """Say how it comes on paper."""
        return "On paper: heard daysheet"


class KindsPage(Page):
    """The adjustments to choose from, then the languages, then a few words of one's own."""

    title = "What would help?"
    OWN = "something else"

    def lines(self) -> list[Line]:
        """Return them all."""
        kinds = [*adjustments(), *sorted(NAMES.values())]
        return [
            Line(self.OWN, "Something else, in a few words"),
            *(Line(kind, kind) for kind in kinds),
        ]

    def below(self) -> str:
        """Say what the list is for."""
        return "What would help, and never what somebody has."

    def change(self, key: str) -> None:
        """Say for how many people it is; something else is written first."""
        if key != self.OWN:
            self._how_many(key)
            return
        from models.meeting.need_words import LONGEST_NEED, check_need

        self.write(
            "What would help?",
            check_need,
            more=f"At most {LONGEST_NEED} letters. No name, and not what somebody has.",
            coached=False,
            then=self._how_many,
        )

    def _how_many(self, kind: str) -> None:
        def added(_: object) -> None:
            self.screen.action_back()
            self.screen.tell("Added.")

        self.write(
            "For how many people?",
            lambda text: add_need(self.sees.space.uid, kind, read_number(text)),
            words="1",
            more=kind,
            coached=False,
            then=added,
        )


class CamePage(Page):
    """How many came, by role; counts alone."""

    title = "How many came"

    def lines(self) -> list[Line]:
        """Return each role with its count."""
        counted = {one.role: one.how_many for one in self.sees.came}
        return [
            state_line(role, str(number), str(role), str(counted.get(role, 0)))
            for number, role in enumerate(ROLES, 1)
        ]

    def below(self) -> str:
        """Say the sum, and what others are told of it."""
        total = sum(one.how_many for one in self.sees.came)
        known, roles = came_outside(self.sees.came)
        told = ", ".join(f"{one.how_many} {one.role}" for one in roles)
        outside = told or ("no roles" if known is not None else f"fewer than {FEWEST_SHOWN} people")
        return f"{total} came. Outside the desk: {outside if total else 'nothing yet'}."

    def change(self, key: str) -> None:
        """Write how many came."""
        space = self.sees.space.uid

        def save(text: str) -> bool:
            set_came(space, Role(key), read_number(text or "0"))
            return True

        counted = {one.role: one.how_many for one in self.sees.came}
        self.write(
            "How many came?", save, words=str(counted.get(key, "")), more=str(key), coached=False
        )
