"""The kinds of this stage, as the trace knows them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dabir.foundation.people.preferences import show_digits
from dabir.foundation.trace.kinds import Kind, register
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.submissions.models import Passage, Submission


def _page(submission: Submission, published: bool, fragment: str = "") -> str:
    """Everybody reads a published one on its public page, which leads members on."""
    if published:
        return reverse("published", args=[submission.receipt]) + fragment
    return reverse("submissions:submission", args=[submission.call.group.code, submission.pk]) + (
        fragment
    )


def _published(item: Submission | Passage) -> bool:
    return bool(item.address.confidentiality == Confidentiality.PUBLIC)


register(
    Kind(
        key=Submission.KIND,
        stage="submissions",
        label=gettext_lazy("submission"),
        model=Submission,
        name=lambda submission: (
            submission.public_name or _("Submission %(receipt)s") % {"receipt": submission.receipt}
        ),
        url=lambda submission: _page(submission, _published(submission)),
        related=("call__group",),
        sealed_mails=True,
    )
)
register(
    Kind(
        key=Passage.KIND,
        stage="submissions",
        label=gettext_lazy("passage"),
        model=Passage,
        name=lambda passage: (
            _("Passage %(number)s of %(receipt)s")
            % {
                "number": show_digits(passage.order + 1),
                "receipt": passage.submission.receipt,
            }
        ),
        # Whoever reads a trace reads what is shown; the secretariat finds the rest on the page.
        quote=lambda passage: passage.shown,
        url=lambda passage: _page(
            passage.submission, _published(passage), f"#passage-{passage.pk}"
        ),
        related=("submission__call__group",),
    )
)
