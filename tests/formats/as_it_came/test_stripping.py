"""What of a Word file goes on to readers who may not see the file: what is printed, no more."""

import io
import zipfile

import pytest

from dabir.formats.as_it_came import NotCarried
from dabir.formats.as_it_came.stripping import stripped
from dabir.formats.word_originals import Opened
from tests.formats.word_originals.files import p, run, table, word

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument"
BY = 'w:id="90" w:author="SecretAuthor" w:date="2026-01-01T00:00:00Z"'


def field(instruction, shown):
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}'
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


TELLING = (
    p(
        '<w:commentRangeStart w:id="0"/>',
        run("The ministries publish data."),
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
    ),
    p(
        run("They report "),
        f"<w:del {BY}><w:r><w:delText>SecretDeleted </w:delText></w:r></w:del>",
        f"<w:ins {BY}>{run('every year')}</w:ins>",
        run("."),
        f"<w:moveFrom {BY}>{run('SecretMoved')}</w:moveFrom>",
    ),
    p(run("Seen"), run("SecretHidden", "<w:vanish/>"), run(" words.")),
    p(run("SecretStyled"), style="Hidden"),
    p(run("SecretBased", '<w:rStyle w:val="HiddenToo"/>'), run("Printed all the same.")),
    p(field("FILENAME \\p", "SecretFile.docx"), run("Named.")),
    p(field('INCLUDETEXT "C:\\\\SecretFolder\\\\a.docx"', "Included.")),
    p(
        '<w:smartTag w:uri="urn:x" w:element="SecretTag"><w:smartTagPr><w:attr w:name="n" '
        f'w:val="SecretAttribute"/></w:smartTagPr>{run("Tagged.")}</w:smartTag>'
    ),
    p(
        '<w:sdt><w:sdtPr><w:alias w:val="SecretAlias"/><w:dropDownList><w:listItem '
        'w:displayText="SecretItem" w:value="1"/></w:dropDownList><w:dataBinding w:xpath='
        f'"/SecretPath" w:storeItemID="1"/></w:sdtPr><w:sdtContent>{run("Chosen.")}'
        "</w:sdtContent></w:sdt>"
    ),
    p(
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:helpText w:val="SecretHelp"/>'
        "</w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMTEXT</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        run("Filled in."),
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ),
    p(f'<w:permStart w:id="5" w:ed="SECRETDOMAIN\\user"/>{run("Allowed.")}<w:permEnd w:id="5"/>'),
    p('<w:hyperlink r:id="rIdS" w:tooltip="SecretTip">' + run("Linked.") + "</w:hyperlink>"),
    p('<x:data xmlns:x="urn:vendor">SecretVendor</x:data>' + run("Plain.")),
    p(run("The end.")).replace("<w:p>", '<w:p w:rsidR="00SECRET1" w:rsidRDefault="00SECRET2">'),
    table(("Seen cell", "Other cell")).replace(
        "</w:tbl>",
        "<w:tr><w:trPr><w:hidden/></w:trPr><w:tc>" + p("SecretRow") + "</w:tc></w:tr></w:tbl>",
    ),
)


def telling():
    """Return a Word file that knows more than it prints, in every place that there is."""
    plain = word(*TELLING)
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    hidden = (
        '<w:style w:type="paragraph" w:styleId="Hidden"><w:name w:val="Hidden"/><w:rPr><w:vanish/>'
        '</w:rPr></w:style><w:style w:type="character" w:styleId="HiddenToo"><w:name w:val="Too"/>'
        '<w:basedOn w:val="Hidden"/></w:style></w:styles>'
    )
    comment = (
        f'<w:comments {_W}><w:comment w:id="0" w:author="SecretAuthor">{p("SecretComment")}'
        "</w:comment></w:comments>"
    )
    parts["word/styles.xml"] = parts["word/styles.xml"].replace("</w:styles>", hidden)
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(
        '<w:name w:val="Provision"/>', '<w:name w:val="Provision"/><w:rsid w:val="00SECRET"/>'
    )
    parts["word/settings.xml"] = (
        f'<w:settings {_W} {_R}><w:attachedTemplate r:id="rIdT"/><w:rsids><w:rsid w:val="00SECRET"'
        '/></w:rsids><w:docVars><w:docVar w:name="n" w:val="SecretVariable"/></w:docVars>'
        '<w:documentProtection w:hash="SecretHash"/><w:defaultTabStop w:val="720"/></w:settings>'
    )
    parts["word/header1.xml"] = (
        f"<w:hdr {_W}>"
        + p(
            run("Letterhead"), f"<w:del {BY}><w:r><w:delText>SecretHeader</w:delText></w:r></w:del>"
        )
        + "</w:hdr>"
    )
    # Nothing refers to this note any more.
    parts["word/footnotes.xml"] = parts["word/footnotes.xml"].replace("See the annex", "SecretNote")
    more = {
        "word/comments.xml": comment,
        "word/people.xml": '<w15:people xmlns:w15="urn:p"><w15:person w15:author="SecretAuthor"/>'
        "</w15:people>",
        "docProps/core.xml": "<core>SecretAuthor</core>",
        "docProps/app.xml": "<app>SecretCompany</app>",
        "docProps/custom.xml": "<custom>SecretProperty</custom>",
        "customXml/item1.xml": "<data>SecretData</data>",
        "word/glossary/document.xml": f"<w:glossaryDocument {_W}>SecretPart</w:glossaryDocument>",
        "word/header9.xml": f"<w:hdr {_W}>{p('SecretUnused')}</w:hdr>",
        "word/_rels/settings.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/'
        f'package/2006/relationships"><Relationship Id="rIdT" Type="{_OFFICE}/attachedTemplate" '
        'Target="file:///C:/SecretTemplate.dotx" TargetMode="External"/></Relationships>',
    }
    relations = "".join(
        f'<Relationship Id="s{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(
            (
                ("comments", "comments.xml"),
                ("people", "people.xml"),
                ("customXml", "../customXml/item1.xml"),
                ("glossaryDocument", "glossary/document.xml"),
                ("header", "header9.xml"),
            )
        )
    )
    relations += (
        f'<Relationship Id="rIdS" Type="{_OFFICE}/hyperlink" Target="https://secret.example/" '
        'TargetMode="External"/>'
    )
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace("</Relationships>", f"{relations}</Relationships>")
    root = "".join(
        f'<Relationship Id="p{name}" Type="{_OFFICE}/{kind}" Target="docProps/{name}.xml"/>'
        for name, kind in (
            ("core", "core-properties"),
            ("app", "extended-properties"),
            ("custom", "custom-properties"),
        )
    )
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(
        "</Relationships>", f"{root}</Relationships>"
    )
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{_TYPE}.wordprocessingml.{kind}+xml"/>'
        for name, kind in (("word/comments.xml", "comments"), ("word/header9.xml", "header"))
    )
    types = "[Content_Types].xml"
    parts[types] = parts[types].replace("</Types>", f"{overrides}</Types>")
    return packed(parts | more)


