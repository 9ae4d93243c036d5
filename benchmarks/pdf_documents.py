"""Invented official documents whose words are known, to be printed and read back."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Literal

Table = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Document:
    """A document as blocks: a heading, a paragraph, an item with its printed number, a table."""

    name: str
    language: Literal["fa", "en"]
    head: str
    foot: str
    blocks: tuple[tuple[str, str] | Table, ...]

    def text(self) -> str:
        """Return what a reader should get: one line a block, one a row of a table."""
        lines: list[str] = []
        for block in self.blocks:
            if isinstance(block[0], str):
                lines.append(str(block[1]))
            else:
                lines += ["\t".join(row) for row in block]
        return "\n".join(lines)

    def html(self, *, font: str, columns: int = 1) -> str:
        """Return it as a page to print, with its head and foot on every sheet."""
        direction = "rtl" if self.language == "fa" else "ltr"
        parts: list[str] = []
        for block in self.blocks:
            if isinstance(block[0], str):
                tag = {"h": "h2", "p": "p"}.get(block[0], "p")
                margin = int(block[0]) * 2 if block[0].isdigit() else 0
                parts.append(
                    f'<{tag} style="margin-inline-start: {margin}em">{escape(str(block[1]))}</{tag}>'
                )
            else:
                rows = "".join(
                    f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>"
                    for row in block
                )
                parts.append(f"<table>{rows}</table>")
        return (
            f'<!doctype html><html lang="{self.language}" dir="{direction}"><head>'
            f'<meta charset="utf-8"><title>{self.name}</title><style>'
            f'@page {{ size: A4; margin: 25mm 20mm; @top-center {{ content: "{self.head}" }}'
            f' @bottom-center {{ content: "{self.foot} " counter(page) }} }}'
            f'body {{ font-family: "{font}"; font-size: 11pt; line-height: 1.7;'
            f" text-align: justify; columns: {columns}; column-gap: 8mm }}"
            "h2 { font-size: 13pt } td { border: 1px solid; padding: 2pt 6pt; text-align: start }"
            f"table {{ border-collapse: collapse; width: 100% }}</style></head>"
            f"<body>{''.join(parts)}</body></html>"
        )


_LONG_FA = (
    "۴ـ۱ـ اعضای کارگروه موظف‌اند ظرف ۱۵ روز از تاریخ ابلاغ، نظرهای خود را دربارهٔ پیش‌نویس (نسخهٔ ۲) "
    "به دبیرخانه اعلام کنند؛ در غیر این صورت، پیش‌نویس تأییدشده تلقی می‌شود."
)
RESOLUTION = Document(
    name="resolution",
    language="fa",
    head="شورای عالی هماهنگی آزمایشی",
    foot="صفحهٔ",
    blocks=(
        ("h", "مصوبهٔ شمارهٔ ۱۲/۳۴۵ مورخ ۱۴۰۳/۰۵/۱۲ شورای هماهنگی"),
        (
            "p",
            "شورا در جلسهٔ ۲۱۴ خود (مورخ ۱۰ مرداد ۱۴۰۳) بنا به پیشنهاد وزارت نمونه و با استناد به"
            " ماده ۵ قانون خدمات الکترونیکی [اصلاحی ۱۳۹۸/۱۱/۳۰] تصویب کرد:",
        ),
        ("p", "ماده ۱ ـ اصطلاحات"),
        ("1", "الف) سامانه: سامانهٔ یکپارچهٔ مبادلهٔ داده‌ها که به نشانی https://data.example.ir/v2 در دسترس است."),
        ("1", "ب) بهره‌بردار: هر دستگاه اجرایی، بنگاه یا تشکلی که اطلاعات مالی و غیرمالی را ارائه می‌دهد."),
        ("1", "پ) استاندارد: استاندارد ISO/IEC 27001:2022 و الزامات «مرجع صدور گواهی» موضوع بند (ج)."),
        ("p", "ماده ۲ ـ کارگروه ملی سلامت اطلاعات با ترکیب زیر تشکیل می‌شود:"),
        ("1", "۱ـ معاون فناوری وزارت نمونه (رئیس)"),
        ("1", "۲ـ نمایندهٔ سازمان برنامهٔ آزمایشی (دبیر)"),
        ("1", "۳ـ دو نفر از استادان دانشگاه‌ها به انتخاب شورا، حداقل یکی از آنها عضو هیئت علمی"),
        ("2", "۳ـ۱ـ مدت عضویت ۲ سال است و تمدید آن برای یک دورهٔ دیگر بلامانع است."),
        ("2", "۳ـ۲ـ حضور ۷۵٪ اعضا (دست‌کم ۶ نفر از ۸ نفر) برای رسمیت جلسات الزامی است."),
        ("p", "تبصره ـ شرکت نمایندگان بخش خصوصی در جلسات، بدون حق رأی، آزاد است."),
        ("p", "ماده ۳ ـ تقسیم کار ملی به شرح جدول زیر است:"),
        (
            ("ردیف", "تکلیف", "مسئول", "همکار", "مهلت"),
            ("۱", "تدوین آیین‌نامهٔ اجرایی", "وزارت نمونه", "اتاق اصناف", "۱۴۰۳/۰۸/۳۰"),
            ("۲", "ایجاد سامانهٔ ملی", "سازمان فناوری", "بانک الف", "۱۴۰۴/۰۲/۱۵"),
            ("۳", "گزارش عملکرد (سالانه)", "دبیرخانه", "همهٔ دستگاه‌ها", "پایان هر سال"),
        ),
        ("p", "ماده ۴ ـ اعتبار مورد نیاز تا سقف ۱۲۵٬۰۰۰ میلیون ریال از محل ردیف ۵۳۰۰۰۰ تأمین می‌شود."),
        ("1", _LONG_FA),
        ("1", "۴ـ۲ـ سؤالات و ابهامات به نشانی info@group.example و شمارهٔ ۸۸۷۷۶۶۵۵-۰۲۱ ارسال شود."),
        ("p", "ماده ۵ ـ کارگروه عملاً هر سه ماه یک‌بار، و حداکثر تا پایان دی ۱۴۰۴، گزارش پیشرفت کار را"
              " (شامل درصد تحقق، موانع و راه‌حل‌ها) به شورا می‌دهد. اهم اقدامات لازم الاجرا عبارت‌اند از: اصلاح"
              " فرایندها، کاهش ۱۰ تا ۲۰ درصدی هزینه‌ها، و الحاق به موافقت‌نامه‌های دوجانبه با کشورهای همسایه."),
        ("p", "ماده ۶ ـ این مصوبه در ۶ ماده و ۱ تبصره تصویب شد و از تاریخ ابلاغ لازم‌الاجراست؛ با ابلاغ آن،"
              " مصوبهٔ شمارهٔ ۹۸/۱۱۰ (مورخ ۲۲/۴/۱۳۹۸) و کلیهٔ اصلاحات بعدی آن لغو می‌شود."),
        ("p", "پیوست شمارهٔ ۱ ـ شاخص‌های ارزیابی"),
        ("1", "۱. نسبت پاسخ‌های به‌موقع به کل استعلام‌ها (هدف: ۹۰٪ تا سال ۱۴۰۵)"),
        ("1", "۲. میانگین زمان پاسخ‌گویی: کمتر از ۴۸ ساعت، یا ۲٫۵ روز کاری"),
        ("1", "۳. رضایت کاربران، مطابق الگوی CSAT (نمرهٔ ۴ از ۵)"),
        ("p", "پریسا رهنما ـ دبیر شورای هماهنگی"),
    ),
)  # fmt: skip
CHARTER = Document(
    name="charter",
    language="en",
    head="Association of Sample Registries",
    foot="Page",
    blocks=(
        ("h", "Charter of the Working Group on Registry Data (WG-7)"),
        (
            "p",
            "The General Assembly, recalling its decision 2024/18 of 12 March 2024 and noting the"
            " report of the Secretariat (document A/77/102, paras. 14–19), establishes a working"
            " group with the following mandate:",
        ),
        ("p", "1. Scope"),
        ("1", "1.1 The group drafts a common data model for members’ registries, including fees."),
        ("1", "1.2 It shall not decide on tariffs, which remain with the Council [see Annex II]."),
        ("2", "(a) existing standards, such as ISO 8601 and RFC 5322, are to be preferred;"),
        ("2", "(b) affected offices are consulted at least once before a first draft is final;"),
        ("2", "(c) differing views are recorded, not averaged."),
        ("p", "2. Composition and officers"),
        (
            "1",
            "2.1 Each member nominates one expert and one alternate by 30 September 2025; the chair"
            " and two vice-chairs are elected by a simple majority of those present and voting.",
        ),
        ("1", "2.2 Observers (up to five) may attend without the right to vote."),
        ("p", "3. Milestones"),
        (
            ("No.", "Output", "Lead", "Due"),
            ("1", "Inventory of fields", "Office of Alba", "31 January 2026"),
            ("2", "First draft of the model", "Editorial team", "15 May 2026"),
            ("3", "Final text with commentary", "Chair", "1 November 2026"),
        ),
        (
            "p",
            "4. The group reports twice a year to the Assembly. Reports state what was asked, what"
            " was delivered, and what is late; they are made public within ten working days unless"
            " the Council, for reasons to be stated, decides otherwise.",
        ),
        (
            "p",
            "5. Working language is English; contributions in other languages, for instance a note"
            " titled “راهنمای ثبت” from an associated office, are accepted with a summary.",
        ),
        ("p", "6. Contact: wg7@registries.example, https://registries.example/wg/7?lang=en"),
    ),
)
DOCUMENTS = (RESOLUTION, CHARTER)
