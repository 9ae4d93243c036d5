"""Who must do what, with whom, by when: rule by rule."""

from datetime import date

import pytest

from dabir.domain.outline import read_outline


def duties(text: str) -> list[tuple[list[str], list[str]]]:
    return [
        ([body.value for body in duty.bodies], [body.value for body in duty.supporting])
        for duty in read_outline(text).duties
    ]


def persian(*items: str) -> str:
    lines = [f"{number}. {item}" for number, item in enumerate(items, start=1)]
    return "\n".join(["مصوبه جلسه سوم شورای نمونه", *lines])


def english(*items: str) -> str:
    lines = [f"{number}. {item}" for number, item in enumerate(items, start=1)]
    return "\n".join(["Decision of the Sample Board", *lines])


@pytest.mark.parametrize(
    ("sentence", "bodies"),
    [
        ("وزارت نیرو موظف است گزارش دهد.", ["وزارت نیرو"]),
        ("شرکت‌های بیمه مکلفند خسارت را بپردازند.", ["شرکت‌های بیمه"]),
        ("سازمان ثبت و وزارت کشور موظف‌اند همکاری کنند.", ["سازمان ثبت", "وزارت کشور"]),
        ("به منظور تسریع کار، بانک مرکزی موظف است سامانه را بسازد.", ["بانک مرکزی"]),
        ("شهرداری مرکز استان نسبت به لایروبی کانال‌ها اقدام نماید.", ["شهرداری مرکز استان"]),
        ("سازمان برنامه و بودجه کشور اعتبار لازم را پیش‌بینی کند.", ["سازمان برنامه و بودجه کشور"]),
        ("مقرر گردید اداره آمار جدول‌ها را ارسال نماید.", ["اداره آمار"]),
        ("مقرر شد فهرست دستگاه‌ها توسط دبیرخانه منتشر شود.", ["دبیرخانه"]),
        ("بنا شد دانشگاه شهر نقشه را تهیه کند.", ["دانشگاه شهر"]),
        ("پیگیری موضوع بر عهده معاونت حقوقی است.", ["معاونت حقوقی"]),
        ("مدیران باید صورت‌های مالی را امضا کنند.", ["مدیران"]),
        ("آموزش کارکنان با محوریت وزارت علوم.", ["وزارت علوم"]),
        ("اهتمام ویژه شهرداری‌ها به نگهداری درختان.", ["شهرداری‌ها"]),
        ("الزام شرکت گاز به تعویض لوله‌ها.", ["شرکت گاز"]),
        ("دبیرخانه نتیجه را اعلام می‌نماید.", ["دبیرخانه"]),
        ("وزارت علوم، تحقیقات و فناوری گزارش را تهیه کند.", ["وزارت علوم، تحقیقات و فناوری"]),
        ("ستاد مبارزه با قاچاق کالا موظف است فهرست را منتشر کند.", ["ستاد مبارزه با قاچاق کالا"]),
    ],
)
def test_finds_the_agent_of_a_persian_duty(sentence, bodies):
    assert [found for found, _ in duties(persian(sentence))] == [bodies]


@pytest.mark.parametrize(
    ("sentence", "bodies"),
    [
        ("The Secretariat shall publish the list.", ["Secretariat"]),
        ("Operators must keep records.", ["Operators"]),
        ("Requests the Secretary-General to report;", ["Secretary-General"]),
        (
            "Also invites the World Bank and the Regional Fund to assist;",
            ["World Bank", "Regional Fund"],
        ),
        ("Calls upon Member States to act;", ["Member States"]),
        ("The map shall be drawn up by the Survey Office.", ["Survey Office"]),
        ("By 30 June 2027, the Board shall adopt the rules.", ["Board"]),
        ("ACTION: Ada Lund to write to the museum.", ["Ada Lund"]),
        ("ACTION: Secretariat and Legal Unit to redraft the text.", ["Secretariat", "Legal Unit"]),
        ("Decides that the Council shall review the plan;", ["Council"]),
        ("It is the duty of the Clerk to keep the register.", ["Clerk"]),
        (
            "The Department for Culture, Media and Sport shall issue guidance.",
            ["Department for Culture, Media and Sport"],
        ),
        ("The Office itself shall report.", ["Office"]),
        (
            "Operators with fewer than fifty staff shall keep a log.",
            ["Operators with fewer than fifty staff"],
        ),
    ],
)
def test_finds_the_agent_of_an_english_duty(sentence, bodies):
    assert [found for found, _ in duties(english(sentence))] == [bodies]


@pytest.mark.parametrize(
    "sentence",
    [
        "شورا می‌تواند کمیته تشکیل دهد.",
        "جلسات با حضور دو سوم اعضا رسمیت می‌یابد.",
        "محل دبیرخانه در وزارت کشور است.",
        "اختیار صدور مجوز به کارگروه واگذار می‌شود.",
        "کارگروه هماهنگی با عضویت نمایندگان وزارت کشور و وزارت نیرو تشکیل می‌شود.",
        "گزارش‌ها باید منتشر شود.",
        "از زحمات دبیر پیشین قدردانی شد.",
        "نگهداری داده‌ها در خارج ممنوع است.",
    ],
)
def test_imposes_nothing_in_persian(sentence):
    assert duties(persian(sentence)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The Board may form committees.",
        "The Council shall consist of seven members.",
        "The Committee shall meet twice a year.",
        "The report shall be published.",
        "Five members shall constitute a quorum.",
        "Expresses its appreciation to the host;",
        "Takes note of the report of the Secretary-General;",
        "The format must be usable without an account.",
    ],
)
def test_imposes_nothing_in_english(sentence):
    assert duties(english(sentence)) == []


