"""Coding: one passage after another is put under themes, with the keyboard if one likes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from dabir.foundation.people.models import Group, Person
from dabir.foundation.people.queries import Reader
from dabir.stages.calls.models import Question
from dabir.stages.calls.queries import visible_to as calls_visible_to
from dabir.stages.submissions.models import Passage
from dabir.stages.submissions.queries import passages_visible_to
from dabir.stages.themes.acts import set_codes, uncode_passage
from dabir.stages.themes.models import Code, Stance
from dabir.stages.themes.policy import may_code
from dabir.stages.themes.queries import codes_visible_to
from dabir.web.shared.asking import answered
from dabir.web.shared.pages import actor, find, group_page, is_key
from dabir.web.themes.choosing import standing
from dabir.web.themes.coding.forms import CodesForm
from dabir.web.themes.coding.narrowing import Narrowed
from dabir.web.themes.coding.proposals import proposed_for
from dabir.web.themes.showing import passage_url, shown, tabs

LETTERS = dict(zip(Stance, "FAMN", strict=True))
"""The key of each stance, where the keyboard writes Latin letters or lies like one that does."""


@group_page
def queue(request: HttpRequest, group: Group) -> HttpResponse:
    """The next passage that nobody has coded, or the one that ``?passage=`` names.

    ``?call=``, ``?question=`` and ``?theme=`` narrow, ``?show=`` and ``?order=`` choose which
    passages and in which order, ``?after=`` skips what came before.
    """
    person = actor(request)
    may_code(person, group).require()
    narrowed = Narrowed(person, group, request.GET)
    passage = _passage(request, narrowed)
    codes = _codes(person, passage)
    form = CodesForm(
        request.POST or None,
        themes=list(standing(person, group)),
        chosen={code.theme_id: code.stance for code in codes},
        often=_used(person, group),
    )
    if passage is not None:
        said = passage
        made = answered(
            request,
            form,
            lambda _given: set_codes(
                passage=said, choices=form.choices, actor=person, at=timezone.now()
            ),
        )
        if made is not None:
            messages.success(request, coded_words(made))
            where = "passage" if "stay" in request.POST else "after"
            here = reverse("themes:coding", args=[group.code])
            return redirect(f"{here}?{narrowed.address(**{where: passage.pk})}")
    left, every = narrowed.waiting.count(), narrowed.every.count()
    context = {
        "passage": passage,
        **(_about(passage, person, narrowed) if passage else {}),
        "codes": [(code, shown(code.stance)) for code in codes],
        "form": form,
        "stances": stances(),
        "filters": _filters(person, group, narrowed),
        "left": left,
        "every": every,
        "coded": every - left,
        "narrowed": narrowed,
        "here": narrowed.address(),
        "tabs": tabs(request, group, "coding"),
    }
    return render(request, "themes/coding/code.html", context, status=422 if form.errors else 200)


def stances() -> list[dict[str, str]]:
    """Return the stances with the key that sets each."""
    return [
        {"value": stance.value, "label": str(stance.label), "key": key}
        for stance, key in LETTERS.items()
    ]


def coded_words(codes: Sequence[Code]) -> str:
    """Return in words what was coded, for the message that a screen reader reads."""
    if not codes:
        return _("Coded: none of the themes is in it.")
    said = [
        pgettext("a theme and its stance", "“%(theme)s” (%(stance)s)")
        % {"theme": code.theme, "stance": Stance(code.stance).label}
        for code in codes
    ]
    return _("Coded under %(themes)s.") % {"themes": _(", ").join(said)}


def _passage(request: HttpRequest, narrowed: Narrowed) -> Passage | None:
    every = (
        passages_visible_to(narrowed.reader)
        .filter(address__group=narrowed.group)
        .select_related("answer__question", "answer__exhibit", "submission__call__group")
    )
    chosen = request.POST.get("passage") or request.GET.get("passage", "")
    if is_key(chosen):
        return find(every, pk=chosen)
    after = request.GET.get("after", "")
    key = narrowed.first(after=after if is_key(after) else "")
    return every.filter(pk=key).first() if key is not None else None


def _codes(person: Reader, passage: Passage | None) -> list[Code]:
    if passage is None:
        return []
    return list(codes_visible_to(person).filter(passage=passage, theme__merged_into=None))


def _used(person: Reader, group: Group) -> dict[int, int]:
    """Return how often each theme was used."""
    return dict(
        codes_visible_to(person)
        .filter(theme__group=group)
        .order_by()
        .values_list("theme")
        .annotate(found=Count("pk"))
    )


def _about(passage: Passage, person: Person, narrowed: Narrowed) -> dict[str, Any]:
    before = narrowed.before(passage)
    return {
        "url": passage_url(passage),
        "context": context_of(passage, person, everything=True),
        "nothing": getattr(passage, "no_theme", None),
        "proposals": proposed_for(passage, person),
        "skip_url": f"?{narrowed.address(after=passage.pk)}",
        "back_url": f"?{narrowed.address(passage=before)}" if before else "",
    }


def context_of(passage: Passage, reader: Reader, *, everything: bool) -> dict[str, str]:
    """Return a passage with what stands just before and after it, as far as the reader may see."""
    near = (passage.order - 1, passage.order + 1)
    around = passages_visible_to(reader).filter(answer=passage.answer_id, order__in=near)
    words = {one.order: one.text if everything else one.shown for one in around}
    return {
        "before": words.get(passage.order - 1, ""),
        "words": passage.text if everything else passage.shown,
        "after": words.get(passage.order + 1, ""),
    }


def _filters(person: Reader, group: Group, narrowed: Narrowed) -> dict[str, Any]:
    calls = list(calls_visible_to(person).filter(group=group))
    return {
        "calls": calls,
        "questions": Question.objects.filter(call__in=[call.pk for call in calls]).select_related(
            "call"
        ),
        "themes": standing(person, group),
        "shows": [
            ("uncoded", _("not coded yet")),
            ("proposed", _("with proposals")),
            ("coded", _("coded")),
            ("all", _("all passages")),
        ],
        "orders": [("came", _("as they came")), ("doubt", _("those that teach most first"))],
    }


@require_POST
@group_page
def remove(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Take a passage out of a theme."""
    person = actor(request)
    may_code(person, group).require()
    code = find(codes_visible_to(person).filter(theme__group=group), pk=pk)
    passage = code.passage_id
    uncode_passage(code=code, actor=person, at=timezone.now())
    messages.success(request, _("The passage is no longer under this theme."))
    return redirect(f"{reverse('themes:coding', args=[group.code])}?passage={passage}")
