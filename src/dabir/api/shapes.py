"""What is sent to the API, checked by its shape; pydantic makes the schemas of the document."""

from __future__ import annotations

import uuid
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dabir.api.problems import Problem
from dabir.foundation.people.preferences import show_digits
from dabir.stages.submissions.consents import ASKED_APART
from dabir.stages.submissions.intake.contents import ANSWER_LENGTH, FILES
from dabir.stages.submissions.models import Answer, Consent, Submission

ANSWERS = 2_000

Words = Annotated[str, Field(max_length=ANSWER_LENGTH)]


class Shape(BaseModel):
    """What every object that is sent has in common: no names but the known ones."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class RangeIn(Shape):
    """The words of a clause that a comment is on, in code points of its text in a language."""

    language: str = Field(pattern=r"^[a-z]{2,3}$")
    start: int = Field(ge=0)
    end: int = Field(ge=1)


class AnswerIn(Shape):
    """An answer to a question, a comment on a clause, or, with neither, what is said freely.

    A question with options is answered by `value`: the value of one of its options; `text` is then
    the reason. Parts of one comment share `item`.
    """

    question: uuid.UUID | None = None
    clause: uuid.UUID | None = None
    value: str = Field(default="", max_length=40)
    text: Words = ""
    item: int | None = Field(default=None, ge=1, le=100_000)
    part: Answer.Part = Answer.Part.COMMENT
    range: RangeIn | None = None


class ContributorIn(Shape):
    """Who sends, as far as they say; sealed apart from their words."""

    name: str = Field(default="", max_length=120)
    organisation: str = Field(default="", max_length=160)
    email: str = Field(
        default="", max_length=254, pattern=r"^$|^[^@\s<>,;:]+@[^@\s<>,;:]+\.[^@\s<>,;:]+$"
    )
    phone: str = Field(default="", max_length=40)
    language: str = Field(default="fa", pattern=r"^(fa|en)$")


class FileIn(Shape):
    """A file in base64; larger ones come as parts of a form."""

    name: str = Field(max_length=255)
    base64: str = Field(max_length=8_000_000)


class SubmissionIn(Shape):
    """One submission, as the public form takes it."""

    answers: list[AnswerIn] = Field(default_factory=list, max_length=ANSWERS)
    files: list[FileIn] = Field(default_factory=list, max_length=FILES)
    contributor: ContributorIn = ContributorIn()
    sector: Submission.Sector = Submission.Sector.CITIZEN
    province: str = Field(default="", max_length=60)
    language: str = Field(default="", pattern=r"^([a-z]{2,3})?$")
    publication: Submission.Publication = Submission.Publication.WITHHELD
    consents: list[Consent.Purpose] = Field(default_factory=list, max_length=len(ASKED_APART))


def read_shape(data: bytes | str) -> SubmissionIn:
    """Read what was sent.

    Raises:
        Problem: 400 where it is no JSON, 422 with the place of each thing that is wrong.
    """
    try:
        return SubmissionIn.model_validate_json(data)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=True, include_input=False)
        if any(one["type"] == "json_invalid" for one in found):
            raise Problem(400, _("This is not JSON.")) from None
        wrong = [{"pointer": pointer(*one["loc"]), "detail": _in_words(one)} for one in found[:50]]
        raise Problem(422, _("What was sent is not as it should be."), errors=wrong) from None


def pointer(*place: str | int) -> str:
    """Return a place in what was sent as a JSON pointer (RFC 6901)."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in place)


def _in_words(error: Any) -> str:
    kind, context = str(error["type"]), error.get("ctx", {})
    most = context.get("max_length", context.get("le", ""))
    sentences = {
        "missing": _("This is needed."),
        "extra_forbidden": _("There is no such name here."),
        "string_too_long": _("At most %(most)s letters.") % {"most": show_digits(most)},
        "too_long": _("At most %(most)s of them.") % {"most": show_digits(most)},
        "enum": _("Choose one of: %(expected)s.") % {"expected": context.get("expected", "")},
        "uuid_parsing": _("This is no identifier."),
        "string_pattern_mismatch": _("This is not written as it should be."),
    }
    return sentences.get(kind) or _("This is of the wrong kind.")