def test_a_call_imposes_nothing():
    text = "فراخوان همکاری\n۱) دانشگاه‌ها موظفند مدارک را بفرستند.\n۲) شرکت‌ها باید فرم را پر کنند."
    assert duties(text) == []


def test_tells_who_helps():
    assert duties(persian("وزارت کشور با همکاری بانک مرکزی و سازمان ثبت نقشه را تهیه کند.")) == [
        (["وزارت کشور"], ["بانک مرکزی", "سازمان ثبت"])
    ]
    assert duties(english("The Board shall, in consultation with the Guild, adopt rules.")) == [
        (["Board"], ["Guild"])
    ]


def test_repeats_the_agent_of_the_lead_in_for_each_item_directly_below():
    text = persian("متولی موظف است:\nالف- سامانه را بسازد؛\nب- گزارش دهد از:\n۱- کار\n۲- هزینه")
    assert duties(text) == [(["متولی"], []), (["متولی"], [])]


def test_repeats_the_agent_and_the_helpers_of_an_english_lead_in():
    text = english(
        "Requests the Office, in consultation with the Guild:\n(a) To plan;\n(b) To act."
    )
    assert duties(text) == [(["Office"], ["Guild"]), (["Office"], ["Guild"])]


def test_reads_the_agent_from_a_heading_of_tasks():
    assert duties("آیین‌نامه نمونه\nماده ۱- وظایف دبیرخانه\n۱- ثبت نامه‌ها\n۲- تهیه گزارش") == [
        (["دبیرخانه"], []),
        (["دبیرخانه"], []),
    ]


def test_reads_bullets_below_a_lead_in():
    text = "شرح وظایف دبیرخانه\nدبیرخانه موظف است:\n• ثبت نامه‌ها\n• تهیه گزارش"
    assert [found for found, _ in duties(text)] == [["دبیرخانه"], ["دبیرخانه"]]


def test_reads_the_keys_of_a_division_of_labour():
    text = persian(
        "تهیه الگوی تابلو. مسئول: مجمع شهرداری‌ها؛ همکار: کانون شهروندان. مهلت: تا ۱۰ آذر ۱۴۰۵."
    )
    (duty,) = read_outline(text).duties
    assert [b.value for b in duty.bodies] == ["مجمع شهرداری‌ها"]
    assert [b.value for b in duty.supporting] == ["کانون شهروندان"]
    assert duty.due == date(2026, 12, 1)
    assert duty.starts.startswith("تهیه الگوی تابلو")


def test_makes_an_entry_for_each_agent_of_a_sentence():
    text = english("The Board shall approve the plan and the Secretariat shall publish it.")
    assert [found for found, _ in duties(text)] == [["Board"], ["Secretariat"]]


def test_makes_an_entry_for_each_deadline():
    text = english(
        "Requests the Office to submit a draft by 1 May 2027 and a final report by 1 June 2027;"
    )
    found = read_outline(text).duties
    assert [duty.due for duty in found] == [date(2027, 5, 1), date(2027, 6, 1)]


@pytest.mark.parametrize(
    ("phrase", "due", "relative"),
    [
        ("تا تاریخ ۱۵ شهریور ۱۴۰۳", date(2024, 9, 5), None),
        ("حداکثر تا پایان مرداد ۱۴۰۳", date(2024, 8, 21), None),
        ("ظرف مدت دو ماه", None, "P2M"),
        ("ظرف ۷۲ ساعت", None, "PT72H"),
        ("حداکثر ظرف سه روز کاری", None, "P3D"),
        ("در اسرع وقت", None, None),
    ],
)
def test_reads_the_deadline(phrase, due, relative):
    (duty,) = read_outline(persian(f"وزارت نیرو موظف است {phrase} گزارش دهد.")).duties
    assert (duty.due, duty.relative) == (due, relative)


def test_reads_milestones_and_leaves_out_those_that_are_done():
    text = (
        "Charter of the Sample Group\n\nMilestones\n\n"
        "Done - First draft\nMar 2027 - Second draft\nQ4 2027 - Final text\nMay 2027 - Review "
        "(done)"
    )
    found = read_outline(text).duties
    assert [duty.due for duty in found] == [date(2027, 3, 31), date(2027, 12, 31)]
    assert {duty.rule for duty in found} == {"milestone"}


def test_says_in_which_item_a_duty_stands():
    text = persian("متن.", "مقدمه. وزارت نیرو موظف است گزارش دهد.")
    (duty,) = read_outline(text).duties
    assert duty.item_path == "2"
    assert duty.starts == "وزارت نیرو موظف است گزارش دهد."[:30]
    assert text[slice(*duty.span)] == "وزارت نیرو موظف است گزارش دهد."


@pytest.mark.parametrize(
    ("sentence", "bodies"),
    [
        ("خانم گودرزی پیشنهاد کرد ساعت کار بخش کودک افزایش یابد.", []),
        ("نماینده شهرداری خواستار شد اداره برق نورافکن نصب کند.", []),
        ("آقای افشار خواست سازمان ثبت زمان را تعیین کند.", []),
        ("کمیته از شهرداری خواست گزارش را ارائه کند.", ["شهرداری"]),
        ("مقرر شد شهرداری گزارش را ارائه کند.", ["شهرداری"]),
    ],
)
def test_takes_what_a_meeting_decides_not_what_somebody_in_it_wished(sentence, bodies):
    text = f"صورت‌جلسه نشست سوم کمیته نوسازی\n\n۱) {sentence}\n۲) جلسه پایان یافت."
    named = [body.value for duty in read_outline(text).duties for body in duty.bodies]
    assert named == bodies
