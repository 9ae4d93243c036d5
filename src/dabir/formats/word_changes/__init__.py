"""Word files with tracked changes: read into authored changes, and written from them.

`read_tracked` reads any Word file: what is kept, put in, taken out and moved, by whom and when.
`received_changes` turns that into operations on the clauses of an issued text, author by author.
`write_tracked` writes a text with the changes of several authors as tracked changes; where they
exclude one another, as bracketed wording.
"""

from dabir.formats.word_changes.authored import (
    AnotherBase,
    AuthoredChanges,
    Front,
    ReceivedChanges,
    Remark,
    Reply,
)
from dabir.formats.word_changes.model import (
    PLAIN,
    Cell,
    Line,
    Look,
    Point,
    Revision,
    Shape,
    Stretch,
    StretchKind,
    TrackedComment,
    TrackedDocument,
    TrackedParagraph,
)
from dabir.formats.word_changes.naming import Named, bookmark_name, read_name
from dabir.formats.word_changes.reading import read_tracked
from dabir.formats.word_changes.receiving import received_changes
from dabir.formats.word_changes.styling import ClauseStyle, Role, clause_style
from dabir.formats.word_changes.writing import blocks_of, write_compilation, write_tracked

__all__ = [
    "PLAIN",
    "AnotherBase",
    "AuthoredChanges",
    "Cell",
    "ClauseStyle",
    "Front",
    "Line",
    "Look",
    "Named",
    "Point",
    "ReceivedChanges",
    "Remark",
    "Reply",
    "Revision",
    "Role",
    "Shape",
    "Stretch",
    "StretchKind",
    "TrackedComment",
    "TrackedDocument",
    "TrackedParagraph",
    "blocks_of",
    "bookmark_name",
    "clause_style",
    "read_name",
    "read_tracked",
    "received_changes",
    "write_compilation",
    "write_tracked",
]
