"""Red lines: guarded in a clause or the whole text, over the versions, judged by people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dabir.foundation.people.models import MEMBERS, Group, Person
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.people.queries import Reader
from dabir.stages.texts.acts import judge_red_line, lift_guard, set_guard
from dabir.stages.texts.examining.guarding import Crossing
from dabir.stages.texts.examining.judging import Question, questions_in
from dabir.stages.texts.examining.red_lines import (
    Change,
    RedLines,
    have_checked,
    red_lines_at_once,
    stands_of,
)
from dabir.stages.texts.models import Amendment, Clause, Guard, Text, Version
from dabir.stages.texts.policy import may_guard, may_judge
from dabir.stages.texts.queries import amendments_visible_to, clauses_visible_to, guards_visible_to
from dabir.stages.texts.queries.examining import state_of
from dabir.stages.themes.models import Consideration
from dabir.stages.themes.queries import considerations_visible_to
from dabir.web.shared.asking import Crumb, answered, ask, ask_and_do, offered
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.texts.compiling.meetings import Citations, citations
from dabir.web.texts.examining.choices import JudgeForm, LabelledChoice
from dabir.web.texts.forms import LANGUAGES, ReasonForm, choose_among, in_own_language, offer
from dabir.web.texts.frame import crumbs, framed, peeked, url

VERSIONS = 6
"""How many versions stand beside one another, the last ones."""

FIRST = 12
"""How many words to judge are shown above what amendments would do; the rest have pages."""

TOGETHER = 50
"""How many lines a page has."""


class GuardForm(forms.Form):
    """What a text must say, and must not, or what a person judges, for a red line to be kept."""

    consideration = forms.ModelChoiceField(
        Consideration.objects.none(), label=gettext_lazy("Red line")
    )
    clause = LabelledChoice(
        Clause.objects.none(),
        label=gettext_lazy("Clause that keeps it"),
        required=False,
        help_text=gettext_lazy("With what stands in it. Left empty, the whole text keeps it."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES)
    must_contain = forms.CharField(
        label=gettext_lazy("Must say"),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        required=False,
        help_text=gettext_lazy("One phrase a line."),
    )
    must_not_contain = forms.CharField(
        label=gettext_lazy("Must not say"),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        required=False,
        help_text=gettext_lazy("One phrase a line."),
    )
    question = forms.CharField(
        label=gettext_lazy("Or a question to judge"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Where phrases cannot tell: a person answers it for every wording."),
    )
    judge = forms.ModelChoiceField(
        Person.objects.none(), label=gettext_lazy("Who judges"), required=False
    )
    explanation = forms.CharField(
        label=gettext_lazy("In one sentence"), max_length=300, required=False
    )


def _trail(text: Text) -> list[Crumb]:
    return crumbs(text, (_("Red lines"), url("red_lines", text)))


class RedLinesFilterForm(forms.Form):
    """Which amendments to show: what they do to red lines, and which clause they are about."""

    does = forms.ChoiceField(label=gettext_lazy("What it does"), required=False)
    clause = forms.ChoiceField(label=gettext_lazy("Clause"), required=False)


DOES: dict[str, tuple[Any, Callable[[Change], bool]]] = {
    "crosses": (gettext_lazy("crosses a red line"), lambda change: change.crosses),
    "open": (gettext_lazy("is to be judged"), lambda change: change.open),
    "restores": (gettext_lazy("keeps a red line again"), lambda change: change.restores),
}
"""What an amendment may do to red lines, by the name that a filter has for it."""


@group_page
def red_lines(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Each red line over the last versions, what is to be judged, and what amendments do."""
    page = peeked(request, group, pk)
    present = page.present()
    versions = page.versions[-VERSIONS:]
    over = stands_of(versions, request.user)
    guards = [each.guard for each in over.get(present.pk, ())]
    kept_by = {each.uid for each in guards if each.uid is not None}
    seen = clauses_visible_to(request.user).filter(version=present, uid__in=kept_by)
    clauses = {each.uid: each for each in seen} if kept_by else {}
    rows = [
        {
            "guard": guard,
            "clause": clauses.get(guard.uid) if guard.uid else None,
            "states": [(each, over[each.pk][place]) for each in versions],
        }
        for place, guard in enumerate(guards)
    ]
    found = red_lines_at_once(present, request.user)
    context = framed(page, "examination", [(_("Red lines"), "")]) | {
        "rows": rows,
        "shown_versions": versions,
        "may_guard": offered(may_guard(request.user, page.text)),
    }
    if found is None:
        context["work"] = have_checked(present, request.user, timezone.now())
    elif guards:
        context |= _what_is_found(request, found, present, guards)
    return render(request, "texts/examining/red_lines.html", context)


