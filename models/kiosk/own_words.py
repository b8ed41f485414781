"""What a person may do with their own words later: change them, or take them back."""

from uuid import UUID

from peewee import BigIntegerField, Check, ForeignKeyField, TextField, UUIDField

from assets.language import _
from models.contribution.contribution import Contribution, Mover, State, contribution, move
from models.contribution.table import ContributionRow, VersionRow, row_to_change
from models.desk.history import forget_steps
from models.erasure.copies import copies_of, forget_copies
from models.erasure.erasure import erase
from models.erasure.table import WhyErased
from models.errors import RefusedError
from models.flags.flagging import look_again
from models.identity import new_uid, now_ms
from models.kiosk.chosen import forget_chosen
from models.merge.other_version import forget_other_versions
from models.recording.recording import forget_recording
from models.space.space import SpaceRow, SpaceState
from models.store.base import Base
from models.store.verbs import verb
from models.theme.theme import MemberRow
from models.words import clean

__all__ = ["OwnChangeRow", "change_words", "leave_themes", "take_back_words"]


class OwnChangeRow(Base):
    """The table of what people did to their own words: what and when, without the words."""

    uid = UUIDField(primary_key=True, default=new_uid)
    contribution = ForeignKeyField(ContributionRow, on_delete="CASCADE")
    what = TextField(constraints=[Check("what in ('changed', 'taken back')")])
    made = BigIntegerField(default=now_ms)

    class Meta:
        table_name = "own_change"


@verb
def change_words(uid: UUID, words: str, *, language: str = "") -> Contribution:
    """Put the person's new words in place of their old ones, which go.

    Versions, pictures, a recording and themes go too. It is looked at anew, and waits to be read
    again. What they agreed to stays.
    """
    words = clean(words)
    if not words:
        raise RefusedError(_("There are no words yet. Nothing was changed."))
    row = row_to_change(uid)
    if row.state == State.WITHDRAWN:
        raise RefusedError(_("This was taken back, so it cannot be changed any more."))
    if SpaceRow.get_by_id(row.space_id).state != SpaceState.OPEN:
        raise RefusedError(
            _("This space is closed, so words cannot be changed. They can still be taken back.")
        )
    erase(uid, WhyErased.CHANGED, copies_of(row))
    forget_copies(uid)
    row.words, row.language = words, language or row.language
    row.state, row.reason, row.cleared = State.WAITING, "", 0
    look_again(row, words, row.language)
    row.save()
    VersionRow.delete().where(VersionRow.contribution == uid).execute()
    forget_chosen(uid)
    forget_recording(uid)
    forget_other_versions(uid)
    leave_themes(uid)
    forget_steps(uid)
    OwnChangeRow.create(contribution=uid, what="changed")
    return contribution(uid)


@verb
def take_back_words(uid: UUID) -> Contribution:
    """Withdraw a contribution for the person whose it is. Done twice, it is done once."""
    if State(row_to_change(uid).state) is not State.WITHDRAWN:
        move(uid, State.WITHDRAWN, mover=Mover.PERSON)
        OwnChangeRow.create(contribution=uid, what="taken back")
    return contribution(uid)


@verb
def leave_themes(uid: UUID) -> None:
    """Take a contribution out of every theme."""
    MemberRow.delete().where(MemberRow.contribution == uid).execute()
