"""Invented bills of legal drafting, where little is changed in much that everybody shares.

Unlike the bills of ``amendment_generator``: sentences are made of formulas that hundreds of
clauses hold, rivals change the same number or another “shall” of the same article, and an
amendment paraphrases, shortens, or merges two proposals, and quotes more or less of the old text.
"""

from dataclasses import dataclass, field

import numpy as np
from submission_words import ENGLISH, PERSIAN

from dabir.analysis.matching import Wording

Words = list[str]
KINDS = ("number", "modal", "words", "insertion", "deletion", "new clause")
TAKEN = ("as it is", "paraphrased", "shortened", "merged", "quoted at length")


@dataclass(frozen=True, slots=True)
class Law:
    """The formulas of a language: {n} is a number, {m} a modal, {a} {o} {c} what an article is of.

    Of ``others`` each word may stand for the one before it.
    """

    lists: dict[str, str]
    formulas: tuple[str, ...]
    tails: tuple[str, ...]
    modals: tuple[str, ...]
    others: tuple[tuple[str, str], ...]
    frame: tuple[str, str]


LAWS = {
    "english": Law(
        ENGLISH,
        (
            "Without prejudice to paragraph {n}, {a} {m} {d} the {j} {o} {p} within {n} days.",
            "Where {a} has {d} the {j} {o}, it {m} inform the authority thereof within {n} days.",
            "For the purposes of this Article, the {j} {o} {m} be deemed {j} if {a} so requests.",
            "The authority {m} ensure that {a} {d} the {j} {o} {p} in an effective manner.",
            "{a} {m} keep the {o} referred to in Article {n} for at least {n} years {p}.",
            "The fine {m} not exceed {n} per cent of the turnover of {a} in the preceding year.",
            "By way of derogation from Article {n}, {a} {m} {d} {j} {o} {t}.",
        ),
        (
            "in accordance with the procedure referred to in Article {n}",
            "subject to appropriate safeguards laid down by law",
            "taking into account the state of the art and the cost of implementation",
            "without undue delay and in any event within {n} days",
            "in so far as it is necessary and proportionate",
            "after consulting the parties concerned",
        ),
        ("shall", "may", "must", "should"),
        (
            ("ensure", "guarantee"),
            ("within", "in"),
            ("inform", "notify"),
            ("thereof", "of it"),
            ("necessary", "required"),
            ("after", "following"),
            ("no later than", "at the latest"),
            ("in accordance with", "pursuant to"),
            ("referred to", "mentioned"),
            ("laid down", "provided"),
            ("subject to", "under"),
            ("at least", "not less than"),
        ),
        (
            "We propose that this provision be drafted as follows:",
            "Our members would welcome this.",
        ),
    ),
    "persian": Law(
        PERSIAN,
        (
            "با رعایت بند {n} این ماده، {a} {m} {o} {j} را {p} ظرف {n} روز {d}.",
            "هرگاه {a} {o} {j} را {d}، {m} مراتب را حداکثر تا {n} روز کاری به مرجع صالح اعلام کند.",
            "در اجرای این ماده، {o} {j} به درخواست {a} در حکم {j} است و {m} ثبت شود.",
            "مرجع صالح {m} اطمینان یابد که {a} {o} {j} را {p} به نحو مؤثر {d}.",
            "{a} {m} {o} موضوع ماده {n} را دست‌کم {n} سال {p} نگهداری کند.",
            "جریمه موضوع این ماده {m} از {n} درصد درآمد سالانه {a} بیشتر نباشد.",
            "به استثنای موارد ماده {n}، {a} {m} {o} {j} را {t} {d}.",
        ),
        (
            "مطابق آیین‌نامه موضوع ماده {n} این قانون",
            "با رعایت تضمین‌های مقرر در قوانین مربوط",
            "با توجه به امکانات فنی و هزینه اجرا",
            "بدون تأخیر و در هر حال ظرف {n} روز",
            "تا جایی که لازم و متناسب باشد",
            "پس از اخذ نظر اشخاص ذی‌نفع",
        ),
        ("باید", "می‌تواند", "مکلف است", "مجاز است"),
        (
            ("ظرف", "طی"),
            ("حداکثر", "نهایتاً"),
            ("مراتب", "موضوع"),
            ("اعلام", "ابلاغ"),
            ("مطابق", "بر اساس"),
            ("با رعایت", "به شرط رعایت"),
            ("دست‌کم", "حداقل"),
            ("لازم", "ضروری"),
            ("پس از", "بعد از"),
            ("هرگاه", "چنانچه"),
            ("مقرر", "پیش‌بینی‌شده"),
            ("با توجه به", "با لحاظ"),
        ),
        ("پیشنهاد می‌شود این حکم به شرح زیر اصلاح شود:", "این تغییر به سود همگان است."),
    ),
}


