"""Opinions on the clauses of a version: written by a committee, handed over, adopted, printed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from dabir.formats.reports import Facts, Report, Table
from dabir.foundation.naming import in_language
from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import preferences, show_day
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.texts.acts import (
    adopt_examination,
    begin_examination,
    confirm_opinion,
    drop_opinion,
    hand_examination,
    return_examination,
    write_opinion,
)
from dabir.stages.texts.models import ASPECTS, Clause, Examination, Opinion
from dabir.stages.texts.policy import may_start
from dabir.stages.texts.policy.examining import (
    may_adopt,
    may_hand,
    may_return,
    may_write_opinion,
)
from dabir.stages.texts.queries import clauses_visible_to
from dabir.stages.texts.queries.examining import (
    examinations_visible_to,
    opinions_visible_to,
    state_of,
)
from dabir.web.mandates.sheets import report_as_file
from dabir.web.shared.asking import Crumb, answered, ask, ask_and_do, offered
from dabir.web.shared.audience import AudienceForm
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.texts.forms import ReasonForm, offer, see_anew
from dabir.web.texts.frame import crumbs, peeked, url


class OpinionForm(AudienceForm):
    """What the examination says of one clause; what is empty is not said."""

    opportunities = forms.CharField(label=gettext_lazy("Opportunity"), required=False)
    threats = forms.CharField(label=gettext_lazy("Threat"), required=False)
    strategies = forms.CharField(label=gettext_lazy("Strategy"), required=False)
    wordings = forms.CharField(label=gettext_lazy("Proposed wording"), required=False)
    recommendations = forms.CharField(label=gettext_lazy("Recommendation"), required=False)
    # Kept with unsent words: what others wrote meanwhile is seen when they are sent.
    seen = forms.CharField(required=False, widget=forms.HiddenInput({"data-kept": ""}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ASPECTS:
            self.fields[name].widget = forms.Textarea(attrs={"rows": 3, "dir": "auto"})

    def beside(self, held: Opinion | None) -> None:
        """Show what others wrote meanwhile beside what was typed, and take it as seen."""
        if self.data.get("seen", state_of(held)) == state_of(held):
            return
        see_anew(self, {"seen": state_of(held)})
        if held is None:
            self.add_error(None, _("The opinion was taken back meanwhile. Yours is kept below."))
            return
        for name in ASPECTS:
            words = in_language(getattr(held, name))
            if words != self.data.get(name, "").replace("\r\n", "\n"):
                self.fields[name].help_text = _("It reads now: “%(words)s”") % {"words": words}
        self.add_error(
            None,
            _(
                "%(person)s wrote the opinion anew meanwhile. Yours is kept below: put both "
                "together, and send it again."
            )
            % {"person": held.by},
        )


class CommitteeForm(forms.Form):
    """Who examines the version."""

    committee = forms.ModelChoiceField(Group.objects.none(), label=gettext_lazy("Who examines it"))


def _mine(request: HttpRequest, group: Group, pk: int) -> Examination:
    """Return an examination by this group, or of a text of it, that the reader may see."""
    theirs = Q(committee=group) | Q(version__text__group=group)
    return find(examinations_visible_to(request.user).filter(theirs), pk=pk)


def _url(group: Group, examination: Examination, name: str = "opinions", *more: object) -> str:
    return reverse(f"texts:{name}", args=[group.code, examination.pk, *more])


def _trail(group: Group, examination: Examination) -> list[Crumb]:
    text = examination.version.text
    label = _("Opinions on %(version)s") % {"version": examination.version}
    if text.group_id == group.pk:
        return crumbs(
            text,
            (_("Examination"), url("examination", text)),
            (label, _url(group, examination)),
        )
    return [
        Crumb(_("Texts"), reverse("texts:index", args=[group.code])),
        Crumb(f"{text.name}: {label}", _url(group, examination)),
    ]


def _clauses(request: HttpRequest, examination: Examination) -> list[Clause]:
    return list(clauses_visible_to(request.user).filter(version=examination.version))


@group_page
def begin(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Have the present version examined by a committee, or by the group itself."""
    page = peeked(request, group, pk)
    person, version = actor(request), page.present()
    may_start(person, group).require()
    form = CommitteeForm(request.POST or None)
    offer(form, "committee", Group.objects.filter(Q(pk=group.pk) | Q(parent=group)))
    return ask_and_do(
        request,
        form,
        lambda typed: begin_examination(
            version=version, committee=typed["committee"], actor=person, at=timezone.now()
        ),
        done=_("The examination is begun."),
        to=lambda made: _url(group, made),
        heading=_("Have %(version)s examined clause by clause") % {"version": version},
        submit=_("Begin"),
        cancel_url=url("examination", page.text),
        crumbs=crumbs(page.text, (_("Examination"), url("examination", page.text))),
        intro=_(
            "A committee writes its opinions for itself first, and hands them to the group when "
            "they are ready; the group adopts them, or returns them with the reason."
        ),
    )


