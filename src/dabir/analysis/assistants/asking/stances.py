"""The stance of passages within a theme, each with the words that show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dabir.analysis.assistants.asking.evidence import Quoted, find_quote
from dabir.analysis.assistants.asking.masking import LONGEST, Sent
from dabir.analysis.assistants.asking.subjects import Refusal, Subject, as_data
from dabir.analysis.assistants.endpoint import Asker, Question
from dabir.analysis.assistants.endpoint.shapes import (
    Shape,
    list_of,
    number_up_to,
    one_of,
    table,
    words,
)

SIDES = ("for", "against", "mixed", "neutral")
UNCLEAR = "unclear"
AT_ONCE = 12
_INSTRUCTION = (
    "People wrote the passages in the message about the theme that it names. Say of each whether "
    "its writer is for what is proposed or done there, against it, mixed (for some of it and "
    "against some), or neutral (tells or asks without taking sides). Where it does not show, say "
    "unclear: a guess is worse than none. Quote words of the passage that show it, three at least, "
    "letter by letter in its own language; nothing where it is unclear."
)


@dataclass(frozen=True, slots=True)
class Judged:
    """The stance of a passage within a theme, and the words that show it."""

    theme: int
    sent: Sent
    stance: str
    quoted: Quoted | None


def ask_stances(
    subjects: Sequence[Subject], labels: dict[int, str], asker: Asker
) -> tuple[list[Judged], list[Refusal]]:
    """Return the stances of passages whose stance nobody told; unclear ones too.

    A stance without words that show it is refused; its passage is asked about once more.
    """
    waiting = [
        (subject, batch)
        for subject in subjects
        for batch in _batches([one for one in subject.sent if one.stance is None])
    ]
    judged: list[Judged] = []
    refusals: list[Refusal] = []
    for last in (False, True):
        questions = [_question(*one, labels, again=last) for one in waiting]
        again = []
        for (subject, batch), answer in zip(waiting, asker.ask(questions), strict=True):
            if answer.missing is not None:
                refusals.append(Refusal(subject.number, "stance", answer.missing, ""))
                continue
            found, refused = _let_in(subject, batch, answer.value["stances"])
            judged += found
            if last:
                refusals += refused.values()
            elif refused:
                again.append((subject, [one for one in batch if one.number in refused]))
        waiting = again
    return judged, refusals


def _batches(passages: list[Sent]) -> list[list[Sent]]:
    return [passages[begin : begin + AT_ONCE] for begin in range(0, len(passages), AT_ONCE)]


def _question(
    subject: Subject, batch: list[Sent], labels: dict[int, str], *, again: bool
) -> Question:
    data = as_data(batch, theme=labels.get(subject.number, subject.label))
    if again:
        data["note"] = "What was quoted of these before does not stand in them letter by letter."
    shape: Shape = table(
        passage=number_up_to(subject.sent[-1].number),
        stance=one_of(*SIDES, UNCLEAR),
        quote=words(longest=LONGEST, least=0),
    )
    whole = table(stances=list_of(shape, most=len(batch)))
    return Question("stance", _INSTRUCTION, data, whole)


def _let_in(
    subject: Subject, batch: Sequence[Sent], said: Sequence[dict[str, str | int]]
) -> tuple[list[Judged], dict[int, Refusal]]:
    """Return what holds, and by the passage's number why something does not."""
    given = {one.number: one for one in batch}
    found: dict[int, Judged] = {}
    refused: dict[int, Refusal] = {}

    def refuse(number: int, reason: str, quote: str = "") -> None:
        refused.setdefault(number, Refusal(subject.number, "stance", reason, quote))

    for one in said:
        number, stance, quote = int(one["passage"]), str(one["stance"]), str(one["quote"])
        quoted = None if stance == UNCLEAR else find_quote(quote, number, given)
        if number not in given:
            refuse(number, "It cites a passage that was not given.", quote)
        elif isinstance(quoted, str):
            refuse(number, quoted, quote)
        elif number in found and found[number].stance != stance:
            refuse(number, "It gives one passage two stances.", quote)
        else:
            found[number] = Judged(subject.number, given[number], stance, quoted)
    for number in given.keys() - found.keys():
        refuse(number, "It says nothing of this passage.")
    return [one for number, one in found.items() if number not in refused], refused
