"""Mails to contributors: a link and no content, in the language they asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.foundation.mail.recording import record_mail
from dabir.stages.submissions.identities import unsealed
from dabir.stages.submissions.models import Submission


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
    url = follow_up_url(sealed.secret)

    def text() -> str:
        return "\n\n".join(
            (
                _("Receipt number: %(receipt)s") % {"receipt": submission.receipt},
                _("Open this page to read more: %(url)s") % {"url": url},
                _("The link is yours alone: whoever has it can read and withdraw what you sent."),
            )
        )

    record_mail(
        key=f"submissions:{submission.pk}:{key}",
        to=sealed.contributor.email,
        subject=subject,
        text=text,
        about=submission,
        language=sealed.contributor.language,
        at=at,
    )
    return True
