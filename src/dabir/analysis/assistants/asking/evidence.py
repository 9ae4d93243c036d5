"""What of an answer is let in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dabir.analysis.assistants.asking.masking import MASK, Sent

_FEWEST_WORDS = 3
# Somebody's text may have told the model to lead readers elsewhere.
_ADDRESS = re.compile(r"https?:|www\.|\w\.(?:com|net|org|ir|io|info|ru|me|co)\b|@\w", re.IGNORECASE)
_MARKUP = re.compile(r"</?[a-zA-Z!][^>]*>|\]\(")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a passage: ``start`` and ``end`` count letters of the submission."""

    sent: Sent
    start: int
    end: int
    text: str

    def as_told(self) -> dict[str, str | int]:
        """Return it as themes.json holds it."""
        place = self.sent.place
        return {
            "id": place.id,
            "passage": place.passage,
            "start": self.start,
            "end": self.end,
            "text": self.text,
        }


def find_quote(quote: str, number: int, sent: Mapping[int, Sent]) -> Quoted | str:
    """Return where a quotation stands in the passage that it names; or why it is refused.

    Not a letter may differ. Blanks around it do not count.
    """
    passage = sent.get(number)
    if passage is None:
        return "It cites a passage that was not given."
    words = quote.strip()
    if MASK in words:
        return "It quotes what was masked."
    if len(words.split()) < _FEWEST_WORDS and words != passage.masked.strip():
        return "It quotes too few words to show anything."
    if words not in passage.masked:
        return "What it quotes is not in the passage."
    begin = passage.text.find(words)
    if begin < 0:
        return "What it quotes is not in the passage."
    start = passage.place.start + begin
    return Quoted(passage, start, start + len(words), words)


def unfit_words(text: str) -> str | None:
    """Return why words of a model may not stand on a page, or None when they may."""
    if _UNPRINTABLE.search(text):
        return "It holds letters that do not print."
    if _ADDRESS.search(text):
        return "It holds an address."
    if _MARKUP.search(text):
        return "It holds markup."
    return None
