"""The phrases in which official texts set deadlines, as patterns over folded text.

All repetitions are bounded. ``GAP`` lets a phrase run over one line break of wrapped text. The
phrases of a group share an anchor, which stands in whatever one of them matches; it is cheap to
find, so that a phrase is tried only near one (see ``language.nearby``). English anchors are spelled
without i, k and s, whose case has exceptions.
"""

import re

from dabir.domain.language.nearby import Anchor

GAP = "(?:[ \t\u200c]{1,3}|[ \t]{0,2}\r?\n[ \t]{0,2})"
OPTIONAL_GAP = "[ \t\u200c]{0,3}"

_WEEKDAY_FA = "(?:(?:یک|دو|سه|چهار|پنج)[ \u200c]?)?شنبه|جمعه"
_WEEKDAY_EN = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_END_FA = "(?:پایان|آخر|انتهای|اواخر)"

# What leads up to a date: «حداکثر تا پایان وقت اداری روز چهارشنبه مورخ», "not later than".
BEFORE_DATE_FA = re.compile(
    f"(?<!\\w)(?:حداکثر{GAP})?(?:تا|لغایت|قبل{GAP}از|پیش{GAP}از|حداکثر)"
    f"(?:{GAP}قبل{GAP}از)?"
    f"(?:{GAP}ساعت{GAP}\\d{{1,2}}(?::\\d\\d)?)?"
    f"(?:{GAP}(?:{_END_FA}|(?P<middle>نیمه|اواسط)))?(?:{GAP}(?:وقت|ساعت){GAP}اداری)?"
    f"(?:{GAP}روز)?(?:{GAP}(?:{_WEEKDAY_FA})[،,]?)?(?:{GAP}(?:تاریخ|مورخه?|روز))?"
    f"(?:{GAP}سال)?{GAP}\\Z"
)
_BY = "(?:by|before|until|till|no later than|not later than|on or before|prior to)"
_TIME_OF_DAY = "(?:noon|midnight|\\d{1,2}(?:[:.]\\d\\d)?(?: ?[ap]\\.?m\\.?)?(?: hours)?)"
BEFORE_DATE_EN = re.compile(
    f"(?<!\\w)(?:{_BY}|due(?: by| on)?|at the latest (?:by|on))"
    f"(?: {_TIME_OF_DAY}(?: [A-Z]{{2,4}})? on)?"
    "(?: (?:the )?(?:end|close)(?: of(?: business(?: on)?)?)?| (?:the )?(?:beginning|start) of"
    "| (?P<middle>mid))?"
    f"(?: (?:the|{_WEEKDAY_EN},?))?(?:(?<=end)-|(?<=mid)[ -]|\\s{{1,2}})\\Z",
    re.IGNORECASE,
)

# A label on the same line: «مهلت اجرا: ۳۰ شهریور ۱۴۰۳». The label is not part of the deadline.
LABEL_BEFORE = re.compile(
    f"(?<!\\w)(?:مهلت|موعد|سررسید|deadline|due(?: date)?)(?:{GAP}\\w{{2,12}}){{0,3}}"
    f"[ \t\u200c]?:[ \t]{{0,3}}(?:{_WEEKDAY_FA})?[،, \t]{{0,2}}\\Z",
    re.IGNORECASE,
)

