"""Texts of clauses as files for people: HTML, Markdown, PDF."""

from dabir.formats.texts.facts import Milestone, TextFacts, direction_of, languages_of

__all__ = ["Milestone", "TextFacts", "direction_of", "languages_of"]
