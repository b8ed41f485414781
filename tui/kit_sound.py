"""The kit check's looks at sound: the voices, the loudspeakers, the microphone."""

from assets.language_names import language_name
from models.settings import Settings
from tui.aloud import voices_folder
from tui.kit_lines import Around, Finding, lacks, passes, problem

__all__ = ["look_at_microphone", "look_at_sound", "look_at_voices", "not_heard"]

HEARD_BY_NOBODY = "Turn it up. Or choose another device in the settings, as docs/voice.md says."
METER = 10


def look_at_voices(around: Around) -> Finding:
    """Look whether each language of the space would be spoken."""
    from assets.language import languages
    from models.space.wordings import languages_of
    from voice.trial import try_languages

    wanted = languages_of(around.space) if around.space else tuple(languages())
    off, lacking = try_languages(
        wanted, voice=around.settings.voice.voice, voices=voices_folder(around.settings)
    )
    if off:
        return problem(again(off), "Everything stays on the screens, so a meeting can be held.")
    if lacking:
        names = ", ".join(language_name(one) for one in lacking)
        return problem(
            f"there is no voice for {names}",
            "Its words stay on the screen. To add a voice, look at docs/voice.md.",
        )
    return passes(", ".join(language_name(one) for one in wanted))


def look_at_sound(around: Around) -> Finding:
    """Play a sentence in each place that has a sound device of its own."""
    troubles = []
    for place, device in devices(around.settings):
        off = _say(around.settings, f"This is how the {place} sounds.", device)
        if off:
            troubles.append(again(off))
    if troubles:
        return problem(
            " ".join(dict.fromkeys(troubles)),
            "Until then, everything stays on the screens. A meeting can be held.",
        )
    return passes("a sentence was played")


def devices(settings: Settings) -> list[tuple[str, str]]:
    """Return each sound device of this machine once, with the first place that it is for."""
    places = [("room", settings.room.device), ("kiosk", settings.kiosk.device)]
    if settings.desk.speaks:
        places.append(("desk", settings.desk.device))
    first: dict[str, str] = {}
    for place, device in places:
        first.setdefault(device, place)
    return [(place, device) for device, place in first.items()]


def not_heard() -> Finding:
    """Return the finding that a sentence was played and nobody heard it."""
    return problem("a sentence was played, and nobody heard it", HEARD_BY_NOBODY)


def _say(settings: Settings, sentence: str, device: str) -> str:
    from voice import say_and_wait

    off = say_and_wait(
        sentence,
        rate=settings.voice.rate,
        volume=settings.voice.volume,
        voice=settings.voice.voice,
        player=settings.voice.player or None,
        device=device,
        voices=voices_folder(settings),
    )
    return off or ""


def look_at_microphone(around: Around) -> Finding:
    """Listen for a second and say how loud it was. Nothing is kept."""
    from voice.levels import Level
    from voice.recorder import try_microphone

    settings = around.settings
    off, loudness = try_microphone(
        command=settings.voice.recorder or None, microphone=settings.kiosk.microphone
    )
    if off:
        return lacks(again(off), "Without one, all other ways to answer work.")
    if loudness <= 0:
        return problem(
            "it is there, and gives only silence",
            "Turn it on, and turn it up in the system's sound settings.",
        )
    full = round(Level(rms=loudness).shown * METER)
    heard = "a voice" if Level(rms=loudness).is_a_voice else "a quiet room"
    return passes(f"level {full} of {METER}, as of {heard}. Nothing was kept")


def again(sentence: str) -> str:
    """Turn what a face says of its sound into what is said here, where no key is pressed."""
    return sentence.replace("press the key again", "look again")
