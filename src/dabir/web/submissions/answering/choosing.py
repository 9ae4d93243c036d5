"""Which passages a batch answers: those of one call that are open, narrowed by what is asked."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from dabir.stages.calls.models import Call, Exhibit, Question
from dabir.stages.submissions import queries
from dabir.stages.submissions.models import Passage, Submission
from dabir.stages.submissions.queries.likenesses import keys_alike
from dabir.stages.themes import queries as themes
from dabir.stages.themes.queries.runs import campaigns_visible_to
from dabir.web.shared.pages import find, is_key


@dataclass(frozen=True, slots=True)
class Chosen:
    """The passages, and in words how they were chosen."""

    passages: QuerySet[Passage]
    words: str


def chosen_by(request: HttpRequest, call: Call) -> Chosen:
    """Return the open passages of a call that the address narrows down to.

    `words`, `sector`, `question` and `clause` (keys), `theme` (an address), `same` (the key of a
    passage: the same words in submissions like its own, as campaigns have them), `campaign` (the
    key of one that the analysis found: its template's passages, in all its members), `passage`
    (keys, as often as there are passages).

    Raises:
        Http404: the address names what is not there.
    """
    asked = request.GET
    found = queries.open_passages(request.user, call.group).filter(submission__call=call)
    said: list[str] = []
    if words := asked.get("words", "").strip():
        found = queries.passages_holding(found, call.group, words)
        said.append(_("with the words “%(words)s”") % {"words": words[:80]})
    if sector := asked.get("sector", ""):
        labels = dict(Submission.Sector.choices)
        if sector not in labels:
            raise Http404
        found = found.filter(submission__sector=sector)
        said.append(str(labels[sector]))
    if key := asked.get("question", ""):
        question = find(Question.objects.filter(call=call), pk=_key(key))
        found = found.filter(answer__question=question)
        said.append(_("on the question “%(question)s”") % {"question": question.prompt[:80]})
    if key := asked.get("clause", ""):
        exhibit = find(Exhibit.objects.filter(call=call), pk=_key(key))
        found = found.filter(answer__exhibit=exhibit)
        said.append(_("on %(clause)s") % {"clause": exhibit.label})
    if address := asked.get("theme", ""):
        theme = find(themes.visible_to(request.user).filter(group=call.group), address=_id(address))
        codes = themes.codes_visible_to(request.user).filter(theme=theme)
        found = found.filter(pk__in=codes.values("passage"))
        said.append(_("under the theme “%(theme)s”") % {"theme": theme.name})
    if key := asked.get("same", ""):
        one = find(queries.passages_visible_to(request.user), submission__call=call, pk=_key(key))
        alike = keys_alike(one.submission)
        found = found.filter(submission__in=alike, text_key=one.text_key)
        said.append(_("with the same words in submissions that are alike"))
    if key := asked.get("campaign", ""):
        campaign = find(campaigns_visible_to(request.user).filter(run__call=call), pk=_key(key))
        members = campaign.members.values("submission")
        template = Passage.objects.filter(submission=campaign.template_id).values("text_key")
        found = found.filter(submission__in=members, text_key__in=template)
        said.append(_("with the words of a campaign's template, by its members"))
    if keys := asked.getlist("passage"):
        found = found.filter(pk__in=[_key(key) for key in keys])
        said.append(_("chosen one by one"))
    return Chosen(found, _(", ").join(said) or _("every open passage"))


def _key(typed: str) -> int:
    if not is_key(typed):
        raise Http404
    return int(typed)


def _id(typed: str) -> uuid.UUID:
    try:
        return uuid.UUID(typed)
    except ValueError as error:
        raise Http404 from error
