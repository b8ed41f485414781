"""A template: a space written down on one page of TOML, made in one go or not at all.

``assets/spaces/first.toml`` says in its comments what a template can hold.
"""

from pathlib import Path
from uuid import UUID

from assets import asset
from models.contribution.contribution import (
    ANNOUNCED_CONSENT,
    Consent,
    Role,
    State,
    VersionKind,
    WayIn,
    add_version,
    capture,
    move,
)
from models.desk.history import not_noted
from models.kiosk.pin import has_pin, set_pin
from models.meeting.needs import MOST_PEOPLE, Met, add_need, set_met
from models.meeting.planning import MOST_MINUTES
from models.meeting.running_order import ItemKind, add_item
from models.meeting.team import Job, add_member
from models.promise.promise import PromiseKind, PromiseState, add_update, make_promise, set_review
from models.room.stage import show_item
from models.space.agreed import set_approval, set_roles_shown
from models.space.prompt import add_prompt, add_wording
from models.space.space import Space, SpaceState, close_space, find_space, list_spaces, new_space
from models.space.space import open_space as open_it
from models.space.template_sheet import LANGUAGE, Sheet, read_sheet
from models.store.verbs import verb
from models.theme.theme import new_theme, put_in_theme
from models.times import MOST_MINUTES as MOST_BOOKED

__all__ = ["DEMO_PIN", "demo_space", "first_space", "load_template", "make_space"]

# Written down in the README: the demo holds nothing that needs a lock.
DEMO_PIN = "7302"
USES = ("room", "report", "quote")


def load_template(path: Path) -> Space:
    """Make a space from a template. Where anything in it is wrong, nothing is made."""
    return make_space(read_sheet(path))


@verb
def first_space() -> Space:
    """Return the space to go on with; where there is none yet, make the ready-made one."""
    if list_spaces():
        return find_space()
    return load_template(asset("spaces", "first.toml"))


def demo_space() -> Space:
    """Make the made-up space, to look at and to play with; its kiosks have the demo's PIN."""
    if not has_pin():
        set_pin(DEMO_PIN)
    return load_template(asset("spaces", "demo.toml"))


@verb
def make_space(sheet: Sheet) -> Space:
    """Make everything that a template holds, the space of last time first."""
    last = sheet.table("last")
    with not_noted():  # what a page says was done by nobody at a desk
        if last is not None:
            close_space(_make_one(last).uid)
        return _make_one(sheet)


def _make_one(sheet: Sheet) -> Space:
    with sheet.naming():
        space = new_space(
            sheet.text("title"),
            purpose=sheet.text("purpose"),
            place=sheet.text("place"),
            held_on=sheet.day("held_on"),
            language=sheet.language(),
            languages=sheet.languages(),
            rules=sheet.texts("rules"),
            help_numbers=sheet.texts("help_numbers"),
            starts=sheet.time("starts"),
            minutes=sheet.number("minutes", 0, 0, MOST_BOOKED),
            consent_wording=sheet.texts("consent_wording"),
            keep_until=sheet.day("keep_until"),
        )
    state = sheet.choice("state", SpaceState, SpaceState.PLANNED)
    if state is not SpaceState.PLANNED:
        open_it(space.uid)
    elif sheet.found.get("contributions"):
        raise sheet.refuse("state", 'contributions need a space that is "open" or "closed".')
    prompts = _prompts(sheet, space.uid)
    _running_order(sheet, space.uid, prompts)
    _agreed(sheet, space.uid)
    _team(sheet, space.uid)
    _needs(sheet, space.uid)
    contributions = _contributions(sheet, space.uid, prompts)
    themes = _themes(sheet, space.uid, contributions)
    _promises(sheet, space.uid, themes)
    sheet.finish()
    return close_space(space.uid) if state is SpaceState.CLOSED else _again(space)


def _again(space: Space) -> Space:
    """Return a space as it is now."""
    return next(one for one in list_spaces() if one.uid == space.uid)


def _prompts(sheet: Sheet, space: UUID) -> list[UUID]:
    made = []
    for one in sheet.tables("prompts", "prompt"):
        with one.naming():
            prompt = add_prompt(space, one.text("text"), spoken=one.text("spoken"))
            _easy_read(one, prompt.uid, prompt.language)
            _wordings(one, prompt.uid)
        made.append(prompt.uid)
        one.finish()
    return made


def _wordings(sheet: Sheet, prompt: UUID) -> None:
    """Add the forms of a prompt in other languages: a table for each."""
    forms = sheet.table("in") or Sheet({}, "")
    for language in forms.found:
        form = forms.table(language) if LANGUAGE.fullmatch(language) else None
        if form is None:
            raise sheet.refuse("in", "give each language its short name, as in [prompts.in.pl].")
        with form.naming():
            plain, spoken = form.text("text"), form.text("spoken")
            has_easy_read = _easy_read(form, prompt, language)
            if plain or not has_easy_read:
                add_wording(prompt, language, plain, spoken=spoken)
        form.finish()


