"""Mark, May, Will, An: people with such names are seen, and "in May" is not taken for one.

Where nobody could know, the words are held and a person is asked: that is the third list.
"""

import pytest

from models.contribution.contribution import State, capture
from models.flags.flags import FlagKind, flags_in
from models.space.space import Space

PEOPLE = """
I asked Mark about the bus. | Mark is my carer. | Mark never came. | Mark and Rose came late.
my carer is mark | my carer mark is good | mark told me to wait | Thanks Mark
May is my carer. | May never rang me. | I like May. | May helps me wash. | May's carer is good.
I was shouted at by May. | I gave the form to May.
Will is my carer. | Will never came back. | I rang Will. | Will and I went to the office.
Grace was late. | Grace helps me wash. | the carer grace shouted
Rose came at nine. | I told rose about it
Penny is lovely. | I rang penny at the office | Please send Penny again.
Heather comes on Mondays. | my carer heather is good
Bill lost my form. | bill lost my form | I told bill about it
Frank is always late. | my social worker is frank
Joy lost my form. | I rang joy | I want Joy back.
Hope is my carer. | my carer hope is good
An is my carer. | I rang An twice. | An Nguyen lost my form. | My carer An is good.
a carer called An
I rang So twice. | My carer So is good. | Mrs So is late. | So Yun lost my form.
My carer Okonkwo is kind.
"""
WORDS = """
I will come in May. | May I have a form? | In may we had no carer. | By May it was done.
It may be late.
From May to June. | The fete is on 3 May. | We meet on the 4th of May. | April to May
the end of May
Maybe May. | Last May it rained. | May is too late for me. | May was a bad month. | The May meeting.
You May come. | my sister may help me | She asked may I come. | May never happen.
Will somebody come? | Will it be open? | I made a will. | Will power helped me.
Will never be enough.
my carer will help me | I asked will they come.
Mark my card please. | Please Mark your forms clearly. | Full marks. | Mark the date.
Grace is what we need. | Grace period is too short. | Grace and favour is not care.
Rose bushes are in the way. | Prices rose in May. | Every penny counts. | Penny pinching must stop.
Heather and gorse. | Bill payments are hard. | The bill is always late. | my bill came late
Frank answers please. | To be frank, it is bad. | Frank and honest answers.
Joy is what I miss. | Joy of singing. | Hope this helps. | I Hope it stays open.
Hope is all I have.
An answer would be nice. | An older man came. | An hour is too short. | An NHS nurse came.
So I waited. | So said my mum. | I think so. | So was I. | So Monday came. | So what?
Lincoln has no bus. | Chester is far away.
"""
# A town that is good, a month that is near, a feeling that comes: it may be a person as well.
NOBODY_KNOWS = """
It is due by May. | Hope comes from friends. | Joy comes from the choir. | May's meeting was good.
Bill came every month. | Faith helps me.
"""


def each(sentences: str) -> list[str]:
    return [one.strip() for line in sentences.strip().splitlines() for one in line.split("|")]


def names(words: str) -> list[str]:
    return [
        words[flag.start : flag.start + flag.length]
        for flag in flags_in(words)
        if flag.kind is FlagKind.NAME
    ]


def test_a_person_with_such_a_name_is_seen() -> None:
    assert not [words for words in each(PEOPLE) if not names(words)]


def test_the_word_is_not_taken_for_a_person() -> None:
    assert not [(words, names(words)) for words in each(WORDS) if names(words)]


def test_where_nobody_can_know_a_person_is_asked(space: Space) -> None:
    assert not [words for words in each(NOBODY_KNOWS) if not names(words)]
    asked = capture(space.uid, "It is due by May.")
    assert (asked.state, asked.reason) == (State.HELD, "may name a person")
    assert capture(space.uid, "I will come in May").state is State.WAITING


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("An Nguyen lost my form.", "An Nguyen"),
        ("May's carer is good.", "May"),
        ("MARK LOST MY FORM", "MARK"),
        ("My carer Okonkwo is kind.", "Okonkwo"),
    ],
)
def test_the_very_name_is_marked(words: str, marked: str) -> None:
    assert names(words) == [marked]
