"""How it was made: enough for a sceptical reader to make it again, and to know its limits."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from dabir.analysis.reporting.facts import Facts
from dabir.analysis.reporting.markup import Content, Markup, foreign, tag
from dabir.analysis.reporting.tongue import Tongue

_LONGEST = 2000


def method_section(facts: Facts, tongue: Tongue) -> Markup:
    """Return how the numbers came about, what they do not say, and where everything lies."""
    _ = tongue.gettext
    return tag(
        "section",
        tag("h2", _("How it was made")),
        tag("ul", (tag("li", sentence) for sentence in _rules(facts, tongue))),
        tag("h3", _("What it does not say")),
        tag("ul", (tag("li", sentence) for sentence in _limits(facts, tongue))),
        tag("h3", _("To make it again")),
        tag(
            "p",
            _(
                "The same input, settings and versions give the same tables, byte for byte, "
                "whatever the number of threads."
            ),
        ),
        _settings(facts, tongue),
        tag("h3", _("Files beside this page")),
        tag("dl", _files(facts, tongue), class_="facts"),
        id="method",
    )


def _rules(facts: Facts, tongue: Tongue) -> Iterable[str]:
    _ = tongue.gettext
    yield _(
        "Every row of the input is either a submission or listed as skipped with the reason; the "
        "two add up to all rows."
    )
    yield _(
        "Texts are compared with letter case, variants of letters, digits and half-spaces folded "
        "together; what is quoted stands as it was written."
    )
    yield _(
        "Copies are the same text; near copies share nearly all their wording; a campaign is a "
        "text that several sent. A text turned into its opposite is a campaign of its own."
    )
    if facts.themes:
        yield _(
            "Themes are fitted on different texts, each counted once, so that a campaign makes no "
            "theme by its size alone; sizes are then counted by submissions and by texts."
        )
        yield _(
            "A passage belongs to as many themes as its words bear out. One that fits none is "
            "counted as such and forced into nothing."
        )
        yield _("Quotations are cut out of the submissions by the program, letter by letter.")
    if any(one.stances for one in facts.themes):
        yield _("Stances come with the input; none was guessed from words.")
    if facts.assistant:
        yield _(
            "A language model was asked, too. What it wrote is marked wherever it stands; a "
            "sentence whose quotation is not in the passage that it cites was refused."
        )


def _limits(facts: Facts, tongue: Tongue) -> Iterable[str]:
    _ = tongue.gettext
    yield _(
        "Who sends something is not drawn by lot: shares are shares of what came, not of what "
        "people think."
    )
    yield _(
        "Likeness is likeness of wording. Two people who say the same in other words are two "
        "different texts here."
    )
    if facts.themes:
        yield _(
            "Themes are found by the words that passages share. They show where to read, and "
            "replace no reading."
        )


def _settings(facts: Facts, tongue: Tongue) -> list[Markup]:
    _ = tongue.gettext
    parts: list[tuple[str, Any]] = [
        (
            tongue.pgettext("of an analysis", "Run"),
            {key: facts.run[key] for key in ("id", "input", "seed") if key in facts.run},
        ),
        (_("Settings"), _chosen(facts.run.get("settings", {}))),
        (_("Versions"), facts.run.get("versions")),
        (_("Stages"), [_without_seconds(one) for one in facts.run.get("stages", [])]),
        (_("Themes"), facts.method),
        (_("Language model"), facts.assistant),
    ]
    return [
        tag(
            "details",
            tag("summary", name),
            tag("dl", _pairs(value), class_="facts", dir="ltr"),
            class_="inner",
        )
        for name, value in parts
        if value
    ]


def _chosen(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings without those of language models, where none was chosen."""
    models = settings.get("models") or {}
    chosen = models.get("embeddings") or models.get("endpoint")
    return {key: value for key, value in settings.items() if key != "models" or chosen}


def _without_seconds(stage: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a stage counted; how long it took would make every report another one."""
    return {key: value for key, value in stage.items() if key != "seconds"}


def _pairs(value: Any, under: str = "") -> Iterable[Content]:
    """Yield names and values of nested tables, a name being the way to its value."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _pairs(inner, f"{under} {key}".strip())
    elif isinstance(value, list) and value and all(isinstance(one, Mapping) for one in value):
        for place, one in enumerate(value):
            name = one.get("name", place + 1)
            rest = {key: inner for key, inner in one.items() if key != "name"}
            yield from _pairs(rest, f"{under} {name}".strip())
    elif value is not None:
        if isinstance(value, list):
            shown = ", ".join(map(str, value))
        else:
            shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        yield tag("div", tag("dt", under), tag("dd", foreign(shown[:_LONGEST])))


def _files(facts: Facts, tongue: Tongue) -> Iterable[Markup]:
    _ = tongue.gettext
    files = {
        "passages.parquet": _("every passage: its submission, where it stands, its language"),
        "duplicates.parquet": _(
            "every submission with copies: its group, and what it changed in the template"
        ),
        "themes.parquet": _("the themes of every passage, with weights"),
        "themes.json": _("the themes: labels, words, sizes, quotations, criteria"),
        "skipped.parquet": _("every row that was not taken up, with the reason"),
        "run.json": _("settings, versions and counts of this run"),
    }
    if facts.assistant:
        files["assistant.json"] = _("what the language model said that was refused, and why")
    for name, meaning in files.items():
        yield tag("div", tag("dt", tag("code", name, dir="ltr")), tag("dd", meaning))
