"""The group of a text, its head and its members; whom a call invites; letters that send a text."""

import pytest

from dabir.domain.outline import read_outline


def group(text: str) -> tuple[str | None, str | None]:
    found = read_outline(text).working_group
    assert found is not None
    title, head = found.title, found.responsible_body
    return title.value if title else None, head.value if head else None


def members(text: str) -> list[str]:
    return [member.value for member in read_outline(text).members]


def invited(text: str) -> list[str]:
    call = read_outline(text).call
    assert call is not None
    return [each.value for each in call.invited]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            (
                "«کمیته پایش راه» با محوریت معاونت حمل‌ونقل و عضویت پلیس راه و سازمان هواشناسی "
                "ایجاد می‌گردد."
            ),
            ("کمیته پایش راه", "معاونت حمل‌ونقل"),
        ),
        (
            (
                "کارگروه مولدهای کوچک به ریاست سازمان انرژی و با حضور نمایندگان شرکت توانیر و "
                "وزارت نفت شکل می‌گیرد."
            ),
            ("کارگروه مولدهای کوچک", "سازمان انرژی"),
        ),
        (
            "ستاد هماهنگی آب با عضویت سارا نادری معاون وزیر نیرو (رئیس) و وزیر کشور تشکیل می‌شود.",
            ("ستاد هماهنگی آب", "معاون وزیر نیرو"),
        ),
    ],
)
def test_reads_a_group_that_is_set_up_and_its_head(sentence, expected):
    assert group(f"مصوبه شورای نمونه\n۱. {sentence}\n۲. پایان.") == expected


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            (
                "Resolution\n\n1. Decides to establish, for two years, an expert group on "
                "automation and pensions, led by the Pension Office;\n\n2. Thanks the hosts."
            ),
            "expert group on automation and pensions",
        ),
        ("ROYAL LIBRARY TRUST\nEthics Board\n\nMinutes of the third meeting\n", "Ethics Board"),
        (
            "MINUTES - PORT STEERING COMMITTEE\nDate: 3 May 2026\n1. Opened.",
            "PORT STEERING COMMITTEE",
        ),
        (
            "SUMMARY RECORD OF THE NINTH MEETING OF THE WORKING PARTY ON FERRIES\n1. Opened.",
            "WORKING PARTY ON FERRIES",
        ),
        (
            "Live Captions Working Group Charter\n\nNo team may be created.",
            "Live Captions Working Group",
        ),
    ],
)
def test_reads_the_group_of_an_english_text(text, title):
    assert group(text)[0] == title


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        (
            (
                "the World Health Office, HelpAge International (secretariat and Asia office), "
                "the Rights Alliance "
                "and the African Union Commission"
            ),
            [
                "World Health Office",
                "HelpAge International (secretariat and Asia office)",
                "Rights Alliance",
                "African Union Commission",
            ],
        ),
        (
            "Prof. Greta Lindner, Keiko Mori (Secretary), and the Museum of Printing",
            ["Greta Lindner", "Keiko Mori", "Museum of Printing"],
        ),
    ],
)
def test_splits_members_outside_brackets_only(listed, expected):
    assert (
        members(f"Decision\n1. A Working Group on Type is set up, consisting of {listed}.")
        == expected
    )


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        (
            "وزیران نیرو، جهاد کشاورزی و کشور، رئیس سازمان ثبت",
            ["نیرو", "جهاد کشاورزی", "کشور", "رئیس سازمان ثبت"],
        ),
        (
            "آقای کیوان سهرابی (دبیر)، خانم مینا فرخی و نماینده شهرداری",
            ["کیوان سهرابی", "مینا فرخی", "نماینده شهرداری"],
        ),
        (
            "رئیس شورا، اعضاء هیئت امناء و دبیر انجمن",
            ["رئیس شورا", "اعضاء هیئت امناء", "دبیر انجمن"],
        ),
    ],
)
def test_splits_persian_members(listed, expected):
    assert members(f"مصوبه\n۱. کارگروه خط با عضویت {listed} تشکیل می‌شود.") == expected


def test_items_that_are_sentences_about_members_are_none():
    assert members(
        "Terms of reference\n3. COMPOSITION\n3.1 The Task Force is chaired by the Ministry.\n"
        "3.2 The Task Force comprises the following members:\n• Ministry of Works\n"
        "• Red Crescent Society\n3.3 Partners may attend."
    ) == ["Ministry of Works", "Red Crescent Society"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "فراخوان همکاری\nاز کلیه فعالان همچون اعضای محترم اتاق بازرگانی، اساتید حوزه و "
                "دانشگاه، "
                "کارشناسان و دیگر مجموعه‌های مرتبط، برای همکاری دعوت می‌شود."
            ),
            ["اتاق بازرگانی", "اساتید حوزه و دانشگاه", "کارشناسان"],
        ),
        (
            (
                "فراخوان\nاز همه استادان، پژوهشگران مستقل و علاقه‌مندان به فرهنگ دعوت می‌شود "
                "طرح بفرستند."
            ),
            ["استادان", "پژوهشگران مستقل", "علاقه‌مندان به فرهنگ"],
        ),
        (
            (
                "فراخوان جایزه\nگروه‌های زیر می‌توانند شرکت کنند:\n• معماران و دانشجویان\n• "
                "شرکت‌های مشاور"
            ),
            ["معماران و دانشجویان", "شرکت‌های مشاور"],
        ),
        (
            (
                "Call for comments\nWe invite views from:\n• operators of services\n• schools "
                "and clubs\n"
                "We welcome answers to the following:\n(1) Is it clear?\n(2) Is it short?"
            ),
            ["operators of services", "schools and clubs"],
        ),
    ],
)
def test_reads_whom_a_call_invites(text, expected):
    assert invited(text) == expected


def test_the_heading_of_an_instrument_stands_behind_its_covering_letter():
    outline = read_outline(
        "وزارت راه\nشماره: ۱۲۳\nتاریخ: ۱۴۰۳/۰۵/۱۵\nجناب آقای رستگار\nبا سلام، مصوبه زیر به پیوست "
        "ابلاغ می‌گردد.\nوزیر راه\n\nپیوست\nمصوبه چهل و دومین جلسه شورای ترابری\n"
        "موضوع: ایمن‌سازی گذرگاه‌ها\n\nشورای ترابری در چهل و دومین جلسه خود مورخ ۱۴۰۳/۰۵/۰۱ تصویب "
        "کرد:\nماده ۱ـ شرکت راه‌آهن موظف است راهبند بسازد.\nماده ۲ـ پایان."
    )
    assert (outline.kind.value, outline.session and outline.session.value) == ("resolution", 42)
    assert outline.title is not None
    assert outline.title.value == "ایمن‌سازی گذرگاه‌ها"
    assert outline.number is None
    assert outline.date is not None
    assert outline.date.value.isoformat() == "2024-07-22"