@group_page
def opinions(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """The clauses of a version with what is thought of each."""
    examination = _mine(request, group, pk)
    by_clause: dict[int, list[Opinion]] = {}
    for each in opinions_visible_to(request.user).filter(examination=examination):
        by_clause.setdefault(each.clause_id, []).append(each)
    clauses = _clauses(request, examination)
    only = request.GET.get("show", "")
    rows = [
        (clause, by_clause.get(clause.pk, []))
        for clause in clauses
        if _wanted(only, by_clause.get(clause.pk, []))
    ]
    found = [each for several in by_clause.values() for each in several]
    context = {
        "examination": examination,
        "text": examination.version.text,
        "rows": rows,
        "show": only,
        "written": len(by_clause),
        "clause_count": len(clauses),
        "again": sum(each.look_again for each in found),
        "may_write": offered(may_write_opinion(request.user, examination)),
        "may_hand": offered(may_hand(request.user, examination)) if not examination.own else None,
        "may_adopt": offered(may_adopt(request.user, examination)),
        "may_return": may_return(request.user, examination),
        "crumbs": _trail(group, examination),
    }
    return render(request, "texts/examining/opinions.html", context)


def _wanted(only: str, found: list[Opinion]) -> bool:
    if only == "again":
        return any(each.look_again for each in found)
    if only == "written":
        return bool(found)
    return not found if only == "open" else True


@group_page
def write(request: HttpRequest, group: Group, pk: int, clause: int) -> HttpResponse:
    """Write the opinion on a clause."""
    examination = _mine(request, group, pk)
    person = actor(request)
    may_write_opinion(person, examination).require()
    about = find(clauses_visible_to(person).filter(version=examination.version), pk=clause)
    held = opinions_visible_to(person).filter(examination=examination, clause=about).first()
    language = (get_language() or "fa").split("-")[0]
    initial = {name: in_language(getattr(held, name)) for name in ASPECTS} if held else {}
    form = OpinionForm(
        request.POST or None,
        group=examination.committee,
        item=held,
        initial={**initial, "seen": state_of(held)},
    )
    if form.is_bound:
        form.beside(held)

    def note(typed: dict[str, Any]) -> Opinion:
        said = {name: _said(held, name, language, typed[name]) for name in ASPECTS}
        return write_opinion(
            examination=examination,
            clause=about,
            said=said,
            confidentiality=typed["confidentiality"],
            bodies=typed.get("bodies") or (),
            seen=state_of(held),
            actor=person,
            at=timezone.now(),
        )

    if (made := answered(request, form, note)) is not None:
        messages.success(request, _("The opinion is written."))
        return redirect(_url(group, examination) + f"#opinion-{made.pk}")
    return ask(
        request,
        form,
        heading=_("Opinion on %(clause)s") % {"clause": about.label},
        submit=_("Write it down"),
        cancel_url=_url(group, examination),
        crumbs=_trail(group, examination),
        intro=about.text or about.heading,
        draft_key=f"opinion-{person.pk}-{examination.pk}-{about.pk}",
    )


def _said(held: Opinion | None, name: str, language: str, typed: str) -> dict[str, str]:
    """Return what is said on one aspect, by language, once the reader has typed theirs.

    Words shown for want of the reader's language stay what they are until they are changed; then
    those that are typed replace them.
    """
    words: dict[str, str] = getattr(held, name) if held is not None else {}
    if typed.replace("\r\n", "\n") == in_language(words):
        return dict(words)
    others = {code: each for code, each in words.items() if language in words}
    return {**others, language: typed}


@group_page
def settle(request: HttpRequest, group: Group, pk: int, opinion: int, how: str) -> HttpResponse:
    """Say that a carried opinion holds as it is, or take one back."""
    examination = _mine(request, group, pk)
    person = actor(request)
    found = find(opinions_visible_to(person).filter(examination=examination), pk=opinion)
    may_write_opinion(person, examination).require()
    if request.method == "POST":
        if how == "confirm":
            confirm_opinion(opinion=found, actor=person, at=timezone.now())
            messages.success(request, _("The opinion holds for the clause as it reads now."))
        else:
            drop_opinion(opinion=found, actor=person, at=timezone.now())
            messages.success(request, _("The opinion is taken back."))
    return redirect(_url(group, examination))


@group_page
def move(request: HttpRequest, group: Group, pk: int, event: str) -> HttpResponse:
    """Hand the opinions over, adopt them, or return them with the reason."""
    examination = _mine(request, group, pk)
    person = actor(request)
    verdicts = {"hand": may_hand, "adopt": may_adopt, "return": may_return}
    verdicts[event](person, examination).require()

    def act(typed: dict[str, Any]) -> Examination:
        at = timezone.now()
        if event == "hand":
            return hand_examination(examination=examination, actor=person, at=at)
        if event == "adopt":
            return adopt_examination(examination=examination, actor=person, at=at)
        return return_examination(
            examination=examination, reason=typed["reason"], actor=person, at=at
        )

    headings = {
        "hand": _("Hand the opinions to the group"),
        "adopt": _("Adopt the opinions"),
        "return": _("Return the opinions"),
    }
    done = {
        "hand": _("The opinions are handed to the group."),
        "adopt": _("The opinions are adopted."),
        "return": _("The opinions are returned."),
    }
    form = (
        ReasonForm(request.POST or None, required=True)
        if event == "return"
        else forms.Form(request.POST if request.method == "POST" else None)
    )
    return ask_and_do(
        request,
        form,
        act,
        done=done[event],
        to=_url(group, examination),
        heading=headings[event],
        submit=headings[event],
        cancel_url=_url(group, examination),
        crumbs=_trail(group, examination),
    )


@group_page
def opinions_file(request: HttpRequest, group: Group, pk: int, ending: str) -> HttpResponse:
    """The opinions as a table for paper: PDF, or for Word; only what the reader may see."""
    examination = _mine(request, group, pk)
    found = list(opinions_visible_to(request.user).filter(examination=examination))
    by_clause: dict[int, list[Opinion]] = {}
    for each in found:
        by_clause.setdefault(each.clause_id, []).append(each)
    clauses = [each for each in _clauses(request, examination) if each.pk in by_clause]
    rows = tuple(
        (
            f"{clause.label}\n{clause.text or clause.heading}",
            *(in_language(getattr(opinion, name)) or "—" for name in ASPECTS),
        )
        for clause in clauses
        for opinion in by_clause[clause.pk]
    )
    language = preferences().language
    day = timezone.localdate()
    text = examination.version.text
    report = Report(
        language=language,
        direction="rtl" if language == "fa" else "ltr",
        title=_("Examination: %(text)s") % {"text": text.name},
        subtitle=_("%(version)s, as of %(day)s")
        % {"version": examination.version, "day": show_day(day)},
        kicker=examination.committee.name,
        classification=_classification([examination.version.text, examination, *found]),
        landscape=True,
        parts=(
            Facts(
                pairs=(
                    (pgettext("an external text", "Issued by"), text.issuer or text.group.name),
                    (_("State"), str(examination.get_state_display())),
                )
            ),
            Table(
                columns=(_("Clause"), *(str(label) for label in ASPECTS.values())),
                rows=rows or ((_("There is no opinion yet."), *([""] * len(ASPECTS))),),
                widths=(1.8, 1, 1, 1, 1.4, 1.2),
            ),
        ),
        day=day,
    )
    return report_as_file(report, f"opinions-{examination.pk}", ending)


def _classification(items: list[Any]) -> str:
    """Return the highest class of what is inside, or nothing where all of it is public."""
    order = list(Confidentiality)
    highest = max(
        (Confidentiality(each.address.confidentiality) for each in items), key=order.index
    )
    return "" if highest == Confidentiality.PUBLIC else str(highest.label)
