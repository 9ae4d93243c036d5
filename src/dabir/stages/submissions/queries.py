"""Submissions and passages that a reader may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.domain.language.search_key import search_key
from dabir.foundation.people.models import SECRETARIAT, Group
from dabir.foundation.people.queries import Reader, roles_in
from dabir.foundation.trace.queries import seen_by
from dabir.foundation.trace.waiting import Waiting
from dabir.stages.submissions.codes import digest_of, opens
from dabir.stages.submissions.contents import Receipt
from dabir.stages.submissions.identities import unsealed
from dabir.stages.submissions.models import (
    Answer,
    Attachment,
    Consent,
    Disposition,
    Draft,
    Passage,
    Redaction,
    Submission,
)

STANDING = (Submission.State.RECEIVED, Submission.State.RETURNED, Submission.State.ACCEPTED)
"""The states of a submission that counts: neither declined nor withdrawn."""


def visible_to(reader: Reader) -> QuerySet[Submission]:
    """Return the submissions the reader may see."""
    return Submission.objects.filter(seen_by(reader, "address__")).select_related(
        "address", "call__group"
    )


def passages_visible_to(reader: Reader) -> QuerySet[Passage]:
    """Return the passages the reader may see; only the secretariat may read their `text`."""
    return Passage.objects.filter(seen_by(reader, "address__")).select_related(
        "address", "submission__call__group"
    )


def reads_everything(reader: Reader, group: Group) -> bool:
    """Whether the reader reads what is not published and what is redacted: the secretariat."""
    return bool(roles_in(reader, group) & SECRETARIAT)


def with_passages(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Load, with submissions, what a page about one of them shows."""
    passages = Passage.objects.select_related("address").prefetch_related(
        Prefetch(
            "dispositions",
            Disposition.objects.filter(current=True).select_related("by"),
            to_attr="holding",
        ),
        Prefetch(
            "redactions",
            Redaction.objects.filter(lifted_at__isnull=True).select_related("by"),
            to_attr="holding_redactions",
        ),
    )
    answers = Answer.objects.select_related(
        "question", "exhibit", "attachment__original"
    ).prefetch_related(Prefetch("passages", passages.order_by("order")))
    return submissions.select_related("body", "letter", "invitation", "original").prefetch_related(
        Prefetch("answers", answers),
        Prefetch("attachments", Attachment.objects.select_related("original")),
        "consents",
        "openings__by",
        "replies",
        "admissions__membership__group",
    )


def of_group(reader: Reader, group: Group) -> QuerySet[Submission]:
    """Return the submissions to a group's calls that the reader may see, newest first."""
    return visible_to(reader).filter(call__group=group).order_by("-pk")


def holding(
    submissions: QuerySet[Submission], words: str, *, everything: bool
) -> QuerySet[Submission]:
    """Keep the submissions in which all the words occur, or whose receipt number this is.

    `everything` searches the whole text; otherwise what is shown to everybody.
    """
    key = search_key(words)
    if not key:
        return submissions
    column = "text_key" if everything else "shown_key"
    within = Passage.objects.filter(submission=OuterRef("pk"))
    found = Q()
    for word in key.split():
        found &= Q(Exists(within.filter(**{f"{column}__contains": word})))
    return submissions.filter(found | Q(receipt__iexact=words.strip()))


def passages_holding(passages: QuerySet[Passage], words: str) -> QuerySet[Passage]:
    """Keep the passages in which all the words occur; for the secretariat."""
    for word in search_key(words).split():
        passages = passages.filter(text_key__contains=word)
    return passages


BEGINNING = 220
"""How much of a submission a list shows."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A submission as a list shows it: how it begins, and how far it has been worked through."""

    submission: Submission
    beginning: str
    passages: int
    disposed: int


