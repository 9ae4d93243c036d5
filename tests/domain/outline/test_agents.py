"""Who must act, in sentences of every shape: one sentence, its agents."""

import pytest

from dabir.domain.outline import read_outline


def agents(head: str, sentence: str, other: str) -> list[str]:
    text = f"{head}\n\n1. {other}\n2. {sentence}\n3. {other}"
    return [body.value for duty in read_outline(text).duties for body in duty.bodies]


@pytest.mark.parametrize(
    ("sentence", "bodies"),
    [
        ("معاونت آموزش متعهد شد تا پایان هفته جاری برنامه را بفرستد.", ["معاونت آموزش"]),
        ("مقرر شد گروه بازرسی ظرف ۱۰ روز از محل بازدید و گزارش خود را تقدیم کند.", ["گروه بازرسی"]),
        (
            "مقرر گردید ظرف یک ماه آینده، معاونت عمرانی طرح جامع را تدوین و به تصویب شورا برساند.",
            ["معاونت عمرانی"],
        ),
        ("قرار شد جناب آقای مهندس کریمی پیگیری لازم را انجام دهند.", ["کریمی"]),
        ("پیگیری این بند با دبیر جلسه است.", ["دبیر جلسه"]),
        ("مسئولیت اجرای این بند با اداره کل راهداری است.", ["اداره کل راهداری"]),
        (
            "مسئولیت نظارت بر حسن اجرای این مصوبه بر عهده سازمان بازرسی خواهد بود.",
            ["سازمان بازرسی"],
        ),
        ("انجام این کار به عهده شرکت آب و فاضلاب گذاشته شد.", ["شرکت آب و فاضلاب"]),
        ("تهیه پیش‌نویس به معاونت حقوقی واگذار شد.", ["معاونت حقوقی"]),
        (
            "وزارت نیرو، وزارت نفت و سازمان انرژی اتمی مکلفند آمار خود را هر سه ماه منتشر کنند.",
            ["وزارت نیرو", "وزارت نفت", "سازمان انرژی اتمی"],
        ),
        (
            (
                "کلیه دستگاه‌های اجرایی موظفند حداکثر تا پایان سال ۱۴۰۴ نسبت به راه‌اندازی "
                "درگاه اقدام نمایند."
            ),
            ["کلیه دستگاه‌های اجرایی"],
        ),
        ("هر یک از اعضا موظف است نماینده خود را معرفی کند.", ["هر یک از اعضا"]),
        (
            (
                "استانداران سراسر کشور با همکاری فرمانداران نسبت به تشکیل کمیته‌های شهرستانی "
                "اقدام کنند."
            ),
            ["استانداران سراسر کشور"],
        ),
        (
            (
                "بانک مرکزی جمهوری اسلامی ایران آیین‌نامه اجرایی این بند را ظرف دو ماه تهیه و "
                "به تصویب هیئت وزیران می‌رساند."
            ),
            ["بانک مرکزی جمهوری اسلامی ایران"],
        ),
        (
            "سازمان ملی استاندارد ایران استانداردهای مربوط را بازنگری نماید.",
            ["سازمان ملی استاندارد ایران"],
        ),
        (
            "به منظور هماهنگی، دبیرخانه شورا صورت‌جلسات را به صورت ماهانه منتشر کند.",
            ["دبیرخانه شورا"],
        ),
        ("وزارت کشور مجاز است آیین‌نامه را اصلاح کند.", []),
        ("رئیس جلسه از حضور اعضا تشکر کرد.", []),
        ("گزارش عملکرد توسط مدیر پروژه ارائه گردد.", ["مدیر پروژه"]),
        ("کارگروه فنی متشکل از سه کارشناس تشکیل گردد.", []),
        ("نقشه‌های اجرایی از سوی مهندسان مشاور آماده و تحویل شود.", ["مهندسان مشاور"]),
        ("مقرر شد در خصوص موضوع یادشده مکاتبه‌ای با وزارت راه انجام شود.", []),
        (
            "پایش مستمر کیفیت هوا با مسئولیت سازمان حفاظت محیط زیست و همکاری شهرداری تهران.",
            ["سازمان حفاظت محیط زیست"],
        ),
        (
            "تدوین سند راهبردی (مسئول: معاونت پژوهشی، همکار: دانشگاه تبریز، مهلت: پایان آذر ۱۴۰۳)",
            ["معاونت پژوهشی"],
        ),
        ("الزام دستگاه‌ها به انتشار داده‌های باز.", ["دستگاه‌ها"]),
        ("اداره کل امور مالیاتی باید ظرف مدت پانزده روز کاری پاسخ دهد.", ["اداره کل امور مالیاتی"]),
        ("درخواست‌ها باید به صورت کتبی ارسال شود.", []),
        ("متقاضی باید مدارک را تحویل دهد.", ["متقاضی"]),
        ("مدیران مدارس مسئول اجرای این دستورالعمل هستند.", ["مدیران مدارس"]),
        ("حسن اجرای این آیین‌نامه بر عهده رئیس سازمان است.", ["رئیس سازمان"]),
        ("دبیر شورا پیگیر اجرای مصوبات خواهد بود.", ["دبیر شورا"]),
        (
            "از وزارت امور خارجه درخواست می‌شود موضوع را از مجاری دیپلماتیک دنبال کند.",
            ["وزارت امور خارجه"],
        ),
        ("شورا از شهرداری خواست تا طرح را بازنگری کند.", ["شهرداری"]),
        (
            (
                "بر این اساس، سازمان فناوری اطلاعات ایران می‌بایست تا ۳۱ خرداد ۱۴۰۴ گزارش "
                "پیشرفت را ارسال کند."
            ),
            ["سازمان فناوری اطلاعات ایران"],
        ),
        ("شرکت‌های دارنده پروانه موظف به همکاری با بازرسان هستند.", ["شرکت‌های دارنده پروانه"]),
        (
            "دانشگاه‌ها و مراکز پژوهشی نتایج طرح‌ها را در سامانه ثبت خواهند کرد.",
            ["دانشگاه‌ها", "مراکز پژوهشی"],
        ),
        (
            "تأمین اعتبار مورد نیاز به عهده سازمان برنامه و بودجه کشور می‌باشد.",
            ["سازمان برنامه و بودجه کشور"],
        ),
        ("کمیته فنی، گزارش نهایی را تا تاریخ ۱۴۰۴/۰۲/۳۱ به دبیرخانه تحویل دهد.", ["کمیته فنی"]),
        (
            (
                "رئیس دانشگاه موظف است با هماهنگی معاون آموزشی و با مشارکت انجمن‌های علمی "
                "آیین‌نامه را اجرا کند."
            ),
            ["رئیس دانشگاه"],
        ),
        ("مقرر شد نامه‌ای به امضای رئیس شورا به وزیر کشور ارسال شود.", []),
        (
            "سازمان مدیریت و برنامه‌ریزی استان مأموریت یافت شاخص‌ها را تعیین کند.",
            ["سازمان مدیریت و برنامه‌ریزی استان"],
        ),
        ("به سازمان نوسازی مأموریت داده شد بافت فرسوده را شناسایی کند.", ["سازمان نوسازی"]),
        ("دبیرخانه می‌تواند از کارشناسان دعوت نماید و باید گزارش آن را به شورا بدهد.", ["دبیرخانه"]),
        (
            "سازمان‌های بیمه‌گر پایه و تکمیلی مکلف‌اند تعرفه‌ها را اعمال کنند.",
            ["سازمان‌های بیمه‌گر پایه و تکمیلی"],
        ),
        ("اتوبوسرانی ۵۰ اتوبوس برقی به ناوگان بیفزاید.", ["اتوبوسرانی"]),
        ("صورت‌های مالی تأیید شد و مدیر مالی مکلف گردید نسخه نهایی را بدهد.", ["مدیر مالی"]),
        ("صداوسیمای مرکز استان پوشش خبری مراسم را به عهده بگیرد.", ["صداوسیمای مرکز استان"]),
        ("داوطلبان نباید تلفن همراه به همراه داشته باشند.", ["داوطلبان"]),
        ("وزارت امور خارجه مذاکره با کشورهای همسایه را پیگیری نماید.", ["وزارت امور خارجه"]),
        ("بایگانی مرکزی مکلف است پرونده‌ها را مرتب کند.", ["بایگانی مرکزی"]),
        (
            "خیریه‌ها، انجمن‌ها و هیئت‌های محلی باید فهرست کمک‌ها را اعلام کنند.",
            ["خیریه‌ها", "انجمن‌ها", "هیئت‌های محلی"],
        ),
        ("این سامانه باید تا پایان سال آماده شود.", []),
        ("به شهرداری اجازه داده می‌شود نسبت به انعقاد قرارداد اقدام نماید.", []),
        ("امور مالی: صورت‌حساب‌ها را تسویه کند.", ["امور مالی"]),
        ("تابلوها توسط شرکت‌های بهره‌بردار آزادراه نصب شود.", ["شرکت‌های بهره‌بردار آزادراه"]),
        ("نگهداری شبانه توسط واحد فناوری اطلاعات صورت گیرد.", ["واحد فناوری اطلاعات"]),
        ("«کمیته پایش» با محوریت معاونت حمل‌ونقل ایجاد می‌گردد.", []),
        ("دبیر شورا صورت مذاکرات را برای اعضا می‌فرستد.", ["دبیر شورا"]),
    ],
)
def test_finds_who_a_persian_sentence_obliges(sentence, bodies):
    assert agents("مصوبه جلسه سوم شورای نمونه", sentence, "مقدمات کار فراهم است.") == bodies