@dataclass(frozen=True, slots=True)
class Change:
    """Words of an article from one place to another, and what stands there instead."""

    begin: int
    end: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change to an article, or a new clause beside it (article, and no old wording)."""

    article: int
    kind: str
    changes: tuple[Change, ...]


@dataclass(slots=True)
class HardBill:
    """Amendments and proposals; of each amendment the proposals it took from, and how."""

    amendments: list[Wording] = field(default_factory=list)
    proposals: list[Wording] = field(default_factory=list)
    sources: dict[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: dict[str, tuple[str, str]] = field(default_factory=dict)


def hard_bill(
    seed: int, tongue: str, *, articles: int = 90, proposals: int = 900, amendments: int = 500
) -> HardBill:
    """Return an invented bill; the same for the same arguments."""
    writer = _Writer(np.random.default_rng(seed), LAWS[tongue], articles)
    made = HardBill()
    told: list[Proposal] = []
    known: set[tuple[int, tuple[Change, ...]]] = set()
    while len(told) < proposals:
        new = writer.proposal()
        if (new.article, new.changes) not in known:
            known.add((new.article, new.changes))
            made.proposals.append(writer.shown(f"p{len(told)}", new, framed=0.25, cut=0.5))
            told.append(new)
    for number in range(amendments):
        at = writer.pick(len(told))
        name, how = f"a{number}", TAKEN[writer.pick(len(TAKEN))]
        near = [n for n, one in enumerate(told) if one.article == told[at].article and n != at]
        sources = [at]
        if how == "merged" and near:
            sources.append(near[writer.pick(len(near))])
        taken = writer.taken([told[each] for each in sources], how)
        cut = 0.0 if how == "quoted at length" else 0.4
        made.amendments.append(writer.shown(name, taken, framed=0.0, cut=cut))
        made.sources[name] = tuple(f"p{each}" for each in sources)
        made.kinds[name] = told[at].kind, how
    return made


class _Writer:
    def __init__(self, chance: np.random.Generator, law: Law, articles: int) -> None:
        self._chance, self._law = chance, law
        self._lists = {
            slot: [" ".join(one.split()) for one in law.lists[name].split(";")]
            for slot, name in zip(
                "adjopt", ("actor", "do", "adjective", "noun", "place", "time"), strict=True
            )
        }
        self._articles = [
            [word for _ in range(int(chance.integers(2, 6))) for word in self._sentence(each)]
            for each in range(articles)
        ]

    def pick(self, count: int) -> int:
        """Return a number below another one."""
        return int(self._chance.integers(count))

    def _yes(self, share: float) -> bool:
        return bool(self._chance.random() < share)

    def _filled(self, formula: str, article: int) -> Words:
        """Fill a formula; an article keeps to some of the words."""
        words: Words = []
        for piece in formula.split():
            slot = piece[piece.find("{") + 1] if "{" in piece else ""
            if not slot:
                words.append(piece)
                continue
            if slot == "n":
                filling = str(int(self._chance.choice([1, 2, 3, 5, 7, 10, 14, 15, 20, 30, 60, 90])))
            elif slot == "m":
                filling = self._law.modals[int(4 * self._chance.random() ** 2)]
            else:
                listed = self._lists[slot]
                own = (article * 5 + self.pick(4)) % len(listed)
                filling = listed[own if self._yes(0.7) else self.pick(len(listed))]
            words += piece.replace("{" + slot + "}", filling).split()
        return words

    def _sentence(self, article: int) -> Words:
        words = self._filled(self._law.formulas[self.pick(len(self._law.formulas))], article)
        if self._yes(0.5):
            words = [*words[:-1], words[-1].rstrip("."), *self._tail(article)]
            words[-1] += "."
        return words

    def _tail(self, article: int) -> Words:
        return self._filled(self._law.tails[self.pick(len(self._law.tails))], article)

    def _idea(self, article: int) -> Words:
        """Return words to insert: a formula that others have, and something of their own."""
        own = [*self._filled("{j} {o} {p}", article)]
        if self._yes(0.5):
            own = [*own, *self._filled("{a} {o}", article)]
        return [*self._tail(article), *own] if self._yes(0.6) else own

    def proposal(self) -> Proposal:
        """Return a proposal to an article; some articles have many."""
        article = int(len(self._articles) * self._chance.random() ** 1.6)
        kind = KINDS[self.pick(len(KINDS))]
        text = self._articles[article]
        numbers = [at for at, word in enumerate(text) if word.isdigit()]
        modals = [at for at, word in enumerate(text) if word in self._law.modals]
        if kind == "number" and numbers:
            at = numbers[self.pick(len(numbers))]
            number = int(text[at]) + int(self._chance.choice([1, 2, 5, 10, 15, 30, 45, 75]))
            change = Change(at, at + 1, (str(number),))
        elif kind == "modal" and modals:
            at = modals[self.pick(len(modals))]
            rest = [word for word in self._law.modals if word != text[at]]
            change = Change(at, at + 1, tuple(rest[self.pick(len(rest))].split()))
        elif kind == "words":
            at = self.pick(len(text) - 2)
            change = Change(at, at + 2, tuple(self._filled("{j} {o}", article)))
        elif kind == "deletion":
            at = self.pick(len(text) - 3)
            end = min(len(text), at + int(self._chance.integers(1, 9)))
            change = Change(at, end, ())
        elif kind == "new clause":
            words = [*self._sentence(article), *self._sentence(article)]
            change = Change(0, 0, tuple(words))
        else:
            kind, at = "insertion", self.pick(len(text))
            change = Change(at, at, tuple(self._idea(article)))
        return Proposal(article, kind, (change,))

    def taken(self, sources: list[Proposal], how: str) -> Proposal:
        """Return what an amendment makes of its sources."""
        changes: list[Change] = []
        for source in sources:
            for change in source.changes:
                words = list(change.words)
                if how == "shortened" and len(words) > 4:
                    kept = max(3, int(len(words) * (0.4 + 0.4 * self._chance.random())))
                    first = self.pick(len(words) - kept + 1)
                    words = words[first : first + kept]
                if how == "paraphrased":
                    words = self._paraphrased(words, source.article)
                changes.append(Change(change.begin, change.end, tuple(words)))
        if how == "paraphrased" or self._yes(0.3):  # somebody always adds a word elsewhere
            at = self.pick(len(self._articles[sources[0].article]))
            changes.append(Change(at, at, tuple(self._filled("{j} {o}", sources[0].article))))
        new = all(source.kind == "new clause" for source in sources)
        kind = "new clause" if new else sources[0].kind
        return Proposal(sources[0].article, kind, tuple(changes))

    def _paraphrased(self, words: Words, article: int) -> Words:
        text = " ".join(words)
        for one, other in self._law.others:
            if self._yes(0.8):
                text = f" {text} ".replace(f" {one} ", f" {other} ").strip()
        found: Words = []
        for word in text.split():
            dice = self._chance.random()
            if dice < 0.08 and len(words) > 3:
                continue
            found.append(word)
            if dice > 0.93:
                found += self._filled("{j}", article)
        return found

    def shown(self, name: str, proposal: Proposal, *, framed: float, cut: float) -> Wording:
        """Return a proposal as its writer shows it: all of the article, or what is around."""
        text = self._articles[proposal.article]
        changes: list[Change] = []
        for change in sorted(proposal.changes, key=lambda one: (one.begin, one.end)):
            if not changes or change.begin >= changes[-1].end:
                changes.append(change)
        first, last = 0, len(text)
        if self._yes(cut):
            first = max(0, changes[0].begin - int(self._chance.integers(2, 12)))
            last = min(last, changes[-1].end + int(self._chance.integers(2, 12)))
        if proposal.kind == "new clause":
            return Wording(name, " ".join(word for one in changes for word in one.words))
        new: Words = []
        place = first
        for change in changes:
            new += [*text[place : change.begin], *change.words]
            place = change.end
        new += text[place:last]
        if self._yes(framed):  # a letter, which does not say what stood there before
            return Wording(name, " ".join([self._law.frame[0], *new, self._law.frame[1]]))
        return Wording(name, " ".join(new), " ".join(text[first:last]))
