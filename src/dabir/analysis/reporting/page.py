"""The page around the sections: one file that asks for nothing from outside."""

from __future__ import annotations

import base64
import hashlib
from importlib import resources

from dabir.analysis.reporting.facts import Facts
from dabir.analysis.reporting.markup import Markup, foreign, tag
from dabir.analysis.reporting.sections.campaigns import campaigns_section
from dabir.analysis.reporting.sections.method import method_section
from dabir.analysis.reporting.sections.reading import (
    copies_section,
    glance_section,
    languages_section,
    reading_section,
)
from dabir.analysis.reporting.sections.themes import themes_section
from dabir.analysis.reporting.tongue import Tongue
from dabir.drawing.typeface import read_page_faces

_HERE = resources.files("dabir.analysis.reporting")
# Which letters each face is for, so that none is decoded that the page has no use for.
_RANGES = {
    "arabic": "U+0600-06FF,U+0750-077F,U+0870-088E,U+08A0-08FF,U+200C-200E,U+2010-2011,"
    "U+204F,U+2E41,U+FB50-FDFF,U+FE70-FEFC",
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-200B,"
    "U+2012-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
}


def build_page(facts: Facts, tongue: Tongue) -> str:
    """Return the HTML of a report.

    Its policy allows its own style and script, known by their digests, and nothing else.
    """
    _ = tongue.gettext
    style, script = Markup(f"{_faces()}{_read('report.css')}"), Markup(_read("report.js"))
    title = _("What the submissions say")
    sections = {
        "glance": (_("At a glance"), glance_section(facts, tongue)),
        "reading": (_("What was read"), reading_section(facts, tongue)),
        "copies": (_("Copies and campaigns"), copies_section(facts, tongue)),
        "campaigns": (_("Campaigns"), campaigns_section(facts, tongue)),
        "themes": (_("Themes"), themes_section(facts, tongue)),
        "languages": (_("Languages"), languages_section(facts, tongue)),
        "method": (_("How it was made"), method_section(facts, tongue)),
    }
    present = {key: one for key, one in sections.items() if one[1] is not None}
    filtered = next((key for key in ("campaigns", "themes") if key in present), None)
    contents = tag(
        "nav",
        tag("ul", (tag("li", tag("a", one[0], href=f"#{key}")) for key, one in present.items())),
        aria_label=_("Contents"),
    )
    body = [
        tag("a", _("To the report"), href="#report", class_="skip"),
        tag(
            "header",
            tag("p", _("Analysis of submissions"), class_="kicker"),
            tag("h1", title),
            tag("p", *(foreign(name) for name in _inputs(facts)), class_="input"),
        ),
        contents,
        tag(
            "main",
            (
                [_search(tongue) if key == filtered else None, one[1]]
                for key, one in present.items()
            ),
            id="report",
        ),
        tag("footer", tag("p", _("Made by Dabir."))),
        tag("script", script),
    ]
    head = [
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", title),
        tag("style", style),
    ]
    page = tag(
        "html", tag("head", head), tag("body", body), lang=tongue.language, dir=tongue.direction
    )
    return f"<!DOCTYPE html>\n{page}\n"


def _inputs(facts: Facts) -> list[str]:
    files = facts.run.get("input", {}).get("files", [])
    return [", ".join(files[:3]) + (" …" if len(files) > 3 else "")] if files else []


def _search(tongue: Tongue) -> Markup:
    """Return the field by which campaigns and themes are filtered; the script makes it appear."""
    _ = tongue.gettext
    return tag(
        "p",
        tag("label", _("Show only campaigns and themes with these words"), for_="words"),
        tag("input", id="words", type="search", autocomplete="off", dir="auto"),
        tag("output", for_="words", data_none=_("Nothing has these words.")),
        id="filter",
        hidden=True,
    )


def _faces() -> str:
    faces = (
        '@font-face{font-family:"Vazirmatn";font-weight:100 900;font-display:swap;'
        f"src:url(data:font/woff2;base64,{base64.b64encode(data).decode()}) format('woff2');"
        f"unicode-range:{_RANGES[script]}}}"
        for script, data in read_page_faces().items()
    )
    return "".join(faces)


def _policy(style: str, script: str) -> str:
    return "; ".join(
        [
            "default-src 'none'",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(script)}'",
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
