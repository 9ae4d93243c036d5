"""Which language a text is written in, by script and stop words."""

import re

from dabir.domain.language.letters import normalise_letters
from dabir.domain.language.words import bare_words


def _set_of(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


SAMPLE = 20_000  # characters; the beginning of a long text decides

PERSIAN = _set_of(
    "از را که این با برای است شد شود می آن های ها تا بر هر یا نیز خود باید شده کرد کند دو سه یک "
    "اند بود ما شما نمی پس چه اگر هم نامه ماده بند تبصره جلسه کارگروه"
)
# Spelled as after normalise_letters: على is علی, إلى is الی.
ARABIC = _set_of(
    "في فی من علی الی ان هذا هذه التی الذی عن مع لا ما لم قد کان کانت او ثم بین ذلک کل لهذا "
    "عند بعد قبل غیر هو هی نحن وفی وهو"
)
ENGLISH = _set_of(
    "the of and to in is for on that with by be as are this shall which from or an at its will "
    "has have not was were it their"
)
OTHER_LATIN = _set_of(
    "le la les des du et une est dans pour que qui sur au aux der die das und ist nicht mit von "
    "den el los las por para con del y una como il che di per non sono gli ve bir bu için ile"
)
PERSIAN_ONLY = "پچژگ"
_ARABIC_ONLY = re.compile(r"[ة]|\bال\w{3,}")
_ARABIC_SCRIPT = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]+")
_LATIN_SCRIPT = re.compile("[A-Za-z\u00c0-\u024f]+")


def detect_language(text: str) -> str:
    """Return "fa", "ar" or "en" for the language that most of ``text`` is in, else "und".

    The text is judged by its first 20,000 characters. Persian typed with Arabic letters (ي ك) is
    Persian; plain Latin text without words of another language counts as English.
    """
    sample = text[:SAMPLE]
    arabic_script = 0 if sample.isascii() else sum(map(len, _ARABIC_SCRIPT.findall(sample)))
    latin_script = sum(map(len, _LATIN_SCRIPT.findall(sample)))
    if arabic_script + latin_script == 0:
        return "und"
    if arabic_script >= latin_script:
        return _persian_or_arabic(sample)
    return _english_or_unknown(sample)


def _persian_or_arabic(sample: str) -> str:
    plain = normalise_letters(sample)
    parts = [part for word in bare_words(plain) for part in word.split("\u200c")]
    persian = sum(map(PERSIAN.__contains__, parts)) + 0.5 * sum(map(plain.count, PERSIAN_ONLY))
    arabic = sum(map(ARABIC.__contains__, parts)) + 0.5 * len(_ARABIC_ONLY.findall(sample))
    if persian == arabic == 0 and not re.search("[\u0621-\u064a\u06a9\u06cc]", plain):
        return "und"
    return "ar" if arabic > persian else "fa"


def _english_or_unknown(sample: str) -> str:
    found = [word.casefold() for word in bare_words(sample)]
    english = sum(map(ENGLISH.__contains__, found))
    other = sum(map(OTHER_LATIN.__contains__, found))
    accented = len(re.findall("[\u00c0-\u024f]", sample))
    return "en" if english >= other and (english or not accented) else "und"
