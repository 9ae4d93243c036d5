"""By when: deadlines of every shape in one sentence, with whose they are."""

import pytest

from dabir.domain.outline import read_outline


def dues(head: str, sentence: str, other: str) -> list[tuple[str, str]]:
    outline = read_outline(f"{head}\n\n1. {other}\n2. {sentence}\n3. {other}")
    return [
        (" ".join(body.value for body in duty.bodies), str(duty.due or duty.relative or ""))
        for duty in outline.duties
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            (
                "وزارت نیرو تا پایان خرداد ۱۴۰۳ نقشه را تهیه و وزارت کشور تا پایان تیر ۱۴۰۳ آن "
                "را ابلاغ کند."
            ),
            [("وزارت نیرو", "2024-06-20"), ("وزارت کشور", "2024-07-21")],
        ),
        (
            "سازمان ثبت گزارش نخست را تا ۱۵ مرداد ۱۴۰۳ و گزارش نهایی را تا ۱۵ آبان ۱۴۰۳ ارائه دهد.",
            [("سازمان ثبت", "2024-08-05"), ("سازمان ثبت", "2024-11-05")],
        ),
        (
            "مقرر شد دبیرخانه ظرف یک هفته دعوت‌نامه‌ها را ارسال و ظرف یک ماه نتایج را اعلام کند.",
            [("دبیرخانه", "P1W"), ("دبیرخانه", "P1M")],
        ),
        (
            "شهرداری موظف است ظرف ۳۰ روز پس از ابلاغ، سامانه را راه‌اندازی نماید.",
            [("شهرداری", "P30D")],
        ),
        ("شهرداری حداکثر تا یک ماه دیگر گزارش دهد.", [("شهرداری", "P1M")]),
        (
            "اداره کل آب مکلف است تا ۱۴۰۳/۶/۳۱ یا ظرف دو ماه از تاریخ ابلاغ اقدام کند.",
            [("اداره کل آب", "2024-09-21"), ("اداره کل آب", "P2M")],
        ),
        ("بانک‌ها ظرف مهلت ۴۵ روز پاسخ دهند.", [("بانک‌ها", "P45D")]),
        ("دبیر شورا هر ماه گزارش دهد.", [("دبیر شورا", "")]),
        ("وزارت راه در مدت یک سال پل‌ها را بازسازی کند.", [("وزارت راه", "P1Y")]),
        ("وزارت راه در سال جاری پل‌ها را بازسازی کند.", [("وزارت راه", "")]),
        ("وزارت راه تا پایان شهریورماه پل‌ها را بازسازی کند.", [("وزارت راه", "2024-09-21")]),
        ("وزارت راه تا ۲۹ اسفند پل‌ها را بازسازی کند.", [("وزارت راه", "2025-03-19")]),
        ("وزارت راه حداکثر ۲ هفته پل‌ها را بازسازی کند.", [("وزارت راه", "P2W")]),
        ("وزارت راه پیش از ۱۵ مهر ۱۴۰۳ پل‌ها را بازسازی کند.", [("وزارت راه", "2024-10-06")]),
        (
            "وزارت راه ظرف سه ماه و حداکثر تا پایان دی ۱۴۰۳ پل‌ها را بازسازی کند.",
            [("وزارت راه", "P3M"), ("وزارت راه", "2025-01-19")],
        ),
    ],
)
def test_reads_the_deadlines_of_a_persian_sentence(sentence, expected):
    head = "مصوبه جلسه سوم شورای نمونه\nتاریخ: ۱۴۰۳/۰۳/۰۱"
    assert dues(head, sentence, "مقدمات کار فراهم است.") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The Office shall publish a draft by 1 June 2027 and a final text by 1 December 2027.",
            [("Office", "2027-06-01"), ("Office", "2027-12-01")],
        ),
        (
            "The Office shall publish the list no later than the end of March 2027.",
            [("Office", "2027-03-31")],
        ),
        (
            "The Office shall report within six months from the adoption of this decision.",
            [("Office", "P6M")],
        ),
        ("The Office shall report within ninety (90) days.", [("Office", "P90D")]),
        ("The Office shall report by the end of Q3 2026.", [("Office", "2026-09-30")]),
        ("The Office shall report before 15 May 2026.", [("Office", "2026-05-15")]),
        ("The Office shall report by midnight on 30 April 2026.", [("Office", "2026-04-30")]),
        ("The Office shall report every six months.", [("Office", "")]),
        ("The Office shall report at the latest by 30.06.2026.", [("Office", "2026-06-30")]),
        ("The Office shall report not later than two weeks before the meeting.", [("Office", "")]),
        ("The Office shall report no later than 2 weeks after the meeting.", [("Office", "P2W")]),
        ("The Office shall report within 72 hours of any incident.", [("Office", "PT72H")]),
        ("The Office shall report by 31 December 2026 at the latest.", [("Office", "2026-12-31")]),
        (
            "The Board shall decide by May 2026, and the Office shall report by June 2026.",
            [("Board", "2026-05-31"), ("Office", "2026-06-30")],
        ),
        ("The Office must, within ten working days, acknowledge receipt.", [("Office", "P10D")]),
        ("The Office shall report by 2026-09-30.", [("Office", "2026-09-30")]),
        ("The Office shall report by Friday, March 5, 2027.", [("Office", "2027-03-05")]),
        ("The Office shall report until 3 May 2026.", [("Office", "2026-05-03")]),
    ],
)
def test_reads_the_deadlines_of_an_english_sentence(sentence, expected):
    head = "Decision of the Sample Board\nAdopted on 3 February 2026"
    assert dues(head, sentence, "Takes note of the report;") == expected
