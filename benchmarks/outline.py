"""How fast the outline reader is: official texts, and texts made to be hard to read.

    python benchmarks/outline.py [--small]

One core, processor time. First the documents of the tests, joined until they fill five megabytes in
each language; then, where they are beside the repository, the development documents; then hostile
texts of half that size and of that size, with the growth from one to the other (2 is linear).
``--small`` takes a tenth of the sizes.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

from dabir.domain.language import detect_language
from dabir.domain.outline import UnreadableText, read_outline, to_json

HERE = Path(__file__).resolve().parent
FIXTURES = HERE.parent / "tests" / "domain" / "outline" / "documents"
DEVELOPMENT = HERE.parent.parent / "shared" / "data" / "outlines"
SIZE = 5_000_000
LEAD = "مصوبه\n۱. متن ا\n"

HOSTILE = {
    "one word": "سازمان ",
    "one letter": "a",
    "spaces": " ",
    "line breaks": "\n",
    "digits": "۱",
    "ASCII digits": "1",
    "full stops": ".",
    "commas": "،",
    "opening brackets": "(",
    "nested brackets": "([«",
    "balanced brackets": "(a) ",
    "quotation marks": '"',
    "guillemets": "«»",
    "joiners": "\u200c",
    "joined words": "می\u200c",
    "bidi marks": "\u200f",
    "diacritics": "\u064b",
    "surrogates": "\ud800",
    "articles": "ماده ۱ ",
    "article lines": "ماده ۱-\n",
    "numbers at lines": "۱. الف\n",
    "numbers in text": "۱- ",
    "compound numbers": "1.",
    "letters in text": "الف) ",
    "nested lists": "1. x:\na) x:\n",
    "notes": "تبصره ـ ",
    "quoted numbers": "«۱ـ ",
    "dates": "۱۴۰۳/۲/۳ ",
    "dates without spaces": "۱/۲/",
    "months": "تا پایان مرداد ",
    "English months": "3 May ",
    "days from": "ظرف دو ماه از ",
    "within days": "within 2 days of ",
    "units": "روز ",
    "years": "by 2027 ",
    "addresses": "a@",
    "dotted addresses": "a.b@c.d ",
    "obligations": "سازمان موظف است ",
    "passives": "توسط سازمان ",
    "resolved": "مقرر شد ",
    "modals": "the Board shall ",
    "requests": "Requests the Board to ",
    "meetings": "جلسه سی و ",
    "first meeting": "جلسه اول ",
    "English meetings": "third meeting ",
    "set up": "تشکیل می‌شود ",
    "established": "establishes a Group ",
    "member lists": "متشکل از ",
    "English members": "composed of ",
    "bodies": "سازمان و ",
    "listed bodies": "سازمان، ",
    "helpers": "in cooperation with the ",
    "lead-ins": "وظایف کارگروه:\n",
    "keys": "مسئول: ",
    "key lines": "Owner: x\n",
    "milestones": "Mar 2027 - x\n",
    "capitals": "A, ",
    "ordinals": "اولا: ",
    "annexes": "پیوست ۱\n",
    "contents": "فهرست\nماده ۱ .... 3\n",
    "recitals": "مقدمه\n۱. x\n",
    "amendments": "الحاق «ماده ۱ ",
    "news": "به گزارش خبرنگار ",
}


def main() -> None:
    """Print the three parts; the last line is one JSON object."""
    parser = argparse.ArgumentParser(description="measure the outline reader")
    parser.add_argument("--small", action="store_true", help="a tenth of the sizes")
    size = SIZE // 10 if parser.parse_args().small else SIZE
    speeds = {}
    for name, text in _official(size):
        length = len(text.encode())
        speeds[name] = round(length / _seconds(text) / 1e6, 2)
        print(f"{name:44}{length:>12,} bytes {speeds[name]:6.2f} MB/s", flush=True)
    growths = {}
    print(f"\n{'hostile text':44}{'half':>8}{'whole':>8}  growth")
    for name, text, half in _hostile(size):
        shorter, longer = _seconds(half), _seconds(text)
        growths[name] = round(longer / shorter, 2) if shorter > 0 else 0.0
        print(f"{name:44}{shorter:7.2f}s{longer:7.2f}s  {growths[name]:.2f}", flush=True)
    print(json.dumps({"megabytes_per_second": speeds, "growth": growths}))


def _official(size: int) -> Iterator[tuple[str, str]]:
    fixtures = [path.read_text(encoding="utf-8") for path in sorted(FIXTURES.glob("*.txt"))]
    for language, names in (("fa", "Persian"), ("en", "English")):
        joined = "\n\n".join(text for text in fixtures if _language(text) == language)
        yield f"documents of the tests, {names}", _filled(joined, size)
    if DEVELOPMENT.is_dir():
        texts = [path.read_text(encoding="utf-8") for path in sorted(DEVELOPMENT.glob("*.txt"))]
        yield "development documents", _filled("\n\n".join(texts), size)


def _language(text: str) -> str:
    return "en" if detect_language(text) == "en" else "fa"


def _filled(text: str, size: int) -> str:
    return (text + "\n\n") * max(1, round(size / len(text.encode())))


def _hostile(size: int) -> Iterator[tuple[str, str, str]]:
    for name, unit in HOSTILE.items():
        count = size // len(unit.encode(errors="surrogatepass"))
        yield name, LEAD + unit * count, LEAD + unit * (count // 2)
    pieces = [*HOSTILE.values(), "\n", " ", "متن ", "text "]
    chosen = random.Random(5)
    mixed = "".join(chosen.choice(pieces) for _ in range(size // 12))
    yield "all of these, mixed", mixed, mixed[: len(mixed) // 2]
    characters = "".join(chr(chosen.randrange(1, 0xD800)) for _ in range(size // 3))
    yield "any characters", characters, characters[: len(characters) // 2]


def _seconds(text: str) -> float:
    start = time.process_time()
    try:
        json.dumps(to_json(read_outline(text)))
    except UnreadableText as error:
        print(f"  (refused: {error.why})")
    return time.process_time() - start


if __name__ == "__main__":
    main()
