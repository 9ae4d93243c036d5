"""Invented dockets whose themes are known, in Persian and English."""

import random

SUBJECTS = {
    "parking": "parking garage kerb meter permit driver vehicle street resident space",
    "library": "library book reading shelf branch librarian loan catalogue novel children",
    "river": "river flood embankment water pollution fish bank stream sewage rain",
    "noise": "noise airport night flight engine sleep aircraft runway curfew siren",
    "پارک": "پارک درخت چمن بازی کودک نیمکت سایه باغچه گل فضا",
    "مدرسه": "مدرسه معلم کلاس دانش‌آموز شهریه کتاب درس امتحان مدیر آموزش",
}
_ENGLISH = "the of and we think that should be more for our in this with please"
_PERSIAN = "از که را در و این برای ما باید با به هم است شود"


def invented(
    count: int, *, seed: int, subjects: tuple[str, ...] = tuple(SUBJECTS)
) -> tuple[list[str], list[str]]:
    """Return texts and what each is about: telling words, a stray one, and filling."""
    chance = random.Random(seed)
    texts, about = [], []
    for _ in range(count):
        subject = chance.choice(subjects)
        words = chance.choices(SUBJECTS[subject].split(), k=6)
        script = [one for one in subjects if one.isascii() == subject.isascii()]
        words += chance.choices(SUBJECTS[chance.choice(script)].split(), k=1)
        words += chance.choices((_ENGLISH if subject.isascii() else _PERSIAN).split(), k=6)
        chance.shuffle(words)
        texts.append(" ".join(words).capitalize() + ".")
        about.append(subject)
    return texts, about


def language_of(subject: str) -> str:
    """Return the language of a subject's texts."""
    return "en" if subject.isascii() else "fa"
