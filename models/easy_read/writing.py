"""Writing the Easy Read paper: its sentences, its pictures, its hard words, and who signs it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from models.desk.history import ActKind, note
from models.easy_read.easy_read import CAN_BE_LEFT_OUT, EasyItem, EasyRead, easy_read_of
from models.easy_read.table import EasyReadFormRow, EasyReadSignatureRow, EasyReadWordRow
from models.errors import ChangedSinceError, RefusedError
from models.kiosk.picture import own_pictures, pictures
from models.store.verbs import verb
from models.words import one_line, stop

__all__ = [
    "explain_word",
    "forget_word",
    "leave_out",
    "put_back",
    "sign_easy_read",
    "write_easy_item",
]


@verb
def write_easy_item(
    space: UUID,
    key: str,
    sentences: Sequence[str],
    *,
    picture: str | None = None,
    seen: EasyItem | None = None,
) -> EasyItem:
    """Save the sentences of one part, and its picture; None leaves the picture as it is.

    ``key`` is that of the part, "" for the opening. ``seen`` is the part
    as whoever writes saw it: where another desk wrote it since, ``ChangedSinceError`` says so.
    """
    item = _item(space, key)
    kept = [stop(one) for one in map(one_line, sentences) if one]
    if not kept:
        raise RefusedError(
            "A part needs one sentence at least. Nothing was changed. "
            "A promise can be left out with a reason."
        )
    if seen is not None and _changed(seen, item):
        raise ChangedSinceError("Somebody else wrote this part meanwhile. Nothing was changed.")
    if picture is None:
        picture = item.picture.name if item.picture else ""
    elif picture not in {one.name for one in (*pictures(), *own_pictures())}:
        raise RefusedError("That picture is not there any more. Nothing was changed.")
    row = _row(space, key)
    row.sentences, row.picture, row.source = "\n".join(kept), picture, item.source
    row.save()
    note(space, ActKind.EASY_READ)
    return _item(space, key)


def _changed(seen: EasyItem, now: EasyItem) -> bool:
    return (seen.sentences, seen.picture, seen.source) != (now.sentences, now.picture, now.source)


@verb
def leave_out(space: UUID, key: str, reason: str) -> None:
    """Leave a promise or news out, with a reason; the paper says that one more is there."""
    if _item(space, key).about not in CAN_BE_LEFT_OUT:
        raise RefusedError("Only a promise or news can be left out. Nothing was changed.")
    reason = one_line(reason)
    if not reason:
        raise RefusedError("Say why it is left out. Nothing was changed.")
    row = _row(space, key)
    row.left_out = stop(reason)
    row.save()
    note(space, ActKind.EASY_READ_LEFT_OUT)


@verb
def put_back(space: UUID, key: str) -> None:
    """Put back into the paper what was left out."""
    row = _row(space, key)
    row.left_out = ""
    row.save()
    note(space, ActKind.EASY_READ)


@verb
def explain_word(space: UUID, word: str, means: str) -> None:
    """Explain a hard word; one that is explained already gets the new explanation."""
    word, means = one_line(word), one_line(means).rstrip(".!? ")
    if not word:
        raise RefusedError("Say which word is hard. Nothing was changed.")
    if not means:
        raise RefusedError("Say what the word means. Nothing was changed.")
    forget_word(space, word, quietly=True)
    EasyReadWordRow.create(space=space, word=word, means=means)
    note(space, ActKind.EASY_READ)


@verb
def forget_word(space: UUID, word: str, *, quietly: bool = False) -> None:
    """Take an explanation away, in whatever letters the word was written."""
    wanted = one_line(word).casefold()
    for row in EasyReadWordRow.select().where(EasyReadWordRow.space == space):
        if row.word.casefold() == wanted:
            row.delete_instance()
    if not quietly:
        note(space, ActKind.EASY_READ)


@verb
def sign_easy_read(space: UUID, name: str, *, seen: EasyRead) -> EasyRead:
    """Sign the paper by a role or a name. It counts for the words of ``seen``, and no others.

    Refused: without a name, while a part is in its own words, or where it changed meanwhile.
    """
    name = one_line(name)
    if not name:
        raise RefusedError("Say who checked it: a role or a name. Nothing was signed.")
    now = easy_read_of(space)
    if now.fingerprint != seen.fingerprint:
        raise RefusedError(
            "The paper changed while you looked at it. Nothing was signed. Look again, then sign."
        )
    if now.unwritten:
        number = len(now.unwritten)
        parts = "1 part is" if number == 1 else f"{number} parts are"
        raise RefusedError(
            f"{parts} still in the real words. Nothing was signed. "
            "Make them easier, or say that they are easy enough."
        )
    EasyReadSignatureRow.create(
        space=space, name=name, signed_on=date.today().isoformat(), fingerprint=now.fingerprint
    )
    note(space, ActKind.EASY_READ_SIGNED)
    return easy_read_of(space)


def _item(space: UUID, key: str) -> EasyItem:
    for one in easy_read_of(space).items:
        if one.key == key:
            return one
    raise RefusedError("That part is not there any more. Nothing was changed. Look again.")


def _row(space: UUID, key: str) -> EasyReadFormRow:
    there = (EasyReadFormRow.space == space) & (EasyReadFormRow.key == key)
    found: EasyReadFormRow = EasyReadFormRow.get_or_none(there) or EasyReadFormRow.create(
        space=space, key=key
    )
    return found
