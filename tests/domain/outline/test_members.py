"""Lists of members, however they are written."""

import pytest

from dabir.domain.outline import read_outline


def members(text: str) -> list[str]:
    return [member.value for member in read_outline(text).members]


def set_up(list_of_members: str) -> str:
    return f"مصوبه شورا\n۱. کارگروه نمونه {list_of_members} تشکیل می‌شود.\n۲. متن دیگر."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "متشکل از نمایندگان وزارت دادگستری، بانک مرکزی و سازمان ثبت",
            ["وزارت دادگستری", "بانک مرکزی", "سازمان ثبت"],
        ),
        (
            "با عضویت وزیر علوم، تحقیقات و فناوری، وزیر کشور و رئیس مرکز آمار",
            ["وزیر علوم، تحقیقات و فناوری", "وزیر کشور", "رئیس مرکز آمار"],
        ),
        (
            "با عضویت دستگاه‌های سلامت (وزارت بهداشت، سازمان غذا) و اتحادیه ناشران",
            ["دستگاه‌های سلامت (وزارت بهداشت، سازمان غذا)", "اتحادیه ناشران"],
        ),
        (
            "با عضویت آقایان کامران نیک‌نهاد (رییس)، پیمان شریف‌زاده و خانم مریم دادگر",
            ["کامران نیک‌نهاد", "پیمان شریف‌زاده", "مریم دادگر"],
        ),
        (
            "مرکب از وزارت کشور (حسب مورد)، سازمان ثبت به عنوان عضو ناظر و دو نفر صاحب‌نظر",
            ["وزارت کشور", "سازمان ثبت", "دو نفر صاحب‌نظر"],
        ),
    ],
)
def test_splits_a_list_in_running_text(text, expected):
    assert members(set_up(text)) == expected


def test_takes_the_numbered_lines_below_a_lead_in():
    text = (
        "آیین‌نامه\nماده ۱- شورا با عضویت اشخاص زیر تشکیل می‌شود:\n۱- وزیر نیرو (رئیس)\n۲- "
        "رئیس سازمان ثبت؛\n۳- نماینده بانک مرکزی."
    )
    assert members(text) == ["وزیر نیرو", "رئیس سازمان ثبت", "نماینده بانک مرکزی"]


def test_takes_the_line_below_a_lead_in():
    text = (
        "مصوبه\n۱. تشکیل کارگروه نمونه با مشارکت اعضای زیر:\nوزارت نیرو، وزارت کشور، بانک "
        "مرکزی\n۲. متن"
    )
    assert members(text) == ["وزارت نیرو", "وزارت کشور", "بانک مرکزی"]


def test_takes_bulleted_lines_below_a_lead_in():
    text = (
        "حکم تشکیل کارگروه نمونه\nاعضای کارگروه عبارت‌اند از:\n- دکتر سامان نوری\n- مهندس رها "
        "کیانی\nوزیر"
    )
    assert members(text) == ["سامان نوری", "رها کیانی"]


@pytest.mark.parametrize(
    "lead",
    [
        "بخش چهارم: اعضا",
        "۴. ترکیب اعضا",
        "اعضای کارگروه",
        "اعضا",
    ],
)
@pytest.mark.parametrize("bullet", ["🔸", "-", "•"])
def test_takes_bullets_below_any_heading_of_members(lead, bullet):
    text = (
        f"منشور کارگروه کشت آزاد\n\n{lead}\n{bullet} انجمن باغبانان جوان\n"
        f"{bullet} دانشگاه سپهر (ناظر)\n{bullet} خانم شیرین کاوه\n\nشیوه کار\n"
        "تصمیم‌ها با اجماع گرفته می‌شود."
    )
    assert members(text) == ["انجمن باغبانان جوان", "دانشگاه سپهر", "شیرین کاوه"]


@pytest.mark.parametrize(
    "lead", ["3. Membership\nMembers are", "Members are:", "Members", "Members:"]
)
def test_takes_english_bullets_but_not_their_lead(lead):
    text = (
        f"Terms of Reference of the Harbour Review Group\n\n{lead}\n- the Harbour Office\n"
        "- the Pilots Association (Chair)\n- Ms Ada Lund\n"
        "4. Representatives of ferry companies can be heard.\n"
    )
    assert members(text) == ["Harbour Office", "Pilots Association", "Ada Lund"]


def test_takes_no_sentence_in_a_numbered_list_of_members():
    text = (
        "Terms of Reference of the Harbour Review Group\n\nMembership\n1. The Harbour Office\n"
        "2. The Pilots Association\n3. Representatives of ferry companies can be heard.\n"
    )
    assert members(text) == ["Harbour Office", "Pilots Association"]


@pytest.mark.parametrize("by", ["با حضور نمایندگان", "با حضور", "با ترکیب"])
def test_takes_those_with_whom_a_group_is_formed(by):
    text = (
        f"مصوبه جلسه سوم شورا\n۱- کمیته »داده آب« {by} وزارت نیرو، سازمان ثبت )حسب مورد( و "
        "مرکز آمار )به عنوان عضو ناظر( تشکیل می‌شود.\n۲- شهرداری‌ها موظف‌اند گزارش دهند."
    )
    assert members(text) == ["وزارت نیرو", "سازمان ثبت", "مرکز آمار"]


@pytest.mark.parametrize(
    "sentence",
    [
        "جلسه با حضور دو سوم اعضا تشکیل می‌شود.",
        "جلسات کمیته با حضور وزیر نیرو، استاندار و شهردار تشکیل می‌شود.",
        "نشست با حضور وزیر نیرو، استاندار و شهردار برگزار شد.",
        "سامانه با حضور وزارت نیرو، سازمان ثبت و مرکز آمار ایجاد می‌شود.",
    ],
)
def test_takes_none_of_those_who_come_to_a_meeting(sentence):
    assert members(f"مصوبه جلسه سوم شورا\n۱- {sentence}\n۲- دبیر گزارش دهد.") == []


def test_names_each_member_once():
    text = set_up("متشکل از وزارت نیرو و وزارت کشور") + (
        "\nپیوست ۱\nاعضای کارگروه شامل نمایندگان:\nوزارت نیرو، وزارت کشور"
    )
    assert members(text) == ["وزارت نیرو", "وزارت کشور"]


def test_splits_an_english_list_at_its_articles():
    text = (
        "Resolution\n1. Decides to establish the Working Group on Seeds, composed of "
        "representatives of "
        "the Ministry of Agriculture, Food and Rural Affairs, the World Bank and the Seed "
        "Guild (observer);"
    )
    assert members(text) == [
        "Ministry of Agriculture, Food and Rural Affairs",
        "World Bank",
        "Seed Guild",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "صورت‌جلسه نشست چهارم\nحاضران: رامین صالح‌پور، نگین فرهادی، نماینده بانک\n۱- متن",
        "Minutes\nPresent: Helen Mbeki (Chair), Priya Raman\n1. Text",
        "مصوبه\n۱. کارگروهی متشکل از نمایندگان بخش خصوصی تشکیل می‌شود.\n۲. متن",
        "فراخوان\nکارگروهی متشکل از نمایندگان تشکل‌ها، انجمن‌ها و شرکت‌ها تشکیل می‌شود.",
    ],
)
def test_takes_neither_those_present_nor_a_general_description(text):
    assert members(text) == []
