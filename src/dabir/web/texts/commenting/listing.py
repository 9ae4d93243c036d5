"""All comments on a text, filtered, in the order of the clauses that they are on."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Body, Group, Person
from dabir.stages.texts.models import Clause, Comment, Version
from dabir.stages.texts.policy.comments import may_comment
from dabir.stages.texts.queries import clauses_visible_to
from dabir.stages.texts.queries.comments import Standing, comments_visible_to, standing
from dabir.web.shared.asking import offered
from dabir.web.shared.pages import group_page, is_key
from dabir.web.texts.commenting.forms import WHOLE, CommentsForm
from dabir.web.texts.frame import framed, peeked

A_PAGE = 25


@group_page
def comments(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """The comments on a text that the reader may see."""
    page = peeked(request, group, pk)
    present = page.present()
    seen = comments_visible_to(request.user).filter(text=page.text)
    # Only names and places are asked for: the wordings of a long text are not needed here.
    named = clauses_visible_to(request.user).filter(version=present).prefetch_related(None)
    clauses = list(named.only("uid", "depth", "citations", "order").select_related(None))
    gone = _gone(seen, present, request)
    form = CommentsForm(request.GET, clauses=clauses, gone=gone, authors=_authors(seen))
    chosen = form.cleaned_data if form.is_valid() else {}
    wanted = _wanted(seen, chosen)
    paged = Paginator(_in_order(wanted, present), A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = framed(page, "comments", [(_("Comments"), "")]) | {
        "form": form,
        "page": paged,
        "query": query.urlencode(),
        "listed": _stand(list(paged), present, request),
        "filtered": any(chosen.values()),
        "may_comment": offered(may_comment(request.user, page.text)),
    }
    return render(request, "texts/commenting/comments.html", context)


def _gone(seen: QuerySet[Comment], present: Version, request: HttpRequest) -> list[Clause]:
    """Return the clauses that comments are on and that are not in the text any more, each once."""
    there = Clause.objects.filter(version=present)
    found = (
        clauses_visible_to(request.user)
        .prefetch_related(None)
        .filter(pk__in=seen.select_related(None).order_by().values("clause"))
        .exclude(uid__in=there.order_by().values("uid"))
        .order_by("version__order", "order")
    )
    return list({each.uid: each for each in found}.values())


def _authors(seen: QuerySet[Comment]) -> list[tuple[str, str]]:
    """Return the bodies and persons whose comments the reader sees, by the keys of the filter."""
    seen = seen.select_related(None).order_by()
    bodies = Body.objects.filter(pk__in=seen.values("body"))
    persons = Person.objects.filter(pk__in=seen.filter(body=None).values("by"))
    return [
        *((f"body-{each.pk}", str(each)) for each in bodies),
        *((f"person-{each.pk}", str(each)) for each in persons),
    ]


def _wanted(seen: QuerySet[Comment], chosen: dict[str, Any]) -> QuerySet[Comment]:
    if chosen.get("state"):
        seen = seen.filter(state=chosen["state"])
    if chosen.get("outcome"):
        seen = seen.filter(dispositions__outcome=chosen["outcome"], dispositions__reopened_at=None)
    if chosen.get("clause") == WHOLE:
        seen = seen.filter(clause=None)
    elif chosen.get("clause"):
        seen = seen.filter(clause__uid=chosen["clause"])
    kind, _dash, key = str(chosen.get("by", "")).partition("-")
    if is_key(key):
        seen = seen.filter(body=int(key)) if kind == "body" else seen.filter(body=None, by=int(key))
    return seen


def _in_order(found: QuerySet[Comment], present: Version) -> QuerySet[Comment]:
    """Put comments on the whole text first, those on clauses that are gone last."""
    now = Clause.objects.filter(version=present, uid=OuterRef("clause__uid")).order_by()
    return (
        found.annotate(
            clause_order=Case(
                When(clause=None, then=Value(-1)),
                default=Subquery(now.values("order")[:1]),
                output_field=IntegerField(),
            ),
            reply_count=Count("replies", distinct=True),
        )
        .prefetch_related("dispositions")
        .order_by(F("clause_order").asc(nulls_last=True), "pk")
    )


def _stand(some: list[Comment], present: Version, request: HttpRequest) -> list[Standing]:
    uids = {each.clause.uid for each in some if each.clause is not None}
    clauses = clauses_visible_to(request.user).filter(version=present, uid__in=uids)
    return standing(some, present, clauses)
