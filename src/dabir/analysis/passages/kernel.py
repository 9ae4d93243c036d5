"""The kernel that cuts submissions into passages."""

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa

from dabir.analysis.schemas import PASSAGES, SUBMISSIONS
from dabir.domain.language.detection import detect_language
from dabir.domain.language.passages import cut_passages


@dataclass(frozen=True)
class CutPassages:
    """Cuts as ``domain.language.passages.cut_passages`` does.

    A passage is in the language that its row names, else in the one that it is found to be in,
    else in the one that the whole submission is found to be in.
    """

    name = "passages"
    version = 1
    reads = SUBMISSIONS
    writes = PASSAGES
    frees_the_interpreter = False

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Write the passages of the submissions, in their order."""
        for batch in batches:
            found = []
            for row in batch.to_pylist():
                for number, span in enumerate(cut_passages(row["text"])):
                    language = row["language"] or detect_language(row["text"])
                    found.append(
                        {
                            "id": row["id"],
                            "passage": number,
                            "start": span.start,
                            "end": span.end,
                            "language": language,
                        }
                    )
            yield pa.RecordBatch.from_pylist(found, PASSAGES)
