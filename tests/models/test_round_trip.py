"""Out of one space and into another, and what left with words in it: on both engines."""

import json
from dataclasses import replace
from pathlib import Path

from models.contribution.contribution import (
    ContributionRow,
    State,
    VersionKind,
    add_version,
    contribution,
    move,
)
from models.contribution.redaction import RedactionReason, redact
from models.exchange.column_map import guess
from models.exchange.exporting import note_export, send_rows
from models.exchange.sheet_files import open_sheet
from models.outcome.told import to_recall
from models.space.prompt import prompts_of
from models.space.space import Space, new_space, open_space
from outcomes.export_files import Writing
from tests.models.test_in_and_out import HOSTILE, all_of, exported, quoted, taken


def test_what_was_handed_out_is_known_to_be_recalled(space: Space, tmp_path: Path) -> None:
    uids = [quoted(space, f"More time, number {n}") for n in range(3)]
    with Writing(tmp_path / "o.jsonl") as writing:
        sent = send_rows(space, writing.write)
        note_export(space.uid, "a stick", "jsonl", sent)
        assert not (tmp_path / "o.jsonl").exists(), "it is noted before it leaves"
        writing.put_in_place()
    assert [json.loads(line)["words"] for line in (tmp_path / "o.jsonl").open()] == [
        f"More time, number {n}" for n in range(3)
    ]
    assert to_recall(space.uid) == ()
    move(uids[1], State.WITHDRAWN)
    redact(uids[2], "Less", RedactionReason.NAME)
    [recall] = to_recall(space.uid)
    assert "a stick" in " ".join(recall.sentences)
    assert recall.taken_back + recall.redacted == 2


def test_a_round_trip_keeps_what_may_leave(space: Space, tmp_path: Path) -> None:
    """Out of one space, and into another; into its own it adds nothing."""
    for words in HOSTILE:
        quoted(space, words, role="a carer")
    polish = quoted(space, "Dzień dobry, dziękuję", language="pl")
    add_version(polish, VersionKind.TRANSLATED, "Good day, thank you", language="en")
    there = open_space(new_space("Another").uid)
    first = {words: one for words, one in all_of(space).items() if one.state is State.CLEARED}
    for name in ("o.csv", "o.jsonl", "o.xlsx"):
        sheet = open_sheet(exported(space, tmp_path / name, raw=True))
        map_ = guess(sheet, prompts_of(space.uid))
        own, _ = taken(space, sheet, map_)
        assert (own.taken, own.there, own.left_out) == (0, len(first), 1)
        tally, refused = taken(there, sheet, replace(map_, prompt=""), batch=name)
        assert (tally.taken, refused) == (len(first), [])
    back = [
        contribution(row.uid)
        for row in ContributionRow.select().where(ContributionRow.space == there.uid)
    ]
    assert {one.words for one in back} == set(first)
    assert len(back) == 3 * len(first)
    for one in back:
        assert (one.role, one.language) == (first[one.words].role, first[one.words].language)
        assert one.consent == first[one.words].consent