_NUMBER_FA = (
    "\\d{1,3}|(?:(?:بیست|سی|چهل|پنجاه|شصت|هفتاد|هشتاد|نود|یکصد|صد)(?:[ \u200c]و[ \u200c])?)?"
    "(?:یازده|دوازده|سیزده|چهارده|پانزده|شانزده|هفده|هی?جده|نوزده|یک|دو|سه|چهار|پنج|شش|هفت|هشت|نه|ده)"
    "|بیست|سی|چهل|پنجاه|شصت|هفتاد|هشتاد|نود|یکصد|صد"
)
_LENGTH_FA = (
    f"(?:(?:{_NUMBER_FA}){GAP}(?:تا|الی){GAP})?"  # of «دو تا سه ماه» the longer counts
    f"(?P<number>{_NUMBER_FA}){OPTIONAL_GAP}(?:\\({OPTIONAL_GAP}(?:\\d{{1,3}}|\\w{{2,12}})"
    f"{OPTIONAL_GAP}\\){OPTIONAL_GAP})?"
    "(?P<unit>روز|هفته|ماه|سال|ساعت)(?:[ \u200c]?ه|[ \u200c]ای)?(?:(?!\\w)|(?=کاری|اداری))"
    f"(?P<half>{GAP}و{GAP}نیم(?!\\w))?(?:{OPTIONAL_GAP}(?P<working>کاری|اداری)(?!\\w))?"
)
_THIS_ACT = (
    f"(?:{GAP}(?:این|آن)?{GAP}?(?:تصویب[ \u200c]?نامه|مصوبه|[آا]یین[ \u200c]?نامه"
    f"|اساس[ \u200c]?نامه"
    f"|دستورالعمل|شیوه[ \u200c]?نامه|حکم|قانون|ابلاغیه|ضوابط|سند|تصمیم)(?!\\w))?"
)
_OCCASION = "تشکیل|برگزاری|شروع|آغاز|پایان|انقضای|اتمام|خاتمه|موعد|تاریخ|زمان|انتشار|دریافت|وصول"
# What a length of time counts from: «لازم‌الاجرا شدن», «دریافت درخواست», «ابلاغ این مصوبه».
_EVENT_FA = (
    "(?P<event>لازم[ \u200c]?الاجرا[ \u200c]?شدن"
    f"|(?:{_OCCASION})(?:{GAP}(?:این|آن))?{GAP}(?!این|آن|به|از|در|را|تا)[^\\W\\d_]{{2,12}}"
    f"|(?:(?:این|آن|هر){GAP})?(?!این|آن|هر(?!\\w))[^\\W\\d_]{{2,12}}){_THIS_ACT}"
)
_SINCE = "تاریخ|زمان|روز"
_ONWARD_FA = (
    f"(?:{GAP}(?:(?:پس|بعد){GAP}از(?:{GAP}(?:{_SINCE}))?"
    f"|از{GAP}(?:{_SINCE})|از(?={GAP}(?:ابلاغ|تصویب|اعلام|دریافت|وصول|انتشار)))"
    f"{GAP}{_EVENT_FA})?"
)
_COMING_FA = f"(?:{GAP}(?:آینده|آتی)(?!\\w))"
_NOT_PAST_FA = f"(?!{GAP}(?:گذشته|اخیر|پیش))"

# Anchor of the lengths of time: the unit, directly after a number or the bracket that repeats it.
LENGTH_FA = Anchor(
    re.compile("روز|هفته|ماه|سال|ساعت"),
    125,
    begins="\\dحدظطخبتیسچپشهنلصا",
    after=re.compile(f"[\\dکوهرجشتیلد)]{OPTIONAL_GAP}\\Z"),
)
WITHIN_FA = re.compile(
    f"(?<!\\w)(?:(?:حداکثر{GAP})?(?:(?:در{GAP})?(?:ظرف|طی|خلال)(?:{GAP}(?:مدت|مهلت|بازه))?"
    f"|در{GAP}(?:مدت|مهلت)|به{GAP}فاصله)(?:{GAP}حداکثر)?|حداکثر{GAP}تا|(?<!مدت )حداکثر"
    f"|تا(?={GAP}\\w{{1,8}}{GAP}\\w{{2,5}}{_COMING_FA})){GAP}{_LENGTH_FA}"
    f"{_NOT_PAST_FA}(?:{_COMING_FA}|{_ONWARD_FA})"
)
AFTER_FA = re.compile(
    f"(?<!\\w)(?:(?:حداکثر|تا){GAP}){{0,2}}{_LENGTH_FA}"
    f"{GAP}(?:(?:پس|بعد){GAP}از(?:{GAP}(?:{_SINCE}))?|از{GAP}(?:تاریخ|زمان)){GAP}{_EVENT_FA}"
)
BEFORE_EVENT_FA = re.compile(
    f"(?<!\\w)(?:(?:حداقل|دست[ \u200c]?کم|لااقل|حداکثر){GAP}(?:تا{GAP})?)?{_LENGTH_FA}{GAP}"
    f"(?:پیش|قبل){GAP}از{GAP}(?P<event>(?:(?:{_OCCASION}){GAP}){{0,2}}[^\\W\\d_]{{2,12}})"
)
BEFORE_FA = Anchor(re.compile("پیش|قبل"), 10)
EVENT_ALONE_FA = re.compile(
    f"(?<!\\w)(?:تا{GAP})?(?:پیش|قبل){GAP}از{GAP}(?P<event>(?:تشکیل|برگزاری|شروع|آغاز|انتشار)"
    f"{GAP}(?:هر{GAP})?[^\\W\\d_]{{2,12}}(?:{GAP}(?:بعدی?|آینده|آتی)(?!\\w))?)"
)