def _what_is_found(
    request: HttpRequest, found: RedLines, present: Version, guards: list[Guard]
) -> dict[str, Any]:
    mine = {each.pk for each in guards if each.judged and each.judge_id == request.user.pk}
    # They are of one text and seen by their judge: what holds for one of them holds for all.
    one = next((each for each in guards if each.pk in mine), None)
    judging = one is not None and may_judge(request.user, one).allowed
    asked = [each for each in questions_in(found, present) if each.guard.pk in mine and judging]
    asked.sort(key=lambda each: each.checked.state != "open")
    changes = list(found.changes())
    called = citations([present.pk], request.user)
    form = _filter_form(request, changes, called)
    chosen = form.cleaned_data if form.is_valid() else {}
    wanted = [
        change
        for change in changes
        if (not chosen.get("does") or DOES[chosen["does"]][1](change))
        and (not chosen.get("clause") or chosen["clause"] in change.clauses)
    ]
    alone = request.GET.get("part") == "questions"
    listed: list[Any] = [*(asked if alone else wanted)]
    number = request.GET.get("page")
    paged = Paginator(listed, TOGETHER).get_page(number)
    questions = list(paged.object_list) if alone else asked[:FIRST]
    lines = [] if alone else _with_amendments(list(paged.object_list), present, request.user)
    query = request.GET.copy()
    query.pop("page", None)
    return {
        "alone": alone,
        "questions": [
            {"asked": each, "query": urlencode(_named(each, request))} for each in questions
        ],
        "open_count": sum(each.checked.state == "open" for each in asked),
        "questions_left": 0 if alone else len(asked) - len(questions),
        "crossings": lines,
        "changed": bool(changes),
        "form": form,
        "filtered": any(chosen.values()),
        "page": paged,
        "query": query.urlencode(),
    }


def _filter_form(
    request: HttpRequest, changes: list[Change], called: Citations
) -> RedLinesFilterForm:
    form = RedLinesFilterForm(request.GET)
    everything = ("", _("all"))
    counted = {name: sum(does(each) for each in changes) for name, (_l, does) in DOES.items()}
    states = [
        (name, _("%(state)s (%(number)s)") % {"state": label, "number": show_digits(counted[name])})
        for name, (label, _does) in DOES.items()
        if counted[name] or name == request.GET.get("does")
    ]
    choose_among(form, "does", [everything, *states])
    named = {uid for each in changes for uid in each.clauses}
    clauses = [(uid, words) for (_version, uid), words in called.items() if uid in named]
    choose_among(form, "clause", [everything, *clauses])
    return form


def _with_amendments(
    changes: list[Change], present: Version, reader: Reader
) -> list[tuple[Amendment, tuple[Crossing, ...]]]:
    keys = [each.amendment for each in changes]
    seen = amendments_visible_to(reader).filter(text=present.text_id, pk__in=keys)
    amendments = {each.pk: each for each in seen.prefetch_related(None)} if keys else {}
    return [
        (amendments[each.amendment], each.crossings)
        for each in changes
        if each.amendment in amendments
    ]


def _named(question: Question, request: HttpRequest) -> dict[str, str]:
    """Name words in an address, with where they are read, so that they can be judged any time.

    What is proposed may change while the judge writes: nothing is found anew for what they send.
    """
    where = signing.dumps(question.about, salt=_salt(question.guard, question.digest, request))
    return {"words": question.digest, "where": where}


def _salt(guard: Guard, digest: str, request: HttpRequest) -> str:
    return f"judged words {guard.pk} {digest} {request.user.pk}"


