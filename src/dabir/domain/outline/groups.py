"""The group that a text sets up, governs or records: its title and who leads it.

Reads the heading and the sentences that set the group up; writes both verbatim.
"""

import re

from dabir.domain.outline.first_letters import by_first_letter
from dabir.domain.outline.known_names import KnownNames
from dabir.domain.outline.model import Finding, Kind, WorkingGroup
from dabir.domain.outline.names_en import is_agent, names_at, without_article
from dabir.domain.outline.names_fa import bodies_at, name_before
from dabir.domain.outline.patterns import rx
from dabir.domain.outline.structure import Structure

_GROUP_WORD = (
    r"(?:کارگروه|ستاد|کمیته|شورا(?:ی)?|کمیسیون|گروه کاری|گروه کار|قرارگاه|هیئت|هیات|دبیرخانه)"
)
_TITLE_FA = rx(
    rf"(?P<outer>[«\"])?(?P<title>{_GROUP_WORD}(?!\w)(?: (?:تخصصی|ویژه|ملی|مشترک|فرعی|دائمی|کاری))*"
    r"(?:ی)? ?(?:«[^«»\n]{3,120}»|\"[^\"\n]{3,120}\"|(?:(?:صیانت|حفاظت|حمایت|پاسداری|پاسداشت|دفاع|"
    r"پیشگیری|جلوگیری|استفاده|بهره‌برداری|بهره‌گیری|پشتیبانی|مراقبت|نگهداری) از |"
    r"(?!با (?:عضویت|مسئولیت|ترکیب|مشارکت|هدف|"
    r"حضور|محوریت|ریاست|وظایف)|به ریاست|متشکل|مرکب|به منظور|به شرح|(?:تشکیل|که|را|است|می\S*|مورخ|"
    r"خواهد|عبارت\S*|زیر|ذیل|به|برای|جهت|ایجاد|از|موظف|مکلف|باید|درباره|هر|تا|طی|ظرف|حداکثر|"
    r"منصوب|اعلام|ابلاغ|شکل|تأسیس|"
    r"در سال|در \S+ (?:جلسه|نشست))(?!\w))[^\s«»\"،؛:.()\n]+ ?){1,12}))(?P<close>[»\"])?"
)
_SET_UP_FA = rx(
    r"(?:تشکیل|ایجاد|تأسیس|پایه‌گذاری|دایر) (?:می‌شود|می‌گردد|می‌دهد|می‌دهند|می‌کند|شد|گردید|"
    r"شود|خواهد شد|گردد)|شکل (?:می‌گیرد|گرفت|خواهد گرفت)|متشکل از|مرکب از|با عضویت|"
    r"و عضویت|به (?:عنوان|سمت) (?:رییس|دبیر|عضو|سرپرست) (?=[«\"]?(?:کارگروه|ستاد|کمیته|شورا))|"
    r"تشکیل [«\"]?(?=(?:کارگروه|ستاد|کمیته|شورا))"
)
_BEING_SET_UP_FA = rx(r"تشکیل (?:می‌شود|می‌گردد|می‌دهد|می‌دهند|خواهد شد)")
_ACTS_IN_MEETING = rx(r"در (?:\S+ ){0,7}(?:جلسه|نشست|اجلاس)")
_HEADING_FA = rx(
    r"(?:صورت‌جلسه|صورت مذاکرات|آیین‌نامه|اساسنامه|شیوه‌نامه|ضوابط|منشور|شرح وظایف|فراخوان|"
    r"تشکیل|مصوبه|تصویب‌نامه|حکم|دستور|دستورالعمل|نظام‌نامه|دعوت)"
)
_LED_FA = rx(
    r"(?:با مسئولیت|به ریاست|با ریاست|با محوریت|به محوریت|به مسئولیت|به دبیری|به میزبانی|"
    r"با مدیریت|به مدیریت|به سرپرستی|با سرپرستی|زیر نظر|ذیل|به راهبری|با راهبری) (?=\S)"
)
_CHAIRED_FA = rx(r"(?<!\w)(?:جلسه|نشست|اجلاس)(?!\w)[^.\n]{0,60} به ریاست ")
_HOST_FA = rx(
    r"(?:^|\n|\|)\W*(?:نهاد |دستگاه |سازمان )?(?:میزبان|متولی|راهبر|مجری)(?: گروه| کارگروه)? ?: ?"
    r"(?P<body>[^\n(،|]{3,90})"
)
_AFTER_LEADER_FA = rx(
    r" (?:(?:و )?(?:به|با) (?:منظور|عضویت|مشارکت|ترکیب|هدف|همکاری|حضور|دبیری|شرکت)|متشکل|مرکب|"
    r"تشکیل|ایجاد|تأسیس|شکل|جهت|برای|که|و (?:متشکل|مرکب|عضویت|مشارکت|حضور|دبیری))(?!\w)"
)
_TITLE_EN = re.compile(
    r"(?P<title>(?:[A-Z][\w'-]+ (?:hoc )?)*(?:Working Group|Task Force|Task Team|Review Group|"
    r"Advisory Group|Expert Group|"
    r"Steering Group|Steering Committee|Coordination Group|Study Group|Committee|Council|Board|"
    r"Panel|Commission|Forum|Group|Team|Working Party|Taskforce|Subcommittee|Sub-Committee|"
    r"Subgroup)(?![\w-])"
    r"(?: (?:on|for|of|to)(?: the)?(?: [A-Z][\w'-]+| and| of| for| the| in|"
    r",(?= [A-Z]))+(?<! and)(?<! of)(?<! the)(?<! for)(?<! in)(?<!,))?)"
)
_TITLE_LOWER_EN = re.compile(
    r"\ban? (?P<title>(?:[a-z-]+ ){0,4}?(?:working group|expert group|task force|advisory group|"
    r"group of experts|study group|steering committee|committee|panel|task team|commission)"
    r"(?: (?:on|for|of) [^,.;:()\n]{3,90}?)?)(?=[,.;:(\n]|\s(?:to be|led|chaired|convened|hosted|"
    r"composed|consisting|comprising|made up|with|which|whose|under|made|that)\b)"
)
_SET_UP_EN = by_first_letter(
    r"\b(?:establish(?:es|ed)?|create[sd]?|set(?:s)? up|constitute[sd]?|convene[sd]?|form(?:s|"
    r"ed)?|there is hereby established|is hereby established)\b",
    re.IGNORECASE,
)
_SEATED = re.compile(
    rf"{_TITLE_EN.pattern}[^.;\n]{{0,80}}? (?:consists of|comprises|is composed of|is made up of|"
    r"shall consist of|shall comprise|shall be composed of)(?! (?:experts|members|"
    r"representatives)\b)"
)
_LED_EN = re.compile(
    r"\b(?:under the (?:leadership|chairmanship|direction) of|(?:[Cc]onvened|[Cc]haired|co-chaired|"
    r"[Ll]ed|[Hh]osted|[Hh]eaded|[Cc]oordinated|presided over) by) *:? +(?=\S)"
)
_MINUTES_OF = re.compile(r"(?:MINUTES|Minutes|Summary record) ?[-:] ?(?P<title>[A-Z].{5,100})$")
_RECORD = re.compile(r"\b(?:minutes|record|notes|agenda|meeting|session)\b", re.IGNORECASE)
_OF_GROUP = re.compile(
    r"(?:[Mm]eeting|MEETING|[Mm]inutes|MINUTES|[Ss]ession|SESSION) (?:of|OF) (?:(?:the|THE) )?"
    rf"(?:{_TITLE_EN.pattern}|(?P<capitals>(?:[A-Z][A-Z'-]+ ){{0,5}}(?:GROUP|COMMITTEE|BOARD|"
    rf"COUNCIL|"
    r"PANEL|FORCE|PARTY|COMMISSION|FORUM|TEAM)(?: (?:ON|FOR|OF)(?: [A-Z][A-Z'-]+)+)?))"
)
_PASSIVE = re.compile(
    r"(?<![Tt]here )\b(?:is|are|shall be|be) (?:hereby )?(?:established|created|set up|constituted|"
    r"formed)\Z"
)
_ACRONYM = re.compile(r"\s*\([a-z0-9-]{2,12}\)\s*$")
_NAME_FIELD = re.compile(
    r"(?:^|\s{2,})(?:Group\s{2,})?Name\s*:?\s{1,}(?P<title>[A-Z].{3,90})$", re.MULTILINE
)


