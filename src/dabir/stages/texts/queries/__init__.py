"""Texts and what belongs to them, as far as a reader may see it."""

from dabir.stages.texts.queries.seeing import (
    amendments_visible_to,
    clauses_visible_to,
    documents_visible_to,
    draft_files_visible_to,
    findings_visible_to,
    grounds_visible_to,
    guards_visible_to,
    history,
    latest_version,
    reading,
    received_files_visible_to,
    total,
    upstream_visible_to,
    versions_visible_to,
    visible_to,
    waiting_draft_file,
)

__all__ = [
    "amendments_visible_to",
    "clauses_visible_to",
    "documents_visible_to",
    "draft_files_visible_to",
    "findings_visible_to",
    "grounds_visible_to",
    "guards_visible_to",
    "history",
    "latest_version",
    "reading",
    "received_files_visible_to",
    "total",
    "upstream_visible_to",
    "versions_visible_to",
    "visible_to",
    "waiting_draft_file",
]
