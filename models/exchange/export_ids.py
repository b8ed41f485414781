"""The id that a contribution has in an export: it holds nothing, and is always the same."""

import hashlib
from typing import Any
from uuid import UUID

from models.contribution.table import ContributionRow

__all__ = ["export_mark", "export_marks"]


def export_mark(uid: str) -> str:
    """Return the id for an export, of the 32 letters of a contribution's own.

    The own id holds the moment of capture, so it never leaves. It has 62 random bits as well,
    and nobody can guess it back from this one.
    """
    return hashlib.blake2b(uid.encode(), digest_size=8, person=b"heard export").hexdigest()


def export_marks(space: UUID) -> frozenset[str]:
    """Return the ids that the contributions of a space have in exports, all that ever were."""
    rows = ContributionRow.select(ContributionRow.uid).where(ContributionRow.space == space)
    uids: Any = rows.tuples().iterator()
    return frozenset(export_mark(uid.hex) for (uid,) in uids)
