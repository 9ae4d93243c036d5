"""A label for each theme."""

from __future__ import annotations

from collections.abc import Sequence

from dabir.analysis.assistants.asking.evidence import unfit_words
from dabir.analysis.assistants.asking.subjects import Refusal, Subject, as_data
from dabir.analysis.assistants.endpoint import Asker, Question
from dabir.analysis.assistants.endpoint.shapes import table, words
from dabir.domain.language.search_key import search_key

LONGEST_LABEL = 80
_PASSAGES = 12
_INSTRUCTION = (
    "People wrote the passages in the message; they are about one theme. Name the theme in two to "
    "six words of {language} that tell it from other themes: what it is about, not whether people "
    "are for or against it. No catch-all such as 'general concerns'."
)


def ask_labels(subjects: Sequence[Subject], asker: Asker) -> tuple[dict[int, str], list[Refusal]]:
    """Return labels by theme, no two alike, and what was said that cannot be one.

    ``subjects`` come the largest first.
    """
    questions = [
        Question(
            "label",
            _INSTRUCTION.format(language=one.language),
            as_data(one.sent[:_PASSAGES], words=list(one.terms)),
            table(label=words(longest=LONGEST_LABEL)),
        )
        for one in subjects
    ]
    labels: dict[int, str] = {}
    taken: set[str] = set()
    refusals: list[Refusal] = []
    for subject, answer in zip(subjects, asker.ask(questions), strict=True):
        if answer.missing is not None:
            refusals.append(Refusal(subject.number, "label", answer.missing, ""))
            continue
        label = answer.value["label"].strip()
        fault = unfit_words(label)
        if fault is None and search_key(label) in taken:
            fault = "A larger theme has this label."
        if fault:
            refusals.append(Refusal(subject.number, "label", fault, label))
        else:
            labels[subject.number] = label
            taken.add(search_key(label))
    return labels, refusals
