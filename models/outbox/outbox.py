"""What a kiosk of a server does on its own disk, until its link brings it home.

Such a kiosk works with a database of its own. What a person says is safe there when they are told
so. Whatever is done to a contribution that is still here is done here; where it is on its way, or
gone home already, a *deed* is kept, which is done there in its turn, once.
With no server there is no link, and everything here is done at once to the one database.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar
from uuid import UUID

from peewee import fn

from assets.language import _
from models.contribution.acts import describe
from models.contribution.fate import Fate, what_became_of
from models.contribution.table import ContributionRow
from models.contribution.types import Consent, Contribution, State
from models.desk import face
from models.encryption.sealing import receipt_digest
from models.erasure.erasure import erase
from models.erasure.table import WhyErased
from models.errors import RefusedError
from models.identity import now_ms
from models.kiosk import draft
from models.kiosk.own_words import change_words, take_back_words
from models.kiosk.receipt import NotFoundError, ReceiptRow, find_by_receipt, give_receipt, salt_of
from models.kiosk.receipt_words import in_one_form, new_receipt
from models.meeting import checkout
from models.outbox.table import CHANGE, ClaimRow, DeedRow, changes_of, forget_changes
from models.promise import is_it_done
from models.space.space import SpaceRow, SpaceState
from models.store.verbs import question, verb

__all__ = [
    "Kept",
    "LinkLike",
    "NoLinkError",
    "answer_done",
    "ask_for_help",
    "change",
    "check_out",
    "drop_draft",
    "find",
    "give",
    "is_apart",
    "kept_here",
    "take_back",
    "tell_about",
    "use_link",
    "wake",
]

Result = TypeVar("Result")


class NoLinkError(RefusedError):
    """The server cannot be reached at this moment."""


class LinkLike(Protocol):
    """What brings things home. ``down_since`` is UTC milliseconds, 0 while the link is up."""

    @property
    def down_since(self) -> int:
        """Since when the server could not be reached."""
        ...

    def wake(self) -> None:
        """Bring home at once what is here."""
        ...

    def ask(self, asked: Callable[[], Result]) -> Result:
        """Ask the server something, after all that is here was brought home."""
        ...


class _Apart:
    """Whether this process is a kiosk with a link."""

    link: LinkLike | None = None


@dataclass(frozen=True)
class Kept:
    """What is on this disk and not at home yet. Times are UTC milliseconds, 0 for none."""

    number: int = 0
    since: int = 0
    down_since: int = 0


def use_link(link: LinkLike | None) -> None:
    """Have what is done here go home by a link, or by none."""
    _Apart.link = link


def is_apart() -> bool:
    """Say whether this process is a kiosk with a database and a link of its own."""
    return _Apart.link is not None


def wake() -> None:
    """Have what is here brought home at once."""
    if _Apart.link is not None:
        _Apart.link.wake()


@question
def kept_here() -> Kept:
    """Return what is kept on this disk, and whether the server can be reached."""
    if _Apart.link is None:
        return Kept()
    number = ContributionRow.select().count() + DeedRow.select().count()
    first = ContributionRow.select(fn.MIN(ContributionRow.created)).scalar()
    deed = DeedRow.select(fn.MIN(DeedRow.made)).scalar()
    since = min([one for one in (first, deed) if one], default=0)
    return Kept(number, since, _Apart.link.down_since)


# -- deeds -----------------------------------------------------------------------------------


def _is_here(uid: UUID) -> bool:
    return bool(ContributionRow.select().where(ContributionRow.uid == uid).exists())


def _is_on_its_way(uid: UUID) -> bool:
    return bool(ClaimRow.select().where(ClaimRow.contribution == uid).exists())


def _keep(kind: str, uid: UUID | None, content: dict[str, Any]) -> None:
    DeedRow.create(kind=kind, contribution=uid, content=json.dumps(content, ensure_ascii=False))


@verb
def _do_or_keep(uid: UUID, kind: str, content: dict[str, Any], act: Callable[[], object]) -> None:
    """Do something to a contribution that is here; keep it as a deed where it may be home."""
    here = _is_here(uid)
    if here:
        act()
    if not here or _is_on_its_way(uid):
        _keep(kind, uid, content)


def tell_about(uid: UUID, *, role: str, consent: Consent) -> None:
    """Save what a person said of themselves after their words: a role, and each consent."""
    if not is_apart():
        describe(uid, role=role, consent=consent)
        return
    said = {"role": role, "consent": [consent.room, consent.report, consent.quote]}
    _do_or_keep(uid, "describe", said, lambda: describe(uid, role=role, consent=consent))
    wake()


def give(uid: UUID, space: UUID) -> tuple[str, ...]:
    """Draw the four words of a contribution and return them: the only time that they are told."""
    if not is_apart():
        return give_receipt(uid)
    words = new_receipt()
    digest = receipt_digest(in_one_form(words), salt_of(space))

    def save() -> None:
        ReceiptRow.delete().where(ReceiptRow.contribution == uid).execute()
        ReceiptRow.insert(digest=digest, contribution=uid, created=now_ms()).execute()

    _do_or_keep(uid, "receipt", {"digest": digest}, save)
    wake()
    return words


def change(uid: UUID, words: str, *, language: str, space: UUID) -> Fate | None:
    """Put a person's new words in place of their old ones; return what became of them.

    None where that is not known before the link is back.
    """
    if not is_apart():
        change_words(uid, words, language=language)
        return what_became_of(uid)
    _refuse_closed(space)
    _change(uid, words, language)
    return _fate(uid)


@verb
def _change(uid: UUID, words: str, language: str) -> None:
    _forget_changes(uid, WhyErased.CHANGED)
    said = {"words": words, "language": language}
    _do_or_keep(uid, CHANGE, said, lambda: change_words(uid, words, language=language))


def _forget_changes(uid: UUID, why: WhyErased) -> None:
    """Take away new words that are on their way: newer ones came, or they were taken back."""
    waiting = changes_of(uid)
    if waiting:
        erase(uid, why, waiting)
        forget_changes(uid)


@question
def _refuse_closed(space: UUID) -> None:
    if SpaceRow.get_by_id(space).state != SpaceState.OPEN:
        raise RefusedError(
            _("This space is closed, so words cannot be changed. They can still be taken back.")
        )


def take_back(uid: UUID) -> None:
    """Take a person's words back. Here they go at once; at home, as soon as the link is there."""
    if not is_apart():
        take_back_words(uid)
        return
    _take_back(uid)
    wake()


