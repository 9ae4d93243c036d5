"""Examining a text: its red lines, the upstream documents, what was found clause by clause."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dabir.domain.drafting.comparing.marked import read_plainly
from dabir.foundation.people.models import Group, Person
from dabir.foundation.people.preferences import show_digits
from dabir.stages.texts.acts import (
    UpstreamDraft,
    enter_upstream,
    lift_guard,
    note_finding,
    set_guard,
)
from dabir.stages.texts.guarding import check
from dabir.stages.texts.models import Clause, Finding, Guard, Text, Upstream, UpstreamClause
from dabir.stages.texts.policy import may_edit, may_examine, may_start
from dabir.stages.texts.queries import (
    clauses_visible_to,
    documents_visible_to,
    findings_visible_to,
    guards_visible_to,
    reading,
    upstream_visible_to,
)
from dabir.stages.texts.snapshots import snapshot_of
from dabir.stages.themes.models import Consideration
from dabir.stages.themes.queries import considerations_visible_to
from dabir.web.shared.asking import answered, ask, offered
from dabir.web.shared.audience import AudienceForm
from dabir.web.shared.fields import NamesFormField
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.texts.forms import LANGUAGES, ReasonForm, in_own_language, offer
from dabir.web.texts.frame import crumbs, framed, opened, url


class LabelledChoice(forms.ModelChoiceField):
    """A clause, named by where it stands and how it begins."""

    def label_from_instance(self, obj: Any) -> str:
        words = str(obj.text)
        short = words if len(words) <= 60 else f"{words[:60]}…"
        if isinstance(obj, UpstreamClause):
            return f"{obj.document}: {obj.label} ({short})"
        return f"{obj.label} ({short})"


class UpstreamForm(AudienceForm):
    """A higher-ranking document and its clauses, as plain text with marks."""

    names = NamesFormField(label=gettext_lazy("Name of the document"))
    rank = forms.ChoiceField(label=gettext_lazy("Rank"), choices=Upstream.Rank.choices)
    clauses = forms.CharField(
        label=gettext_lazy("Clauses that matter"),
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"}),
        help_text=gettext_lazy("Each on lines of its own, with its mark as it stands there."),
    )

    def clean_clauses(self) -> list[UpstreamDraft]:
        """Read the clauses with the labels they have in the document."""
        read = read_plainly(self.cleaned_data["clauses"])
        return [
            UpstreamDraft(mark or show_digits(number), words)
            for number, (mark, words) in enumerate(read, start=1)
        ]


class FindingForm(AudienceForm):
    """What was found of a draft clause against an upstream clause."""

    clause = LabelledChoice(Clause.objects.none(), label=gettext_lazy("Clause of the draft"))
    upstream = LabelledChoice(
        UpstreamClause.objects.none(), label=gettext_lazy("Clause of the upstream document")
    )
    outcome = forms.ChoiceField(label=gettext_lazy("Found"), choices=Finding.Outcome.choices)
    note = forms.CharField(
        label=gettext_lazy("What was found"), widget=forms.Textarea(attrs={"rows": 4})
    )


class GuardForm(forms.Form):
    """What a clause must say, and must not, for a red line to be kept."""

    consideration = forms.ModelChoiceField(
        Consideration.objects.none(), label=gettext_lazy("Red line")
    )
    clause = LabelledChoice(Clause.objects.none(), label=gettext_lazy("Clause that keeps it"))
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
    explanation = forms.CharField(
        label=gettext_lazy("In one sentence"), max_length=300, required=False
    )


@group_page
def examination(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """The present version against its red lines and the upstream documents."""
    page = opened(request, group, pk)
    version = page.present()
    clauses = reading(version, request.user)
    labels = {clause.uid: clause for clause in clauses}
    guards = guards_visible_to(request.user).filter(text=page.text)
    findings = findings_visible_to(request.user).filter(clause__version__text=page.text)
    context = framed(page, "examination", [(_("Examination"), "")]) | {
        "version": version,
        "checked": [
            {"check": each, "clause": labels.get(each.guard.uid)}
            for each in check(guards, snapshot_of(version, clauses))
        ],
        "findings": list(findings.order_by("upstream__document", "upstream__order", "-at")),
        "documents": documents_visible_to(request.user).filter(group=group),
        "may_guard": offered(may_edit(request.user, page.text)),
        "may_examine": offered(may_examine(request.user, page.text)),
    }
    return render(request, "texts/examination.html", context)


@group_page
def upstream(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One upstream document, its clauses, and what was found of drafts against them."""
    document = find(documents_visible_to(request.user).filter(group=group), pk=pk)
    findings = findings_visible_to(request.user).filter(upstream__document=document)
    by_clause: dict[int, list[Finding]] = {}
    for finding in findings:
        by_clause.setdefault(finding.upstream_id, []).append(finding)
    clauses = upstream_visible_to(request.user).filter(document=document)
    context = {
        "document": document,
        "clauses": [{"clause": each, "findings": by_clause.get(each.pk, [])} for each in clauses],
    }
    return render(request, "texts/upstream.html", context)


