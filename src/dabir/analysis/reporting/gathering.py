"""All that a report says, gathered from the files of a run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dabir.analysis.engines import Parts
from dabir.analysis.reporting.campaigns import read_campaigns
from dabir.analysis.reporting.counting import (
    count_assigned,
    read_kinds,
    read_languages,
    read_reading,
)
from dabir.analysis.reporting.facts import Facts
from dabir.analysis.reporting.themes import read_method, read_themes


def gather_facts(folder: Path, submissions: Parts, run: Mapping[str, Any]) -> Facts:
    """Read the files of a finished run; what a file that is not there would say is left out."""
    duplicates, passages = folder / "duplicates.parquet", folder / "passages.parquet"
    themes = folder / "themes.parquet"
    rows = submissions.rows
    described = read_method(folder / "themes.json")
    campaigns, in_all = read_campaigns(duplicates, submissions)
    languages = read_languages(passages)
    number = sum(languages.values())
    return Facts(
        reading=read_reading(folder / "skipped.parquet", rows, run),
        kinds=read_kinds(duplicates, rows),
        campaigns=campaigns,
        campaigns_in_all=in_all,
        themes=read_themes(described.get("themes", []), themes, passages, submissions),
        passages=number,
        unassigned=number - count_assigned(themes),
        languages=languages,
        run=run,
        method={key: value for key, value in described.items() if key != "themes"},
        assistant=described.get("assistant"),
    )
