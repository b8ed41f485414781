"""The kit check's looks at what was prepared: prompts, words, the PIN, keys, the address."""

from models.store import writer
from tui.kit_lines import Around, Finding, lacks, passes, problem

__all__ = ["look_at_address", "look_at_pad", "look_at_pin", "look_at_prompts", "look_at_words"]


def look_at_prompts(around: Around) -> Finding:
    """Look whether each prompt of the space is in every language and in Easy Read (D1)."""
    from models.space.wordings import missing_wordings

    if around.space is None:
        return lacks("there is no space yet", "Make one with: heard space new TITLE")
    missing = writer.submit(missing_wordings, around.space.uid).result()
    if missing:
        return problem(" ".join(missing), "Add them at the desk: F10, then 1, then 2.")
    return passes("in every language of the space, and in Easy Read")


def look_at_words(_: Around) -> Finding:
    """Look whether an organisation's own table of words can be used."""
    from models.flags.word_tables import flag_trouble

    trouble = flag_trouble()
    if trouble:
        return problem(trouble, "Mend it or move it away, then look again.")
    return passes("looked for by the tables that docs/safety.md describes")


def look_at_pin(around: Around) -> Finding:
    """Look whether there is a PIN: without one a kiosk cannot be left."""
    from models.kiosk.pin import has_pin

    if around.trouble:
        return lacks("not looked at, since the database is not open")
    if not writer.submit(has_pin).result():
        return problem("there is none, so a kiosk has no lock", "Set one with: heard pin")
    return passes("it is set. Have it with you: no kiosk is left without it")


def look_at_pad(around: Around) -> Finding:
    """Look whether a number pad was learnt."""
    learnt = around.settings.keys
    if not learnt:
        return passes("digits are taken as they come. If a pad sends arrows: heard keys --learn")
    return passes(f"{len(learnt)} keys have a meaning of their own. To try them: heard keys")


def look_at_address(around: Around) -> Finding:
    """Look whether the QR leads to a page of yours."""
    address = around.settings.address
    if address.endswith("heard.example"):
        return problem(
            f"{address} is only an example",
            "Set address in heard.toml to where your outcome pages will be.",
        )
    return passes(address)
