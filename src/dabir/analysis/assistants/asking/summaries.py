"""Summaries of themes, side by side: each sentence rests on words of the passages it cites."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dabir.analysis.assistants.asking.evidence import Quoted, find_quote, unfit_words
from dabir.analysis.assistants.asking.masking import LONGEST, Sent
from dabir.analysis.assistants.asking.subjects import Refusal, Subject, as_data
from dabir.analysis.assistants.endpoint import Asker, Question
from dabir.analysis.assistants.endpoint.shapes import list_of, number_up_to, table, words

SENTENCES, CITED = 4, 4
LONGEST_SENTENCE = 400
_PASSAGES = 12
_INSTRUCTION = (
    "People wrote the passages in the message; they are about the theme that it names{side}. "
    "Summarise what they say in at most four sentences of {language}. Each sentence rests on one "
    "to four passages: give for each its number, and quote three words of it or more that bear the "
    "sentence out, letter by letter in its own language. Say nothing that the passages do not "
    "say, and nothing of how many say it."
)


@dataclass(frozen=True, slots=True)
class Side:
    """Passages of one stance within a theme; ``view`` is majority or minority, where known."""

    subject: Subject
    stance: str | None
    view: str | None
    sent: tuple[Sent, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence with the words on which it rests."""

    text: str
    side: Side
    evidence: tuple[Quoted, ...]

    def as_told(self) -> dict[str, Any]:
        """Return it as themes.json holds it."""
        return {
            "sentence": self.text,
            "side": self.side.stance,
            "view": self.side.view,
            "passages": [one.as_told() for one in self.evidence],
        }


def sides_of(
    subject: Subject, stances: Mapping[int, str], counted: Mapping[str, int]
) -> list[Side]:
    """Return the sides of a theme, the majority first; one without a stance where none is known.

    ``stances`` are those of the passages by number; ``counted`` says how many submissions are for
    and against, and so which is the majority.
    """
    for_it, against_it = counted.get("for", 0), counted.get("against", 0)
    ordered = ["for", "against"] if for_it >= against_it else ["against", "for"]
    views = ["majority", "minority"] if for_it != against_it else [None, None]
    sides = [
        Side(
            subject,
            stance,
            view,
            tuple(one for one in subject.sent if stances.get(one.number) == stance),
        )
        for stance, view in zip(ordered, views, strict=True)
    ]
    sides = [one for one in sides if one.sent]
    return sides or [Side(subject, None, None, subject.sent)]


def ask_summaries(
    sides: Sequence[Side], labels: Mapping[int, str], asker: Asker
) -> tuple[list[Claim], list[Refusal]]:
    """Return the sentences that hold. For those that do not, others are asked for once."""
    claims: list[Claim] = []
    refusals: list[Refusal] = []
    waiting: list[tuple[Side, list[Refusal]]] = [(side, []) for side in sides]
    for last in (False, True):
        questions = [_question(side, labels, refused) for side, refused in waiting]
        again = []
        for (side, _before), answer in zip(waiting, asker.ask(questions), strict=True):
            if answer.missing is not None:
                refusals.append(Refusal(side.subject.number, "summary", answer.missing, ""))
                continue
            found, refused = _let_in(side, answer.value["sentences"])
            held = sum(claim.side is side for claim in claims)
            claims += found[: SENTENCES - held]
            refusals += refused
            if refused and not last:
                again.append((side, refused))
        waiting = again
    return claims, refusals


def _question(side: Side, labels: Mapping[int, str], refused: Sequence[Refusal]) -> Question:
    subject = side.subject
    data = as_data(side.sent[:_PASSAGES], theme=labels.get(subject.number, subject.label))
    if refused:
        data["refused"] = [{"sentence": one.said, "reason": one.reason} for one in refused]
        data["note"] = "Write the refused sentences anew, with quotations that hold, or leave them."
    stance = f", and all their writers are {side.stance} it" if side.stance else ""
    cited = table(passage=number_up_to(subject.sent[-1].number), quote=words(longest=LONGEST))
    sentence = table(
        sentence=words(longest=LONGEST_SENTENCE), passages=list_of(cited, most=CITED, least=1)
    )
    return Question(
        "summary",
        _INSTRUCTION.format(side=stance, language=subject.language),
        data,
        table(sentences=list_of(sentence, most=SENTENCES)),
    )


def _let_in(side: Side, said: Sequence[dict[str, Any]]) -> tuple[list[Claim], list[Refusal]]:
    """Return sentences of which every quotation holds, and the others with the reason."""
    given = {one.number: one for one in side.sent[:_PASSAGES]}
    claims: list[Claim] = []
    refusals: list[Refusal] = []
    for one in said:
        text = one["sentence"].strip()
        found = [find_quote(cited["quote"], cited["passage"], given) for cited in one["passages"]]
        fault = unfit_words(text) or next((each for each in found if isinstance(each, str)), None)
        if fault:
            refusals.append(Refusal(side.subject.number, "summary", fault, text))
        else:
            evidence = tuple(each for each in found if isinstance(each, Quoted))
            claims.append(Claim(text, side, evidence))
    return claims, refusals
