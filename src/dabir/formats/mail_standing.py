"""How a message stands before it is answered: by a machine or a person, in a loop, proven or not.

Read from its headers alone, so that also a message that cannot be read can be judged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parseaddr

from dabir.formats.mail_headers import MailAddress, addresses, header, message_ids
from dabir.formats.mail_reading import MailMessage

LONGEST_HEAD = 256 * 1024
"""Bytes of headers that are read; no honest message has more."""

MARK = "X-Dabir-Automatic"
"""Every mail of Dabir carries this header, so that no Dabir answers another."""

_HEAD_ENDS = re.compile(rb"\r?\n\r?\n")
_MACHINES = re.compile(
    r"(?:mailer-daemon|postmaster|mail-daemon|no-?reply|do-?not-?reply|noreply|bounces?)(?:[+-]|$)",
    re.IGNORECASE,
)
_DAEMONS = re.compile(r"(?:mailer-daemon|postmaster|mail-daemon)(?:[+-]|$)", re.IGNORECASE)
_ABSENCE = re.compile(
    r"\s*(?:auto(?:matic)?[\s-]?(?:reply|response|antwort)|autoreply|out of (?:the )?office"
    r"|away from (?:the|my) (?:office|mail)|vacation(?:\s|:|$)|automatische antwort|abwesenheit"
    r"|réponse automatique|absence du bureau|پاسخ[\s\u200c]?(?:خودکار|اتوماتیک)"
    r"|خارج از (?:دفتر|محل کار|اداره)|(?:در )?مرخصی(?:\s?:|$|\sهستم)|عدم حضور)",
    re.IGNORECASE,
)
_BOUNCED = re.compile(
    r"\s*(?:undeliver(?:able|ed)|delivery (?:status notification|failure|has failed)"
    r"|mail delivery (?:failed|failure|subsystem|system)|returned mail|failure notice"
    r"|undelivered mail)",
    re.IGNORECASE,
)
_MOST_HOPS = 30
_RESULT = re.compile(r"\b(dmarc|dkim|spf)\s*=\s*(\w+)([^;]*)", re.IGNORECASE)
_COMMENT = re.compile(r"\([^()]*\)")
_PROPERTY = re.compile(
    r"\b(header\.(?:d|from|i)|smtp\.mailfrom)\s*=\s*\"?([^\s;\"]+)", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class Check:
    """What a receiving server says of one proof of the sender: ``dkim``, ``pass``, whose."""

    method: str
    result: str
    domain: str


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a message stands. ``checks`` are by the name of the server that says to have made them;
    only the first header of each name is kept, since what stands below may be forged.

    ``silent`` says that the sender wants no answer of a machine, ``marked`` that a Dabir sent it.
    """

    sender: MailAddress | None
    subject: str
    message_id: str
    answers: tuple[str, ...]
    daemon: bool
    automatic: bool
    absent: bool
    listed: bool
    silent: bool
    marked: bool
    hops: int
    checks: dict[str, tuple[Check, ...]]

    @property
    def looping(self) -> bool:
        """Whether it has passed more servers than a message does that is on its way."""
        return self.hops > _MOST_HOPS


def read_standing(data: bytes, *, null_sender: bool = False) -> Standing:
    """Read how a message stands; ``null_sender`` says that its envelope named no sender.

    Whatever the bytes are, something is returned: without headers, a message without a sender.
    """
    end = _HEAD_ENDS.search(data, 0, LONGEST_HEAD)
    message = BytesHeaderParser().parsebytes(data[: end.end() if end else LONGEST_HEAD])
    sender = next(iter(addresses(message, "from")), None)
    subject = header(message, "subject")
    local = sender.address.partition("@")[0] if sender else ""
    kind = header(message, "content-type").lower()
    returned = null_sender or header(message, "return-path").replace(" ", "") == "<>"
    stated = header(message, "auto-submitted").partition(";")[0].strip().lower()
    precedence = header(message, "precedence").lower()
    return Standing(
        sender=sender,
        subject=subject,
        message_id=next(iter(message_ids(message, "message-id")), ""),
        answers=(*message_ids(message, "in-reply-to"), *message_ids(message, "references")),
        daemon=bool(
            _DAEMONS.match(local)
            or (kind.startswith("multipart/report") and "delivery-status" in kind)
            or (returned and _BOUNCED.match(subject))
        ),
        automatic=stated not in {"", "no"}
        or precedence == "auto_reply"
        or returned
        or bool(header(message, "x-autoreply") or header(message, "x-autorespond"))
        or kind.startswith("multipart/report"),
        absent=bool(_ABSENCE.match(subject)),
        listed=precedence in {"bulk", "list", "junk"}
        or any(name.lower().startswith("list-") for name in message),
        silent=bool(header(message, "x-auto-response-suppress")) or bool(_MACHINES.match(local)),
        marked=MARK in message,
        hops=len(message.get_all("received", [])),
        checks=_checks(message),
    )


