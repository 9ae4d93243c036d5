"""Mails to contributors: a link and no content, in the language they asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.foundation.mail.models import Message
from dabir.foundation.mail.recording import record_mail
from dabir.foundation.mail.slices import Mail, record_mails
from dabir.foundation.people.preferences import show_digits
from dabir.stages.calls.models import Call
from dabir.stages.submissions.codes import confirmation_of
from dabir.stages.submissions.identities import unsealed
from dabir.stages.submissions.intake.contents import Contributor
from dabir.stages.submissions.models import Arrival, ReceivedMail, Submission


def follow_up_url(secret: str) -> str:
    """Return the full address of the page on which a contributor follows what they sent."""
    return settings.BASE_URL + reverse("follow_up", args=[secret])


def mail_contributor(
    submission: Submission, *, key: str, subject: Callable[[], str], at: datetime
) -> bool:
    """Record a mail with the follow-up link; False when the contributor left no address.

    `key` says what the mail is about, without naming anybody: one mail a key.
    """
    sealed = unsealed(submission)
    if sealed is None or not sealed.contributor.email:
        return False
    record_mail(
        key=f"submissions:{submission.pk}:{key}",
        to=sealed.contributor.email,
        subject=subject,
        text=partial(_text, submission.receipt, sealed.secret),
        about=submission,
        language=sealed.contributor.language,
        reply_to=_mailbox_of(submission),
        at=at,
    )
    return True


def _mailbox_of(submission: Submission) -> str:
    """Return where replies of somebody who wrote by e-mail are read; empty for other roads."""
    if submission.road != Submission.Road.EMAIL:
        return ""
    mails = ReceivedMail.objects.filter(submission=submission).select_related("mailbox")
    first = mails.order_by("pk").first()
    return first.mailbox.address if first is not None else ""


def acknowledge(received: Sequence[tuple[Submission, Contributor, str]], *, at: datetime) -> None:
    """Record a mail to each contributor who left an address: what they sent has arrived.

    For submissions that were taken in just now, with their secrets.
    """
    record_mails(
        [
            Mail(
                key=f"submissions:{submission.pk}:received",
                to=contributor.email,
                subject=_subject_of_receipt,
                text=partial(_text, submission.receipt, secret),
                about=submission.address_id,
                language=contributor.language,
            )
            for submission, contributor, secret in received
            if contributor.email
        ],
        at=at,
    )


def mail_confirmation(
    arrival: Arrival, contributor: Contributor, secret: str, *, days: int, at: datetime
) -> None:
    """Record the mail that asks the sender of a held submission to confirm it."""
    link = settings.BASE_URL + reverse("confirm_sent", args=[secret, confirmation_of(secret)])
    record_mail(
        key=_key_of_confirmation(arrival),
        to=contributor.email,
        subject=lambda: _("Please confirm what you sent"),
        text=partial(_asking, arrival.call, link, days),
        language=contributor.language,
        sealed=True,
        at=at,
    )


def _key_of_confirmation(arrival: Arrival) -> str:
    return f"submissions:arrival:{arrival.pk}:confirm"


def forget_confirmation_mail(arrival: Arrival) -> None:
    """Blank the mail that asked to confirm what is erased now, or was never confirmed.

    It is about nothing, since nothing was taken in yet, so that it is known by its key alone.
    """
    mail = Message.objects.filter(key=_key_of_confirmation(arrival))
    mail.update(to="", subject="", text="")


def _asking(call: Call, link: str, days: int) -> str:
    return "\n\n".join(
        (
            _("Somebody sent an answer to “%(call)s” and gave this address.") % {"call": call.name},
            _("If it was you, confirm it here: %(url)s") % {"url": link},
            _("Otherwise do nothing: it is deleted after %(days)s days, unread.")
            % {"days": show_digits(days)},
        )
    )


def _subject_of_receipt() -> str:
    return _("What you sent has arrived")


def _text(receipt: str, secret: str) -> str:
    return "\n\n".join(
        (
            _("Receipt number: %(receipt)s") % {"receipt": receipt},
            _("Open this page to read more: %(url)s") % {"url": follow_up_url(secret)},
            _("The link is yours alone: whoever has it can read and withdraw what you sent."),
        )
    )
