"""The longest answer in the real data that we know: 2,420 letters, with line breaks."""

from models.contribution.contribution import Consent, State, capture, contribution, move
from models.desk.desk import read_desk
from models.room.room import read_room
from models.room.stage import show_contribution
from models.search.finding import search
from models.space.space import Space
from screens.room.pages import pages_of
from screens.widgets.large import Look

LONGEST = 2_420


def test_the_longest_answer_is_whole_everywhere(space: Space) -> None:
    """Kept letter by letter, found by its last word, and on the pages of the room to its end."""
    lines = [f"Line {number} says that the bus is late.\n" for number in range(100)]
    words = "".join(lines)[: LONGEST - 11] + "\n\nlastwordit"[:11]
    assert len(words) == LONGEST
    uid = capture(space.uid, words, consent=Consent(room=True, report=True, quote=True)).uid
    assert contribution(uid).words == words
    assert move(uid, State.CLEARED).words == words
    assert read_desk(space.uid).contributions[0].words == words
    assert [one.uid for one in search(space.uid, "lastwordi").contributions] == [uid]
    show_contribution(space.uid, uid)
    for width, height in ((42, 8), (78, 20), (118, 36)):
        pages = pages_of(read_room(space.uid), Look(width, height))
        shown = " ".join(one.shown for page in pages for one in page.contributions)
        assert shown.split() == words.split(), (width, height)
