"""Word files of somebody else's, with all that such files have, for the tests of this folder."""

import io
import zipfile

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_STYLES = """<w:styles {w}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Carlito"
 w:hAnsi="Carlito" w:cs="Vazirmatn"/><w:sz w:val="24"/><w:szCs w:val="24"/></w:rPr></w:rPrDefault>
</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"
/><w:pPr>{bidi}</w:pPr></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name
 w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr>
<w:b/><w:bCs/><w:color w:val="1F4E79"/><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="ArticleHeading"><w:name
 w:val="Article heading"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:numPr><w:numId
 w:val="1"/></w:numPr></w:pPr><w:rPr><w:i/><w:iCs/><w:color w:val="7B2D26"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Provision"><w:name w:val="Provision"/>
<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="160"/></w:pPr></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/><w:bCs/></w:rPr>
</w:style><w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/></w:style></w:styles>
"""
_NUMBERING = """<w:numbering {w}><w:abstractNum w:abstractNumId="1"><w:multiLevelType
 w:val="multilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText
 w:val="{text}"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0">
<w:start w:val="1"/><w:numFmt w:val="{letters}"/><w:lvlText w:val="(%1)"/><w:pPr><w:ind
 w:left="720" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId
 w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num></w:numbering>"""
_NOTES = """<w:footnotes {w}><w:footnote w:id="1"><w:p><w:r><w:t>{note}</w:t></w:r></w:p>
</w:footnote></w:footnotes>"""
_SETTINGS = '<w:settings {w}><w:zoom w:percent="120"/><w:removePersonalInformation/></w:settings>'
_SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rIdH"/><w:footerReference '
    'w:type="default" r:id="rIdF"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1700" '
    'w:right="1700" w:bottom="1700" w:left="1700" w:header="720" w:footer="720" w:gutter="0"/>{}'
    "</w:sectPr>"
)
PARTS = {
    "styles": "word/styles.xml",
    "numbering": "word/numbering.xml",
    "header": "word/header1.xml",
    "footer": "word/footer1.xml",
}
LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'


def run(text, properties=""):
    """Return a run of words, a tab where there is one."""
    shape = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    words = "<w:tab/>".join(f'<w:t xml:space="preserve">{each}</w:t>' for each in text.split("\t"))
    return f"<w:r>{shape}{words}</w:r>"


def p(*runs, style="", properties="", mark=""):
    """Return a paragraph; plain words are a run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    ending = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    content = "".join(each if each.startswith("<") else run(each) for each in runs)
    return f"<w:p><w:pPr>{named}{properties}{ending}</w:pPr>{content}</w:p>"


def table(*rows):
    """Return a table of rows of cells."""
    made = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:tcPr/>{p(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    grid = "".join("<w:gridCol w:w='3000'/>" for _ in rows[0])
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="808080"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblBorders>{borders}</w:tblBorders>'
        "</w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>"
    )


def word(*blocks, rtl=False, note="See the annex.", kind="document.main+xml", more=None):
    """Return a Word file of these paragraphs, with styles, lists, margins and a footnote."""
    bidi = "<w:bidi/>" if rtl else ""
    section = _SECTION.format(bidi)
    parts = {
        "word/document.xml": f"<w:document {_W} {_R}><w:body>{''.join(blocks)}{section}</w:body>"
        "</w:document>",
        "word/styles.xml": _STYLES.format(w=_W, bidi=bidi),
        "word/numbering.xml": _NUMBERING.format(
            w=_W, text="ماده %1 ـ" if rtl else "Article %1.", letters="lowerLetter"
        ),
        "word/footnotes.xml": _NOTES.format(w=_W, note=note),
        "word/settings.xml": _SETTINGS.format(w=_W),
        "word/header1.xml": f"<w:hdr {_W}>{p('Delegation of Ruritania')}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {_W}>{p('Page foot')}</w:ftr>",
        **(more or {}),
    }
    names = ("styles", "numbering", "footnotes", "settings")
    relations = "".join(
        f'<Relationship Id="rId{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
        for name in names
    )
    relations += (
        f'<Relationship Id="rIdH" Type="{_OFFICE}/header" Target="header1.xml"/>'
        f'<Relationship Id="rIdF" Type="{_OFFICE}/footer" Target="footer1.xml"/>'
        f'<Relationship Id="rIdL" Type="{_OFFICE}/hyperlink" Target="https://example.org/" '
        'TargetMode="External"/>'
    )
    kinds = {name: f"{name}+xml" for name in names} | {
        "document": kind,
        "header1": "header+xml",
        "footer1": "footer+xml",
    }
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{each}"/>'
        for name, each in kinds.items()
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    everything = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f"{relations}</Relationships>",
        **parts,
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in everything.items():
            archive.writestr(name, _HEAD + content)
    return data.getvalue()


REFERENCE = (
    '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="1"/></w:r>'
)
LINK = '<w:hyperlink r:id="rIdL">{}</w:hyperlink>'


def decision(*, rtl=False, changes=()):
    """Return a draft decision, or what a delegation made of it by `changes` of its words."""

    def said(text):
        for old, new in changes:
            text = text.replace(old, new)
        return text

    blocks = PERSIAN if rtl else ENGLISH
    mark = "<w:rtl/>" if rtl else ""

    def runs(row):
        return [run(said(text), properties + mark) for text, properties in row]

    return word(
        *(p(*runs(row), style=style, properties=shape) for style, shape, row in blocks), rtl=rtl
    )


BOLD, ITALIC = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"
ENGLISH = (
    ("Heading1", "", (("Draft decision on open data", ""),)),
    ("ArticleHeading", "", (("Purpose", ""),)),
    (
        *("Provision", ""),
        (("The ministries ", ""), ("shall", BOLD), (" strengthen cooperation on open data.", "")),
    ),
    ("ArticleHeading", "", (("Duties", ""),)),
    ("Provision", "", (("Every ministry shall:", ""),)),
    ("", LIST, (("publish a ", ""), ("list of its datasets", ITALIC), (" in thirty days;", ""))),
    ("", LIST, (("report to the working group every year.", ""),)),
    ("ArticleHeading", "", (("Costs", ""),)),
    ("Provision", "", (("The ministries bear the costs of this decision.", ""),)),
)
PERSIAN = (
    ("Heading1", "", (("پیش‌نویس تصمیم دربارهٔ دادهٔ باز", ""),)),
    ("ArticleHeading", "", (("هدف", ""),)),
    (
        *("Provision", ""),
        (("دستگاه‌ها ", ""), ("موظف‌اند", BOLD), (" همکاری در زمینهٔ دادهٔ باز را تقویت کنند.", "")),
    ),
    ("ArticleHeading", "", (("وظایف", ""),)),
    ("Provision", "", (("هر دستگاه باید:", ""),)),
    ("", LIST, (("فهرست ", ""), ("داده‌های خود", ITALIC), (" را ظرف سی روز منتشر کند؛", ""))),
    ("", LIST, (("هر سال به کارگروه گزارش دهد.", ""),)),
    ("ArticleHeading", "", (("هزینه‌ها", ""),)),
    ("Provision", "", (("هزینهٔ اجرای این تصمیم با دستگاه‌هاست.", ""),)),
)
