"""Making submissions findable: their words and signs, many in one statement."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from dabir.domain.language.search_words import words_of_key
from dabir.foundation.inserting import insert_rows
from dabir.stages.submissions.models import Passage, SearchText, Submission

SLICE = 1_000
"""Submissions that are made findable at once."""

MERGED_PAGES = 500
"""Pages of the index that are merged in one transaction, which then stays under 200 ms."""

HIDDEN = "~"
"""What stands before a word that others than the secretariat do not read."""

Keys = tuple[str, str]
"""The search keys of a passage: of all of it, and of what everybody reads."""


def day_signs(day: date) -> tuple[str, str, str]:
    """Return the signs of the day, the month and the year on which something came."""
    return f"=d{day:%Y%m%d}", f"=m{day:%Y%m}", f"=y{day:%Y}"


def _signs(submission: Submission) -> Iterator[str]:
    """Yield the signs that stay."""
    yield f"=g{submission.call.group_id}"
    yield f"=c{submission.call_id}"
    yield f"=k{submission.sector}"
    yield f"=r{submission.road}"
    yield f"=l{submission.language}"
    yield from day_signs(submission.received_on)
    if submission.late:
        yield "=late"
    if submission.official:
        yield "=official"


def _facets(submission: Submission) -> str:
    """Return the signs that change; from now on the database writes them."""
    return f"=s{submission.state}" + ("" if submission.published_at is None else " =p")


def _words(passages: Iterable[Keys]) -> Iterator[str]:
    """Yield each word once: as it is where everybody reads it, else marked."""
    everything: set[str] = set()
    shown: set[str] = set()
    for whole, open_to_all in passages:
        words = words_of_key(whole)
        everything |= words
        shown |= words if whole == open_to_all else words_of_key(open_to_all)
    yield from sorted(shown)
    # Where a redaction cuts a word in two, its end is a word of what is shown alone.
    yield from (HIDDEN + word for word in sorted(everything - shown))


def _row(submission: Submission, passages: Iterable[Keys]) -> tuple[int, str, str]:
    tokens = " ".join(chain(_signs(submission), _words(passages)))
    return submission.pk, tokens, _facets(submission)


def index_new(submissions: Iterable[Submission], keys: Mapping[int, Iterable[str]]) -> None:
    """Make new submissions findable: the search keys of their passages are at hand, by submission.

    Their calls are loaded. Called in the transaction that brings them about: one statement.
    """
    insert_rows(
        SearchText,
        ("submission_id", "tokens", "facets"),
        [_row(one, ((key, key) for key in keys.get(one.pk, ()))) for one in submissions],
    )


def index_submissions(keys: Collection[int]) -> None:
    """Make submissions findable by their passages as they stand now: two queries, one statement.

    Called in the transaction that changes what they say.
    """
    said: dict[int, list[Keys]] = {}
    passages = Passage.objects.filter(submission__in=keys).order_by()
    for submission, whole, shown in passages.values_list("submission", "text_key", "shown_key"):
        said.setdefault(submission, []).append((whole, shown))
    rows = [
        _row(submission, said.get(submission.pk, ()))
        for submission in Submission.objects.filter(pk__in=keys).select_related("call")
    ]
    SearchText.objects.bulk_create(
        [SearchText(submission_id=pk, tokens=tokens, facets=facets) for pk, tokens, facets in rows],
        update_conflicts=True,
        unique_fields=["submission"],
        update_fields=["tokens", "facets"],
    )


def not_indexed() -> QuerySet[Submission]:
    """Return the submissions that search does not find."""
    held = SearchText.objects.filter(submission=OuterRef("pk"))
    return Submission.objects.filter(~Exists(held)).order_by("pk")


def index_what_lacks() -> int:
    """Make findable what is not, in slices of transactions of their own; return how many.

    For what was there before the index, and after it was emptied.
    """
    done, last = 0, 0
    while keys := list(not_indexed().filter(pk__gt=last).values_list("pk", flat=True)[:SLICE]):
        with transaction.atomic():
            index_submissions(keys)
        done, last = done + len(keys), keys[-1]
    return done


def forget_index() -> None:
    """Empty the index, slice by slice; `index_what_lacks` makes it again."""
    while keys := list(SearchText.objects.values_list("pk", flat=True)[:SLICE]):
        SearchText.objects.filter(pk__in=keys).delete()


def merge_index(*, first: bool) -> bool:
    """Merge a little of the index, so that words taken out of it go; say whether more is left.

    SQLite keeps a word that was taken out until the segments that hold it and its removal are
    merged; `first` begins with all of them. PostgreSQL's own cleaning does this by itself.
    """
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT total_changes()")
        (before,) = cursor.fetchone()
        cursor.execute(
            "INSERT INTO submissions_words (submissions_words, rank) VALUES ('merge', %s)",
            [-MERGED_PAGES if first else MERGED_PAGES],
        )
        cursor.execute("SELECT total_changes()")
        (after,) = cursor.fetchone()
    # So SQLite says that nothing was left to do.
    return int(after) - int(before) >= 2
