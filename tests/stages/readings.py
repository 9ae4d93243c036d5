"""A document of our own, read, for the tests of proposals and mandates."""

from __future__ import annotations

from typing import Any

from dabir.foundation.people.models import Group, Person
from dabir.foundation.proposals.acts import accept_proposal, read_document
from dabir.foundation.proposals.models import Proposal, Reading
from tests.factories import AT

RESOLUTION = """شورای هماهنگی باغ‌های شهری
شمارهٔ مصوبه: ۵/۱۲
مصوبهٔ پنجمین جلسهٔ شورای هماهنگی باغ‌های شهری
موضوع: تشکیل کارگروه آبیاری باغ‌ها

تصمیمات پنجمین جلسهٔ شورای هماهنگی باغ‌های شهری، مورخ ۱۲ اردیبهشت ۱۴۰۵، برای اجرا ابلاغ می‌شود.

مصوبات
۱. کارگروه آبیاری باغ‌ها با مسئولیت سازمان بوستان‌ها تشکیل می‌شود.
۲. وزارت کشت با همکاری سازمان بوستان‌ها گزارش آب را تا تاریخ ۱۵ مهر ۱۴۰۵ به کارگروه ارائه کند.
۳. سازمان بوستان‌ها موظف است ظرف مدت دو ماه از تاریخ ابلاغ، برنامهٔ آبیاری را تهیه کند.
"""

CALL = """فراخوان عمومی
کارگروه آبیاری باغ‌ها از اصناف، دانشگاه‌ها و انجمن‌ها دعوت می‌کند نظر خود را
تا تاریخ ۲۰ آذر ۱۴۰۵ به نشانی garden@example.org بفرستند.
"""


def read(group: Group, actor: Person, text: str = RESOLUTION, name: str = "مصوبه.txt") -> Reading:
    """Have a text read as the secretary."""
    return read_document(data=text.encode(), name=name, group=group, actor=actor, at=AT)


def propose(reading: Reading, kind: str, value: Any, **fields: Any) -> Proposal:
    """Add a proposal as a machine would have made it, whatever the reader makes of the text."""
    fields = {"confidence": 0.9, "rule": "named", "order": 1000, **fields}
    return Proposal.objects.create(reading=reading, kind=kind, value=value, **fields)


def only(reading: Reading, actor: Person, *facts: tuple[str, Any]) -> Reading:
    """Replace what the reader proposed by these facts, all accepted."""
    reading.proposals.all().delete()
    for order, (kind, value) in enumerate(facts):
        proposal = propose(reading, kind, value, order=order)
        accept_proposal(proposal=proposal, actor=actor, at=AT)
    return reading
