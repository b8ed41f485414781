"""What became of one contribution, for the person whose it is, in plain words."""

from dataclasses import dataclass
from uuid import UUID

from assets.language import N_, _
from models.contribution.contribution import Consent, State, contribution
from models.contribution.table import ContributionRow
from models.dates import say_date
from models.kiosk.own_words import OwnChangeRow
from models.promise.news import say_update
from models.promise.promise import Promise, PromiseKind, PromiseState, Update, promises_of
from models.store.verbs import question
from models.theme.theme import themes_of

__all__ = ["Fate", "PromiseFate", "what_became_of"]

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
HOW_IT_STANDS = {
    PromiseState.WILL: N_("It is not done yet."),
    PromiseState.MORE_TIME: N_("It is not done yet."),
    PromiseState.DOING: N_("It has begun, and is not done yet."),
    PromiseState.LATE: N_("It is late."),
    PromiseState.DONE: N_("It is done."),
}
NO_USES = N_("You agreed to no use, so it is shown nowhere.")


@dataclass(frozen=True)
class PromiseFate:
    """A promise that answers what somebody said. Days are YYYY-MM-DD, or nothing.

    ``because`` is why not, whenever that was said. ``due_before`` is the day it was promised for
    first. ``updates`` is everything that was told since, oldest first. ``group`` is what the group
    says where it is called done, and ``uid`` is there to ask about it.
    """

    uid: UUID
    what: str
    who: str
    due: str
    because: str
    kind: PromiseKind
    state: PromiseState
    due_before: str = ""
    updates: tuple[Update, ...] = ()
    group: str = ""

    def told(self) -> str:
        """Return it as one text, in the language of the person in front."""
        return " ".join(self.sentences())

    def sentences(self) -> tuple[str, ...]:
        """Return it in sentences: the promise, how it stands, its news, what the group says."""
        said = [self._promised()]
        if self.due_before:
            first = _("It was promised for {day} first.")
            said.append(first.format(day=say_date(self.due_before)))
        if self.state in HOW_IT_STANDS:
            said.append(_(HOW_IT_STANDS[self.state]))
        for update in self.updates:
            if update.state is not PromiseState.CANNOT:  # why not is the answer, said before
                said.extend(say_update(update))
        if self.group:
            said.append(_("The group says: {words}.").format(words=self.group))
        return tuple(said)

    def _promised(self) -> str:
        """Say what was answered: a promise, or why not."""
        if self.kind is PromiseKind.CANNOT or self.state is PromiseState.CANNOT:
            return _("The answer: we can't. {what}. Because: {because}.").format(
                what=_bare(self.what), because=_bare(self.because)
            )
        promised = (
            _("More time is needed: {what}. By: {who}, until {due}.")
            if self.kind is PromiseKind.MORE_TIME
            else _("Promised: {what}. By: {who}, until {due}.")
        )
        return promised.format(what=_bare(self.what), who=_bare(self.who), due=say_date(self.due))


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
        """Return it as sentences, a promise in one, in the language of the person in front."""
        first, *promises = self.parts()
        return (*first, *(" ".join(sentences) for sentences in promises))

    def parts(self) -> tuple[tuple[str, ...], ...]:
        """Return the same in parts: what became of the words, then each promise by itself."""
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
            if not self.promises:
                said.append(_("There is no promise about this yet."))
        return (tuple(said), *(promise.sentences() for promise in self.promises))


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
    return Fate(
        uid=uid,
        state=one.state,
        words=one.words,
        language=one.language,
        consent=one.consent,
        reason=one.reason,
        themes=tuple(theme.title for theme in mine),
        promises=tuple(
            _fate_of(promise)
            for promise in promises_of(row.space_id, as_of=today)
            if promise.theme in about
        ),
        changes=OwnChangeRow.select().where(OwnChangeRow.contribution == uid).count(),
    )


def _fate_of(promise: Promise) -> PromiseFate:
    because = promise.because
    if promise.state is PromiseState.CANNOT and promise.kind is not PromiseKind.CANNOT:
        because = next(
            one.words for one in reversed(promise.updates) if one.state is PromiseState.CANNOT
        )
    return PromiseFate(
        promise.uid,
        promise.what,
        promise.who,
        promise.due,
        because,
        promise.kind,
        promise.state,
        due_before=promise.due_before,
        updates=promise.updates,
        group=promise.group.outside() if promise.done and promise.group else "",
    )


def _bare(text: str) -> str:
    return text.strip().rstrip(".")
