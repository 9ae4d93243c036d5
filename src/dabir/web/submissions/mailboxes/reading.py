"""A received message as pages show it: the sender's own words first, the rest folded."""

from __future__ import annotations

from dataclasses import dataclass

from dabir.domain.language.mail_text import Role
from dabir.foundation.people.queries import Reader
from dabir.stages.submissions import queries
from dabir.stages.submissions.intake.mails import Details, details_of
from dabir.stages.submissions.models import ReceivedMail, Submission
from dabir.web.submissions.mailboxes.words import reason_in_words

TONES = {
    ReceivedMail.Kind.SUBMISSION: "good",
    ReceivedMail.Kind.COMPLETION: "good",
    ReceivedMail.Kind.REPLY: "wait",
    ReceivedMail.Kind.REFUSED: "wait",
    ReceivedMail.Kind.AGAIN: "wait",
    ReceivedMail.Kind.UNREADABLE: "bad",
    ReceivedMail.Kind.WAITING: "wait",
}


@dataclass(frozen=True, slots=True)
class ReadMail:
    """A message with what is sealed of it; `details` is None once it was erased."""

    mail: ReceivedMail
    details: Details | None
    why: str
    tone: str

    @property
    def own(self) -> str:
        """The sender's own words."""
        return self.details.said(Role.OWN) if self.details else ""

    @property
    def beginning(self) -> str:
        """How it begins: its own words, or what is forwarded."""
        return self.own or (self.details.forwarded if self.details else "")

    @property
    def folded(self) -> bool:
        """Whether anything of it is set apart."""
        said = self.details
        return said is not None and bool(said.quoted or said.signature or said.forwarded)


def read(mail: ReceivedMail) -> ReadMail:
    """Return a message as pages show it."""
    return ReadMail(
        mail=mail,
        details=details_of(mail),
        why=reason_in_words(mail.why),
        tone=TONES.get(ReceivedMail.Kind(mail.kind), ""),
    )


def mails_of(submission: Submission, reader: Reader) -> list[ReadMail]:
    """Return the messages a submission came in, and those that reply to its receipt."""
    if submission.road != Submission.Road.EMAIL:
        return []
    return [read(mail) for mail in queries.mails_of_submission(reader, submission)]
