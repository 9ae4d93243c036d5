"""Texts that are nearly the same are told from texts on one subject."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.language.likeness import LIKE, Sketch, likeness, sketch, unpacked
from dabir.domain.language.search_key import search_key

SUBJECTS = (
    "نصب دوربین در کوچه بدون تابلو اعتماد همسایه‌ها را از میان می‌برد",
    "نگه‌داری تصویر بیش از سی روز هزینه دارد و سودی برای امنیت محله ندارد",
    "شهرداری باید نشانی هر دوربین را روی نقشه‌ای باز و همگانی بگذارد",
    "دسترسی به تصویرها تنها با حکم قاضی و با ثبت نام بیننده باشد",
    "مغازه‌های کوچک توان خرید دستگاه‌های گران را در سال اول ندارند",
    "کودکان در زمین بازی نباید بی‌اجازهٔ پدر و مادر فیلم‌برداری شوند",
    "آموزش مأموران پیش از خرید دستگاه تازه از همه چیز واجب‌تر است",
    "گزارش سالانهٔ شمار خرابی‌ها و شکایت‌ها را به زبان ساده منتشر کنید",
    "در روستاها برق پایدار نیست و دستگاه‌ها شب‌ها خاموش می‌مانند",
    "نرم‌افزار تشخیص چهره خطا دارد و بی‌گناهان را گرفتار می‌کند",
    "اگر قطعه‌ها داخلی باشد تعمیرکار محلی هم می‌تواند آن را درست کند",
    "بیمهٔ دستگاه‌ها در برابر سرقت بر دوش کیست و چه کسی پول آن را می‌دهد",
)
LETTERS = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"


def _text(rng: random.Random, sentences: int = 5) -> list[str]:
    return rng.sample(SUBJECTS, sentences)


def _written(sentences: list[str]) -> str:
    return "؛ ".join(sentences) + "."


def _typos(rng: random.Random, text: str) -> str:
    words = text.split(" ")
    for _each in range(max(1, len(words) // 20)):
        at = rng.randrange(len(words))
        place = rng.randrange(len(words[at]))
        words[at] = words[at][:place] + rng.choice(LETTERS) + words[at][place + 1 :]
    return " ".join(words)


def _sketch(text: str) -> Sketch:
    return sketch(search_key(text))


def _are_like(one: str, other: str) -> bool:
    first, second = _sketch(one), _sketch(other)
    if first.text == second.text:
        return True
    met = set(first.bands(1)) & set(second.bands(1))
    return bool(met) and likeness(first.places, second.places) >= LIKE


def test_variants_are_found_and_other_texts_are_not() -> None:
    rng = random.Random(14)
    found = dict.fromkeys(("typos", "shuffled", "own paragraph", "spelling"), 0)
    times = 150
    for _each in range(times):
        sentences = _text(rng, 6)
        text = _written(sentences)
        shuffled = sentences[:]
        rng.shuffle(shuffled)
        own = [one for one in SUBJECTS if one not in sentences][:1]
        found["typos"] += _are_like(text, _typos(rng, text))
        found["shuffled"] += _are_like(text, _written(shuffled))
        found["own paragraph"] += _are_like(text, _written([*sentences, *own]))
        found["spelling"] += _are_like(
            text, text.replace("ی", "ي").replace("ک", "ك").replace("\u200c", "")
        )
    recall = {kind: count / times for kind, count in found.items()}
    assert all(share >= 0.95 for share in recall.values()), recall
    wrong = sum(
        _are_like(_written(list(SUBJECTS[:6])), _written([*SUBJECTS[6:], f"و بند {number} هم"]))
        for number in range(times)
    )
    halves = 0
    for _each in range(times):
        chosen = rng.sample(SUBJECTS, 9)
        # Two of five sentences in common: on one subject, and not the same letter.
        halves += _are_like(_written(chosen[:5]), _written(chosen[3:8]))
    assert wrong == 0
    assert halves / times <= 0.05


def test_short_answers_are_like_only_when_equal() -> None:
    assert _sketch("با این موافقم").bands(1) == []
    assert not _are_like("با این موافقم", "با آن موافقم")
    assert _are_like("با این موافقم.", "با اين موافقم")


def test_calls_are_kept_apart() -> None:
    one = _sketch(_written(list(SUBJECTS[:5])))
    assert not set(one.bands(1)) & set(one.bands(2))


@given(st.text(max_size=300))
def test_a_sketch_survives_packing_and_fits_a_signed_integer(text: str) -> None:
    one = _sketch(text)
    assert unpacked(one.packed) == one.places
    assert all(-(2**63) <= key < 2**63 for key in [one.text, *one.bands(2**40)])
    assert likeness(one.places, one.places) in {0.0, 1.0}
