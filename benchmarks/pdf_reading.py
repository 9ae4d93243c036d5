"""How much of an official text survives being printed as PDF and read back, beside peers.

    python benchmarks/pdf_reading.py [--keep FOLDER] [--show]

Prints two invented documents (Persian, English) with every producer that this machine has, reads
each PDF, and compares with what was printed: *similarity* of the letters in their order (difflib on
text without line ends, ZWNJ and blanks doubled), and *words*, the share of printed words that come
back letter by letter, half-spaces included. Peers read the same files. Optional producers:
`pip install weasyprint reportlab arabic-reshaper`. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import difflib
import io
import json
import re
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdf
from pdf_documents import DOCUMENTS, Document
from pdf_producers import producers, without_tables

from dabir.formats.reading import read_text

Reader = Callable[[bytes], str]


def _dabir(data: bytes) -> str:
    return read_text(data, filename="a.pdf").text


def _pdfplumber(data: bytes) -> str:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return "\n".join(page.extract_text() or "" for page in pdf.pages)


def _pypdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def _pdftotext(data: bytes) -> str:
    command = ["pdftotext", "-layout", "-enc", "UTF-8", "-", "-"]
    done = subprocess.run(command, input=data, capture_output=True, check=True, timeout=60)
    return done.stdout.decode()


def readers() -> dict[str, Reader]:
    """Return Dabir's reader and the peers of this machine, by name."""
    found: dict[str, Reader] = {"dabir": _dabir, "pdfplumber": _pdfplumber, "pypdf": _pypdf}
    if shutil.which("pdftotext"):
        found["pdftotext"] = _pdftotext
    return found


def similarity(read: str, printed: str) -> float:
    """Return how alike two texts are, 0 to 1, without blanks doubled, line ends and ZWNJ."""
    one, other = (" ".join(text.replace("\u200c", "").split()) for text in (read, printed))
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def recall(read: str, printed: str) -> float:
    """Return the share of printed words that were read exactly."""
    wanted = Counter(printed.split())
    found = Counter(read.split())
    return sum(min(count, found[word]) for word, count in wanted.items()) / wanted.total()


def half_spaces(read: str, printed: str) -> float:
    """Return the share of words with a ZWNJ that came back with it."""
    pattern = re.compile(r"[^\W\d_]+\u200c[\u200c\w]+")
    wanted, found = Counter(pattern.findall(printed)), Counter(pattern.findall(read))
    if not wanted:
        return 1.0
    return sum(min(count, found[word]) for word, count in wanted.items()) / wanted.total()


def printed_text(document: Document, producer: str) -> str:
    """Return what a producer was given to print."""
    if not without_tables(producer):
        return document.text()
    return "\n".join(str(block[1]) for block in document.blocks if isinstance(block[0], str))


def measure(folder: Path, keep: Path | None, show: bool) -> dict[str, dict[str, float]]:
    """Print every table row as it is measured; return the averages of each reader."""
    totals: dict[str, list[tuple[float, float, float, float]]] = {name: [] for name in readers()}
    for document in DOCUMENTS:
        for producer, produce in producers().items():
            data = produce(document, folder)
            if data is None:
                continue
            if keep is not None:
                name = re.sub(r"\W+", "-", f"{document.name}-{producer}").strip("-")
                (keep / f"{name}.pdf").write_bytes(data)
            printed = printed_text(document, producer)
            for reader, read in readers().items():
                begun = time.process_time()
                text = read(data)
                spent = time.process_time() - begun
                scores = (
                    similarity(text, printed),
                    recall(text, printed),
                    half_spaces(text, printed),
                    spent,
                )
                totals[reader].append(scores)
                print(
                    f"{document.name:<11}{producer:<23}{reader:<11}"
                    f"{scores[0]:7.3f}{scores[1]:7.3f}{scores[2]:7.3f}{spent * 1000:8.0f} ms"
                )
                if show and reader == "dabir":
                    print(text)
    return {
        reader: {
            label: round(sum(each[index] for each in rows) / len(rows), 4)
            for index, label in enumerate(("similarity", "words", "half_spaces"))
        }
        for reader, rows in totals.items()
    }


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--keep", type=Path, help="write the produced files here")
    options.add_argument("--show", action="store_true", help="print what was read")
    given = options.parse_args()
    if given.keep is not None:
        given.keep.mkdir(parents=True, exist_ok=True)
    print(f"{'document':<11}{'producer':<23}{'reader':<11}{'simil.':>7}{'words':>7}{'zwnj':>7}")
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measure(Path(folder), given.keep, given.show)))


if __name__ == "__main__":
    main()
