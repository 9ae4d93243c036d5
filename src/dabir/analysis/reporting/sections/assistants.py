"""What a language model said of a theme: marked as its words, each sentence with its evidence."""

from __future__ import annotations

from dabir.analysis.reporting.facts import Assisted, Sentence, Theme
from dabir.analysis.reporting.markup import Content, Markup, foreign, tag
from dabir.analysis.reporting.tongue import Tongue

SIDES = ("for", "against", "mixed", "neutral")
"""The stances that have names in the report; others are shown by their own words."""


def assisted_part(theme: Theme, tongue: Tongue) -> Markup | None:
    """Return an assistant's label, summary and stances, apart from what was counted."""
    said = theme.assisted
    if said is None:
        return None
    _ = tongue.gettext
    return tag(
        "aside",
        tag("h4", _("Written by a language model:"), " ", foreign(said.model)),
        tag("p", _("Nobody has checked it. Each sentence shows what it rests on."), class_="note"),
        tag("p", _("Proposed label:"), " ", tag("strong", foreign(said.label)))
        if said.label
        else None,
        _summary(said, tongue),
        _judged(said, tongue) if said.judged else None,
        class_="assistant",
    )


def _summary(said: Assisted, tongue: Tongue) -> list[Content]:
    groups = list(dict.fromkeys((one.view, one.side) for one in said.summary))
    parts: list[Content] = []
    for view, side in groups:
        if side:
            parts.append(tag("h5", view_words(view, side, tongue)))
        sentences = (
            _sentence(one, tongue) for one in said.summary if (one.view, one.side) == (view, side)
        )
        parts.append(tag("ul", sentences, class_="plain"))
    return parts


def view_words(view: str | None, side: str, tongue: Tongue) -> str:
    """Return the heading over what a side says: whether it is most people's, and which it is."""
    _ = tongue.gettext
    stance = side_words(side, tongue)
    if view is None:
        return stance
    words = (
        _("What most say: %(stance)s") if view == "majority" else _("What fewer say: %(stance)s")
    )
    return words % {"stance": stance}


def _sentence(sentence: Sentence, tongue: Tongue) -> Markup:
    evidence = (
        tag("li", foreign(one.text, name="q"), " ", tag("small", foreign(one.id)))
        for one in sentence.evidence
    )
    words = tongue.ngettext(
        "rests on %(number)s passage", "rests on %(number)s passages", len(sentence.evidence)
    )
    return tag(
        "li",
        foreign(sentence.text, name="span"),
        tag("details", tag("summary", words), tag("ul", evidence, class_="plain"), class_="inner"),
    )


def _judged(said: Assisted, tongue: Tongue) -> Markup:
    _ = tongue.gettext
    counted = ", ".join(
        f"{side_words(side, tongue)}: {tongue.number(number)}"
        for side, number in said.stances.items()
    )
    judged = tongue.ngettext(
        "It read %(number)s passage for its stance.",
        "It read %(number)s passages for their stance.",
        said.judged,
    )
    return tag("p", judged, " ", counted)


def side_words(side: str, tongue: Tongue) -> str:
    """Return what a stance is called."""
    _ = tongue.gettext
    known = {
        "for": _("for"),
        "against": _("against"),
        "mixed": _("mixed"),
        "neutral": _("neutral"),
        "unclear": _("not clear"),
    }
    return known.get(side, side)
