"""The news: what happened to promises since the last meeting, in plain words, theme by theme.

It is made from what was written about promises alone. Nobody's contribution is in it, and so
nothing has to be taken out of it when one is withdrawn.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from assets.language import N_, _
from models.dates import say_date
from models.promise.overdue import late_in
from models.promise.reading import promises_from, standing_rows
from models.promise.table import PromiseRow, UpdateRow
from models.promise.types import Promise, PromiseState, Update
from models.space.last_time import meetings_before
from models.space.space import SpaceRow, SpaceState
from models.store.verbs import question
from models.theme.theme import ThemeRow
from models.words import stop

__all__ = ["News", "NewsItem", "read_news", "say_update"]


@dataclass(frozen=True)
class NewsItem:
    """What happened to one promise. ``theme`` is what people said, "" where it answers none.

    ``updates`` are the new ones, oldest first; there are none where all that is new is that the
    promise is late.
    """

    promise: Promise
    theme: str = ""
    updates: tuple[Update, ...] = ()

    @property
    def heading(self) -> str:
        """The theme, as people said it."""
        if not self.theme:
            return _("More news")
        return _("You said: {words}").format(words=stop(self.theme))

    @property
    def told(self) -> tuple[str, ...]:
        """What was promised, and what happened, in sentences."""
        said = [_("We promised: {words}").format(words=stop(self.promise.what))]
        for update in self.updates:
            said.extend(say_update(update))
        if self.promise.done and self.promise.group and self.promise.group.outside():
            said.append(_("The group says: {words}.").format(words=self.promise.group.outside()))
        if self.promise.state is PromiseState.LATE:
            late = _("It is late. It was due on {day}.")
            if not self.updates:
                late = _("There is no news. It is late. It was due on {day}.")
            said.append(late.format(day=say_date(self.promise.due)))
        return tuple(said)


@dataclass(frozen=True)
class News:
    """What happened since a day (YYYY-MM-DD, "" for ever): theme by theme, newest space first."""

    since: str = ""
    items: tuple[NewsItem, ...] = ()

    @property
    def title(self) -> str:
        """The headline, with the day."""
        return f"What happened since {say_date(self.since)}" if self.since else "What happened"

    @property
    def by_theme(self) -> tuple[tuple[str, tuple[NewsItem, ...]], ...]:
        """The items under the heading of their theme, in order."""
        found: dict[str, list[NewsItem]] = {}
        for item in self.items:
            found.setdefault(item.heading, []).append(item)
        return tuple((heading, tuple(items)) for heading, items in found.items())

    def told(self) -> tuple[str, ...]:
        """Tell all of it in sentences, for the ear and for plain text."""
        said = [stop(self.title)]
        for heading, items in self.by_theme:
            said.append(heading)
            for item in items:
                said.extend(item.told)
        return tuple(said if self.items else [*said, "There is no news."])


def say_update(update: Update) -> tuple[str, ...]:
    """Say an update in sentences: how it stands, since when, what changed, what can be seen."""
    told = _led(update)
    if update.done and update.evidence:
        return (told, _("What you can see: {words}").format(words=stop(update.evidence)))
    if not update.done and update.state is PromiseState.LATE:
        return (told, _("The new day is {day}.").format(day=say_date(update.new_due)))
    return (told,)


# What an update says of a promise, with the day of the update and without one.
_LEADS = {
    PromiseState.DONE: (N_("We did, on {day}: {words}"), N_("We did: {words}")),
    PromiseState.LATE: (N_("It takes longer, on {day}: {words}"), N_("It takes longer: {words}")),
    PromiseState.CANNOT: (
        N_("We can't after all, on {day}, because: {words}"),
        N_("We can't after all, because: {words}"),
    ),
    PromiseState.DOING: (N_("We are doing it, on {day}: {words}"), N_("We are doing it: {words}")),
}
_NEWS = (N_("News, on {day}: {words}"), N_("News: {words}"))


def _led(update: Update) -> str:
    """Say what happened, and when, before the words of an update."""
    state = PromiseState.DONE if update.done else update.state
    dated, plain = _LEADS.get(state, _NEWS) if state else _NEWS
    sentence = _(dated if update.made_on else plain)
    return sentence.format(day=say_date(update.made_on), words=stop(update.words))


@question
def read_news(space: UUID | None = None, since: str = "", *, as_of: str = "") -> News:
    """Return the news for a space, or of all spaces where none is given.

    For a space it is what happened since the meeting before, to promises of that one and of
    those before it; once the space is closed, what happened since, to its own as well.
    ``since`` is another day to begin with; ``as_of`` is the day by which late is late.
    """
    as_of = as_of or date.today().isoformat()
    rows = standing_rows()
    if space is not None:
        spaces = [space, *meetings_before(space)]
        rows = rows.where(PromiseRow.space << spaces)
        since = since or _since(spaces)
        late = late_in(spaces, as_of)
    else:
        every = [row.uid for row in SpaceRow.select(SpaceRow.uid)]
        late = late_in(every, as_of)
    new = UpdateRow.select(UpdateRow.promise).where(UpdateRow.made_on >= since)
    found = promises_from(rows.where(PromiseRow.uid << new), as_of=as_of)
    told = {promise.uid for promise in found}
    silent = [promise for promise in late if promise.uid not in told]
    return News(since, _by_theme([*found, *silent], since))


def _since(spaces: list[UUID]) -> str:
    """Return the day of the meeting that the news goes on from, nothing where there was none."""
    closed = SpaceRow.get_by_id(spaces[0]).state == SpaceState.CLOSED
    from_there = spaces[0] if closed else next(iter(spaces[1:]), None)
    if from_there is None:
        return ""
    row = SpaceRow.get_by_id(from_there)
    if row.held_on or not row.closed:
        return str(row.held_on)
    return datetime.fromtimestamp(row.closed / 1000).date().isoformat()


def _by_theme(promises: Iterable[Promise], since: str) -> tuple[NewsItem, ...]:
    """Put promises under their themes: those of the newest space first."""
    found = list(promises)
    themes = {
        row.uid: row
        for row in ThemeRow.select().where(
            ThemeRow.uid << [one.theme for one in found if one.theme]
        )
    }
    spaces = {
        row.uid: row.space_id
        for row in PromiseRow.select(PromiseRow.uid, PromiseRow.space).where(
            PromiseRow.uid << [one.uid for one in found]
        )
    }

    def order(promise: Promise) -> tuple[int, bool, int, UUID]:
        theme = themes.get(promise.theme) if promise.theme else None
        return (-spaces[promise.uid].int, theme is None, theme.number if theme else 0, promise.uid)

    return tuple(
        NewsItem(
            one,
            themes[one.theme].title if one.theme in themes else "",
            tuple(update for update in one.updates if update.made_on >= since),
        )
        for one in sorted(found, key=order)
    )
