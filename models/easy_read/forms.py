"""What is written down for the Easy Read paper of a space, before it meets the outcome."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from models.easy_read.table import EasyReadFormRow, EasyReadSignatureRow, EasyReadWordRow
from models.kiosk.picture import Picture, own_pictures
from models.store.verbs import question

__all__ = ["EasyForm", "EasyForms", "HardWord", "Signature", "easy_forms_of"]


@dataclass(frozen=True)
class EasyForm:
    """What somebody wrote for one part. ``source`` is the real words as they were then."""

    sentences: tuple[str, ...] = ()
    picture: str = ""
    source: str = ""
    left_out: str = ""


@dataclass(frozen=True)
class HardWord:
    """A hard word, and what it means in easy ones."""

    word: str
    means: str

    @property
    def sentence(self) -> str:
        """The explanation as it stands in the paper."""
        return f"{self.word[:1].upper()}{self.word[1:]} means: {self.means.rstrip('.!? ')}."


@dataclass(frozen=True)
class Signature:
    """Who checked the paper, on which day (YYYY-MM-DD), and which words exactly."""

    name: str
    signed_on: str
    fingerprint: str


@dataclass(frozen=True)
class EasyForms:
    """Everything written down for one paper; ``forms`` by the key of their part.

    ``pictures`` are an organisation's own, those that the paper shows.
    """

    forms: Mapping[str, EasyForm] = field(default_factory=dict)
    words: tuple[HardWord, ...] = ()
    signature: Signature | None = None
    pictures: tuple[Picture, ...] = ()


@question
def easy_forms_of(space: UUID) -> EasyForms:
    """Return what is written down for the Easy Read paper of a space, with its last signature."""
    forms = {
        row.key: EasyForm(tuple(row.sentences.splitlines()), row.picture, row.source, row.left_out)
        for row in EasyReadFormRow.select().where(EasyReadFormRow.space == space)
    }
    wanted = {form.picture for form in forms.values()}
    words = EasyReadWordRow.select().where(EasyReadWordRow.space == space)
    signed = (
        EasyReadSignatureRow.select()
        .where(EasyReadSignatureRow.space == space)
        .order_by(EasyReadSignatureRow.uid.desc())
        .first()
    )
    return EasyForms(
        forms=forms,
        words=tuple(
            sorted(
                (HardWord(row.word, row.means) for row in words),
                key=lambda one: (one.word.casefold(), one.word),
            )
        ),
        signature=Signature(signed.name, signed.signed_on, signed.fingerprint) if signed else None,
        pictures=tuple(one for one in own_pictures() if one.name in wanted) if wanted else (),
    )
