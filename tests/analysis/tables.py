"""Small tables of submissions for tests, and what to look for in what a run wrote."""

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

SENTENCES = (
    "The road to the school floods every winter and nobody repairs it for months.",
    "Licences for small shops should cost less than licences for large chains.",
    "آب این منطقه آلوده است و لوله‌های فرسوده باید هرچه زودتر تعویض شود.",
    "هزینهٔ مجوز برای کسب‌وکارهای خانگی بسیار زیاد و مدت صدور آن طولانی است.",
    "Teachers in the villages are paid late, and some of them leave for the city.",
    "پیشنهاد می‌شود سامانهٔ ثبت درخواست‌ها شماره‌ای برای پیگیری به مردم بدهد.",
)


def submissions(count: int) -> list[tuple[str, str]]:
    """Return ids and texts; every text differs, and many share sentences."""
    return [
        (
            f"s{number}",
            "\n".join(
                (
                    SENTENCES[number % 6],
                    SENTENCES[(number * 5 + number // 6) % 6],
                    f"This is what household {number} asks for, and so do its neighbours.",
                )
            ),
        )
        for number in range(count)
    ]


def write_csv(
    path: Path, rows: Iterable[Sequence[str]], head: Sequence[str] = ("id", "text")
) -> Path:
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(head)
        writer.writerows(rows)
    return path


def write_json_lines(path: Path, rows: Iterable[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8") as opened:
        for identity, text in rows:
            opened.write(json.dumps({"id": identity, "text": text}, ensure_ascii=False) + "\n")
    return path


def write_parquet(path: Path, rows: Iterable[Sequence[str]], **options: object) -> Path:
    listed = list(rows)
    table = pa.table({"id": [each[0] for each in listed], "text": [each[1] for each in listed]})
    pq.write_table(table, path, **options)
    return path


def finals(folder: Path) -> dict[str, bytes]:
    """Return the bytes of a run's files; run.json tells seconds, so it is left out."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and ".run" not in file.parts and file.name != "run.json"
    }