def packed(parts):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def unpacked(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def everything(data):
    """Return all that is in a file, its names too, in small letters."""
    parts = unpacked(data)
    return b"\n".join([*parts.values(), *(name.encode() for name in parts)]).lower()


def test_the_file_of_these_tests_knows_more_than_it_prints():
    assert everything(telling()).count(b"secret") > 20


def test_nothing_goes_on_that_is_not_printed():
    assert b"secret" not in everything(stripped(telling()))


def test_all_that_is_printed_goes_on():
    words = [line.words for line in Opened(stripped(telling()), lambda _: True).lines if line.words]
    assert words == [
        "The ministries publish data.",
        "They report every year.",
        "Seen words.",
        "Printed all the same.",
        "Named.",
        "Included.",
        "Tagged.",
        "Chosen.",
        "Filled in.",
        "Allowed.",
        "Linked.",
        "Plain.",
        "The end.",
        "Seen cell\tOther cell",
    ]


def test_styles_numbers_and_margins_go_on():
    parts = unpacked(stripped(telling()))
    assert {
        *("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/settings.xml"),
        *("word/header1.xml", "word/footer1.xml", "word/footnotes.xml"),
    } <= set(parts)
    assert b"Letterhead" in parts["word/header1.xml"]
    assert b"defaultTabStop" in parts["word/settings.xml"]


def test_a_file_that_was_stripped_stays_as_it_is():
    once = stripped(telling())
    assert unpacked(stripped(once)) == unpacked(once)


@pytest.mark.parametrize(
    ("kind", "target"),
    [("chart", "charts/chart1.xml"), ("aFChunk", "chunk.xml"), ("diagramData", "data.xml")],
)
def test_a_file_with_parts_that_nobody_looks_into_does_not_go_on(kind, target):
    parts = unpacked(word(p("Words.")))
    rels = "word/_rels/document.xml.rels"
    relation = f'<Relationship Id="x1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    parts[rels] = parts[rels].replace(b"</Relationships>", f"{relation}</Relationships>".encode())
    parts[f"word/{target}"] = b"<inner/>"
    with pytest.raises(NotCarried):
        stripped(packed(parts))


def test_a_picture_on_somebodys_computer_does_not_go_on():
    parts = unpacked(word(p('<w:r><w:pict r:id="x1"/></w:r>', run("Words."))))
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(
        b"</Relationships>",
        f'<Relationship Id="x1" Type="{_OFFICE}/image" Target="file:///C:/me.png" '
        'TargetMode="External"/></Relationships>'.encode(),
    )
    with pytest.raises(NotCarried):
        stripped(packed(parts))


def test_a_picture_of_which_a_part_is_cut_off_does_not_go_on():
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    cut = f'<w:r><w:drawing><a:srcRect xmlns:a="{drawing}" l="25000"/></w:drawing></w:r>'
    with pytest.raises(NotCarried):
        stripped(word(p(cut, run("Words."))))
    stripped(word(p(cut.replace("25000", "0"), run("Words."))))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04 broken"])
def test_what_is_no_word_file_does_not_go_on(data):
    with pytest.raises(NotCarried):
        stripped(data)
