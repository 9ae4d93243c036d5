"""What was read, what was skipped, and how much of it says the same."""

from __future__ import annotations

from dabir.analysis.reporting.facts import Facts, Kind
from dabir.analysis.reporting.markup import Content, Markup, foreign, join, table, tag
from dabir.analysis.reporting.pictures import FIRST, FOURTH, SECOND, THIRD, Bar, Piece, figure
from dabir.analysis.reporting.sections.assistants import SIDES, side_words
from dabir.analysis.reporting.tongue import Tongue

_COLOURS = {"single": FIRST, "exact": SECOND, "near": THIRD, "campaign": FOURTH}


def glance_section(facts: Facts, tongue: Tongue) -> Markup:
    """Return the numbers by which to know the docket, and one sentence about it."""
    _ = tongue.gettext
    submissions = facts.reading.submissions
    texts = sum(kind.texts for kind in facts.kinds)
    leaves = [one for one in facts.themes if all(one.number != t.parent for t in facts.themes)]
    said = tongue.ngettext(
        "%(number)s submission came.", "%(number)s submissions came.", submissions
    )
    counted = tongue.ngettext(
        "With copies and near copies counted once, it is %(number)s text.",
        "With copies and near copies counted once, they are %(number)s texts.",
        texts,
    )
    cards: list[tuple[str, str, str]] = [(_("Submissions"), tongue.number(submissions), "")]
    if facts.kinds:
        [campaign] = (kind for kind in facts.kinds if kind.name == "campaign")
        number = tongue.ngettext(
            "%(number)s campaign", "%(number)s campaigns", facts.campaigns_in_all
        )
        cards += [
            (_("Different texts"), tongue.number(texts), tongue.share(texts, submissions)),
            (_("In campaigns"), tongue.share(campaign.submissions, submissions), number),
        ]
    if facts.themes:
        cards += [
            (_("Themes"), tongue.number(len(leaves)), ""),
            (
                _("Passages without a theme"),
                tongue.share(facts.unassigned, facts.passages),
                _("%(part)s of %(whole)s")
                % {
                    "part": tongue.number(facts.unassigned),
                    "whole": tongue.number(facts.passages),
                },
            ),
        ]
    return tag(
        "section",
        tag("h2", _("At a glance")),
        tag("p", said, " ", counted if facts.kinds else None, class_="lead"),
        tag("dl", (_card(*card) for card in cards), class_="cards"),
        id="glance",
    )


def _card(label: str, value: str, note: str) -> Markup:
    return tag(
        "div", tag("dt", label), tag("dd", tag("strong", value), note and tag("small", note))
    )


def reading_section(facts: Facts, tongue: Tongue) -> Markup:
    """Return how many rows came in, and what became of those that were not taken up."""
    _ = tongue.gettext
    reading = facts.reading
    rows: list[list[Content]] = [
        [_("Rows of the input"), tongue.number(reading.rows), ""],
        [
            _("Taken up as submissions"),
            tongue.number(reading.submissions),
            tongue.share(reading.submissions, reading.rows),
        ],
    ]
    for reason, number in reading.skipped.items():
        label = join([_("Skipped:"), " ", reason_words(reason, tongue)])
        rows.append([label, tongue.number(number), tongue.share(number, reading.rows)])
    for given, number in (
        (_("Without an id that can be read, named by their number"), reading.named),
        (_("Repeating an id, named by it and their number"), reading.renamed),
    ):
        if number:
            rows.append([given, tongue.number(number), tongue.share(number, reading.rows)])
    return tag(
        "section",
        tag("h2", _("What was read")),
        table(_("Rows"), ["", tongue.pgettext("count", "Number"), _("Share")], rows),
        _skips(facts, tongue) if reading.skips else tag("p", _("No row was skipped.")),
        _stances(facts, tongue),
        id="reading",
    )


def _stances(facts: Facts, tongue: Tongue) -> Markup | None:
    """Return which words were read as which stance, and how often they stand in the input."""
    reading = facts.reading
    if not reading.stances and not reading.other_stances:
        return None
    _ = tongue.gettext
    rows: list[list[Content]] = [
        [
            foreign(word),
            side_words(side, tongue) if side in SIDES else _("its own words"),
            tongue.number(number),
        ]
        for side, words in reading.stances.items()
        for word, number in words.items()
    ]
    more = tongue.ngettext(
        "%(number)s more is shown by its own words.",
        "%(number)s more are shown by their own words.",
        reading.other_stances,
    )
    return tag(
        "details",
        tag("summary", _("How stances were read")),
        table(_("Stances"), [_("Written"), _("Read as"), _("Submissions")], rows),
        tag("p", more) if reading.other_stances else None,
    )


