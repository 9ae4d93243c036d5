"""Texts of clauses as files for people, and compilations of what is proposed to them.

`TextFacts` says what a file tells of a text besides its clauses. The language, or the languages
side by side, are told each writer; without them it writes all that there are.
"""

from dabir.formats.text_facts import (
    Milestone,
    TextFacts,
    direction_of,
    file_name,
    languages_of,
)
from dabir.formats.texts.html import write_compilation_html, write_html
from dabir.formats.texts.markdown_reading import MarkdownText, read_markdown
from dabir.formats.texts.markdown_writing import write_markdown
from dabir.formats.texts.pdf import write_compilation_pdf, write_text_pdf

__all__ = [
    "MarkdownText",
    "Milestone",
    "TextFacts",
    "direction_of",
    "file_name",
    "languages_of",
    "read_markdown",
    "write_compilation_html",
    "write_compilation_pdf",
    "write_html",
    "write_markdown",
    "write_text_pdf",
]
