"""The words that redlines and compilations of files add themselves, in the language of the draft.

They follow the draft, not the reader of a page, and so stand here and not in a catalogue.
"""

from __future__ import annotations

from dabir.domain.language import to_persian_digits
from dabir.formats.documents import Language

_FA = {
    "redline": "متن مقایسه‌ای",
    "against": "{new} در برابر {old}",
    "words deleted": "واژه حذف شده",
    "words inserted": "واژه افزوده شده",
    "changes": "تغییر",
    "put in": "افزوده",
    "taken out": "حذف‌شده",
    "spelling": "تنها املا",
    "same": "دو متن یکی است.",
    "list": "فهرست تغییرها",
    "unchanged": "{count} بند بی‌تغییر",
    "moved": "جابه‌جا شده",
    "left": "از اینجا رفته است",
    "added": "بند تازه",
    "deleted": "بند حذف‌شده",
    "split": "به چند بند شکسته شده",
    "joined": "از چند بند یکی شده",
    "doubtful": "تطبیق نامطمئن",
    "doubts": "این بندها با اطمینان کم یکی دانسته شده‌اند؛ نگاه کنید که درست باشد:",
    "notes": "دربارهٔ فایل‌ها",
    "compilation": "متن تجمیعی",
    "compiled": "{count} پیشنهاد بر {base}",
    "proposers": "پیشنهاددهنده",
    "places": "جا",
    "contested": "محل اختلاف",
    "contests": "اختلاف‌ها",
    "options": "{count} پیشنهاد",
    "base": "متن پایه",
    "delete clause": "حذف بند",
    "keep clause": "ماندن بند",
    "delete words": "حذف",
    "move clause": "جابه‌جایی بند",
    "add clause": "بند تازه",
    "leave out": "افزوده نشود",
    "cosponsored": "پیشنهاد مشترک",
    "everything": "همهٔ متن",
    "by proposer": "به تفکیک پیشنهاددهنده",
    "nothing": "هیچ پیشنهادی نیست.",
    "restructured": "بندهای شکسته و یکی‌شده",
    "joined to": "یکی‌شده با {clause}",
}
_EN = {
    "redline": "Redline",
    "against": "{new} against {old}",
    "words deleted": "words deleted",
    "words inserted": "words inserted",
    "changes": "changes",
    "put in": "put in",
    "taken out": "taken out",
    "spelling": "spelling only",
    "same": "The two texts are the same.",
    "list": "List of changes",
    "unchanged": "{count} clauses unchanged",
    "moved": "moved here",
    "left": "moved away from here",
    "added": "new clause",
    "deleted": "clause deleted",
    "split": "split into several",
    "joined": "joined from several",
    "doubtful": "uncertain match",
    "doubts": "These clauses were matched on weak grounds; see that it is right:",
    "notes": "About the files",
    "compilation": "Compilation text",
    "compiled": "{count} proposals on {base}",
    "proposers": "proposers",
    "places": "places",
    "contested": "contested",
    "contests": "Contested places",
    "options": "{count} proposals",
    "base": "base text",
    "delete clause": "delete the clause",
    "keep clause": "keep the clause",
    "delete words": "delete",
    "move clause": "move the clause",
    "add clause": "new clause",
    "leave out": "do not add",
    "cosponsored": "co-sponsored",
    "everything": "Whole text",
    "by proposer": "By proposer",
    "nothing": "Nothing is proposed.",
    "restructured": "Split and joined clauses",
    "joined to": "joined to {clause}",
}
_ONE = {
    "words deleted": "word deleted",
    "words inserted": "word inserted",
    "changes": "change",
    "unchanged": "{count} clause unchanged",
    "compiled": "{count} proposal on {base}",
    "proposers": "proposer",
    "places": "place",
    "options": "{count} proposal",
}
"""What English says otherwise of one; Persian does not."""
_WORDS: dict[Language, dict[str, str]] = {"fa": _FA, "en": _EN}


def say(language: Language, key: str, **values: object) -> str:
    """Return a word or a sentence; numbers among `values` come in the digits of the language.

    `count` is how many there are, also where the words do not say so.
    """
    of_one = language == "en" and values.get("count") == 1 and key in _ONE
    return (_ONE if of_one else _WORDS[language])[key].format(
        **{name: numeral(language, value) for name, value in values.items()}
    )


def counted(language: Language, number: int, key: str) -> str:
    """Return a number with the word for what it counts."""
    return f"{numeral(language, number)} {say(language, key, count=number)}"


def numeral(language: Language, value: object) -> str:
    """Return a number as readers of the language write it; anything else as it is."""
    if isinstance(value, int):
        grouped = f"{value:,}"
        return to_persian_digits(grouped.replace(",", "٬")) if language == "fa" else grouped
    return str(value)
