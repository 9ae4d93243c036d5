"""What the style sheet shows: one invented working group, in both languages."""

from __future__ import annotations

from typing import Any

Sample = dict[str, Any]

PERSIAN: Sample = {
    "title": "برگهٔ سبک",
    "lead": "همهٔ اجزای ظاهر دبیر، کنار هم؛ تا هر صفحه با همین‌ها ساخته شود.",
    "other": ("en", "English"),
    "crumbs": [
        {"label": "کارگروه آب‌های شهری", "url": "#top"},
        {"label": "فراخوان‌ها", "url": "#top"},
        {"label": "برگهٔ سبک"},
    ],
    "groups": [
        {"name": "کارگروه آب‌های شهری", "url": "#top", "current": True},
        {"name": "کمیتهٔ تخصصی بازچرخانی", "url": "#top", "current": False},
    ],
    "before": [("صفحهٔ نخست", "home", 0), ("کارتابل", "tray", 4)],
    "after": [("پوشش", "coverage", 0), ("نامه‌ها", "letters", 0), ("دفتر ثبت", "record", 0)],
    "stages": [
        ("سند تشکیل", 1, "۱۲ تکلیف"),
        ("فراخوان", 3, "یکی باز است"),
        ("نظرهای واصله", 214, "۹ تا تازه"),
        ("موضوع‌ها", 27, "۴ ملاحظهٔ تازه"),
        ("مواضع", 8, ""),
        ("متن‌ها", 2, "نسخهٔ اصلاحی ۱"),
        ("تصمیم‌ها", None, "هنوز نه"),
        ("ابلاغ", None, "هنوز نه"),
    ],
    "headings": {
        "chain": "زنجیره",
        "acts": "کارها، و آنچه اکنون نمی‌شود",
        "states": "نشان‌ها",
        "tables": "جدول‌ها",
        "matrix": "ماتریس تقسیم کار",
        "texts": "متن و نشانه‌هایش",
        "diff": "تفاوت دو نسخه",
        "forms": "فرم",
        "cards": "کارت‌ها و فهرست‌ها",
        "empty": "جای خالی",
        "notices": "پیام‌ها",
        "type": "نوشته",
    },
    "notices": [
        ("success", "نظر شما ثبت شد. کد رهگیری ۷۴۱۹-۲۰۸۶ است."),
        ("info", "این فراخوان تا پایان ۱۴ آذر ۱۴۰۵ باز است."),
        ("warning", "دو نهاد هنوز به استعلام پاسخ نداده‌اند."),
        ("error", "پرونده خوانده نشد: رمز دارد. نسخهٔ بی‌رمز آن را بفرستید."),
    ],
    "acts": ["بستن فراخوان", "ویرایش", "حذف پیش‌نویس", "چاپ"],
    "refusal": "این فراخوان در ۱۸ مرداد ۱۴۰۵ بسته شد.",
    "refused_act": "تمدید مهلت",
    "badges": [
        ("باز", "accent", ""),
        ("تصویب شد", "good", ""),
        ("در انتظار تأیید", "wait", ""),
        ("مهلت گذشته", "bad", ""),
        ("پیش‌نویس", "", "draft"),
        ("پس گرفته شد", "", "withdrawn"),
    ],
    "bodies": ["سازمان آب نوران", "شورای شهر مهرآباد"],
    "columns": [
        {"label": "موضوع", "sort_url": "#tables", "sorted": "ascending"},
        {"label": "مسئول"},
        {"label": "مهلت"},
        {"label": "نظرها", "number": True},
    ],
    "rows": [
        ["سنجش نشت شبکه در محله‌های قدیمی", "سازمان آب نوران", "۱۴ آذر ۱۴۰۵", "۱٬۲۴۰"],
        ["حق دسترسی شهروندان به دادهٔ مصرف", "انجمن مصرف‌کنندگان", "۳۰ آذر ۱۴۰۵", "۸۷"],
        ["بازچرخانی پساب در Industrial Park B", "دانشگاه سپهر", "بی مهلت", "۶"],
    ],
    "corner": "نهاد",
    "duties": ["گردآوری داده", "بررسی حقوقی", "برآورد هزینه", "نظرخواهی", "گزارش نهایی"],
    "division": [
        ("سازمان آب نوران", ["مسئول", "", "همکار", "", "مسئول"]),
        ("دفتر حقوقی شهرداری", ["", "مسئول", "", "همکار", ""]),
        ("دانشگاه سپهر", ["همکار", "", "مسئول", "", "همکار"]),
        ("انجمن مصرف‌کنندگان", ["", "همکار", "", "مسئول", ""]),
    ],
    "source": (
        "پیشنهاد ما این است که دادهٔ نشت هر محله ماهانه منتشر شود.\n\n"
        "شرکت‌های کوچک توان خرید حسگر ندارند؛ اگر هزینهٔ نصب تا پایان ۱۴۰۶ بر عهدهٔ شهرداری نباشد، "
        "طرح در همان محله‌هایی که بیش‌ترین نشت را دارند اجرا نخواهد شد. "
        "نام مشترکان در هیچ گزارشی نباید بیاید."
    ),
    "marks": [
        ("دادهٔ نشت هر محله ماهانه منتشر شود", "پیشنهاد", "accepted"),
        ("هزینهٔ نصب تا پایان ۱۴۰۶ بر عهدهٔ شهرداری", "نیازمندی", ""),
        ("نام مشترکان در هیچ گزارشی نباید بیاید", "خط قرمز", ""),
    ],
    "changes": [
        {"kind": "equal", "new": "مادهٔ ۳ـ سازمان "},
        {"kind": "replace", "old": "می‌تواند", "new": "موظف است"},
        {"kind": "equal", "new": " دادهٔ نشت هر محله را "},
        {"kind": "replace", "old": "سالانه", "new": "ماهانه و به رایگان"},
        {"kind": "equal", "new": " منتشر "},
        {"kind": "replace", "old": "نمايد", "new": "نماید", "spelling_only": True},
        {"kind": "equal", "new": "."},
    ],
    "facts": [
        {"label": "شماره", "value": "۱۱۲/۴/د"},
        {"label": "جلسه", "value": "نشست سی‌ودوم، ۲۲ مهر ۱۴۰۵"},
        {"label": "مرجع", "value": "شورای عالی آب استان نوران"},
        {"label": "نشانی", "value": "secretariat@example.org"},
    ],
    "events": [
        {
            "title": "فراخوان منتشر شد",
            "when": "۲ آبان ۱۴۰۵، ۹:۳۰",
            "actor": "مهرداد صفایی",
            "icon": "calls",
        },
        {
            "title": "۲۱۴ نظر رسید",
            "when": "تا ۱۴ آذر ۱۴۰۵",
            "note": "از ۱۱ استان؛ دو استان هنوز چیزی نفرستاده‌اند.",
            "icon": "submissions",
            "url": "#top",
        },
        {"title": "مادهٔ ۳ تغییر کرد", "when": "۲۰ آذر ۱۴۰۵", "actor": "کمیتهٔ تدوین"},
    ],
    "person": ("شیرین کاوه‌پور", "دبیر کارگروه"),
    "body": ("سازمان آب نوران", "دستگاه اجرایی"),
    "file": ("مصوبهٔ تشکیل کارگروه.pdf", "۱۲ صفحه، رسیده در ۲ آبان ۱۴۰۵"),
    "progress": [("نظرهای رسیدگی‌شده", 168, 214, ""), ("پاسخ استعلام‌ها", 5, 7, "wait")],
    "tabs": [("نمای کلی", None), ("نظرها", 214), ("پرسش‌ها", 6), ("پوشش", None), ("تاریخچه", None)],
    "empty": (
        "هنوز نظری نرسیده است",
        "فراخوان سه روز است که باز است. شاید یادآوری به نهادهای دعوت‌شده کمک کند.",
        "فرستادن یادآوری",
    ),
    "confirm": (
        "فراخوان بسته شود؟",
        "پس از بستن، هیچ نظر تازه‌ای پذیرفته نمی‌شود. نظرهای رسیده دست‌نخورده می‌مانند.",
        "بستن فراخوان",
    ),
    "prose": (
        "این پاراگراف نشان می‌دهد متن بلند چگونه خوانده می‌شود: سطرها نفس می‌کشند، نیم‌فاصله‌ها جای خود "
        "هستند و واژه‌ای لاتین مانند open data میان جمله تراز را به هم نمی‌زند. "
        "شماره‌ها هم در سطر می‌نشینند: ۱۴۰۵، ۲۱۴ و ۷۴۱۹."
    ),
    "form": {
        "title": "عنوان نظر",
        "title_help": "در یک سطر بگویید نظر دربارهٔ چیست.",
        "deadline": "مهلت",
        "deadline_help": "مانند ۱۴۰۵/۹/۱۴ یا 2026-12-05.",
        "address": "نشانی رایانامه",
        "kind": "نوع",
        "readers": "چه کسانی بخوانند؟",
        "choices": ["ملاحظه", "پیشنهاد", "خط قرمز"],
        "words": "متن نظر",
        "words_help": "فقط دبیرخانه آن را می‌خواند، مگر آن‌که خودتان اجازهٔ انتشار بدهید.",
        "file": "پروندهٔ پیوست",
        "consent": "با انتشار متن بدون نام من موافقم",
        "submit": "فرستادن نظر",
    },
}