@group_page
def guard(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Guard a red line."""
    page = peeked(request, group, pk)
    person = actor(request)
    may_guard(person, page.text).require()
    form = GuardForm(request.POST or None, initial={"language": page.text.language})
    lines = considerations_visible_to(person).filter(group=group, kind=Consideration.Kind.RED_LINE)
    offer(form, "consideration", lines)
    here = clauses_visible_to(person).filter(version=page.present())
    offer(form, "clause", here, _("the whole text"))
    seated = Q(memberships__group=group, memberships__role__in=list(MEMBERS))
    offer(form, "judge", Person.objects.filter(seated, is_active=True).distinct())
    if answered(request, form, lambda typed: _set_guard(typed, page.text, person)):
        messages.success(request, _("The red line is guarded."))
        return redirect(url("red_lines", page.text))
    return ask(
        request,
        form,
        heading=_("Guard a red line"),
        submit=_("Guard it"),
        cancel_url=url("red_lines", page.text),
        crumbs=_trail(page.text),
        intro=_(
            "A text that crosses a guarded red line is not submitted. The guard is read by whoever "
            "may read the red line."
        ),
    )


def _set_guard(typed: dict[str, Any], text: Text, person: Person) -> Guard:
    return set_guard(
        clause=typed["clause"],
        text=None if typed["clause"] else text,
        consideration=typed["consideration"],
        language=typed["language"],
        must_contain=typed["must_contain"].splitlines(),
        must_not_contain=typed["must_not_contain"].splitlines(),
        questions=in_own_language(typed["question"]),
        judge=typed["judge"],
        explanations=in_own_language(typed["explanation"]),
        once=True,
        actor=person,
        at=timezone.now(),
    )


@group_page
def judge(request: HttpRequest, group: Group, pk: int, guard_pk: int) -> HttpResponse:
    """Say whether certain words keep a red line; the words are named in the query."""
    page = peeked(request, group, pk)
    person = actor(request)
    found = find(guards_visible_to(person).filter(text=page.text), pk=guard_pk)
    may_judge(person, found).require()
    named = _words_of(request, found, page.present())
    if named is None:
        return redirect(url("red_lines", page.text))
    digest, about = named
    before = found.judgements.filter(digest=digest).first()
    said = {"crossed": "yes" if before.crossed else "no", "reason": before.reason} if before else {}
    form = JudgeForm(request.POST or None, initial={**said, "seen": state_of(before)})
    form.beside(before)
    return ask_and_do(
        request,
        form,
        lambda typed: judge_red_line(
            guard=found,
            digest=digest,
            about=about,
            crossed=typed["crossed"] == "yes",
            reason=typed["reason"],
            seen=typed["seen"],
            actor=person,
            at=timezone.now(),
        ),
        done=_("What you judged is noted."),
        to=url("red_lines", page.text),
        heading=_("Is the red line kept by %(about)s?") % {"about": about},
        submit=_("Note it"),
        cancel_url=url("red_lines", page.text),
        crumbs=_trail(page.text),
        intro=f"{found.consideration.text} — {found.question}",
    )


def _words_of(request: HttpRequest, guard: Guard, present: Version) -> tuple[str, str] | None:
    """Return the digest of the words named in the query, and where they are read.

    None where it must be found first what there is to judge; its page has that found.
    """
    digest, where = request.GET.get("words", ""), request.GET.get("where", "")
    if digest and where:
        try:
            return digest, str(signing.loads(where, salt=_salt(guard, digest, request)))
        except signing.BadSignature as error:
            raise Http404 from error
    found = red_lines_at_once(present, request.user)
    if found is None:
        return None
    for each in questions_in(found, present):
        if each.guard.pk == guard.pk and digest in {"", each.digest}:
            return each.digest, each.about
    raise Http404


@group_page
def unguard(request: HttpRequest, group: Group, pk: int, guard_pk: int) -> HttpResponse:
    """Take a guard away."""
    page = peeked(request, group, pk)
    person = actor(request)
    found = find(guards_visible_to(person).filter(text=page.text), pk=guard_pk)
    may_guard(person, page.text).require()
    form = ReasonForm(request.POST or None, required=True)

    def lift(typed: dict[str, Any]) -> bool:
        lift_guard(guard=found, reason=typed["reason"], actor=person, at=timezone.now())
        return True

    return ask_and_do(
        request,
        form,
        lift,
        done=_("The guard is taken away."),
        to=url("red_lines", page.text),
        heading=_("Take the guard away"),
        submit=_("Take it away"),
        cancel_url=url("red_lines", page.text),
        crumbs=_trail(page.text),
        danger=True,
    )