def _skips(facts: Facts, tongue: Tongue) -> Markup:
    _ = tongue.gettext
    skips = facts.reading.skips
    in_all = sum(facts.reading.skipped.values())
    more = _("The first %(shown)s of %(all)s; all of them are in skipped.parquet.") % {
        "shown": tongue.number(len(skips)),
        "all": tongue.number(in_all),
    }
    items = (
        tag(
            "li",
            _("Row %(row)s") % {"row": tongue.number(skip.row + 1)},
            [" (", foreign(skip.id), ")"] if skip.id else None,
            ": ",
            reason_words(skip.reason, tongue),
        )
        for skip in skips
    )
    return tag(
        "details",
        tag("summary", _("Which rows were skipped")),
        tag("p", more) if in_all > len(skips) else None,
        tag("ul", items, class_="plain"),
    )


def reason_words(reason: str, tongue: Tongue) -> str:
    """Return why a row was skipped; a reason that the report does not know stands as it is."""
    _ = tongue.gettext
    known = {
        "not-utf-8": _("letters that are not UTF-8"),
        "too-large": _("a cell that is too large"),
        "wrong-number-of-cells": _("another number of cells than the head"),
        "broken-quotes": _("a quotation mark that does not close"),
        "not-json": _("not a JSON object"),
        "not-text": _("something else than text"),
        "no-text": _("no text"),
        "no-id": _("no id"),
    }
    return known.get(reason, reason)


def copies_section(facts: Facts, tongue: Tongue) -> Markup | None:
    """Return how many submissions are alone, copies, near copies or members of campaigns."""
    if not facts.kinds:
        return None
    _ = tongue.gettext
    submissions = sum(kind.submissions for kind in facts.kinds)
    texts = sum(kind.texts for kind in facts.kinds)
    names = kind_words(tongue)
    bars = [
        Bar(
            _("By submissions"),
            tongue.number(submissions),
            _pieces([(kind, kind.submissions) for kind in facts.kinds], submissions, tongue),
        ),
        Bar(
            _("By different texts"),
            tongue.number(texts),
            _pieces([(kind, kind.texts) for kind in facts.kinds], texts, tongue),
        ),
    ]
    rows: list[list[Content]] = [
        [
            names[kind.name],
            tongue.number(kind.submissions),
            tongue.share(kind.submissions, submissions),
            tongue.number(kind.texts),
            tongue.share(kind.texts, texts),
        ]
        for kind in facts.kinds
    ]
    rows.append([_("All"), tongue.number(submissions), "", tongue.number(texts), ""])
    says = "; ".join(
        f"{names[kind.name]}: {tongue.share(kind.submissions, submissions)}" for kind in facts.kinds
    )
    head = ["", _("Submissions"), _("Share"), _("Different texts"), _("Share")]
    return tag(
        "section",
        tag("h2", _("Copies and campaigns")),
        tag(
            "p",
            _(
                "The upper bar counts everybody who wrote; the lower one counts each text once, "
                "however many sent it."
            ),
        ),
        figure(
            bars,
            key={_COLOURS[kind.name]: names[kind.name] for kind in facts.kinds},
            says=says,
            tongue=tongue,
        ),
        table(_("Submissions and texts by kind"), head, rows),
        id="copies",
    )


def kind_words(tongue: Tongue) -> dict[str, str]:
    """Return what the kinds of submissions are called."""
    _ = tongue.gettext
    return {
        "single": _("Sent once"),
        "exact": _("Exact copies"),
        "near": _("Near copies"),
        "campaign": _("Campaigns"),
    }


def _pieces(sizes: list[tuple[Kind, int]], whole: int, tongue: Tongue) -> tuple[Piece, ...]:
    return tuple(
        Piece(size / whole, _COLOURS[kind.name], tongue.share(size, whole))
        for kind, size in sizes
        if size
    )


def languages_section(facts: Facts, tongue: Tongue) -> Markup:
    """Return in which languages the passages are written."""
    _ = tongue.gettext
    rows = (
        [language_words(code, tongue), tongue.number(number), tongue.share(number, facts.passages)]
        for code, number in facts.languages.items()
    )
    head = [_("Language"), _("Passages"), _("Share")]
    return tag(
        "section",
        tag("h2", _("Languages")),
        table(_("Passages by language"), head, rows),
        id="languages",
    )


def language_words(code: str, tongue: Tongue) -> str:
    """Return the name of a language, or its code where the report has no name for it."""
    _ = tongue.gettext
    names = {
        "fa": _("Persian"),
        "en": _("English"),
        "ar": _("Arabic"),
        "und": _("Not made out"),
    }
    return names.get(code, code)
