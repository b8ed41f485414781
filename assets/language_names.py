"""Languages by their names: in English for the desk, and each in its own words for a person."""

from assets.language import N_, checked, in_language

__all__ = ["NAMES", "OWN_NAMES", "language_name", "note_on", "own_name"]

# Any other language is spoken and stored too; it only goes without its name.
NAMES = {
    "am": N_("Amharic"),
    "ar": N_("Arabic"),
    "bg": N_("Bulgarian"),
    "bn": N_("Bengali"),
    "cs": N_("Czech"),
    "cy": N_("Welsh"),
    "de": N_("German"),
    "el": N_("Greek"),
    "en": N_("English"),
    "es": N_("Spanish"),
    "fa": N_("Farsi"),
    "fr": N_("French"),
    "gu": N_("Gujarati"),
    "he": N_("Hebrew"),
    "hi": N_("Hindi"),
    "hu": N_("Hungarian"),
    "it": N_("Italian"),
    "ku": N_("Kurdish"),
    "lt": N_("Lithuanian"),
    "pa": N_("Punjabi"),
    "pl": N_("Polish"),
    "ps": N_("Pashto"),
    "pt": N_("Portuguese"),
    "ro": N_("Romanian"),
    "ru": N_("Russian"),
    "sk": N_("Slovak"),
    "so": N_("Somali"),
    "sq": N_("Albanian"),
    "ta": N_("Tamil"),
    "ti": N_("Tigrinya"),
    "tr": N_("Turkish"),
    "uk": N_("Ukrainian"),
    "ur": N_("Urdu"),
    "vi": N_("Vietnamese"),
    "yue": N_("Cantonese"),
    "zh": N_("Chinese"),
}
# How people who speak a language call it, for whoever chooses it at the kiosk.
OWN_NAMES = {"cy": "Cymraeg", "en": "English", "pl": "Polski"}
NOT_CHECKED = N_("{language}: translated by machine, not yet checked by a reader.")


def language_name(tag: str) -> str:
    """Return a language's English name, "Polish" for "pl", or its tag where it has none here."""
    return NAMES.get(tag.partition("-")[0].lower(), tag)


def own_name(tag: str) -> str:
    """Return what a language calls itself: "Polski" for "pl"."""
    return OWN_NAMES.get(tag) or language_name(tag)


def note_on(tag: str) -> str:
    """Return what whoever chooses a language should know of it, in that language; or nothing."""
    return "" if checked(tag) else in_language(tag, NOT_CHECKED).format(language=own_name(tag))
