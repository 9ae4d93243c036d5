"""The themes: a tree of two levels, what each is about, who says what, in their own words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dabir.analysis.reporting.facts import Cited, Facts, Theme
from dabir.analysis.reporting.markup import Content, Markup, foreign, table, tag
from dabir.analysis.reporting.pictures import (
    FIRST,
    FOURTH,
    REST,
    SECOND,
    THIRD,
    Bar,
    Piece,
    figure,
)
from dabir.analysis.reporting.sections.assistants import assisted_part, side_words, view_words
from dabir.analysis.reporting.tongue import Tongue

DRAWN = 25
_SIDES = {"for": FIRST, "mixed": THIRD, "neutral": REST, "against": FOURTH}


def themes_section(facts: Facts, tongue: Tongue) -> Markup | None:
    """Return the pictures of all themes, then each of them with its passages."""
    if not facts.themes:
        return None
    _ = tongue.gettext
    parents = [one for one in facts.themes if one.parent is None]
    numbers = {one.number for one in parents}
    stray = [one for one in facts.themes if one.parent is not None and one.parent not in numbers]
    branches = (_branch(one, facts, tongue) for one in [*_by_size(parents), *_by_size(stray)])
    return tag(
        "section",
        tag("h2", _("Themes")),
        tag(
            "p",
            _(
                "A passage may be about several themes, or about none. Labels are made of words "
                "that stand in the passages; they are proposals until a person has read them."
            ),
        ),
        _sizes(facts, tongue),
        _stances(facts, tongue),
        tag("div", branches, class_="items"),
        id="themes",
    )


def _by_size(themes: Iterable[Theme]) -> list[Theme]:
    return sorted(themes, key=lambda one: (-one.submissions, one.number))


def _leaves(facts: Facts) -> list[Theme]:
    parents = {one.parent for one in facts.themes}
    return _by_size(one for one in facts.themes if one.number not in parents)


def _sizes(facts: Facts, tongue: Tongue) -> Markup:
    _ = tongue.gettext
    drawn = _leaves(facts)[:DRAWN]
    bars = [
        Bar(
            _label(one, tongue),
            tongue.number(one.submissions),
            (
                Piece(one.distinct, FIRST),
                Piece(max(one.submissions - one.distinct, 0), SECOND),
            ),
        )
        for one in drawn
    ]
    says = "; ".join(f"{_label(one, tongue)}: {tongue.number(one.submissions)}" for one in drawn)
    return tag(
        "div",
        tag("h3", _("How many submissions are about each theme")),
        figure(
            bars,
            key={FIRST: _("different texts"), SECOND: _("copies of them")},
            says=says,
            tongue=tongue,
        ),
    )


def _stances(facts: Facts, tongue: Tongue) -> Markup | None:
    _ = tongue.gettext
    drawn = [one for one in _leaves(facts) if sum(one.stances.values())][:DRAWN]
    if not drawn:
        return None
    bars, spoken = [], []
    for one in drawn:
        known = sum(one.stances.values())
        counts = dict.fromkeys(_SIDES, 0) | dict(one.stances)
        shares = {side: count / known for side, count in counts.items()}
        pieces = tuple(
            Piece(share, _SIDES.get(side, SECOND), tongue.share(share, 1))
            for side, share in shares.items()
            if share
        )
        bars.append(Bar(_label(one, tongue), tongue.number(known), pieces))
        said = ", ".join(
            f"{side_words(side, tongue)} {tongue.share(share, 1)}"
            for side, share in shares.items()
            if share
        )
        spoken.append(f"{_label(one, tongue)}: {said}")
    key = {colour: side_words(side, tongue) for side, colour in _SIDES.items()}
    if any(one.stances.keys() - _SIDES.keys() for one in drawn):
        key[SECOND] = _("other words")
    return tag(
        "div",
        tag("h3", _("Who is for and who is against, where it is known")),
        figure(
            bars,
            key=key,
            says="; ".join(spoken),
            tongue=tongue,
        ),
    )


def _branch(parent: Theme, facts: Facts, tongue: Tongue) -> list[Markup]:
    children = _by_size(one for one in facts.themes if one.parent == parent.number)
    if not children:
        return [_theme(parent, facts, tongue)]
    return [
        tag(
            "section",
            tag("h3", foreign(_label(parent, tongue)), " ", _size(parent, facts, tongue)),
            _terms(parent, tongue),
            assisted_part(parent, tongue),
            (_theme(one, facts, tongue) for one in children),
            class_="branch",
            id=f"theme-{parent.number}",
        )
    ]


def _theme(one: Theme, facts: Facts, tongue: Tongue) -> Markup:
    return tag(
        "details",
        tag("summary", foreign(_label(one, tongue)), _size(one, facts, tongue)),
        _terms(one, tongue),
        _numbers(one, facts, tongue),
        _quotes(one, tongue),
        assisted_part(one, tongue),
        _passages(one, tongue),
        id=f"theme-{one.number}",
        class_="item",
    )


def _label(one: Theme, tongue: Tongue) -> str:
    if one.label:
        return one.label
    return tongue.gettext("Theme %(number)s") % {"number": tongue.digits(str(one.number))}


def _size(one: Theme, facts: Facts, tongue: Tongue) -> Markup:
    size = tongue.ngettext("%(number)s submission", "%(number)s submissions", one.submissions)
    share = tongue.share(one.submissions, facts.reading.submissions)
    return tag("span", f"{size} · {share}", class_="size")


def _terms(one: Theme, tongue: Tongue) -> Markup | None:
    if not one.terms:
        return None
    words: list[Content] = [tag("li", foreign(term)) for term, _weight in one.terms]
    return tag("ul", words, class_="terms", aria_label=tongue.gettext("Words of this theme"))


def _numbers(one: Theme, facts: Facts, tongue: Tongue) -> Markup:
    _ = tongue.gettext
    rows: list[list[Content]] = [
        [
            _("Submissions"),
            tongue.number(one.submissions),
            tongue.share(one.submissions, facts.reading.submissions),
        ],
        [_("Different texts and campaigns"), tongue.number(one.distinct), ""],
    ]
    if one.passages:
        share = tongue.share(one.passages, facts.passages)
        rows.append([_("Passages"), tongue.number(one.passages), share])
    known = sum(one.stances.values())
    rows += [
        [side_words(side, tongue), tongue.number(number), tongue.share(number, known)]
        for side, number in sorted(one.stances.items(), key=lambda stance: -stance[1])
    ]
    return table(_("How many"), ["", tongue.pgettext("count", "Number"), _("Share")], rows)


def _quotes(one: Theme, tongue: Tongue) -> list[Markup]:
    _ = tongue.gettext
    stances = sorted(
        {quote.stance for quote in one.quotes if quote.stance},
        key=lambda stance: (-one.stances.get(stance, 0), stance),
    )
    if not stances:
        return [tag("h4", _("In their words")), _listed(one.quotes, one, tongue)]
    parts = [
        tag(
            "div",
            tag("h4", view_words("minority" if place else "majority", stance, tongue)),
            _listed([quote for quote in one.quotes if quote.stance == stance], one, tongue),
        )
        for place, stance in enumerate(stances)
    ]
    others = [quote for quote in one.quotes if not quote.stance]
    rest = [tag("h4", _("Without a known stance")), _listed(others, one, tongue)]
    return [tag("div", parts, class_="beside"), *(rest if others else [])]


def _listed(quotes: Sequence[Cited], one: Theme, tongue: Tongue) -> Markup:
    where = f"#theme-{one.number}-passages"
    return tag("div", (cited(quote, tongue, where=where) for quote in quotes), class_="quotes")


def cited(quote: Cited, tongue: Tongue, *, where: str | None = None) -> Markup:
    """Return somebody's words with where they stand; ``where`` leads to the list around them."""
    shown = quoted_place(quote, tongue)
    return tag(
        "figure",
        foreign(quote.text, name="blockquote"),
        tag("figcaption", tag("a", shown, href=where) if where else shown),
        class_="quote",
    )


def quoted_place(quote: Cited, tongue: Tongue) -> list[Content]:
    """Return where a quotation stands: the submission, and from which letter to which."""
    letters = tongue.gettext("letters %(start)s to %(end)s") % {
        "start": tongue.number(quote.start),
        "end": tongue.number(quote.end),
    }
    return [foreign(quote.id), " · ", letters]


def _passages(one: Theme, tongue: Tongue) -> Markup | None:
    if not one.strongest:
        return None
    _ = tongue.gettext
    note = _("All of them are in themes.parquet, as theme %(number)s.")
    return tag(
        "details",
        tag("summary", _("The passages that are most about it")),
        tag("p", note % {"number": tongue.digits(str(one.number))}),
        tag(
            "ol",
            (tag("li", cited(quote, tongue)) for quote in one.strongest),
            class_="plain",
        ),
        id=f"theme-{one.number}-passages",
        class_="inner",
    )
