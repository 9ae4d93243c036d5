"""Every component of the look on one page, in either direction."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from dabir.domain.procedure.verdicts import NotNow, Verdict
from dabir.foundation.people.preferences import Preferences, reading_as
from dabir.web.shared.context import Entry
from dabir.web.spans import Mark, segments
from dabir.web.style.forms import SampleForm
from dabir.web.style.samples import SAMPLES, Sample


def index(request: HttpRequest, language: str = "") -> HttpResponse:
    """Show the style sheet, in a language of choice or in the reader's."""
    language = language or (get_language() or "fa")[:2]
    if language not in SAMPLES:
        raise Http404
    sample = SAMPLES[language]
    with reading_as(Preferences.of_language(language)):
        return render(request, "style/index.html", _context(sample))


def confirm(request: HttpRequest) -> HttpResponse:
    """Ask before an act: the page that opens as a dialog where scripts run."""
    language = request.GET.get("language", "fa")
    sample = SAMPLES.get(language, SAMPLES["fa"])
    with reading_as(Preferences.of_language(language)):
        return render(request, "style/confirm.html", {"sample": sample})


def _context(sample: Sample) -> dict[str, object]:
    text = sample["source"]
    marks = [
        Mark(text.index(words), text.index(words) + len(words), str(number), label, state)
        for number, (words, label, state) in enumerate(sample["marks"], start=1)
    ]
    stages = [
        {"label": label, "url": f"#{number}", "count": count, "note": note, "current": number == 3}
        for number, (label, count, note) in enumerate(sample["stages"], start=1)
    ]
    navigation = [
        *(Entry(label, "#top", "start", icon=icon, count=n) for label, icon, n in sample["before"]),
        *(
            Entry(label, f"#{number}", "chain", stage=number, current=number == 3, count=count or 0)
            for number, (label, count, _) in enumerate(sample["stages"], start=1)
        ),
        *(Entry(label, "#top", "after", icon=icon) for label, icon, _ in sample["after"]),
    ]
    return {
        "sample": sample,
        "stages": stages,
        "navigation": navigation,
        "group": sample["groups"][0],
        "groups": sample["groups"],
        "segments": segments(text, marks),
        "proposals": [
            {"key": mark.key, "words": text[mark.start : mark.end], "label": mark.label}
            for mark in marks
        ],
        "allowed": Verdict.yes(),
        "refused": Verdict.no(sample["refusal"], error=NotNow),
        "form": SampleForm(sample),
        "wrong_form": SampleForm(
            sample, {"deadline": "1403/13/45", "address": "dabir@"}, auto_id="wrong_%s"
        ),
    }
