"""Mails to recipients and to bodies of which something is demanded: links, not contents."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from dabir.foundation.mail.recording import page_url, record_mail
from dabir.foundation.people.models import Membership, Person
from dabir.foundation.people.preferences import show_day, show_digits
from dabir.stages.issuances.document import verification_url
from dabir.stages.issuances.models import Demand, Issuance, Recipient


def _sitting_for(recipient: Recipient) -> list[Person]:
    held = Membership.objects.on().filter(
        group=recipient.issuance.group, body=recipient.body, person__isnull=False
    )
    return list(Person.objects.filter(memberships__in=held, is_active=True).distinct())


def tell_recipients(issuance: Issuance, at: datetime) -> int:
    """Tell each recipient that a document was issued, or revoked; return how many mails."""
    revoked = issuance.state == Issuance.State.REVOKED
    occasion = "revoked" if revoked else "issued"

    def subject() -> str:
        facts = {"group": issuance.group}
        if revoked:
            return _("A document of the %(group)s is revoked") % facts
        return _("A document of the %(group)s") % facts

    def text(address: str) -> str:
        facts = {"number": show_digits(issuance.number), "group": issuance.group, "url": address}
        if revoked:
            words = _("Document %(number)s of the %(group)s is revoked.\n\n%(url)s")
        else:
            words = _(
                "Document %(number)s of the %(group)s has been issued and sent to you. Please"
                " acknowledge it.\n\n%(url)s"
            )
        return words % facts

    told = 0
    for recipient in issuance.recipients.select_related("body", "issuance__group"):
        key = f"issuance:{issuance.pk}:{occasion}:{recipient.pk}"
        if recipient.body.email:
            record_mail(
                key=key,
                to=recipient.body.email,
                subject=subject,
                text=lambda: text(verification_url(issuance.verification or "")),
                about=issuance,
                language=issuance.group.language,
                at=at,
            )
            told += 1
        for person in _sitting_for(recipient):
            record_mail(
                key=f"{key}:{person.pk}",
                person=person,
                subject=subject,
                text=lambda: text(page_url(issuance.address)),
                about=issuance,
                at=at,
            )
            told += 1
    return told


def tell_of_demand(demand: Demand, at: datetime) -> None:
    """Tell the body that a demand was addressed to it, and by when a reply is asked for."""
    group = demand.issuance.group

    def text() -> str:
        return _(
            "The %(group)s has put a demand to %(body)s and asks for a reply by %(day)s. Should"
            " its letter not reach you, please ask the secretariat."
        ) % {"group": group, "body": demand.body, "day": show_day(demand.reply_by)}

    if demand.body.email:
        record_mail(
            key=f"demand:{demand.pk}:sent",
            to=demand.body.email,
            subject=lambda: _("A demand of the %(group)s") % {"group": group},
            text=text,
            about=demand,
            language=group.language,
            at=at,
        )