ENGLISH: Sample = {
    "title": "Style sheet",
    "lead": "Every part of the look of Dabir side by side, so that each page is made of these.",
    "other": ("fa", "فارسی"),
    "crumbs": [
        {"label": "Urban Water Working Group", "url": "#top"},
        {"label": "Calls", "url": "#top"},
        {"label": "Style sheet"},
    ],
    "groups": [
        {"name": "Urban Water Working Group", "url": "#top", "current": True},
        {"name": "Committee on Reuse", "url": "#top", "current": False},
    ],
    "before": [("Home", "home", 0), ("Tray", "tray", 4)],
    "after": [("Coverage", "coverage", 0), ("Letters", "letters", 0), ("Record", "record", 0)],
    "stages": [
        ("Mandate", 1, "12 duties"),
        ("Calls", 3, "one is open"),
        ("Submissions", 214, "9 are new"),
        ("Themes", 27, "4 new points"),
        ("Positions", 8, ""),
        ("Texts", 2, "Rev. 1"),
        ("Decisions", None, "not yet"),
        ("Issuance", None, "not yet"),
    ],
    "headings": {
        "chain": "The chain",
        "acts": "Acts, and what cannot be done now",
        "states": "Badges",
        "tables": "Tables",
        "matrix": "Division of labour",
        "texts": "A text and its marks",
        "diff": "Differences of two versions",
        "forms": "Form",
        "cards": "Cards and lists",
        "empty": "An empty place",
        "notices": "Messages",
        "type": "Writing",
    },
    "notices": [
        ("success", "Your submission is recorded. The tracking code is 7419-2086."),
        ("info", "This call is open until the end of 5 December 2026."),
        ("warning", "Two bodies have not answered the inquiry yet."),
        ("error", "The file could not be read: it has a password. Send it without one."),
    ],
    "acts": ["Close the call", "Edit", "Delete the draft", "Print"],
    "refusal": "This call closed on 9 August 2026.",
    "refused_act": "Extend the deadline",
    "badges": [
        ("Open", "accent", ""),
        ("Adopted", "good", ""),
        ("Awaiting confirmation", "wait", ""),
        ("Overdue", "bad", ""),
        ("Draft", "", "draft"),
        ("Withdrawn", "", "withdrawn"),
    ],
    "bodies": ["Nuran Water Authority", "Mehrabad City Council"],
    "columns": [
        {"label": "Theme", "sort_url": "#tables", "sorted": "ascending"},
        {"label": "Responsible"},
        {"label": "Due"},
        {"label": "Submissions", "number": True},
    ],
    "rows": [
        [
            "Measuring leaks in the old quarters",
            "Nuran Water Authority",
            "5 December 2026",
            "1,240",
        ],
        ["Citizens' access to data on their use", "Consumers' Union", "21 December 2026", "87"],
        ["Reuse of waste water in شهرک صنعتی ب", "Sepehr University", "no date", "6"],
    ],
    "corner": "Body",
    "duties": ["Gathering data", "Legal review", "Estimate of costs", "Consultation", "Report"],
    "division": [
        ("Nuran Water Authority", ["Responsible", "", "Supports", "", "Responsible"]),
        ("City Legal Office", ["", "Responsible", "", "Supports", ""]),
        ("Sepehr University", ["Supports", "", "Responsible", "", "Supports"]),
        ("Consumers' Union", ["", "Supports", "", "Responsible", ""]),
    ],
    "source": (
        "We propose that the leaks of every quarter be published monthly.\n\n"
        "Small companies cannot afford sensors; unless the city pays for installation until the "
        "end of 2027, the plan will not reach the very quarters that leak most. "
        "No report may contain the names of subscribers."
    ),
    "marks": [
        ("the leaks of every quarter be published monthly", "Proposal", "accepted"),
        ("the city pays for installation until the end of 2027", "Requirement", ""),
        ("No report may contain the names of subscribers", "Red line", ""),
    ],
    "changes": [
        {"kind": "equal", "new": "Article 3. The Authority "},
        {"kind": "replace", "old": "may", "new": "shall"},
        {"kind": "equal", "new": " publish the leaks of every quarter "},
        {"kind": "replace", "old": "every year", "new": "every month and free of charge"},
        {"kind": "equal", "new": ", with the "},
        {"kind": "replace", "old": "neighborhood", "new": "neighbourhood", "spelling_only": True},
        {"kind": "equal", "new": "."},
    ],
    "facts": [
        {"label": "Number", "value": "112/4/D"},
        {"label": "Meeting", "value": "Thirty-second session, 14 October 2026"},
        {"label": "Authority", "value": "High Council on Water of Nuran Province"},
        {"label": "Address", "value": "secretariat@example.org"},
    ],
    "events": [
        {
            "title": "The call was published",
            "when": "24 October 2026, 9:30",
            "actor": "Mehrdad Safaei",
            "icon": "calls",
        },
        {
            "title": "214 submissions came in",
            "when": "until 5 December 2026",
            "note": "From 11 provinces; two provinces have not been heard yet.",
            "icon": "submissions",
            "url": "#top",
        },
        {"title": "Article 3 changed", "when": "11 December 2026", "actor": "Drafting committee"},
    ],
    "person": ("Shirin Kavehpour", "Secretary of the group"),
    "body": ("Nuran Water Authority", "State body"),
    "file": ("Resolution on the working group.pdf", "12 pages, received 24 October 2026"),
    "progress": [("Submissions dealt with", 168, 214, ""), ("Answers to inquiries", 5, 7, "wait")],
    "tabs": [
        ("Overview", None),
        ("Submissions", 214),
        ("Questions", 6),
        ("Coverage", None),
        ("History", None),
    ],
    "empty": (
        "Nothing has been submitted yet",
        "The call has been open for three days. A reminder to the invited bodies may help.",
        "Send a reminder",
    ),
    "confirm": (
        "Close the call?",
        "Once it is closed no new submission is taken. What has come in stays as it is.",
        "Close the call",
    ),
    "prose": (
        "This paragraph shows how long text reads: lines breathe, and a Persian word such as دبیر "
        "in the middle of a sentence does not disturb them. Numbers sit on the line as well: "
        "2026, 214 and 7419."
    ),
    "form": {
        "title": "Title of the submission",
        "title_help": "Say in one line what it is about.",
        "deadline": "Deadline",
        "deadline_help": "Such as 2026-12-05 or ۱۴۰۵/۹/۱۴.",
        "address": "E-mail address",
        "kind": "Kind",
        "readers": "Who may read it?",
        "choices": ["Consideration", "Proposal", "Red line"],
        "words": "Text",
        "words_help": "Only the secretariat reads it, unless you allow it to be published.",
        "file": "File",
        "consent": "I agree that the text is published without my name",
        "submit": "Send",
    },
}

SAMPLES = {"fa": PERSIAN, "en": ENGLISH}