def _easy_read(form: Sheet, prompt: UUID, language: str) -> bool:
    """Add the Easy Read form of a prompt in a language; say whether there is one."""
    text, spoken = form.text("easy_read"), form.text("easy_read_spoken")
    if text:
        add_wording(prompt, language, text, spoken=spoken, easy_read=True)
    return bool(text)


def _prompt_of(sheet: Sheet, prompts: list[UUID]) -> UUID | None:
    number = sheet.number("prompt", 0, 1, len(prompts))
    return prompts[number - 1] if number else None


def _running_order(sheet: Sheet, space: UUID, prompts: list[UUID]) -> None:
    items = []
    for one in sheet.tables("running_order", "running order"):
        kind = one.choice("kind", ItemKind)
        prompt = _prompt_of(one, prompts)
        if kind is ItemKind.PROMPT and prompt is None:
            raise one.refuse("prompt", "say which prompt, by its number.")
        title = one.text("title")
        if not title.strip():
            raise one.refuse("title", "give it a title.")
        minutes = one.number("minutes", 5, 0, MOST_MINUTES)
        items.append(add_item(space, kind, title, minutes, prompt=prompt).uid)
        one.finish()
    at = sheet.number("at", 0, 1, len(items))
    if at:
        show_item(space, items[at - 1])


def _agreed(sheet: Sheet, space: UUID) -> None:
    """Take over what differs from what is agreed where nobody says anything."""
    if not sheet.yes("approval", default=True):
        set_approval(space, False)
    if not sheet.yes("roles_shown", default=True):
        set_roles_shown(space, False)


def _team(sheet: Sheet, space: UUID) -> None:
    for one in sheet.tables("team", "team"):
        with one.naming():
            add_member(space, one.choice("job", Job), one.text("name"), shown=one.yes("shown"))
        one.finish()


def _needs(sheet: Sheet, space: UUID) -> None:
    for one in sheet.tables("needs", "need"):
        with one.naming():
            made = add_need(space, one.text("kind"), one.number("how_many", 1, 1, MOST_PEOPLE))
            met = one.choice("met", Met, Met.TO_DO)
            if met is not Met.TO_DO:
                set_met(made.uid, met)
        one.finish()


def _contributions(sheet: Sheet, space: UUID, prompts: list[UUID]) -> dict[str, UUID]:
    keys: dict[str, UUID] = {}
    for one in sheet.tables("contributions", "contribution"):
        with one.naming():
            uid = capture(
                space,
                one.text("words"),
                prompt=_prompt_of(one, prompts),
                way_in=one.choice("way_in", WayIn, WayIn.SAID),
                role=one.choice("role", Role, Role.UNKNOWN),
                consent=_consent(one),
                language=one.language(),
                face=one.text("face", "desk"),
            ).uid
            for version in one.tables("versions", "version"):
                add_version(
                    uid,
                    version.choice("kind", VersionKind),
                    version.text("words"),
                    language=version.language(),
                    made_by=version.text("made_by", "the scribe"),
                )
                version.finish()
            state = one.choice("state", State, State.WAITING)
            reason = one.text("reason")
            # Where nothing is said of a state, what the flags decided stays.
            if "state" in one.found:
                move(uid, state, reason=reason)
        key = one.text("key")
        if key in keys:
            raise one.refuse("key", "another contribution has that key.")
        if key:
            keys[key] = uid
        one.finish()
    return keys


def _consent(sheet: Sheet) -> Consent:
    announced = tuple(use for use in USES if getattr(ANNOUNCED_CONSENT, use))
    uses = sheet.texts("consent", announced)
    if not set(uses) <= set(USES):
        raise sheet.refuse("consent", 'a list of "room", "report" and "quote", or [].')
    return Consent(**{use: use in uses for use in USES})


def _themes(sheet: Sheet, space: UUID, contributions: dict[str, UUID]) -> list[UUID]:
    made = []
    for one in sheet.tables("themes", "theme"):
        with one.naming():
            theme = new_theme(space, one.text("title")).uid
            for key in one.texts("members"):
                if key not in contributions:
                    raise one.refuse("members", "one of them is no contribution's key.")
                put_in_theme(theme, contributions[key])
        made.append(theme)
        one.finish()
    return made


def _promises(sheet: Sheet, space: UUID, themes: list[UUID]) -> None:
    for one in sheet.tables("promises", "promise"):
        theme = one.number("theme", 0, 1, len(themes))
        with one.naming():
            promise = make_promise(
                space,
                one.choice("kind", PromiseKind),
                one.text("what"),
                who=one.text("who"),
                due=one.day("due"),
                because=one.text("because"),
                theme=themes[theme - 1] if theme else None,
            ).uid
            for update in one.tables("updates", "update"):
                add_update(
                    promise,
                    update.text("words"),
                    made_on=update.day("made_on"),
                    done=update.yes("done"),
                    state=_state_of(update),
                    evidence=update.text("evidence"),
                    new_due=update.day("new_due"),
                )
                update.finish()
            if review := one.day("review"):
                set_review(promise, review)
        one.finish()


def _state_of(update: Sheet) -> PromiseState | None:
    """Return what an update says of its promise: "doing", "late", "can't"; nothing for news."""
    return update.choice("state", PromiseState) if update.text("state") else None
