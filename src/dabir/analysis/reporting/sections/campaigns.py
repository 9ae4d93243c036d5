"""The campaigns: what was sent, how often, what people made of it, and what opposes what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from dabir.analysis.reporting.facts import Campaign, Change, Facts
from dabir.analysis.reporting.markup import Content, Markup, foreign, tag
from dabir.analysis.reporting.tongue import Tongue

_WORDS_OF_A_HEAD = 16
_COMPARED = 1200
_PIECES = re.compile(r"\s+|\S+")


def campaigns_section(facts: Facts, tongue: Tongue) -> Markup | None:
    """Return the largest campaigns; opposite variants of a text stand side by side."""
    if not facts.campaigns:
        return None
    _ = tongue.gettext
    shown, in_all = len(facts.campaigns), facts.campaigns_in_all
    count = tongue.ngettext("%(number)s campaign.", "%(number)s campaigns.", in_all)
    rest = _("The largest %(shown)s of them follow; all are in duplicates.parquet.")
    articles = (_family(family, facts, tongue) for family in _families(facts.campaigns))
    return tag(
        "section",
        tag("h2", _("Campaigns")),
        tag(
            "p",
            _(
                "A campaign is a text that many sent, alike or with changes of their own. What "
                "they changed is shown, for that is where they speak for themselves."
            ),
            " ",
            count,
            " ",
            rest % {"shown": tongue.number(shown)} if shown < in_all else None,
        ),
        tag("div", articles, class_="items"),
        id="campaigns",
    )


def _families(campaigns: Sequence[Campaign]) -> Iterator[list[Campaign]]:
    """Yield campaigns together with those that turn them round."""
    family: list[Campaign] = []
    for one in campaigns:
        related = any(
            one.opposes == other.cluster or other.opposes == one.cluster for other in family
        )
        if family and not related:
            yield family
            family = []
        family.append(one)
    if family:
        yield family


def _family(family: list[Campaign], facts: Facts, tongue: Tongue) -> Markup:
    _ = tongue.gettext
    if len(family) == 1:
        return _campaign(family[0], facts, tongue, foreign(family[0].template, name="blockquote"))
    first, second = family[:2]
    marked = compared(first.template, second.template)
    templates = [*marked, *(foreign(other.template, name="blockquote") for other in family[2:])]
    return tag(
        "section",
        tag("h3", _("Opposite variants of one text")),
        tag(
            "div",
            (
                _campaign(one, facts, tongue, template, opened=True)
                for one, template in zip(family, templates, strict=True)
            ),
            class_="beside",
        ),
        class_="opposite",
    )


def compared(left: str, right: str) -> list[Markup]:
    """Return two texts as quotations in which the words that differ are marked."""
    words: list[list[str]] = [_PIECES.findall(text)[:_COMPARED] for text in (left, right)]
    sides: list[list[Content]] = [[], []]
    for kind, *ends in SequenceMatcher(a=words[0], b=words[1], autojunk=False).get_opcodes():
        for side in (0, 1):
            text = "".join(words[side][ends[2 * side] : ends[2 * side + 1]])
            if text.strip() and kind != "equal":
                sides[side].append(tag("mark", text))
            elif text:
                sides[side].append(text)
    return [tag("blockquote", side, dir="auto") for side in sides]


def _campaign(
    one: Campaign, facts: Facts, tongue: Tongue, template: Markup, *, opened: bool = False
) -> Markup:
    _ = tongue.gettext
    head = one.template.split()
    words = " ".join(head[:_WORDS_OF_A_HEAD])
    size = tongue.ngettext("%(number)s submission", "%(number)s submissions", one.members)
    share = tongue.share(one.members, facts.reading.submissions)
    changed = one.members - one.unaltered
    said = [
        tongue.ngettext(
            "%(number)s sent it as it is.", "%(number)s sent it as it is.", one.unaltered
        ),
        " ",
        tongue.ngettext("%(number)s changed something.", "%(number)s changed something.", changed)
        if changed
        else None,
        " ",
        _("The text is that of submission"),
        " ",
        foreign(one.representative),
        ".",
    ]
    return tag(
        "details",
        tag(
            "summary",
            foreign(f"{words} …" if len(head) > _WORDS_OF_A_HEAD else words),
            tag("span", f"{size} · {share}", class_="size"),
        ),
        template,
        tag("p", said),
        _frequent(one.changes, tongue) if one.changes else None,
        _own(one.additions, tongue) if one.additions else None,
        open=opened,
        id=f"campaign-{one.cluster}",
        class_="item",
    )


def _frequent(changes: Sequence[Change], tongue: Tongue) -> list[Markup]:
    return [
        tag("h4", tongue.gettext("What several changed alike")),
        tag("ul", (_change(one, tongue) for one in changes), class_="plain"),
    ]


def _own(additions: Sequence[Change], tongue: Tongue) -> list[Markup]:
    return [
        tag("h4", tongue.gettext("The longest that people added in words of their own")),
        tag("ul", (_change(one, tongue) for one in additions), class_="plain"),
    ]


def _change(one: Change, tongue: Tongue) -> Markup:
    _ = tongue.gettext
    if not one.template:
        what: list[Content] = [_("Added:"), " ", foreign(one.text, name="ins")]
    elif not one.text:
        what = [_("Left out:"), " ", foreign(one.template, name="del")]
    else:
        what = [
            _("Instead of:"),
            " ",
            foreign(one.template, name="del"),
            " ",
            _("this:"),
            " ",
            foreign(one.text, name="ins"),
        ]
    who = (
        tongue.ngettext("%(number)s time", "%(number)s times", one.times)
        if one.times > 1
        else foreign(one.id)
    )
    return tag("li", what, " ", tag("small", who))
