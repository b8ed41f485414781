"""Every copy of somebody's words that the database holds, and how they go together."""

from uuid import UUID

from models.contribution.table import ContributionRow, VersionRow
from models.kiosk.picture_table import ContributionPictureRow

__all__ = ["copies_of", "forget_copies"]


def copies_of(row: ContributionRow) -> list[str]:
    """Return the words as they were given, as others wrote them anew, and what was noted by hand.

    For erasing them: they are to be kept nowhere.
    """
    versions = VersionRow.select(VersionRow.words).where(VersionRow.contribution == row.uid)
    pictures = ContributionPictureRow.select(ContributionPictureRow.words).where(
        ContributionPictureRow.contribution == row.uid
    )
    from models.merge.other_version import OtherVersionRow  # it stands on the contributions too

    others = OtherVersionRow.select(OtherVersionRow.words).where(
        OtherVersionRow.contribution == row.uid
    )
    from models.outbox.table import changes_of
    from models.recording.seal import SealRow

    # With its key, what an old block of the disk holds of a sealed recording could be opened.
    keys = [one.key for one in SealRow.select().where(SealRow.uid == row.uid)]
    return [
        row.words,
        row.reason,
        *keys,
        *changes_of(row.uid),
        *(one.words for found in (versions, pictures, others) for one in found),
    ]


def forget_copies(uid: UUID) -> None:
    """Delete what was made of somebody's words for the machine's own use.

    Folded for searching, sealed while they were being typed, and waiting to be sent. Whoever
    changes the words afterwards has them folded anew.
    """
    from models.kiosk.draft import DraftRow  # these stand on the contributions too
    from models.outbox.table import forget_changes
    from models.search.table import SearchRow

    forget_changes(uid)

    SearchRow.delete().where(SearchRow.contribution == uid).execute()
    DraftRow.delete().where(DraftRow.uid == uid).execute()
