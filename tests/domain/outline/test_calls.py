"""What a call asks for: its last day among other dates, and who is invited."""

from datetime import date

import pytest

from dabir.domain.outline import read_outline

TASKS = (
    "Call for experts: calm interfaces\n\n"
    "The Interfaces Forum sets up a Task Force. The Task Force will:\n"
    "1. Collect cases by 30 September 2027.\n2. Report to the Forum by 30 November 2027.\n\n"
)
TASKS_FA = (
    "فراخوان همکاری کارگروه زبان\n\nکارگروه وظایف زیر را دارد:\n۱. تهیه گزارش تا ۳۰ آذر ۱۴۰۵\n"
    "۲. ارائه پیش‌نویس حداکثر تا پایان بهمن ۱۴۰۵\n\n"
)


def last_day(text: str) -> date | None:
    found = read_outline(text).call.deadline
    return found.value if found else None


def invited(lines: str) -> list[str]:
    text = f"Call for experts: calm interfaces\n\n{lines}\nDeadline: 5 March 2027"
    return [each.value for each in read_outline(text).call.invited]


@pytest.mark.parametrize(
    "line",
    [
        "Applications received by the Secretariat at a@b.example by 5 March 2027 are considered.",
        "The deadline is 5 March 2027.",
        "Please apply by 5 March 2027.",
        "Applications must be submitted no later than 5 March 2027.",
        "The closing date for applications is 5 March 2027.",
        "Nominations should reach the Secretariat by 5 March 2027.",
        "Send your application to a@b.example before 5 March 2027.",
        "Submissions close on 5 March 2027.",
        "Expressions of interest are due 5 March 2027.",
    ],
)
def test_takes_the_day_of_applications_not_those_of_the_tasks(line):
    assert last_day(TASKS + line) == date(2027, 3, 5)


@pytest.mark.parametrize(
    "line",
    [
        "آخرین مهلت ارسال درخواست: ۱۵ مهر ۱۴۰۵",
        "علاقه‌مندان می‌توانند تا پایان وقت اداری ۱۵ مهر ۱۴۰۵ درخواست خود را بفرستند.",
        "مهلت ثبت‌نام تا ۱۵ مهر ۱۴۰۵ است.",
        "متقاضیان تا ۱۵ مهر ۱۴۰۵ فرصت دارند مدارک خود را ارسال کنند.",
        "درخواست‌ها تا تاریخ ۱۵ مهر ۱۴۰۵ پذیرفته می‌شود.",
    ],
)
def test_takes_the_last_day_of_a_persian_call_not_those_of_the_tasks(line):
    assert last_day(TASKS_FA + line) == date(2026, 10, 7)


def test_takes_no_day_that_an_earlier_notice_gave():
    text = (
        "Call for comments\n\nResponses must reach us by 26 June 2026. An earlier notice gave the "
        "closing date as 12 June 2026."
    )
    assert last_day(text) == date(2026, 6, 26)


def test_takes_no_deadline_where_only_tasks_have_dates():
    text = (
        "Call for experts: calm interfaces\n\nWe invite applications. The group will:\n"
        "1. Draft the profile in the first half of 2027.\n2. Report by 30 November 2027."
    )
    assert last_day(text) is None
    assert read_outline(text).call.invited == ()


@pytest.mark.parametrize(
    "lead",
    [
        "We invite:",
        "The Forum invites",
        "We invite applications from",
        "Applications are invited from:",
        "We invite the following groups:",
    ],
)
def test_takes_the_bullets_below_an_invitation(lead):
    assert invited(f"{lead}\n- designers\n- teachers of young pupils\n") == [
        "designers",
        "teachers of young pupils",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "We invite applications from designers, teachers and carers.",
        "The Forum invites designers, teachers and carers to apply.",
        "We are looking for designers, teachers and carers who know devices.",
    ],
)
def test_takes_those_invited_not_what_they_send(sentence):
    assert invited(sentence) == ["designers", "teachers", "carers"]
