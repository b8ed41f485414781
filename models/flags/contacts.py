"""Where somebody lives or can be reached: addresses, postcodes, phone numbers, e-mail."""

import re
from collections.abc import Iterator

__all__ = ["addresses_in", "emails_in", "phones_in"]

Span = tuple[int, int]

EMAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
# The form of a postcode as the Royal Mail publishes it: A9, A99, AA9, AA99, A9A or AA9A, and
# then 9AA, where the last two letters are never C, I, K, M, O or V.
POSTCODE = re.compile(
    r"(?<![\w])(?:gir ?0aa|[a-pr-uwyz](?:\d{1,2}|[a-hk-y]\d{1,2}|\d[a-hjkps-uw]|"
    r"[a-hk-y]\d[abehmnprv-y]) ?\d[abd-hjlnp-uw-z]{2})(?![\w])"
)
FLAT = re.compile(
    r"(?<![\w'])(?:flat|apartment|apt\.?|bungalow) (?:no\.? ?|number )?\d{1,4}[a-z]?(?![\w'])"
)
NUMBERED = re.compile(r"(?<![\w'£])(?:no\.? ?|number )?\d{1,4}[a-z]?,? (?=[a-z])")
LIVES = re.compile(
    r"(?<![\w'])(?:live|lives|living|lived|stay|moved|house is|home is) (?:at|on|in|to) "
)
# Enough digits for a number in some country, with what people put between them.
MAYBE_PHONE = re.compile(r"(?<![\w£.])\+?\(?\d(?:[ ().\-]{0,2}\d){6,14}(?!\w)")
# The shape of a number of the United Kingdom, given out or not.
BRITISH = re.compile(r"(?:\+44|0044|0)[1237]\d{8,10}")


def emails_in(words: str) -> Iterator[Span]:
    """Return where an e-mail address stands."""
    if "@" in words:
        for found in EMAIL.finditer(words):
            yield found.span()


def addresses_in(
    plain: str, streets: frozenset[str], not_streets: frozenset[str]
) -> Iterator[Span]:
    """Return where a postcode, a flat, or a number with a street stands, in words made plain."""
    for pattern in (POSTCODE, FLAT):
        for found in pattern.finditer(plain):
            yield found.span()
    for lead in (NUMBERED, LIVES):
        for found in lead.finditer(plain):
            end = _street_end(plain, found.end(), streets, not_streets)
            if end:
                yield found.start(), end


def _street_end(
    plain: str, start: int, streets: frozenset[str], not_streets: frozenset[str]
) -> int:
    """Return where the name of a street ends that starts here; 0 where none does."""
    words = re.finditer(r"[\w'.]+", plain[start : start + 60])
    for number, word in enumerate(words):
        text = word.group().rstrip(".")
        if number and text in streets:
            return start + word.end()
        if number > 3 or text in not_streets:
            return 0
    return 0


def phones_in(words: str) -> Iterator[Span]:
    """Return where a phone number stands: a British one by its shape, others as their country has.

    Numbers kept for films, and a slip in the last digits, have the shape of one too.
    """
    for found in MAYBE_PHONE.finditer(words):
        digits = re.sub(r"[^\d+]", "", found.group())
        if BRITISH.fullmatch(digits.replace("+440", "+44")) or _is_abroad(found.group()):
            yield found.span()


def _is_abroad(text: str) -> bool:
    import phonenumbers  # only where there are digits enough

    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return False
    return bool(phonenumbers.is_valid_number(number))
