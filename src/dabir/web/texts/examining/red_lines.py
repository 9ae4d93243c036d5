"""Red lines: guarded in a clause or the whole text, over the versions, judged by people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dabir.foundation.people.models import MEMBERS, Group, Person
from dabir.stages.texts.acts import judge_red_line, lift_guard, set_guard
from dabir.stages.texts.examining.guarding import watch
from dabir.stages.texts.examining.judging import live_amendments, questions
from dabir.stages.texts.models import Clause, Guard, Text
from dabir.stages.texts.policy import may_guard, may_judge
from dabir.stages.texts.queries import clauses_visible_to, guards_visible_to
from dabir.stages.texts.snapshots import snapshot
from dabir.stages.themes.models import Consideration
from dabir.stages.themes.queries import considerations_visible_to
from dabir.web.shared.asking import Crumb, answered, ask, ask_and_do, offered
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.texts.examining.choices import LabelledChoice
from dabir.web.texts.forms import LANGUAGES, ReasonForm, in_own_language, offer
from dabir.web.texts.frame import crumbs, framed, opened, url

VERSIONS = 6
"""How many versions stand beside one another, the last ones."""


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


class JudgeForm(forms.Form):
    """Whether words keep a red line, and why."""

    crossed = forms.ChoiceField(
        label=gettext_lazy("The red line is"),
        choices=(("no", gettext_lazy("kept")), ("yes", gettext_lazy("crossed"))),
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=gettext_lazy("Why"), widget=forms.Textarea(attrs={"rows": 3}))


def _trail(text: Text) -> list[Crumb]:
    return crumbs(text, (_("Red lines"), url("red_lines", text)))


@group_page
def red_lines(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Each red line over the last versions, and what pending amendments do to it."""
    page = opened(request, group, pk)
    present = page.present()
    versions = page.versions[-VERSIONS:]
    read = snapshot(present)
    guards = list(guards_visible_to(request.user).filter(text=page.text))
    over = {
        version.pk: watch(version, request.user, read=read if version.pk == present.pk else None)
        for version in (versions if guards else ())
    }
    clauses = {each.uid: each for each in clauses_visible_to(request.user).filter(version=present)}
    mine = [each for each in guards if each.judged and each.judge_id == request.user.pk]
    # They are of one text and seen by their judge: what holds for one of them holds for all.
    judging = bool(mine) and may_judge(request.user, mine[0]).allowed
    rows = [
        {
            "guard": guard,
            "clause": clauses.get(guard.uid) if guard.uid else None,
            "states": [(each, over[each.pk].version()[place]) for each in versions],
        }
        for place, guard in enumerate(guards)
    ]
    amendments = live_amendments(present, request.user) if guards else []
    crossed = over[present.pk].amendments(amendments) if guards else {}
    asked = questions(present, request.user, read=read) if judging else []
    context = framed(page, "examination", [(_("Red lines"), "")]) | {
        "rows": rows,
        "shown_versions": versions,
        "amendments": [(each, crossed[each.pk]) for each in amendments if each.pk in crossed],
        "questions": [each for each in asked if each.guard in mine],
        "may_guard": offered(may_guard(request.user, page.text)),
    }
    return render(request, "texts/examining/red_lines.html", context)


@group_page
def guard(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Guard a red line."""
    page = opened(request, group, pk)
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
        actor=person,
        at=timezone.now(),
    )


@group_page
def judge(request: HttpRequest, group: Group, pk: int, guard_pk: int) -> HttpResponse:
    """Say whether certain words keep a red line; the words are named in the query."""
    page = opened(request, group, pk)
    person = actor(request)
    found = find(guards_visible_to(person).filter(text=page.text), pk=guard_pk)
    may_judge(person, found).require()
    digest = request.GET.get("words", "")
    asked = next(
        (
            each
            for each in questions(page.present(), person)
            if each.guard.pk == found.pk and digest in {"", each.digest}
        ),
        None,
    )
    if asked is None:
        raise Http404
    before = asked.checked.judgement
    initial = (
        {"crossed": "yes" if before.crossed else "no", "reason": before.reason} if before else None
    )
    form = JudgeForm(request.POST or None, initial=initial)
    return ask_and_do(
        request,
        form,
        lambda typed: judge_red_line(
            guard=found,
            digest=asked.digest,
            about=asked.about,
            crossed=typed["crossed"] == "yes",
            reason=typed["reason"],
            actor=person,
            at=timezone.now(),
        ),
        done=_("What you judged is noted."),
        to=url("red_lines", page.text),
        heading=_("Is the red line kept by %(about)s?") % {"about": asked.about},
        submit=_("Note it"),
        cancel_url=url("red_lines", page.text),
        crumbs=_trail(page.text),
        intro=f"{found.consideration.text} — {found.question}",
    )


@group_page
def unguard(request: HttpRequest, group: Group, pk: int, guard_pk: int) -> HttpResponse:
    """Take a guard away."""
    page = opened(request, group, pk)
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