_ORDINAL_FA = "اول|نخست|دوم|سوم|چهارم"
_YEAR_FA = "(?P<year>1[2-5]\\d\\d(?!\\d)|\\d\\d(?!\\d)|جاری|آینده|بعد)"
_UNTIL_FA = f"(?<!\\w)(?:حداکثر{GAP})?(?:تا|لغایت|قبل{GAP}از|پیش{GAP}از)(?:{GAP}قبل{GAP}از)?"
PERIOD_FA = Anchor(
    re.compile(
        "پایان|آخر|انتهای|اواخر|سه[ \u200c]?ماه|فصل|نیم|شش[ \u200c]?ماه|بهار|تابستان|پاییز|زمستان"
    ),
    75,
    begins="حتلقپ",
)
END_OF_PERIOD_FA = re.compile(
    f"{_UNTIL_FA}(?:{GAP}{_END_FA})?{GAP}(?:"
    f"(?:سه[ \u200c]?ماهه?|فصل){GAP}(?P<quarter>{_ORDINAL_FA})"
    f"|(?:نیمه|نیم[ \u200c]?سال|شش[ \u200c]?ماهه?){GAP}(?P<half>اول|نخست|دوم)"
    f"|(?:فصل{GAP})?(?P<season>بهار|تابستان|پاییز|زمستان))(?!\\w)"
    f"(?:{GAP}(?:سال{GAP})?{_YEAR_FA}(?!\\w))?"
)
END_OF_YEAR_FA = re.compile(
    f"{_UNTIL_FA}{GAP}{_END_FA}{GAP}(?:سال(?:{GAP}{_YEAR_FA})?|(?P<month>ماه){GAP}جاری"
    "|(?P<bare>1[2-5]\\d\\d)(?![\\d/]))(?!\\w)"
)
# After a month without a year: «آبان ماه سال جاری».
YEAR_NAMED_FA = re.compile(f"{GAP}(?:سال{GAP})?(?P<year>جاری|امسال|آینده|بعد)(?!\\w)")

VAGUE_WORD_FA = Anchor(re.compile("اسرع|بلافاصله|فورا|سریع|جلسه|نشست"), 30, begins="دبفهحت")
VAGUE_FA = re.compile(
    f"(?<!\\w)(?:در{GAP}اسرع{GAP}وقت|بلافاصله|فورا|هر{GAP}چه{GAP}سریع[ \u200c]?تر"
    f"|(?:حداکثر{GAP})?(?:برای|تا|در){GAP}(?:جلسه|نشست){GAP}(?:بعدی?|آینده|آتی))(?!\\w)"
)

