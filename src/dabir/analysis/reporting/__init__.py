"""The report of a run: one HTML file that stands alone, in Persian or English."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dabir.analysis.engines import Parts
from dabir.analysis.reporting.gathering import gather_facts
from dabir.analysis.reporting.page import build_page
from dabir.analysis.reporting.tongue import LANGUAGES, Language, Tongue
from dabir.analysis.runs.writing import whole_file

__all__ = ["LANGUAGES", "VERSION", "Language", "write_report"]

VERSION = 2
"""Goes up when the same run would give another report."""


def write_report(
    folder: Path,
    *,
    submissions: Parts,
    run: Mapping[str, Any] | None = None,
    language: Language | None = None,
) -> Path:
    """Write ``report.html`` into the folder of a run, out of the files that are there.

    ``run`` is what run.json says, or will say. Without a ``language``, the report speaks the one
    of most passages, if it is Persian, and English else. Returns the report's path.
    """
    facts = gather_facts(folder, submissions, run or {})
    spoken = language or _spoken(facts.languages)
    target = folder / "report.html"
    with whole_file(target) as path:
        path.write_text(build_page(facts, Tongue(spoken)), encoding="utf-8")
    return target


def _spoken(languages: Mapping[str, int]) -> Language:
    persian, english = languages.get("fa", 0), languages.get("en", 0)
    return "fa" if persian > english else "en"