@verb
def _take_back(uid: UUID) -> None:
    _forget_changes(uid, WhyErased.WITHDRAWN)
    _do_or_keep(uid, "take back", {}, lambda: take_back_words(uid))


def check_out(space: UUID, answers: tuple[int, ...]) -> UUID:
    """Count one person's answers to "How was this meeting?"; return the prompt that follows."""
    if not is_apart():
        return checkout.check_out(space, answers)
    prompt = _check_out(space, answers)
    wake()
    return prompt


@verb
def _check_out(space: UUID, answers: tuple[int, ...]) -> UUID:
    prompt = checkout.check_out(space, ())  # nothing is counted here: it looks, and refuses
    _keep("check out", None, {"space": str(space), "answers": list(answers)})
    return prompt


def answer_done(
    promise: UUID,
    answer: is_it_done.DoneAnswer,
    *,
    instead_of: is_it_done.DoneAnswer | None = None,
) -> None:
    """Count what one person says about a promise that is called done."""
    if not is_apart():
        is_it_done.answer_done(promise, answer, instead_of=instead_of)
        return
    _answer_done(str(promise), str(answer), str(instead_of or ""))
    wake()


@verb
def _answer_done(promise: str, answer: str, instead_of: str) -> None:
    _keep("done", None, {"promise": promise, "answer": answer, "instead_of": instead_of})


def drop_draft(uid: UUID) -> None:
    """Delete a draft, here and at home: the person sent the words, or threw them away."""
    _drop_draft(uid)
    wake()


@verb
def _drop_draft(uid: UUID) -> None:
    draft.drop_draft(uid)
    if is_apart():
        _keep("drop draft", uid, {})


def ask_for_help(uid: UUID) -> bool:
    """Ask a person to come; say no where nobody can be told now, because there is no network."""
    if _Apart.link is None:
        face.ask_for_help(uid)
        return True
    if _Apart.link.down_since:
        return False
    _ask_for_help(uid)
    wake()
    return True


@verb
def _ask_for_help(uid: UUID) -> None:
    _keep("help", uid, {})


# -- finding ---------------------------------------------------------------------------------


def find(words: str, face_name: str) -> tuple[Contribution, Fate | None]:
    """Return what somebody told us before, by its four words, and what became of it.

    Without a network, only what was said here and is here still can be found.
    """
    if _Apart.link is not None:
        try:
            return _Apart.link.ask(lambda: _found(words, face_name))
        except NoLinkError:
            try:
                return _found(words, face_name)
            except NotFoundError:
                raise NoLinkError(
                    _(
                        "This kiosk has no network now, so it cannot look everywhere. Nothing was "
                        "changed. Try again later, or ask a person."
                    )
                ) from None
    return _found(words, face_name)


def _found(words: str, face_name: str) -> tuple[Contribution, Fate | None]:
    one = find_by_receipt(None, words, face=face_name)
    return one, None if one.state is State.WITHDRAWN else what_became_of(one.uid)


def _fate(uid: UUID) -> Fate | None:
    """Return what became of a contribution, from home where that can be reached."""
    if _Apart.link is not None:
        try:
            return _Apart.link.ask(lambda: what_became_of(uid))
        except RefusedError:
            pass
    return _fate_here(uid)


@question
def _fate_here(uid: UUID) -> Fate | None:
    return what_became_of(uid) if _is_here(uid) else None
