"""The report of a year with something in every part."""

from datetime import date
from uuid import UUID

from models.outcome.spread import Spread, Total
from models.outcome.year import NeedOfYear, PromiseOfYear, SpaceOfYear, ThemeOfYear, Year
from models.promise.done_answers import DoneAnswers
from models.promise.types import Promise, PromiseKind, PromiseState, Update
from models.theme.alike import MayBeOne

__all__ = ["EVIL", "a_year"]

EVIL = "=1+1 <script>alert(1)</script> {{7*7}}"


def promise(kind: PromiseKind, what: str, **more: object) -> PromiseOfYear:
    made = Promise(UUID(int=7), "k7", kind, what, as_of="2026-12-01", **more)  # type: ignore[arg-type]
    return PromiseOfYear(made, "Autumn")


def a_year() -> Year:
    """Return a year with something in every part, and with words that could be markup."""
    done = Update("2026-11-30", "It rings", done=True, state=PromiseState.DONE, evidence="Ring it")
    promises = (
        promise(
            PromiseKind.WILL,
            "Phone back",
            who="Us",
            due="2026-10-31",
            updates=(done,),
            group=DoneAnswers(yes=8, not_yet=12),
        ),
        promise(PromiseKind.WILL, "Train every carer", who="Us", due="2026-10-30"),
        promise(PromiseKind.CANNOT, "Open on Sundays", because="No money"),
    )
    return Year(
        date(2026, 1, 1),
        date(2026, 12, 31),
        spaces=(
            SpaceOfYear("Spring", "Library", "2026-04-20", "Spring 2026", "a1", None, 40, 2, 0, 1),
            SpaceOfYear(EVIL, "", "2026-11-17", "Autumn 2026", "b2", 25, None, 1, 1, 2),
        ),
        themes=(
            ThemeOfYear(EVIL, ("Spring", EVIL), Total(12, 1), ("Phone us",), True, 2),
            ThemeOfYear("Buses", ("Spring",), Total(0, 1)),
        ),
        may_be_one=(MayBeOne("Phone us", "Phones ring", ("phone",)),),
        promises=promises,
        came=Total(25, 1),
        heard=Total(40, 1),
        held=Total(6, 1),
        why_held=(Spread("may name a person", 2),),
        roles=(Spread("uses services", 1, 14, 1),),
        missing_roles=("staff",),
        ways=(Spread("said", 2, 30, 1), Spread("paper", 1)),
        languages=(Spread("en", 2, 30, 1), Spread("pl", 1)),
        not_used=(("ur", 1),),
        needs=(NeedOfYear("large print", 2, met=1, partly=1),),
        states={
            state: sum(one.promise.state is state for one in promises) for state in PromiseState
        },
    )
