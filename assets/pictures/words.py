"""The pictures to answer with, in the order in which they are offered, and what they say.

``make words`` takes the words and the sentences from here for the translators. A drawing is the
name of a health icon, or "ours:" and the name of a drawing of our own; the drawings themselves
are in ``drawn.json``, made by ``python -m tests.support.pictures.make``.
"""

from typing import NamedTuple

from assets.language import N_

__all__ = ["FEELINGS", "PICTURES", "SIGNS", "TOPICS", "Known"]


class Known(NamedTuple):
    """A picture that ships with Heard: its words, and in a sentence what it shows."""

    name: str
    topic: str
    drawing: str
    words: str
    alt: str


# The topics, in their order. The first holds what is said most often.
TOPICS: dict[str, str] = {
    "first": N_("First of all"),
    "home": N_("At home"),
    "people": N_("People"),
    "feelings": N_("How I feel"),
    "health": N_("Health"),
    "moving": N_("Getting about"),
    "talking": N_("Talking and finding out"),
    "rights": N_("Being heard, and my rights"),
    "living": N_("My life"),
}

PICTURES: tuple[Known, ...] = (
    Known(
        "waiting",
        "first",
        "ours:waiting",
        N_("Waiting"),
        N_("A person sits on a chair, under a clock."),
    ),
    Known("money", "first", "ours:pound", N_("Money"), N_("A coin with a pound sign.")),
    Known(
        "listened-to",
        "first",
        "ours:listened",
        N_("Being listened to"),
        N_("An ear, and sound that comes to it."),
    ),
    Known("transport", "first", "ours:bus", N_("Transport"), N_("A bus, seen from the side.")),
    Known(
        "who-to-ask",
        "first",
        "ours:unsure",
        N_("Not knowing who to ask"),
        N_("A person beside a question mark."),
    ),
    Known("good-help", "first", "ours:thumb", N_("Good help"), N_("A hand with its thumb up.")),
    Known("home", "home", "ours:house", N_("My home"), N_("A house with a door.")),
    Known("care-at-home", "home", "hospice", N_("Help at home"), N_("A house with a heart in it.")),
    Known("washing", "home", "ours:bath", N_("Washing"), N_("A bath with a shower.")),
    Known("dressing", "home", "ours:shirt", N_("Getting dressed"), N_("A shirt.")),
    Known(
        "toilet", "home", "letrina-alt", N_("Using the toilet"), N_("A toilet, seen from the side.")
    ),
    Known("meals", "home", "hot-meal", N_("Hot meals"), N_("A bowl with steam above it.")),
    Known("drinks", "home", "ours:cup", N_("Something to drink"), N_("A cup with a hot drink.")),
    Known("sleep", "home", "ours:bed", N_("Sleep"), N_("A person lies in a bed.")),
    Known("cleaning", "home", "ours:broom", N_("Cleaning"), N_("A broom that sweeps.")),
    Known("shopping", "home", "ours:shopping", N_("Shopping"), N_("A shopping bag.")),
    Known("repairs", "home", "construction", N_("Repairs"), N_("A hammer.")),
    Known("heating", "home", "burn-unit", N_("Keeping warm"), N_("A flame.")),
    Known(
        "cold", "home", "cold-chain", N_("Being cold"), N_("A thermometer, and a star of frost.")
    ),
    Known("electricity", "home", "ours:plug", N_("Electricity"), N_("An electric plug.")),
    Known("front-door", "home", "ours:key", N_("My own front door"), N_("A key.")),
    Known(
        "carer",
        "people",
        "health-worker",
        N_("Care workers"),
        N_("A person with a badge with a cross."),
    ),
    Known(
        "same-carer",
        "people",
        "ours:known",
        N_("Someone who knows me"),
        N_("A person with a heart beside them."),
    ),
    Known(
        "many-people",
        "people",
        "ours:many",
        N_("Too many different people"),
        N_("Five people in two rows."),
    ),
    Known(
        "family",
        "people",
        "ours:family",
        N_("My family"),
        N_("Two grown-ups with a child between them."),
    ),
    Known("friends", "people", "msm", N_("Friends"), N_("Two people who hold hands.")),
    Known(
        "being-alone",
        "people",
        "home-quarantine",
        N_("Being alone"),
        N_("One person, alone in a house."),
    ),
    Known(
        "neighbours", "people", "ours:village", N_("Neighbours"), N_("Three houses close together.")
    ),
    Known(
        "social-worker",
        "people",
        "ours:worker",
        N_("My social worker"),
        N_("A person with a list on a clipboard."),
    ),
    Known("carer-break", "people", "ours:breaktime", N_("A break"), N_("An armchair.")),
    Known("happy", "feelings", "ours:face_laughing", N_("Happy"), N_("A face that laughs.")),
    Known("sad", "feelings", "ours:face_sad", N_("Sad"), N_("A face with the mouth turned down.")),
    Known("angry", "feelings", "ours:face_angry", N_("Angry"), N_("A face with a frown.")),
    Known(
        "worried", "feelings", "ours:face_worried", N_("Worried"), N_("A face with clenched teeth.")
    ),
    Known(
        "confused",
        "feelings",
        "ours:face_confused",
        N_("Confused"),
        N_("A face with a crooked mouth and a question mark."),
    ),
    Known(
        "tired",
        "feelings",
        "ours:face_tired",
        N_("Tired"),
        N_("A face with closed eyes that yawns."),
    ),
    Known("safe", "feelings", "ours:shield", N_("Feeling safe"), N_("A shield with a tick.")),
    Known("not-safe", "feelings", "alert-triangle", N_("Not feeling safe"), N_("A warning sign.")),
    Known(
        "kindness",
        "feelings",
        "palliative-care",
        N_("Kindness"),
        N_("A large heart and a small one."),
    ),
    Known(
        "doctor",
        "health",
        "doctor-female",
        N_("The doctor"),
        N_("A woman with a stethoscope round her neck."),
    ),
    Known(
        "hospital", "health", "ours:hospital", N_("Hospital"), N_("A building with a cross on it.")
    ),
    Known(
        "ambulance",
        "health",
        "ours:ambulance",
        N_("Ambulance"),
        N_("An ambulance with a cross on it."),
    ),
    Known("medicines", "health", "ours:medicine", N_("Medicines"), N_("A tablet and a capsule.")),
    Known("pain", "health", "ours:pain", N_("Pain"), N_("A person, and a bolt of pain.")),
    Known("memory", "health", "mental-disorders", N_("Memory"), N_("A head, and the brain in it.")),
    Known(
        "mental-health",
        "health",
        "mental-health",
        N_("Mental health"),
        N_("A head with a heart in it."),
    ),
    Known(
        "falls",
        "health",
        "ours:falling",
        N_("Falling over"),
        N_("A person who falls to the ground."),
    ),
    Known(
        "wheelchair", "moving", "ours:wheelchair", N_("Wheelchair"), N_("A person in a wheelchair.")
    ),
    Known("stairs", "moving", "ours:stairs", N_("Stairs"), N_("A flight of stairs.")),
    Known("walking", "moving", "walking", N_("Walking"), N_("A person who walks.")),
    Known(
        "walking-frame",
        "moving",
        "walk-supported",
        N_("A frame to walk with"),
        N_("A person who walks with a frame."),
    ),
    Known("car", "moving", "ours:car", N_("Car or taxi"), N_("A car, seen from the side.")),
    Known("parking", "moving", "ours:parking", N_("Parking"), N_("A sign with the letter P.")),
    Known(
        "finding-the-way",
        "moving",
        "ours:signpost",
        N_("Finding the way"),
        N_("A post with two signs."),
    ),
    Known("going-out", "moving", "entry", N_("Going out"), N_("An open door.")),
    Known("phone", "talking", "phone", N_("Phone calls"), N_("The handset of a telephone.")),
    Known("letters", "talking", "ours:envelope", N_("Letters"), N_("An envelope.")),
    Known(
        "forms",
        "talking",
        "i-exam-multiple-choice",
        N_("Forms"),
        N_("A form with boxes to tick, and a pencil."),
    ),
    Known("computer", "talking", "laptop", N_("Computers"), N_("A laptop computer.")),
    Known("video-call", "talking", "telemedicine", N_("Video calls"), N_("A person on a screen.")),
    Known("information", "talking", "info", N_("Information"), N_("The letter i in a circle.")),
    Known(
        "my-language",
        "talking",
        "ours:language",
        N_("My language"),
        N_("Two speech bubbles in two languages."),
    ),
    Known(
        "sign-language",
        "talking",
        "american-sign-language",
        N_("Sign language"),
        N_("Two hands that sign."),
    ),
    Known("deaf", "talking", "ours:deaf", N_("Being deaf"), N_("An ear with a cross beside it.")),
    Known(
        "hearing-aid",
        "talking",
        "ours:hearing_aid",
        N_("Hearing aid"),
        N_("An ear with a hearing aid in it."),
    ),
    Known(
        "sight",
        "talking",
        "ours:sight",
        N_("Not seeing well"),
        N_("An eye with a line through it."),
    ),
    Known(
        "guide-dog",
        "talking",
        "guide-dog",
        N_("Guide dog"),
        N_("A dog with the handle of a guide dog."),
    ),
    Known("reading", "talking", "ours:book", N_("Reading"), N_("An open book.")),
    Known(
        "being-together",
        "rights",
        "group-discussion-meeting",
        N_("Meetings"),
        N_("Two people who talk to each other."),
    ),
    Known("speaking-up", "rights", "megaphone", N_("Speaking up"), N_("A megaphone.")),
    Known("rights", "rights", "justice", N_("My rights"), N_("A pair of scales.")),
    Known(
        "complaint",
        "rights",
        "ours:complaint",
        N_("Making a complaint"),
        N_("A speech bubble with an exclamation mark."),
    ),
    Known(
        "care-plan",
        "rights",
        "i-note-action",
        N_("My care plan"),
        N_("A page of notes, and a pencil."),
    ),
    Known("privacy", "rights", "ui-secure", N_("Privacy"), N_("A padlock.")),
    Known(
        "appointments",
        "rights",
        "ours:calendar",
        N_("Appointments"),
        N_("A page of a calendar, with a tick."),
    ),
    Known(
        "visit-times", "rights", "ours:visit", N_("Times of visits"), N_("A house with a clock.")
    ),
    Known("more-time", "rights", "ours:clock", N_("Enough time"), N_("A clock.")),
    Known("saying-no", "rights", "stop", N_("Saying no"), N_("A hand held up to say stop.")),
    Known("work", "living", "ours:briefcase", N_("Work"), N_("A briefcase.")),
    Known(
        "learning",
        "living",
        "i-training-class",
        N_("Learning"),
        N_("A person who teaches at a board."),
    ),
    Known("music", "living", "ours:music", N_("Music"), N_("A musical note.")),
    Known("television", "living", "ours:television", N_("Television"), N_("A television.")),
    Known("pets", "living", "ours:paw", N_("Pets"), N_("The paw of an animal.")),
    Known("garden", "living", "ours:flower", N_("Garden"), N_("A flower with two leaves.")),
    Known("nature", "living", "forest", N_("Being outdoors"), N_("Two trees.")),
    Known("swimming", "living", "ours:swim", N_("Swimming"), N_("A person who swims.")),
    Known("faith", "living", "chaplaincy", N_("Faith"), N_("Two hands held together to pray.")),
    Known("food", "living", "ours:apple", N_("Healthy food"), N_("An apple.")),
)

# How somebody feels about what a picture stands for.
FEELINGS: tuple[Known, ...] = (
    Known("happy", "feelings", "ours:face_happy", N_("Happy"), N_("A face that smiles.")),
    Known("so-so", "feelings", "ours:face_so_so", N_("So-so"), N_("A face with a straight mouth.")),
    Known(
        "not happy",
        "feelings",
        "ours:face_not_happy",
        N_("Not happy"),
        N_("A face with the mouth turned down."),
    ),
)

# Choices that stand among pictures, for people who do not read.
SIGNS: tuple[Known, ...] = (
    Known("others", "signs", "ours:others", N_("Other pictures"), N_("An arrow to the right.")),
    Known("finished", "signs", "yes", N_("I have finished"), N_("A tick in a circle.")),
    Known(
        "unsaid",
        "signs",
        "ours:unsaid",
        N_("I'd rather not say"),
        N_("A speech bubble with a line through it."),
    ),
)
