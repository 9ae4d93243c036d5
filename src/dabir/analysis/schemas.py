"""The tables that stages read and write. Offsets count characters (code points), not bytes."""

import pyarrow as pa

SUBMISSIONS = pa.schema(
    [
        pa.field("row", pa.int64(), nullable=False),  # place in the input, from 0
        pa.field("id", pa.string(), nullable=False),
        pa.field("text", pa.large_string(), nullable=False),
        pa.field("language", pa.string()),  # ISO 639-1; null where it is to be found out
    ]
)

SKIPPED = pa.schema(
    [
        pa.field("row", pa.int64(), nullable=False),
        pa.field("id", pa.string()),
        pa.field("reason", pa.string(), nullable=False),
    ]
)
"""Every row of the input is in the submissions or here."""

PASSAGES = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),  # of the submission
        pa.field("passage", pa.int32(), nullable=False),  # place in the submission, from 0
        pa.field("start", pa.int32(), nullable=False),
        pa.field("end", pa.int32(), nullable=False),
        pa.field("language", pa.string(), nullable=False),
    ]
)

DIFFERENCE = pa.struct(
    [
        pa.field("start", pa.int32(), nullable=False),  # in the member's own text
        pa.field("end", pa.int32(), nullable=False),
        pa.field("text", pa.string(), nullable=False),  # what the member wrote there
        pa.field("template", pa.string(), nullable=False),  # what the template says there
    ]
)

DUPLICATES = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("cluster", pa.int64(), nullable=False),  # row of its representative
        pa.field("kind", pa.string(), nullable=False),  # exact, near or campaign
        pa.field("similarity", pa.float32(), nullable=False),  # to the representative
        pa.field("representative", pa.string(), nullable=False),
        pa.field("opposes", pa.int64()),  # the cluster whose template this one turns round
        pa.field("difference", pa.list_(DIFFERENCE)),  # null for all but campaigns
    ]
)
"""One row for each submission that has a duplicate; the others have none."""

THEMES = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("passage", pa.int32(), nullable=False),
        pa.field("theme", pa.int32(), nullable=False),  # number in themes.json
        pa.field("weight", pa.float32(), nullable=False),  # 0 to 1
    ]
)
"""Several rows for a passage of several themes, none for one that is unassigned."""

MATCHES = pa.schema(
    [
        pa.field("query", pa.string(), nullable=False),
        pa.field("rank", pa.int32(), nullable=False),  # from 1
        pa.field("candidate", pa.string(), nullable=False),
        pa.field("score", pa.float32(), nullable=False),
        pa.field(
            "spans",
            pa.list_(
                pa.struct(
                    [
                        pa.field("query_start", pa.int32(), nullable=False),
                        pa.field("query_end", pa.int32(), nullable=False),
                        pa.field("candidate_start", pa.int32(), nullable=False),
                        pa.field("candidate_end", pa.int32(), nullable=False),
                    ]
                )
            ),
            nullable=False,
        ),
    ]
)
