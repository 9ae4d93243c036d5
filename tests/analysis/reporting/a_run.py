"""The files of a small invented run, as its stages write them."""

import json
from pathlib import Path

import pyarrow as pa

from dabir.analysis.engines import Parts
from dabir.analysis.runs.writing import write_rows
from dabir.analysis.schemas import DUPLICATES, PASSAGES, SKIPPED, SUBMISSIONS, THEMES

FOR = "We support the new water tariff. It is fair to every household in the valley."
AGAINST = "We oppose the new water tariff. It is fair to every household in the valley."
OWN = " My well ran dry in spring."
HOSTILE = '<script>alert("x")</script> & <b>leaks</b> \u202etxet'
RUN = {
    "id": "0123456789abcdef",
    "input": {"files": ["comments.csv"], "bytes": 4096, "sha256": "ab" * 32},
    "settings": {"seed": 7},
    "versions": {"dabir": "0.1.0", "numpy": "2.3.1"},
    "stages": [{"name": "reading", "version": 1, "rows": 12}],
}


def write_run(folder: Path, *, language: str = "en", themes: bool = True) -> Parts:
    """Write the files of a run, and return its submissions."""
    texts = [FOR, FOR, FOR + OWN, AGAINST, AGAINST.replace("oppose", "strongly oppose"), AGAINST]
    texts += [AGAINST.replace("oppose", "strongly oppose"), "Pipes leak. Nobody repairs them."]
    texts += ["لوله‌ها نشت می‌کند. کسی آن را تعمیر نمی‌کند.", HOSTILE]
    rows = [
        {"row": place, "id": f"s{place}", "text": text, "language": None}
        for place, text in enumerate(texts)
    ]
    parts = Parts(folder / "submissions", SUBMISSIONS)
    write(parts.folder / "part-000000.parquet", SUBMISSIONS, rows)
    write(
        folder / "skipped.parquet",
        SKIPPED,
        [
            {"row": 10, "id": "s10", "reason": "not-utf-8"},
            {"row": 11, "id": None, "reason": "no-text"},
        ],
    )
    passages = [
        {"id": one["id"], "passage": 0, "start": 0, "end": len(one["text"]), "language": language}
        for one in rows
    ]
    write(folder / "passages.parquet", PASSAGES, passages)
    write(folder / "duplicates.parquet", DUPLICATES, _duplicates())
    if themes:
        _write_themes(folder, texts)
    return parts


def write(file: Path, schema: pa.Schema, rows: list[dict]) -> None:
    write_rows(file, schema, [pa.RecordBatch.from_pylist(rows, schema)], keep=True)


def _duplicates() -> list[dict]:
    added = {"start": len(FOR) + 1, "end": len(FOR + OWN), "text": OWN[1:], "template": ""}
    stronger = {"start": 3, "end": 18, "text": "strongly oppose", "template": "oppose"}
    differences = {0: [], 1: [], 2: [added], 3: [], 4: [stronger], 5: [], 6: [stronger]}
    return [
        {
            "id": f"s{row}",
            "cluster": 0 if row < 3 else 3,
            "kind": "campaign",
            "similarity": 0.9 if difference else 1.0,
            "representative": "s0" if row < 3 else "s3",
            "opposes": 3 if row < 3 else 0,
            "difference": difference,
        }
        for row, difference in differences.items()
    ]


def _write_themes(folder: Path, texts: list[str]) -> None:
    given = {**dict.fromkeys(range(7), 1), 7: 2, 8: 2}
    write(
        folder / "themes.parquet",
        THEMES,
        [
            {"id": f"s{row}", "passage": 0, "theme": theme, "weight": 0.9 - row / 20}
            for row, theme in given.items()
        ],
    )
    quote = {"passage": 0, "start": 0}
    themes = [
        {
            "number": 0,
            "parent": None,
            "label": "water",
            "terms": [{"term": "water", "weight": 1.0}],
            "size": {"submissions": 9, "campaigns": 4, "passages": 9},
            "quotes": [],
        },
        {
            "number": 1,
            "parent": 0,
            "label": "water tariff",
            "terms": [{"term": "tariff", "weight": 0.8}, {"term": "household", "weight": 0.4}],
            "size": {"submissions": 7, "campaigns": 2, "passages": 7},
            "stances": {"against": 4, "for": 3},
            "quotes": [
                {**quote, "id": "s0", "end": 32, "text": FOR[:32], "stance": "for"},
                {**quote, "id": "s3", "end": 31, "text": AGAINST[:31], "stance": "against"},
            ],
        },
        {
            "number": 2,
            "parent": 0,
            "label": "leaking pipes",
            "terms": [{"term": "نشت", "weight": 0.7}],
            "size": {"submissions": 2, "campaigns": 2, "passages": 2},
            "quotes": [{**quote, "id": "s7", "end": 11, "text": texts[7][:11]}],
        },
    ]
    told = {"seed": 7, "criterion": "agreement of two halves", "themes": themes}
    (folder / "themes.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
