"""Texts to write into files: one that has everything, and random ones."""

from datetime import date

from hypothesis import strategies as st

from dabir.domain.drafting import Clause, Kind, NumberStyle, Symbol, Version
from dabir.formats.texts import Milestone, TextFacts

LETTERS = st.characters()
ODD = st.sampled_from(["\x00", "\x0b", "\x1f", "\ud800", "\udfff", "\uffff", "\r", "\t", "\u2028"])
MARKUP = st.sampled_from(
    ["<b>", "&amp;", "]]>", "# ", "* ", "1. ", "<!-- x -->", "`", "\\", "_", "[a](b)"]
)
WORDS = st.sampled_from(["می‌شود", "کارگروه", "water", "۱۲", "،", " ", "  ", "\n", "\n\n"])
wild = st.lists(LETTERS | ODD | MARKUP | WORDS, max_size=8).map("".join)
uids = st.text(max_size=5) | st.uuids().map(str)
wordings = st.dictionaries(st.sampled_from(["fa", "en", "ar", "zh-Hant"]), wild, max_size=3)


@st.composite
def versions(draw, *, most=8, words=wordings, names=uids):
    clauses = []
    uids = draw(st.lists(names, max_size=most, unique=True))
    for number, uid in enumerate(uids):
        clauses.append(
            Clause(
                uid=uid,
                parent=draw(st.sampled_from([None, *uids[:number]])),
                order=draw(st.integers(0, 20)),
                kind=draw(st.sampled_from(Kind)),
                style=draw(st.sampled_from(NumberStyle)),
                heading=draw(words) if draw(st.booleans()) else {},
                text=draw(words),
            )
        )
    made_from = draw(st.none() | st.integers(0, 3).map(Symbol))
    return Version.of(Symbol(draw(st.integers(0, 9))), clauses, made_from=made_from)


days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))


@st.composite
def facts(draw):
    return TextFacts(
        title=draw(wordings) | {"fa": "پیش‌نویس " + draw(wild)},
        number=draw(wild),
        name=draw(wild),
        day=draw(st.none() | days),
        day_text=draw(wild),
        begun=draw(st.none() | days),
        group=draw(wild),
        country=draw(st.sampled_from(["ir", "fr", "un"])),
        classification=draw(wild),
        status=draw(st.sampled_from(["draft", "final"])),
        history=tuple(Milestone(Symbol(n), draw(days)) for n in range(draw(st.integers(0, 2)))),
    )


def a_text() -> Version:
    """A regulation in two languages with every kind of clause in its usual place."""
    return Version.of(
        Symbol(2),
        [
            Clause(
                "pre", None, 0, Kind.PREAMBLE, NumberStyle.NONE,
                text={"fa": "کارگروه آب،", "en": "The working group on water,"},
            ),
            Clause(
                "pp1", "pre", 0, Kind.PARAGRAPH, NumberStyle.NONE,
                text={"fa": "با توجه به سند تشکیل،", "en": "Recalling its mandate,"},
            ),
            Clause(
                "ch1", None, 1, Kind.CHAPTER, NumberStyle.ORDINAL,
                heading={"fa": "کلیات", "en": "General"},
            ),
            Clause(
                "a1", "ch1", 0, Kind.ARTICLE, heading={"fa": "تعریف‌ها", "en": "Definitions"},
                text={"fa": "در این آیین‌نامه:", "en": "In this regulation:"},
            ),
            Clause(
                "c1", "a1", 0, Kind.CLAUSE, NumberStyle.LETTERS,
                text={"fa": "چاه، هر حفره‌ای برای برداشت آب است؛", "en": "a well is any bore;"},
            ),
            Clause(
                "c2", "a1", 1, Kind.CLAUSE, NumberStyle.LETTERS,
                text={"fa": "بهره‌بردار، دارندهٔ پروانه است.", "en": "an operator has a licence."},
            ),
            Clause(
                "i1", "c2", 0, Kind.ITEM, text={"fa": "شخص حقیقی", "en": "a natural person"}
            ),
            Clause(
                "n1", "a1", 2, Kind.NOTE,
                text={"fa": "قنات چاه نیست.", "en": "A qanat is no well."},
            ),
            Clause(
                "ch2", None, 2, Kind.CHAPTER, NumberStyle.ORDINAL,
                heading={"fa": "برداشت", "en": "Withdrawal"},
            ),
            Clause(
                "a2", "ch2", 0, Kind.ARTICLE,
                text={
                    "fa": "برداشت بیش از اندازهٔ پروانه ممنوع است.\nاندازه را دستگاه تعیین می‌کند.",
                    "en": "More than is licensed may not be withdrawn.\nThe agency says how much.",
                },
            ),
            Clause(
                "x1", None, 3, Kind.ANNEX, heading={"fa": "اندازه‌ها", "en": "Amounts"},
                text={"fa": "هر سال بازنگری می‌شود.", "en": "Revised every year."},
            ),
        ],
        made_from=Symbol(1),
    )  # fmt: skip


def its_facts(**changes) -> TextFacts:
    known = {
        "title": {"fa": "آیین‌نامهٔ چاه‌ها", "en": "Regulation on wells"},
        "number": "WG.4/2026/L.3",
        "day": date(2026, 11, 22),
        "day_text": "۱ آذر ۱۴۰۵",
        "begun": date(2026, 1, 2),
        "group": "کارگروه آب",
        "classification": "عادی",
        "history": (
            Milestone(Symbol(0), date(2026, 1, 2)),
            Milestone(Symbol(1), date(2026, 6, 2)),
        ),
    }
    return TextFacts(**(known | changes))
