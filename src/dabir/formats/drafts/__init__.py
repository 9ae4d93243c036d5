"""Files of drafts: read into printed lines whatever their format, compared, and written again.

`read_draft` reads a file; `write_redline` and `redline_data` write what changed between two of
them. Readers and writers of a format are loaded when a file of it comes: comparing two plain texts
loads neither Word nor PDF.
"""

from dabir.formats.drafts.draft import Draft
from dabir.formats.drafts.reading import read_draft

__all__ = ["Draft", "read_draft"]