@group_page
def new_upstream(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Enter an upstream document."""
    page = opened(request, group, pk)
    person = actor(request)
    may_start(person, group).require()
    form = UpstreamForm(request.POST or None, group=group)
    made = answered(
        request,
        form,
        lambda typed: enter_upstream(group=group, actor=person, at=timezone.now(), **typed),
    )
    if made is not None:
        messages.success(request, _("The document is entered."))
        return redirect(url("examination", page.text))
    return ask(
        request,
        form,
        heading=_("Enter an upstream document"),
        submit=_("Enter it"),
        cancel_url=url("examination", page.text),
        crumbs=_trail(page.text),
    )


def _trail(text: Text) -> list[Any]:
    return crumbs(text, (_("Examination"), url("examination", text)))


@group_page
def find_against(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Note what examining a clause against an upstream clause found."""
    page = opened(request, group, pk)
    person = actor(request)
    may_examine(person, page.text).require()
    form = FindingForm(
        request.POST or None,
        group=group,
        initial={"clause": request.GET.get("clause"), "upstream": request.GET.get("upstream")},
    )
    offer(form, "clause", clauses_visible_to(person).filter(version=page.present()))
    offer(form, "upstream", upstream_visible_to(person).filter(document__group=group))

    def note(typed: dict[str, Any]) -> Finding:
        words = in_own_language(typed.pop("note"))
        return note_finding(notes=words, actor=person, at=timezone.now(), **typed)

    if answered(request, form, note):
        messages.success(request, _("The finding is noted."))
        return redirect(url("examination", page.text))
    return ask(
        request,
        form,
        heading=_("Note a finding"),
        submit=_("Note it"),
        cancel_url=url("examination", page.text),
        crumbs=_trail(page.text),
    )


@group_page
def guard(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Guard a red line."""
    page = opened(request, group, pk)
    person = actor(request)
    may_edit(person, page.text).require()
    form = GuardForm(request.POST or None, initial={"language": page.text.language})
    red_lines = considerations_visible_to(person).filter(
        group=group, kind=Consideration.Kind.RED_LINE
    )
    offer(form, "consideration", red_lines)
    offer(form, "clause", clauses_visible_to(person).filter(version=page.present()))
    if answered(request, form, lambda typed: _set_guard(typed, person)):
        messages.success(request, _("The red line is guarded."))
        return redirect(url("examination", page.text))
    return ask(
        request,
        form,
        heading=_("Guard a red line"),
        submit=_("Guard it"),
        cancel_url=url("examination", page.text),
        crumbs=_trail(page.text),
        intro=_(
            "A text that crosses a guarded red line is not submitted. The guard is read by whoever "
            "may read the red line."
        ),
    )


def _set_guard(typed: dict[str, Any], person: Person) -> Guard:
    return set_guard(
        clause=typed["clause"],
        consideration=typed["consideration"],
        language=typed["language"],
        must_contain=typed["must_contain"].splitlines(),
        must_not_contain=typed["must_not_contain"].splitlines(),
        explanations=in_own_language(typed["explanation"]),
        actor=person,
        at=timezone.now(),
    )


@group_page
def unguard(request: HttpRequest, group: Group, pk: int, guard_pk: int) -> HttpResponse:
    """Take a guard away."""
    page = opened(request, group, pk)
    person = actor(request)
    found = find(guards_visible_to(person).filter(text=page.text), pk=guard_pk)
    may_edit(person, page.text).require()
    form = ReasonForm(request.POST or None, required=True)

    def lift(typed: dict[str, Any]) -> bool:
        lift_guard(guard=found, reason=typed["reason"], actor=person, at=timezone.now())
        return True

    if answered(request, form, lift):
        messages.success(request, _("The guard is taken away."))
        return redirect(url("examination", page.text))
    return ask(
        request,
        form,
        heading=_("Take the guard away"),
        submit=_("Take it away"),
        cancel_url=url("examination", page.text),
        crumbs=_trail(page.text),
        danger=True,
    )
