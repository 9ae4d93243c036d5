"""What a Markdown file says of its text before it begins."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from dabir.domain.drafting import Symbol, Version
from dabir.formats.text_facts import TextFacts

_FRONT = re.compile(r"\A---\n(?P<lines>.*?)^---[ \t]*\n?", re.DOTALL | re.MULTILINE)
_UNWRITTEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def write_front_matter(version: Version, about: TextFacts, language: str) -> str:
    """Return the lines before the text: JSON values by name, which YAML reads too."""
    made_from = version.made_from.number if version.made_from is not None else None
    values: dict[str, object] = {
        "title": dict(about.title),
        "language": language,
        "version": version.symbol.number,
        "made_from": made_from,
        "number": about.number,
        "name": about.name,
        "day": about.day.isoformat() if about.day else None,
        "day_text": about.day_text,
        "begun": about.begun.isoformat() if about.begun else None,
        "group": about.group,
        "country": about.country,
        "classification": about.classification,
        "status": about.status,
    }
    lines = [f"{name}: {_json(value)}" for name, value in values.items() if value not in ("", None)]
    return "\n".join(["---", *lines, "---"])


def _json(value: object) -> str:
    """Return JSON, which YAML reads too, with every letter readable that a file can hold."""
    written = json.dumps(value, ensure_ascii=False)
    return _UNWRITTEN.sub(lambda found: f"\\u{ord(found.group()):04x}", written)


def split_front_matter(text: str) -> tuple[Mapping[str, Any], str]:
    """Return the values before a text, none where there are none, and the text after them."""
    found = _FRONT.match(text)
    if found is None:
        return {}, text
    values: dict[str, Any] = {}
    for line in found["lines"].splitlines():
        name, colon, value = line.partition(":")
        if not colon:
            continue
        try:
            values[name.strip()] = json.loads(value)
        except ValueError:
            values[name.strip()] = value.strip()
    return values, text[found.end() :]


def facts_of(front: Mapping[str, Any], language: str, title: str) -> TextFacts | None:
    """Return what a file says of its text, None where it has no title."""
    titles = front.get("title")
    if isinstance(titles, str):
        titles = {language: titles}
    if not isinstance(titles, dict) or not all(isinstance(each, str) for each in titles.values()):
        titles = {}
    if title:
        titles = {**titles, language: title}

    def kept(name: str) -> str:
        return str(front.get(name) or "")

    try:
        return TextFacts(
            title=titles,
            number=kept("number"),
            name=kept("name"),
            day=_day(front.get("day")),
            day_text=kept("day_text"),
            begun=_day(front.get("begun")),
            group=kept("group"),
            country=kept("country") or "ir",
            classification=kept("classification"),
            status="final" if front.get("status") == "final" else "draft",
        )
    except ValueError:
        return None


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def symbol_of(value: object) -> Symbol | None:
    """Return the symbol of a version by its number, None where there is none."""
    whole = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return Symbol(int(str(value))) if whole else None
