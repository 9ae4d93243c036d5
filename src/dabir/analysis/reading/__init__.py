"""Reading tables of submissions: CSV, JSON lines and Parquet, as streams, whatever is in them.

Every row becomes a submission or is listed with the reason why not; nothing goes missing.
"""

from dabir.analysis.reading.columns import Asked
from dabir.analysis.reading.submissions import Read, read_submissions, schema_of

__all__ = ["Asked", "Read", "read_submissions", "schema_of"]
