"""Bringing home what a kiosk kept: in order, once each, and gone from its disk after that.

One pass: what people said is claimed, put into the server's database in one transaction, and then
deleted here. Deleted and not marked, since words that were withdrawn must stand nowhere. Where the
link breaks in between, nobody knows whether the server has it, so it is sent again: each row has
the identity that it got at its capture, and comes a second time without effect.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from models.contribution.table import ContributionRow
from models.erasure.erasure import empty_the_log
from models.errors import HeardError, ServerAwayError
from models.merge.carrying import Carried, put_new, read_carried, was_erased
from models.outbox.deeds import do_deed
from models.outbox.table import ClaimRow, DeedRow
from models.recording.recording import forget_recording
from models.space.space import SpaceRow
from models.store.base import elsewhere
from models.store.verbs import after_commit, question, verb

__all__ = ["MOST_AT_ONCE", "Forwarder"]

MOST_AT_ONCE = 100


class Forwarder:
    """Brings what is in the database that is open here to a server.

    ``stuck`` holds what the server refuses whatever happens, such as words for a space that is no
    longer there: it stays here, and holds up nothing else.
    """

    def __init__(self, server: Any) -> None:
        self._server = server
        self.stuck: set[UUID] = set()
        self._most = MOST_AT_ONCE

    def forward(self) -> int:
        """Bring home the oldest of what is here; return how much it was, 0 where nothing is left.

        Raises ``ServerAwayError`` where the server cannot be reached; nothing is lost by that.
        """
        # On a link that breaks again and again, small batches get through where large ones do not.
        most, self._most = self._most, max(1, self._most // 2)
        claimed = _claim(most, tuple(self.stuck))
        sent = self._send(read_carried(claimed)) if claimed else 0
        done = self._do_deeds()
        self._most = min(MOST_AT_ONCE, most * 2)
        return sent + done

    def _send(self, batch: Sequence[Carried]) -> int:
        try:
            with elsewhere(self._server):
                homeless = _take_in(batch)
        except ServerAwayError:
            raise
        except HeardError:
            if len(batch) > 1:
                # One of them is refused: the others do not wait for it.
                return sum(self._send([one]) for one in batch)
            homeless = tuple(one.uid for one in batch)
        self.stuck.update(homeless)
        _let_go([one.uid for one in batch if one.uid not in homeless])
        return len(batch) - len(homeless)

    def _do_deeds(self) -> int:
        done = 0
        for uid, kind, subject, content in _deeds(MOST_AT_ONCE, tuple(self.stuck)):
            try:
                with elsewhere(self._server):
                    do_deed(uid, kind, subject, content)
            except ServerAwayError:
                raise
            except HeardError:
                self.stuck.add(uid)
                continue
            _forget_deed(uid)
            done += 1
        return done


# -- here ------------------------------------------------------------------------------------


@verb
def _claim(most: int, but: tuple[UUID, ...]) -> tuple[UUID, ...]:
    """Claim the oldest contributions; from now on, what is done to them is a deed as well."""
    rows = ContributionRow.select(ContributionRow.uid).order_by(ContributionRow.uid)
    rows = rows.where(ContributionRow.uid.not_in(but)).limit(most)
    uids = tuple(row.uid for row in rows)
    for uid in uids:
        ClaimRow.insert(contribution=uid).on_conflict_ignore().execute()
    return uids


@verb
def _let_go(uids: Sequence[UUID]) -> None:
    """Delete what is home, with all that belongs to it; the file of a recording too."""
    for uid in uids:
        forget_recording(uid)
    ContributionRow.delete().where(ContributionRow.uid << list(uids)).execute()
    after_commit(_empty_the_log)


def _empty_the_log() -> None:
    """Leave no bytes of it in the log; where somebody reads just now, the next time does it."""
    empty_the_log()


@question
def _deeds(most: int, but: tuple[UUID, ...]) -> tuple[tuple[UUID, str, UUID | None, str], ...]:
    rows = DeedRow.select().where(DeedRow.uid.not_in(but)).order_by(DeedRow.uid).limit(most)
    return tuple((row.uid, row.kind, row.contribution, row.content) for row in rows)


@verb
def _forget_deed(uid: UUID) -> None:
    DeedRow.delete().where(DeedRow.uid == uid).execute()
    after_commit(_empty_the_log)


# -- at home ---------------------------------------------------------------------------------


@verb
def _take_in(batch: Sequence[Carried]) -> tuple[UUID, ...]:
    """Put contributions into this database, and return those whose space is not here."""
    homeless = []
    for carried in batch:
        space = carried.row["space"]
        if not SpaceRow.select().where(SpaceRow.uid == space).exists():
            homeless.append(carried.uid)
        elif not was_erased(carried.uid, space):
            put_new(carried)
    return tuple(homeless)