@pytest.mark.parametrize(
    ("sentence", "bodies"),
    [
        (
            (
                "Requests the Executive Director, in collaboration with relevant partners, to "
                "submit a report;"
            ),
            ["Executive Director"],
        ),
        (
            "Strongly encourages Parties to share data with the Secretariat by 1 March 2027;",
            ["Parties"],
        ),
        (
            "Invites Governments and relevant organizations to contribute to the trust fund;",
            ["Governments", "relevant organizations"],
        ),
        (
            (
                "Further requests the Secretariat to convene, subject to the availability of "
                "resources, two regional workshops;"
            ),
            ["Secretariat"],
        ),
        (
            (
                "Directs the Chief Financial Officer to publish quarterly accounts within 30 "
                "days of the end of each quarter."
            ),
            ["Chief Financial Officer"],
        ),
        (
            (
                "The Ministry of Health, in consultation with the Ministry of Education, shall "
                "develop guidelines by 30 June 2026."
            ),
            ["Ministry of Health"],
        ),
        ("Local authorities shall ensure that data are kept up to date.", ["Local authorities"]),
        ("The Chief Executive must report annually to Parliament.", ["Chief Executive"]),
        (
            "Member organisations are requested to nominate focal points by the end of May 2026.",
            ["Member organisations"],
        ),
        (
            (
                "The Board agreed that the Treasurer would circulate a revised budget before "
                "the next meeting."
            ),
            ["Treasurer"],
        ),
        ("It was agreed that Ms Green would contact the supplier within two weeks.", ["Green"]),
        ("ACTION: J. Smith to update the risk register by 5 May 2026.", ["J. Smith"]),
        ("Action (Patel): send the signed agreement to the university.", ["Patel"]),
        ("AP 3: Secretariat to arrange a briefing.", ["Secretariat"]),
        (
            "A report shall be prepared by the Review Panel not later than 31 December 2026.",
            ["Review Panel"],
        ),
        ("The Committee may establish subgroups.", []),
        ("Members shall serve for a term of three years.", []),
        ("The quorum shall be five members.", []),
        ("This decision shall enter into force on 1 January 2027.", []),
        ("The Panel shall be composed of seven experts.", []),
        (
            (
                "Each Party shall designate a national authority and shall notify the "
                "Secretariat thereof."
            ),
            ["Each Party"],
        ),
        (
            "Calls on all Member States and other stakeholders to implement the recommendations;",
            ["all Member States", "other stakeholders"],
        ),
        (
            "Urges the parties concerned to resume negotiations without delay;",
            ["parties concerned"],
        ),
        ("Instructs staff to prepare an implementation plan.", ["staff"]),
        ("The Registrar is responsible for maintaining the register.", ["Registrar"]),
        (
            "The Data Protection Officer will be responsible for monitoring compliance.",
            ["Data Protection Officer"],
        ),
        (
            "Responsibility for implementing this decision lies with the Director of Operations.",
            ["Director of Operations"],
        ),
        ("Expresses its appreciation to the host country for its hospitality;", []),
        ("Welcomes the report of the Secretary-General;", []),
        ("Decides that the Secretariat shall provide administrative support;", ["Secretariat"]),
        (
            "Also decides that the task force shall report to the Board every six months;",
            ["task force"],
        ),
        (
            (
                "Heads of departments shall, not later than 60 days after the date of this "
                "order, review their contracts."
            ),
            ["Heads of departments"],
        ),
        (
            (
                "Within 90 days of the date of this order, the Secretary of the Interior shall "
                "submit a plan."
            ),
            ["Secretary of the Interior"],
        ),
        ("The City Clerk is hereby directed to publish this resolution.", ["City Clerk"]),
        ("Suppliers must not disclose personal data.", ["Suppliers"]),
        ("Applicants must submit two letters of reference.", ["Applicants"]),
        (
            (
                "The Standing Committee on Finance and the Internal Auditor shall jointly "
                "examine the accounts."
            ),
            ["Standing Committee on Finance", "Internal Auditor"],
        ),
        (
            (
                "The working group, with the support of the secretariat, shall finalise the "
                "text by Q3 2026."
            ),
            ["working group"],
        ),
        ("Notes that further work is required;", []),
        ("The Chair and the Vice-Chair shall sign the minutes.", ["Chair", "Vice-Chair"]),
        (
            "The meeting asked the Legal Office to clarify the matter by its next session.",
            ["Legal Office"],
        ),
        (
            "UNESCO and the World Bank are invited to co-finance the pilot.",
            ["UNESCO", "World Bank"],
        ),
        (
            (
                "Requests the Working Group on Standards to continue its work and to report "
                "back in 2027;"
            ),
            ["Working Group on Standards"],
        ),
        ("The Government undertakes to publish the data within six months.", ["Government"]),
        ("RESOLVED: That the Director obtain three tenders by 31 July 2026.", ["Director"]),
        ("It was resolved that the Finance Committee review the reserve.", ["Finance Committee"]),
        ('"Operators must report faults within 24 hours," she added.', ["Operators"]),
        ("The Public Works Department shall replace forty switches.", ["Public Works Department"]),
    ],
)
def test_finds_who_an_english_sentence_obliges(sentence, bodies):
    assert agents("Decision of the Sample Board", sentence, "Takes note of the report;") == bodies
