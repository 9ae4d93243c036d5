"""Mails to those who answered a call that was changed afterwards: one to an address, no content."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from dabir.foundation.mail.models import Message
from dabir.foundation.mail.slices import Mail, record_mails
from dabir.foundation.people.preferences import show_moment
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.calls.models import Notice
from dabir.stages.submissions.identities import unsealed_of
from dabir.stages.submissions.models import Submission

UNTOLD = frozenset({Submission.State.WITHDRAWN, Submission.State.DECLINED})


def answered_before(notice: Notice) -> QuerySet[Submission]:
    """Return what was sent to the call before the notice, in an order that stays."""
    sent = Submission.objects.filter(call=notice.call_id, received_at__lte=notice.at)
    return sent.select_related("key").order_by("pk")


def tell_of_notice(notice: Notice, submissions: Sequence[Submission], *, at: datetime) -> int:
    """Record the mails to those who sent these and left an address; return how many are new.

    Whoever answered several times, or was told in an earlier attempt, gets no second mail. The
    notice comes with its call, the call with its address.
    """
    standing = [one for one in submissions if one.state not in UNTOLD]
    mails: dict[str, Mail] = {}
    for pk, sealed in unsealed_of(standing).items():
        to = sealed.contributor.email.strip()
        if not to:
            continue
        receipt = next(one.receipt for one in standing if one.pk == pk)
        key = _key(notice, to)
        mails.setdefault(
            key,
            Mail(
                key=key,
                to=to,
                subject=_subject,
                text=partial(_text, notice, receipt),
                about=notice.call.address_id,
                language=sealed.contributor.language,
            ),
        )
    told = set(Message.objects.filter(key__in=mails).values_list("key", flat=True))
    untold = [mail for key, mail in mails.items() if key not in told]
    record_mails(untold, at=at)
    return len(untold)


def _key(notice: Notice, to: str) -> str:
    """Return the key of the mail: the same for one address, which it does not give away."""
    digest = salted_hmac("dabir.calls.notice", f"{notice.pk}:{to.casefold()}", algorithm="sha256")
    return f"calls:notice:{notice.pk}:{digest.hexdigest()[:40]}"


def _subject() -> str:
    return _("A call that you answered has changed")


def _text(notice: Notice, receipt: str) -> str:
    call = notice.call
    said = {
        Notice.Kind.EXTENSION: _("The deadline of a call that you answered has been extended."),
        Notice.Kind.CORRECTION: _("A call that you answered has been corrected."),
        Notice.Kind.REOPENING: _("A call that you answered is open again."),
        Notice.Kind.CLOSING: _("A call that you answered has closed early."),
    }
    parts = [said[Notice.Kind(notice.kind)]]
    if call.address.confidentiality == Confidentiality.PUBLIC:
        parts.append(call.name)
    if notice.closes_at is not None:
        until = show_moment(notice.closes_at, zone=call.time_zone)
        parts.append(_("New deadline: %(day)s") % {"day": until})
    page = settings.BASE_URL + reverse("short_call", args=[call.code])
    parts.append(_("What changed, and why: %(url)s") % {"url": page})
    parts.append(
        _(
            "You left this address when you took part (receipt number %(receipt)s). What you "
            "sent stays as it is; you need not do anything."
        )
        % {"receipt": receipt}
    )
    return "\n\n".join(parts)
