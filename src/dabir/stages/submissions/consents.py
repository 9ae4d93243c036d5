"""What contributors are asked to agree to, in words, and in which version of the words."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from dabir.stages.submissions.models import Consent, Submission

WORDING = "2026-11"
"""The version of the sentences below; consents keep the version that they were given to."""

PUBLICATIONS = {
    Submission.Publication.NAMED: _("Publish it with my name, or the name of my organisation."),
    Submission.Publication.UNNAMED: _("Publish it without my name."),
    Submission.Publication.WITHHELD: _("Do not publish it. Only the secretariat reads it."),
}

PURPOSES = {
    Consent.Purpose.PUBLISH: _("The text may be published."),
    Consent.Purpose.NAME: _("It may be published with my name."),
    Consent.Purpose.QUOTE: _("Sentences of it may be quoted in reports and drafts."),
    Consent.Purpose.PASS_ON: _("It may be passed on to another body that is competent for it."),
    Consent.Purpose.CONTACT: _("The secretariat may contact me again on this subject."),
}

ASKED_APART = (Consent.Purpose.QUOTE, Consent.Purpose.PASS_ON, Consent.Purpose.CONTACT)
"""The purposes that are asked one by one; the others follow from the choice of publication."""


def purposes_given(
    publication: Submission.Publication | str, others: Collection[str] = ()
) -> frozenset[Consent.Purpose]:
    """Return every purpose consented to, by the choice of publication and the single ticks."""
    given = {Consent.Purpose(purpose) for purpose in others} & set(ASKED_APART)
    publication = Submission.Publication(publication)
    if publication != Submission.Publication.WITHHELD:
        given.add(Consent.Purpose.PUBLISH)
    if publication == Submission.Publication.NAMED:
        given.add(Consent.Purpose.NAME)
    return frozenset(given)