def read_group(
    structure: Structure,
    kind: Kind,
    language: str,
    title: Finding[str] | None,
    known: KnownNames,
) -> WorkingGroup | None:
    """Return the document's group, or None where there is none."""
    if language == "en":
        return _EnglishGroup(structure, kind, title).read()
    return _PersianGroup(structure, kind, known).read()


class _PersianGroup:
    def __init__(self, structure: Structure, kind: Kind, known: KnownNames) -> None:
        self.copy, self.kind, self.known = structure.copy, kind, known

    def read(self) -> WorkingGroup | None:
        heading_first = self.kind in {"charter", "minutes", "call"}
        readers = [self._set_up, self._in_heading]
        found = None
        for read in reversed(readers) if heading_first else readers:
            found = found or read()
        if found is None:
            return None
        start, end, rule = found
        return WorkingGroup(self.copy.finding(start, end, rule, 0.85), self._leader(start))

    def _set_up(self) -> tuple[int, int, str] | None:
        text = self.copy.text
        pattern = _BEING_SET_UP_FA if self.kind == "news" else _SET_UP_FA
        for match in pattern.finditer(text):
            line = self.copy.lines[self.copy.line_at(match.start())]
            start = max(line.start, match.start() - 700)
            for found in _TITLE_FA.finditer(text, start, min(line.end, match.end() + 150)):
                bounds = self._bounds(found)
                if _ACTS_IN_MEETING.search(text, bounds[0], min(line.end, bounds[1] + 60)):
                    continue
                if bounds[1] - bounds[0] > 8:
                    return (*bounds, "set-up")
            if match.start() > 30_000:
                break
        return None

    def _in_heading(self) -> tuple[int, int, str] | None:
        if self.kind == "news":
            return None
        for line in self.copy.lines[:10]:
            head = _HEADING_FA.search(self.copy.text, line.start, line.end)
            if not head or head.start() - line.start > 12 or line.end - line.start > 160:
                continue
            found = _TITLE_FA.search(self.copy.text, head.end(), line.end)
            if found and found.end("title") - found.start("title") > 9:
                return (*self._bounds(found), "heading")
        return None

    def _bounds(self, found: re.Match[str]) -> tuple[int, int]:
        start, end = found.span("title")
        text = self.copy.text
        while end > start and text[end - 1] == " ":
            end -= 1
        return start, end

    def _leader(self, at: int) -> Finding[str] | None:
        text = self.copy.text
        line = self.copy.lines[self.copy.line_at(at)]
        host = _HOST_FA.search(text, 0, 4_000)
        if host and self.kind == "charter":
            return self.copy.finding(*host.span("body"), "host-field", 0.9)
        match = _LED_FA.search(text, line.start, min(line.end, at + 600))
        if match is None and self.kind == "minutes":
            chaired = _CHAIRED_FA.search(text, 0, 4_000)
            line = self.copy.lines[self.copy.line_at(chaired.start())] if chaired else line
            match = _LED_FA.search(text, chaired.start(), line.end) if chaired else None
        if match:
            named = name_before(text, match.end(), line.end, _AFTER_LEADER_FA)
            bodies = [named] if named else bodies_at(text, match.end(), line.end, self.known)
            if bodies:
                return self.copy.finding(*bodies[0], "led-by", 0.85)
        return None