def _checks(message: Message) -> dict[str, tuple[Check, ...]]:
    found: dict[str, tuple[Check, ...]] = {}
    for raw in message.get_all("authentication-results", [])[:20]:
        said = _COMMENT.sub(" ", " ".join(str(raw)[:8192].split()))
        name, _sign, results = said.partition(";")
        name = name.split(" ")[0].strip().lower()
        if name and name not in found:
            found[name] = tuple(
                Check(method=method.lower(), result=result.lower(), domain=_domain(method, rest))
                for method, result, rest in _RESULT.findall(results)
            )
    return found


def _domain(method: str, properties: str) -> str:
    stated = {name.lower(): value for name, value in _PROPERTY.findall(properties)}
    named = {
        "dmarc": ("header.from",),
        "dkim": ("header.d", "header.i"),
        "spf": ("smtp.mailfrom",),
    }[method.lower()]
    value = next((stated[name] for name in named if name in stated), "")
    return value.rpartition("@")[2].strip("<>.").lower()


def proof_of(standing: Standing, checker: str) -> bool | None:
    """Return whether the receiving server ``checker`` proves the sender: no proof, None; doubt,
    False.

    A proof counts only for the domain that stands in ``From``, or one above or below it.
    """
    checks = standing.checks.get(checker.lower()) if checker else None
    if not checks or standing.sender is None:
        return None
    domain = standing.sender.address.rpartition("@")[2].lower()
    if any(check.method == "dmarc" and check.result == "fail" for check in checks):
        return False
    if any(check.result == "pass" and _aligned(check.domain, domain) for check in checks):
        return True
    return False if any(check.result in {"fail", "softfail"} for check in checks) else None


def _aligned(proven: str, domain: str) -> bool:
    if "." not in proven:
        return False
    return proven == domain or domain.endswith(f".{proven}") or proven.endswith(f".{domain}")


@dataclass(frozen=True, kw_only=True)
class Returned:
    """What a bounce says: the messages that came back, to whom, and whether for good."""

    message_ids: tuple[str, ...]
    recipients: tuple[str, ...]
    permanent: bool


_FAILED = re.compile(r"^action\s*:\s*failed\s*$", re.IGNORECASE | re.MULTILINE)
_STATUS = re.compile(r"^status\s*:\s*5\.", re.IGNORECASE | re.MULTILINE)
_RECIPIENT = re.compile(
    r"^(?:final|original)-recipient\s*:[^;\n]*;\s*<?([^\s<>]+@[^\s<>]+)>?\s*$",
    re.IGNORECASE | re.MULTILINE,
)


def read_returned(message: MailMessage) -> Returned:
    """Read what a bounce returns, from its report and from the head of the returned message."""
    report = ""
    ids: list[str] = []
    recipients: list[str] = []
    for file in message.files:
        if file.media_type == "message/delivery-status":
            report += file.data[:LONGEST_HEAD].decode("ascii", "replace").replace("\r\n", "\n")
        elif file.media_type in {"message/rfc822", "text/rfc822-headers"}:
            head = BytesHeaderParser().parsebytes(file.data[:LONGEST_HEAD])
            ids += message_ids(head, "message-id")
            recipients.append(parseaddr(header(head, "to"))[1])
    recipients += _RECIPIENT.findall(report)
    ids += [*message.references, message.in_reply_to]
    return Returned(
        message_ids=tuple(dict.fromkeys(one for one in ids if one)),
        recipients=tuple(dict.fromkeys(one.lower() for one in recipients if one)),
        permanent=not report or bool(_FAILED.search(report) or _STATUS.search(report)),
    )
