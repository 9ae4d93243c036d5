"""The classifiers of a group: taught, measured, and what they propose answered."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.people.queries import Reader
from dabir.stages.calls.models import Question
from dabir.stages.calls.queries import visible_to as calls_visible_to
from dabir.stages.submissions.queries import passages_visible_to
from dabir.stages.themes.acts import accept_learnt_code, refuse_learnt_code, teach_classifier
from dabir.stages.themes.acts.teaching import PRECISIONS
from dabir.stages.themes.learning import under_way, what_is_taught
from dabir.stages.themes.models import Classifier, LearntCode, Stance
from dabir.stages.themes.policy import may_code, may_teach
from dabir.stages.themes.queries import visible_to
from dabir.web.shared.asking import Crumb, ask_and_do
from dabir.web.shared.pages import actor, find, group_page, is_key
from dabir.web.themes.coding.views import coded_words
from dabir.web.themes.showing import crumbs
from dabir.web.themes.teaching.drawing import curve_picture
from dabir.web.themes.teaching.figures import percent, shown_figures


def _way(group: Group, *more: Crumb) -> list[Crumb]:
    here = Crumb(_("What the codes teach"), reverse("themes:learning", args=[group.code]))
    return crumbs(group, here, *more)


@group_page
def learning(request: HttpRequest, group: Group) -> HttpResponse:
    """The questions to which passages came, how many are coded, and what was learnt of each."""
    person = actor(request)
    may_teach(person, group).require()
    taught = what_is_taught(calls_visible_to(person).filter(group=group))
    context = {
        "taught": [
            (one, _state(one.classifier)) for one in sorted(taught, key=lambda one: -one.judged)
        ],
        "crumbs": crumbs(group, Crumb(_("What the codes teach"))),
    }
    return render(request, "themes/teaching/learning.html", context)


def _state(classifier: Classifier | None) -> tuple[str, str]:
    """Return in a word how far a classifier is, and its tone."""
    if classifier is None:
        return _("not taught yet"), ""
    if under_way(classifier) is not None:
        return _("being taught"), "wait"
    if classifier.taught_at is None:
        return _("could not be taught"), "bad"
    return _("taught"), "good"


class TeachForm(forms.Form):
    """How sure proposals must be, and the number that makes the draw repeatable."""

    precision = forms.TypedChoiceField(
        label=gettext_lazy("Of its proposals, so many must be right"),
        help_text=gettext_lazy(
            "Below it, nothing is proposed. The higher, the fewer passages get a proposal."
        ),
        coerce=float,
    )
    seed = forms.IntegerField(
        label=gettext_lazy("Number of the draw"),
        help_text=gettext_lazy("The same codes and the same number teach the same."),
        min_value=0,
        max_value=2**31 - 1,
        initial=0,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.TypedChoiceField", self.fields["precision"])
        field.choices = [(str(part), percent(part)) for part in PRECISIONS]


@group_page
def teach(request: HttpRequest, group: Group, call: int) -> HttpResponse:
    """Let the codes on the answers to ``?question=`` teach; without it, those on all the rest."""
    person = actor(request)
    may_teach(person, group).require()
    found = find(calls_visible_to(person).filter(group=group), pk=call)
    question = _question(request, found.pk)
    before = Classifier.objects.filter(call=found, question=question).first()
    initial = {
        "precision": str(before.precision if before else 0.9),
        "seed": before.seed if before else 0,
    }
    return ask_and_do(
        request,
        TeachForm(request.POST or None, initial=initial),
        lambda said: teach_classifier(
            call=found, question=question, actor=person, at=timezone.now(), **said
        ),
        done=_("It is being taught. What it proposes will be found with the passages."),
        to=lambda made: reverse("themes:classifier", args=[group.code, made.pk]),
        heading=_("Let the codes teach"),
        intro=question.prompt if question else _("Passages that answer no question"),
        submit=_("Teach"),
        cancel_url=reverse("themes:learning", args=[group.code]),
        crumbs=_way(group),
    )


def _question(request: HttpRequest, call: int) -> Question | None:
    typed = request.GET.get("question", "")
    if not typed:
        return None
    if not is_key(typed):
        raise Http404
    return find(Question.objects.filter(call=call), pk=typed)


def _mine(reader: Reader, group: Group, pk: int) -> Classifier:
    calls = calls_visible_to(reader).filter(group=group)
    found = Classifier.objects.filter(call__in=calls.values("pk")).select_related(
        "call", "question"
    )
    return find(found, pk=pk)


@group_page
def classifier_page(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """How well a classifier does, theme by theme, measured on passages that were held back."""
    person = actor(request)
    may_teach(person, group).require()
    found = _mine(person, group, pk)
    names = {str(theme.pk): theme for theme in visible_to(person).filter(group=group)}
    waiting = found.learnt.filter(state=LearntCode.State.PROPOSED).count()
    query = QueryDict(mutable=True)
    query.update({"show": "proposed", "call": str(found.call_id)})
    doubtful = QueryDict(mutable=True)
    doubtful.update({"order": "doubt", "call": str(found.call_id)})
    again = f"?question={found.question_id}" if found.question_id else ""
    if found.question_id:
        query["question"] = doubtful["question"] = str(found.question_id)
    coding = reverse("themes:coding", args=[group.code])
    context = {
        "found": found,
        "state": _state(found),
        "figures": shown_figures(found.figures, names),
        "picture": curve_picture(found.figures),
        "waiting": waiting,
        "accepted": found.learnt.filter(state=LearntCode.State.ACCEPTED).count(),
        "refused": found.learnt.filter(state=LearntCode.State.REFUSED).count(),
        "precision": percent(found.precision),
        "taught_with": show_digits(str(found.taught_with)),
        "proposed_url": f"{coding}?{query.urlencode()}",
        "doubtful_url": f"{coding}?{doubtful.urlencode()}",
        "teach_url": reverse("themes:teach", args=[group.code, found.call_id]) + again,
        "crumbs": _way(group, Crumb(str(found))),
    }
    return render(request, "themes/teaching/classifier.html", context)


@require_POST
@group_page
def answer(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Accept a proposed code, or refuse it; then on to what waits, as the address asks for it."""
    person = actor(request)
    may_code(person, group).require()
    seen = passages_visible_to(person).filter(address__group=group)
    learnt = find(LearntCode.objects.filter(passage__in=seen.values("pk")), pk=pk)
    if request.POST.get("answer") == "accept":
        stance = request.POST.get("stance", "")
        code = accept_learnt_code(
            learnt=learnt,
            stance=stance if stance in Stance.values else "",
            actor=person,
            at=timezone.now(),
        )
        messages.success(request, coded_words([code]))
    else:
        refuse_learnt_code(learnt=learnt, actor=person, at=timezone.now())
        messages.success(
            request, _("“%(theme)s” is refused: that teaches, too.") % {"theme": learnt.theme}
        )
    query = request.GET.copy()
    query.pop("passage", None)
    more = LearntCode.objects.filter(passage=learnt.passage_id, state=LearntCode.State.PROPOSED)
    query["passage" if more.exists() else "after"] = str(learnt.passage_id)
    return redirect(f"{reverse('themes:coding', args=[group.code])}?{query.urlencode()}")
