"""What became of one contribution, for the person whose it is, in plain words."""

import datetime
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from assets.language import N_, _
from models.contribution import Consent, State, contribution
from models.contribution_table import ContributionRow
from models.dates import say_date
from models.own_words import OwnChangeRow
from models.promise import Promise, PromiseKind, promises_of
from models.theme import themes_of
from models.verbs import question

__all__ = ["Fate", "PromiseFate", "Standing", "what_became_of"]

# The desk's reasons are for the desk. A person hears why in words that blame nobody.
WHY_HELD = (
    (("name",), N_("It may name somebody, so it is not shown.")),
    (
        ("private", "address", "phone", "e-mail"),
        N_("It may hold private details, so it is not shown."),
    ),
    (("harm",), N_("A person wants to read it with care first.")),
    (("strong",), N_("Some words in it are strong, so it is not shown now.")),
)
HELD_ANYWAY = N_("A person wants to look at it first.")
STATES = {
    State.WAITING: N_("A person has not read it yet. Nobody else sees it before that."),
    State.HELD: N_("It is kept back. It still counts."),
    State.SET_ASIDE: N_("It was read and counted. It is not shown."),
    State.WITHDRAWN: N_("It was taken back. Nothing that it said is left here."),
}
USES = (
    ("room", N_("It may be shown on the room's screen, as you agreed.")),
    ("report", N_("It counts in the report, as you agreed.")),
    ("quote", N_("It may be quoted word for word, as you agreed.")),
)
NO_USES = N_("You agreed to no use, so it is shown nowhere.")


class Standing(StrEnum):
    """How it stands with a promise."""

    DONE = "done"
    LATE = "late"
    COMING = "coming"
    CANNOT = "can't"


@dataclass(frozen=True)
class PromiseFate:
    """A promise that answers what somebody said. ``due`` is YYYY-MM-DD, or nothing."""

    what: str
    who: str
    due: str
    because: str
    kind: PromiseKind
    standing: Standing
    last_update: str = ""

    def told(self) -> str:
        """Return it as sentences, in the language of the person in front."""
        due = say_date(self.due)
        if self.standing is Standing.CANNOT:
            return _("The answer: we can't. {what}. Because: {because}.").format(
                what=_bare(self.what), because=_bare(self.because)
            )
        promised = (
            _("More time is needed: {what}. By: {who}, until {due}.")
            if self.kind is PromiseKind.MORE_TIME
            else _("Promised: {what}. By: {who}, until {due}.")
        ).format(what=_bare(self.what), who=_bare(self.who), due=due)
        standing = {
            Standing.DONE: _("It is done."),
            Standing.LATE: _("It is late."),
            Standing.COMING: _("It is not done yet."),
        }[self.standing]
        update = _("The news: {words}.").format(words=_bare(self.last_update))
        return " ".join([promised, standing, *([update] if self.last_update else [])])


@dataclass(frozen=True)
class Fate:
    """What became of a contribution. ``words`` are its owner's own, for them alone."""

    uid: UUID
    state: State
    words: str
    language: str
    consent: Consent
    reason: str = ""
    themes: tuple[str, ...] = ()
    promises: tuple[PromiseFate, ...] = ()
    changes: int = 0

    def told(self) -> tuple[str, ...]:
        """Return it as sentences, in the language of the person in front."""
        if self.state is State.CLEARED:
            said = [_("A person has read it and cleared it.")]
            uses = [_(words) for use, words in USES if getattr(self.consent, use)]
            said += uses or [_(NO_USES)]
        else:
            said = [_(STATES[self.state])]
        if self.state is State.HELD:
            said.append(_(why_held(self.reason)))
        if self.themes:
            said.append(_("It is one of those in: {themes}.").format(themes=", ".join(self.themes)))
            said += [promise.told() for promise in self.promises]
            if not self.promises:
                said.append(_("There is no promise about this yet."))
        return tuple(said)


def why_held(reason: str) -> str:
    """Return why something is held, in words for its owner, not translated yet."""
    for signs, words in WHY_HELD:
        if any(sign in reason for sign in signs):
            return words
    return HELD_ANYWAY


@question
def what_became_of(uid: UUID, *, today: str = "") -> Fate:
    """Return what became of a contribution. ``today`` is YYYY-MM-DD, else the day that it is."""
    one = contribution(uid)
    row = ContributionRow.get_by_id(uid)
    mine = [theme for theme in themes_of(row.space_id) if uid in theme.members]
    about = {theme.uid for theme in mine}
    today = today or datetime.date.today().isoformat()
    return Fate(
        uid=uid,
        state=one.state,
        words=one.words,
        language=one.language,
        consent=one.consent,
        reason=one.reason,
        themes=tuple(theme.title for theme in mine),
        promises=tuple(
            _fate_of(promise, today)
            for promise in promises_of(row.space_id)
            if promise.theme in about
        ),
        changes=OwnChangeRow.select().where(OwnChangeRow.contribution == uid).count(),
    )


def _fate_of(promise: Promise, today: str) -> PromiseFate:
    if promise.kind is PromiseKind.CANNOT:
        standing = Standing.CANNOT
    elif promise.done:
        standing = Standing.DONE
    else:
        standing = Standing.LATE if promise.due and promise.due < today else Standing.COMING
    last = promise.updates[-1].words if promise.updates else ""
    return PromiseFate(
        promise.what,
        promise.who,
        promise.due,
        promise.because,
        promise.kind,
        standing,
        last,
    )


def _bare(text: str) -> str:
    return text.strip().rstrip(".")
