"""Files of drafts that the tests of `dabir redline` and `dabir compile` begin from."""

import json
from pathlib import Path

from dabir.domain.drafting.copies import align_copies
from dabir.domain.drafting.copies.amending import operations_of_copy, version_of_copy
from dabir.formats.drafts import read_draft
from dabir.formats.word_changes import AuthoredChanges, Front, write_tracked

BASE = """پیش‌نویس تصمیم دربارهٔ دادهٔ باز

ماده ۱ ـ هدف این تصمیم تقویت همکاری دستگاه‌ها در زمینهٔ دادهٔ باز است.
ماده ۲ ـ هر دستگاه موظف است فهرست داده‌های خود را ظرف سی روز منتشر کند.
تبصره ۱ ـ داده‌های محرمانه از حکم این ماده مستثناست.
تبصره ۲ ـ دبیرخانه هر سال گزارش کار را به کارگروه می‌دهد.
ماده ۳ ـ هزینهٔ اجرای این تصمیم از محل بودجهٔ دستگاه‌ها تأمین می‌شود.
"""
ENGLISH = """Draft decision on open data

Article 1. This decision strengthens cooperation between the ministries on open data.
Article 2. Every ministry shall publish a list of its datasets within thirty days.
(a) Confidential data are exempt.
(b) The secretariat reports to the working group every year.
Article 3. The costs of this decision are borne by the budget of the ministries.
"""


def tracked(base: str, copies: dict[str, str], *, language: str = "fa", title: str = "") -> bytes:
    """Return a Word file in which each author tracked the changes that make a copy of `base`."""
    before = read_draft(base.encode(), name="base.txt")
    version = version_of_copy(before.lines, language)
    changes = []
    for author, copy in copies.items():
        after = read_draft(copy.encode(), name="copy.txt")
        aligned = align_copies(before.lines, after.lines)
        operations = operations_of_copy(version, aligned, language)
        changes.append(AuthoredChanges(author=author, operations=operations))
    return write_tracked(version, changes, language=language, front=Front(title=title))


def schema(name: str) -> dict[str, object]:
    """Return the schema that the reference publishes for a file."""
    folder = Path(__file__).resolve().parents[2] / "docs" / "reference"
    return json.loads((folder / f"{name}.schema.json").read_text(encoding="utf-8"))