class _EnglishGroup:
    def __init__(self, structure: Structure, kind: Kind, title: Finding[str] | None) -> None:
        self.copy, self.kind = structure.copy, kind
        self.title = title

    def read(self) -> WorkingGroup | None:
        text = self.copy.text
        if said := self._by_kind():
            return said
        if self.kind == "minutes":
            return self._letterhead()
        for match in _SET_UP_EN.finditer(text, 0, 60_000):
            before = text[max(0, match.start() - 120) : match.start()]
            named_before = list(_TITLE_EN.finditer(before))
            if named_before and _PASSIVE.search(text, max(0, match.end() - 60), match.end()):
                earlier = named_before[-1]
                base = max(0, match.start() - 120)
                return self._with_leader(base + earlier.start(), base + earlier.end(), "set-up")
            stop = min(len(text), match.end() + 160)
            lower = _TITLE_LOWER_EN.search(text, match.end(), stop)
            found = _TITLE_EN.search(text, match.end(), stop)
            if (
                lower
                and " " in lower["title"]
                and (found is None or lower.start() <= found.start())
            ):
                found = lower
            if found:
                return self._with_leader(*found.span("title"), "set-up")
        if self.kind in {"charter", "bylaws", "call"}:
            if headed := self._in_title() or self._in_first_lines(8):
                return headed
            if self.kind == "charter" and self.title:
                return self._from_title(self.title)
        return None

    def _by_kind(self) -> WorkingGroup | None:
        """Return the group where texts of this kind name it: a field, the title, the statutes."""
        text = self.copy.text
        named = _NAME_FIELD.search(text, 0, 4_000)
        if named and self.kind == "charter":
            start, end = named.span("title")
            return WorkingGroup(self.copy.finding(start, end, "name-field", 0.9), None)
        if self.kind == "charter" and self.title and _ACRONYM.search(self.title.value):
            return self._from_title(self.title)
        if self.kind == "charter" and (titled := self._in_title() or self._in_first_lines(1)):
            return titled
        if self.kind == "bylaws" and (seated := _SEATED.search(text, 0, 60_000)):
            return self._with_leader(*seated.span("title"), "members-listed")
        return None

    def _in_title(self) -> WorkingGroup | None:
        """Return the group that the title names, whatever body stands above it."""
        if self.title is None:
            return None
        start, end = (self.copy.position(place) for place in self.title.span)
        found = _TITLE_EN.search(self.copy.text, start, end)
        if found is None or " " not in found["title"]:
            return None
        return self._with_leader(*found.span("title"), "title")

    def _in_first_lines(self, count: int) -> WorkingGroup | None:
        for line in self.copy.lines[:count]:
            found = _TITLE_EN.search(self.copy.text, line.start, line.end)
            letterhead = self.kind == "call" and found and found.span() == (line.start, line.end)
            if found and " " in found["title"] and not letterhead:
                return self._with_leader(*found.span("title"), "heading")
        return None

    def _from_title(self, title: Finding[str]) -> WorkingGroup:
        start, end = (self.copy.position(place) for place in title.span)
        acronym = _ACRONYM.search(self.copy.text, start, end)
        return self._with_leader(start, acronym.start() if acronym else end, "charter-title")

    def _letterhead(self) -> WorkingGroup | None:
        """Return the body that met: the last of those above the word "minutes", or beside it."""
        text = self.copy.text
        above: WorkingGroup | None = None
        for line in self.copy.lines[:5]:
            if line.end - line.start > 160:
                continue
            beside = _MINUTES_OF.match(text, line.start, line.end)
            if beside and is_agent(text, *beside.span("title")):
                return WorkingGroup(self.copy.finding(*beside.span("title"), "heading", 0.8), None)
            found = _OF_GROUP.search(text, line.start, line.end)
            whole = found is not None and " " in (found["title"] or found["capitals"])
            if found and (whole or above is None):
                name = "title" if found["title"] else "capitals"
                return WorkingGroup(self.copy.finding(*found.span(name), "heading", 0.8), None)
            if _RECORD.search(text, line.start, line.end):
                break
            if line.end - line.start < 110 and is_agent(text, line.start, line.end):
                start, end = without_article(text, line.start, line.end)
                above = WorkingGroup(self.copy.finding(start, end, "letterhead", 0.8), None)
            elif above is not None:
                break
        return above

    def _with_leader(self, start: int, end: int, rule: str) -> WorkingGroup:
        text = self.copy.text
        start, end = without_article(text, start, end)
        line = self.copy.lines[self.copy.line_at(start)]
        leader = None
        match = _LED_EN.search(text, line.start, min(line.end, start + 500)) or _LED_EN.search(
            text, 0, 8_000
        )
        if match:
            bodies, _ = names_at(text, match.end(), min(len(text), match.end() + 300))
            if bodies:
                leader = self.copy.finding(*bodies[0], "led-by", 0.8)
        return WorkingGroup(self.copy.finding(start, end, rule, 0.8), leader)
