"""Comment sheets: the table of clause, comment, proposed wording, reason and answer.

Standards bodies and ministries send it out, have it filled in with Word or a spreadsheet program,
read it row by row and send it back with answers. `write_sheet` makes it, `read_sheet` reads what
came back, whatever the programs in between did to its order, its widths and its language.
"""

from dabir.formats.comment_sheets.reading import read_sheet
from dabir.formats.comment_sheets.shapes import (
    Cells,
    CommentSheet,
    NoCommentSheet,
    ReadRow,
    ReadSheet,
    Section,
    TooManyLetters,
    TooManyRows,
)
from dabir.formats.comment_sheets.writing import write_sheet

__all__ = [
    "Cells",
    "CommentSheet",
    "NoCommentSheet",
    "ReadRow",
    "ReadSheet",
    "Section",
    "TooManyLetters",
    "TooManyRows",
    "read_sheet",
    "write_sheet",
]
