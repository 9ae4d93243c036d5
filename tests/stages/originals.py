"""Texts that were made of Word files, and what their files say."""

import io
import zipfile

from lxml import etree

from dabir.domain.drafting import Edit
from dabir.formats.docx_styles import W
from dabir.formats.word_originals import Opened
from dabir.stages.texts.acts import (
    derive_version,
    draft_zero_from_file,
    keep_draft_file,
    keep_text_file,
    mend_draft_file,
    rule_amendment,
)
from dabir.stages.texts.acts.drafting_from_files import LeaveOut
from dabir.stages.texts.files.coming_in import read_incoming
from dabir.stages.texts.files.going_out import Shape, write_compiled, write_version
from dabir.stages.texts.files.zero_files import rows_of
from dabir.stages.texts.queries import latest_version
from dabir.stages.texts.snapshots import snapshot
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.formats.word_originals.files import BOLD, p, run, word
from tests.stages.drafts import make_text, propose

TITLE = "آیین‌نامهٔ گزارش"


def persian():
    """Return a regulation as a ministry writes it: numbers typed, a cover, a header, a footer."""
    return word(
        p(run("یادداشت: برای انتشار نیست")),
        p(run(TITLE), style="Heading1"),
        p(run("ماده ۱ ـ ", BOLD), run("کارگروه هر ماه گزارش می‌دهد.")),
        p(run("تبصره ـ ", BOLD), run("گزارش محرمانه منتشر نمی‌شود.")),
        p(run("ماده ۲ ـ ", BOLD), run("دبیرخانه گزارش را منتشر می‌کند:")),
        p(run("الف) در پایگاه خود؛")),
        p(run("ب) در روزنامهٔ رسمی.")),
        p(run("ماده ۳ ـ ", BOLD), run("هزینه‌ها را دستگاه‌ها می‌پردازند.")),
        p(run("این آیین‌نامه از روز تصویب اجرا می‌شود.")),
        rtl=True,
    )


class World:
    def __init__(self, data, language="fa", *, left_out=()):
        self.group = make_group()
        self.secretary = make_secretary(self.group)
        self.member = make_member(self.group, body=make_body("اتحادیه"))
        titles = {"fa": TITLE, "en": "Draft decision on open data"}
        self.text = make_text(
            self.group, self.secretary, zero=False, language=language, titles=titles
        )
        self.file = keep_draft_file(
            text=self.text, data=data, name="draft.docx", actor=self.secretary, at=AT
        )
        rows = rows_of(self.file.rows)
        places = [
            place
            for place, row in enumerate(rows)
            if any(each in row.text.get(language, "") for each in left_out)
        ]
        for number, place in enumerate(places):
            mend_draft_file(
                file=self.file,
                place=place,
                change=LeaveOut(),
                mended_before=number,
                actor=self.secretary,
                at=AT,
            )
        draft_zero_from_file(file=self.file, mended_before=len(places), actor=self.secretary, at=AT)

    @property
    def latest(self):
        return latest_version(self.text)

    @property
    def uids(self):
        return [clause.uid for _, clause in snapshot(self.latest).walk()]

    def edit(self, number, old, new):
        clause = snapshot(self.latest)[self.uids[number]]
        language = self.text.language
        start = clause.text[language].index(old)
        return Edit(clause.uid, language, start, start + len(old), old, new)

    def propose(self, *operations, accept=False, **details):
        body = self.member.memberships.get().body
        made = propose(self.text, self.member, *operations, body=body, **details)
        if accept:
            rule_amendment(amendment=made, accept=True, actor=self.secretary, at=AT)
        return made

    def derive(self):
        return derive_version(text=self.text, actor=self.secretary, at=AT)

    def shape(self, layout="original"):
        return Shape(languages=(self.text.language,), layout=layout)

    def version(self, version=None, reader=None, **more):
        reader = reader or self.secretary
        return write_version(version or self.latest, reader, "docx", self.shape(**more)).data

    def compiled(self, reader=None):
        return write_compiled(self.latest, reader or self.secretary, "docx", self.shape()).data

    def come_back(self, data):
        received = keep_text_file(
            text=self.text, data=data, name="back.docx", actor=self.secretary, at=AT
        )
        return read_incoming(received, list(self.text.versions.all()))


def side(data, *, accepted=True):
    opened = Opened(data, lambda _: accepted)
    return [line.text for line in opened.lines if line.words]


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def is_as_it_came(data):
    return "Delegation of Ruritania" in parts(data).get("word/header1.xml", "")


def fronts(data):
    """Return what stands in the lines that are put above the text."""
    body = etree.fromstring(parts(data)["word/document.xml"].encode())
    styled = ((each, each.find(f"{W}pPr/{W}pStyle")) for each in body.iter(f"{W}p"))
    return [
        "".join(words.text or "" for words in each.iter(f"{W}t"))
        for each, style in styled
        if style is not None and "DabirFront" in style.get(f"{W}val")
    ]


def letterhead(data):
    return any("Ruritania" in part for part in parts(data).values())