def with_beginnings(submissions: Sequence[Submission], *, everything: bool) -> list[Listed]:
    """Return submissions with how each begins: one query for the words, one for the counts."""
    keys = [submission.pk for submission in submissions]
    own = Passage.objects.filter(submission__in=keys)
    column = "text" if everything else "shown"
    begins = dict(own.filter(order=0).values_list("submission", Substr(column, 1, BEGINNING)))
    counts = {
        row["submission"]: row
        for row in own.values("submission").annotate(
            all=Count("pk"), done=Count("pk", filter=Q(dispositions__current=True))
        )
    }
    none = {"all": 0, "done": 0}
    return [
        Listed(
            one,
            begins.get(one.pk, ""),
            counts.get(one.pk, none)["all"],
            counts.get(one.pk, none)["done"],
        )
        for one in submissions
    ]


def by_secret(secret: str) -> Submission | None:
    """Return the submission that a follow-up secret opens."""
    found = (
        Submission.objects.filter(secret_digest=digest_of(secret))
        .select_related("address", "call__group", "key", "original__key")
        .first()
    )
    return found if found is not None and opens(secret, found.secret_digest) else None


def of_form(once: str) -> Receipt | None:
    """Return the receipt of a form that was received before, unless its author erased it."""
    found = Submission.objects.filter(once=digest_of(once)).first()
    sealed = unsealed(found) if found is not None else None
    return Receipt(found, sealed.secret) if found is not None and sealed is not None else None


def draft_by_secret(secret: str) -> Draft | None:
    """Return the draft that a secret opens."""
    found = (
        Draft.objects.filter(secret_digest=digest_of(secret))
        .select_related("call__group", "key")
        .first()
    )
    return found if found is not None and opens(secret, found.secret_digest) else None


def open_passages(reader: Reader, group: Group) -> QuerySet[Passage]:
    """Return the passages of accepted submissions that nothing has been done with yet."""
    return passages_visible_to(reader).filter(
        ~Exists(Disposition.objects.filter(passage=OuterRef("pk"), current=True)),
        submission__call__group=group,
        submission__state=Submission.State.ACCEPTED,
    )


def consented(submission: Submission, purpose: Consent.Purpose) -> bool:
    """Whether the contributor's consent to a purpose holds."""
    return submission.consents.filter(
        purpose=purpose, given=True, withdrawn_at__isnull=True
    ).exists()


def told(submission: Submission) -> dict[int, Disposition]:
    """Return what the contributor has been told, by the id of the passage."""
    return {
        disposition.passage_id: disposition
        for disposition in Disposition.objects.filter(
            passage__submission=submission, current=True, told_at__isnull=False
        )
    }


def stale_drafts(before: datetime) -> QuerySet[Draft]:
    """Return the drafts that nobody has touched since `before`."""
    return Draft.objects.filter(saved_at__lt=before)


def total(reader: Reader, group: Group) -> int:
    """Return how many submissions to the group's calls the reader may see."""
    return Submission.objects.filter(seen_by(reader, "address__"), call__group=group).count()


def waiting(reader: Reader, group: Group, at: datetime) -> list[Waiting]:
    """Return what waits here, for the secretariat: what to accept, what to answer, what to tell."""
    if not reads_everything(reader, group):
        return []
    own = Submission.objects.filter(call__group=group)
    untold = Disposition.objects.filter(
        passage__submission__call__group=group, current=True, told_at__isnull=True
    )
    found = [
        Waiting(
            "submissions",
            _("submissions to accept or decline"),
            own.filter(state=Submission.State.RECEIVED).count(),
            reverse("submissions:index", args=[group.code]) + "?state=received",
        ),
        Waiting(
            "submissions",
            _("passages without an outcome"),
            open_passages(reader, group).count(),
            reverse("submissions:open_passages", args=[group.code]),
        ),
        Waiting(
            "submissions",
            _("outcomes that nobody has been told"),
            untold.count(),
            reverse("submissions:outcomes", args=[group.code]),
        ),
    ]
    return [each for each in found if each.count]
