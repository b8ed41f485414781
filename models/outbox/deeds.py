"""Doing at home what was done at a kiosk whose contribution had gone home already: once each."""

import json
from typing import Any
from uuid import UUID

from peewee import DoesNotExist

from models.contribution.acts import describe
from models.contribution.table import ContributionRow
from models.contribution.types import Consent
from models.desk.face import ask_for_help
from models.errors import RefusedError
from models.identity import now_ms
from models.kiosk.draft import DraftRow
from models.kiosk.own_words import change_words, take_back_words
from models.kiosk.receipt import ReceiptRow
from models.meeting import checkout
from models.merge.carrying import was_forgotten
from models.merge.other_version import keep_other_version
from models.outbox.table import CHANGE, ForwardedRow
from models.promise.is_it_done import DoneAnswer, answer_done
from models.store.base import database
from models.store.verbs import verb

__all__ = ["do_deed"]

# What would tell again what was deleted for good.
BRINGS_BACK = {"describe", "receipt", CHANGE}


@verb
def do_deed(uid: UUID, kind: str, subject: UUID | None, content: str) -> bool:
    """Do a deed in this database; say no where it was done here before.

    What can no longer be done, because of what the desk did meanwhile, is passed over. Words
    that a person changed too late are kept beside their old ones, and the desk is asked.
    """
    first = ForwardedRow.insert(uid=uid, made=now_ms()).on_conflict_ignore().as_rowcount().execute()
    if not first:
        return False
    said = json.loads(content)
    try:
        with database.atomic():
            _do(kind, subject, said)
    except (RefusedError, DoesNotExist):
        if kind == CHANGE and subject and ContributionRow.get_or_none(uid=subject):
            keep_other_version(subject, said["words"], said["language"], "a kiosk")
    return True


def _do(kind: str, subject: UUID | None, said: dict[str, Any]) -> None:
    if kind == "check out":
        checkout.check_out(UUID(said["space"]), said["answers"], was_in_time=True)
    elif kind == "done":
        before = DoneAnswer(said["instead_of"]) if said["instead_of"] else None
        answer_done(UUID(said["promise"]), DoneAnswer(said["answer"]), instead_of=before)
    elif subject is not None and not (kind in BRINGS_BACK and _is_forgotten(subject)):
        _do_to(kind, subject, said)


def _is_forgotten(subject: UUID) -> bool:
    """Say whether it is of a space whose words were deleted as their time was over."""
    row = ContributionRow.get_or_none(uid=subject)
    return row is not None and was_forgotten(row.space_id)


def _do_to(kind: str, subject: UUID, said: dict[str, Any]) -> None:
    if kind == "describe":
        describe(subject, role=said["role"], consent=Consent(*said["consent"]))
    elif kind == "receipt":
        ContributionRow.get_by_id(subject)
        ReceiptRow.delete().where(ReceiptRow.contribution == subject).execute()
        receipt = ReceiptRow.insert(digest=said["digest"], contribution=subject, created=now_ms())
        receipt.on_conflict_ignore().execute()
    elif kind == CHANGE:
        if ContributionRow.get_by_id(subject).words != said["words"]:
            change_words(subject, said["words"], language=said["language"])
    elif kind == "take back":
        take_back_words(subject)
    elif kind == "drop draft":
        DraftRow.delete().where(DraftRow.uid == subject).execute()
    elif kind == "help":
        ask_for_help(subject)
