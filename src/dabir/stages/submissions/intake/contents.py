"""What is handed to the acts that receive: answers, files, who sends; and what they hand back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from dabir.formats.comment_sheets import ReadSheet
from dabir.foundation.letters.models import Letter
from dabir.foundation.people.models import Body
from dabir.stages.calls.models import Call, Exhibit, Invitation, Question
from dabir.stages.submissions.models import Answer, Submission

ANSWER_LENGTH = 50_000
"""Letters of one answer; longer ones come as a file."""

ALL_LENGTH = 2_000_000
"""Letters of all answers of one submission together."""

FILES = 10
"""Files of one submission."""

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\u202d\u202e]")


def tidy(text: str) -> str:
    r"""Return text with ``\\n`` alone between lines, and without control characters."""
    if not text:
        return text
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text)).strip()


def tidy_line(text: str) -> str:
    """Return text on one line, without control characters and marks that reverse letters."""
    return " ".join(tidy(text).split()) if text else text


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """What is said to a question or on an exhibit; to neither, it is said freely.

    Comments on an exhibit may come in parts, which share `item`, and may be on a range of its
    text in `range_language`: `start` and `end` in code points.
    """

    text: str
    question: Question | None = None
    exhibit: Exhibit | None = None
    item: int | None = None
    part: str = Answer.Part.COMMENT
    start: int | None = None
    end: int | None = None
    range_language: str = ""

    @property
    def place(self) -> dict[str, object]:
        """Where it stands beyond its question or exhibit; nothing for a plain answer."""
        found: dict[str, object] = {}
        if self.item is not None:
            found |= {"item": self.item, "part": str(self.part)}
        if self.start is not None:
            found |= {"range": [self.range_language, self.start, self.end]}
        return found

    @property
    def lies_in_its_exhibit(self) -> bool:
        """Whether its range, if it has one, lies within the exhibit's text in that language."""
        if self.start is None and self.end is None:
            return True
        if self.exhibit is None or self.start is None or self.end is None:
            return False
        text = self.exhibit.texts.get(self.range_language, "")
        return 0 <= self.start < self.end <= len(text)


@dataclass(frozen=True, slots=True)
class FileDraft:
    """A file that was looked into; made by `dabir.stages.submissions.intake.files.look_into`.

    `text` is empty for a picture or a scan; `verified` is false where letters may differ from
    what a person sees. `path` is where its bytes lie already, encrypted under the submission's
    key; empty when they are still to be kept. `sheet` is the table of comments that it holds.
    """

    name: str
    data: bytes
    format: str
    media_type: str
    sha256: str
    text: str = ""
    verified: bool = True
    path: str = ""
    sheet: ReadSheet | None = None


@dataclass(frozen=True, slots=True)
class Contributor:
    """Who sends, as far as they say; `language` is the one they want to be written to in."""

    name: str = ""
    email: str = ""
    organisation: str = ""
    phone: str = ""
    language: str = "fa"

    def tidied(self) -> Contributor:
        """Return the same contributor, each thing they say of themselves on one line."""
        return Contributor(
            name=tidy_line(self.name),
            email=tidy_line(self.email),
            organisation=tidy_line(self.organisation),
            phone=tidy_line(self.phone),
            language=self.language,
        )

    @property
    def stated(self) -> dict[str, str]:
        """All of it by its names, to be sealed."""
        return {
            "name": self.name,
            "email": self.email,
            "organisation": self.organisation,
            "phone": self.phone,
            "language": self.language,
        }

    @property
    def named(self) -> str:
        """What is published where they agree to be named: the organisation, else the person."""
        return self.organisation or self.name


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a contributor carries away. The secret is nowhere else in the clear."""

    submission: Submission
    secret: str


@dataclass(frozen=True, slots=True)
class Content:
    """All that is received in one submission, apart from who sent it."""

    answers: tuple[AnswerDraft, ...]
    files: tuple[FileDraft, ...] = ()
    sector: str = Submission.Sector.CITIZEN
    province: str = ""
    language: str = ""
    publication: str = Submission.Publication.WITHHELD
    consents: frozenset[str] = field(default_factory=frozenset)

    @property
    def written(self) -> str:
        """Every word of it, for telling its language."""
        return "\n".join([*(answer.text for answer in self.answers), *(f.text for f in self.files)])

    def canonical(self, *, call: str, receipt: str, at: datetime) -> dict[str, object]:
        """Return what the receipt's hash is of: the content with its receipt, without identity."""
        return {
            "answers": [
                {
                    "question": str(answer.question.address_id) if answer.question else None,
                    "exhibit": str(answer.exhibit.uid) if answer.exhibit else None,
                    "text": answer.text,
                    **answer.place,
                }
                for answer in self.answers
            ],
            "call": call,
            "consents": sorted(self.consents),
            "files": [{"name": file.name, "sha256": file.sha256} for file in self.files],
            "language": self.language,
            "province": self.province,
            "publication": str(self.publication),
            "receipt": receipt,
            "received_at": at.isoformat(),
            "sector": str(self.sector),
        }


@dataclass(frozen=True, slots=True)
class Incoming:
    """One submission to be taken in: what is said, by whom, when and by which road it came.

    What has been given out before it is taken in comes with it: `receipt` and `secret`, `wrapped`
    (the key under which it was encrypted). `sha256` is the digest of what was received, where that
    is kept by whoever brings it; else `original`, the bytes as they came, is kept, and without
    these the canonical JSON of the content. `received` is kept sealed beside who sent it. `once`
    is the digest under which it counts once. Without `acknowledged` no mail says that it arrived;
    without `asked` its author was not asked what may be done with it, and only what they agreed to
    of themselves is noted.
    """

    call: Call
    content: Content
    contributor: Contributor
    received_at: datetime
    road: str
    body: Body | None = None
    official: bool = False
    invitation: Invitation | None = None
    letter: Letter | None = None
    receipt: str = ""
    secret: str = ""
    wrapped: bytes | None = None
    sha256: str = ""
    original: bytes | None = None
    original_type: str = "application/octet-stream"
    original_ending: str = "bin"
    received: str = ""
    once: str | None = None
    acknowledged: bool = True
    asked: bool = True


def kept_answers(answers: Iterable[AnswerDraft]) -> tuple[AnswerDraft, ...]:
    """Return the answers that say something, tidied."""
    tidied = (replace(answer, text=tidy(answer.text)) for answer in answers)
    return tuple(answer for answer in tidied if answer.text)
