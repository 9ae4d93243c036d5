"""Rows out of whatever holds many: tables, lists of objects, mailboxes, archives of documents.

Everything is read as a stream, so that memory does not grow with the file, and again from any row.
"""

from dabir.formats.rows.opening import open_rows
from dabir.formats.rows.source import Row, RowFormat, RowSource

__all__ = ["Row", "RowFormat", "RowSource", "open_rows"]