_NUMBER_EN = (
    "\\d{1,3}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four"
    "|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    "|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|an?"
)
_LENGTH_EN = (
    f"(?P<number>{_NUMBER_EN})(?:\\s{{1,2}}\\(\\d{{1,3}}\\))?[\\s-]{{1,2}}"
    "(?:(?:(?P<working>working|business)|calendar)\\s{1,2})?(?P<unit>hour|day|week|month|year)s?\\b"
)
# What an English deadline counts from: up to the end of the phrase, seven words at most.
_EVENT_EN = "(?P<event>\\w{1,20}(?:[ -]\\w{1,20}|\\r?\\n\\w{1,20}){0,6})"
LENGTH_EN = Anchor(
    re.compile("[hHdDwWmMyY](?:[oO][uU][rR]|[aA][yY]|[eE][eE]|[oO][nN][tT][hH]|[eE][aA][rR])"),
    65,
    begins="\\dwWiInNaAtTfFsSeEoOıİſ",
    after=re.compile(
        f"(?:(?<!\\w)(?:{_NUMBER_EN})|\\)|working|business|calendar)[\\s-]{{1,2}}\\Z", re.IGNORECASE
    ),
)
WITHIN_EN = re.compile(
    f"\\b(?:within|in no more than|no later than|not later than)\\s{{1,2}}"
    f"(?:a (?:period|maximum) of |the next |the following |a further )?{_LENGTH_EN}"
    "(?!\\s{1,2}(?:before|prior|in advance|ahead|ago))"
    f"(?:\\s{{1,2}}(?:of|from|after|following)\\s{{1,2}}{_EVENT_EN})?",
    re.IGNORECASE,
)
AFTER_EN = re.compile(
    f"\\b{_LENGTH_EN}\\s{{1,2}}(?:after|from|following)\\s{{1,2}}{_EVENT_EN}", re.IGNORECASE
)
BEFORE_EVENT_EN = re.compile(
    f"\\b(?:(?:at least|not? (?:less|later) than)\\s{{1,2}})?{_LENGTH_EN}"
    f"\\s{{1,2}}(?:before|prior to|in advance of|ahead of)\\s{{1,2}}{_EVENT_EN}",
    re.IGNORECASE,
)
_ORDINAL_EN = "first|second|third|fourth"
# The year, after the end of "by", "before", "than", "end", "of", "the", "quarter", "Q3".
PERIOD_EN = Anchor(
    re.compile("[12yY](?:(?<=[\\syelndfrYELNDFR1-4][\\s-].)\\d\\d\\d|[eE][aA][rR])"),
    55,
    begins="bBuUtTnNiIıİ",
)
END_OF_PERIOD_EN = re.compile(
    "\\b(?:by|before|until|no later than|not later than|in)\\s{1,2}(?:the\\s)?"
    "(?:end\\sof\\s(?:the\\s)?)?"
    f"(?:(?:Q(?P<figure>[1-4])|(?P<quarter>{_ORDINAL_EN})\\squarter)(?:\\sof)?"
    "|(?P<half>first|second)\\shalf\\sof)\\s(?P<year>(?:1[7-9]|2[01])\\d\\d)\\b",
    re.IGNORECASE,
)
END_OF_YEAR_EN = re.compile(
    "\\b(?:by|before|until|no later than|not later than)\\s{1,2}"
    "(?:(?:the\\s)?end[\\s-](?:of\\s)?(?:the\\s)?(?:year\\s)?)?"
    "(?P<year>(?:19|2[01])\\d\\d(?![\\d-])|(?<=end\\sof\\s)(?:this\\s|the\\s(?:current\\s)?)?year"
    "|(?<=end\\sof\\sthe\\s)(?:current\\s)?year)\\b",
    re.IGNORECASE,
)
VAGUE_WORD_EN = Anchor(  # soon, delay, immediately, next
    re.compile("[oOeEmM](?:[oO][nN]|[lL][aA][yY]|[mM][eE][dD]|[xX][tT])"), 15
)
VAGUE_EN = re.compile(
    "\\b(?:as soon as possible|without (?:undue )?delay|immediately"
    "|(?:by|for|at|before) (?:the|its) next (?:meeting|session))\\b",
    re.IGNORECASE,
)
BEFORE_EN = Anchor(re.compile("[bBpP](?:[eE][fF][oO]|[rR].[oO][rR])"), 0)
EVENT_ALONE_EN = re.compile(
    "\\b(?:before|prior to)\\s{1,2}(?P<event>(?:the|its|each|any|this)\\s{1,2}\\w{1,20}"
    "(?:[ -]\\w{1,20}|\\r?\\n\\w{1,20}){0,7})",
    re.IGNORECASE,
)
