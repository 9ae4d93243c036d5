"""A Word file that knows more than it prints, for tests of what goes on from it."""

import io
import zipfile

from tests.formats.word_originals.files import p, run, table, word

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
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
        f'package/2006/relationships"><Relationship Id="rIdT" Type="{OFFICE}/attachedTemplate" '
        'Target="file:///C:/SecretTemplate.dotx" TargetMode="External"/></Relationships>',
    }
    relations = "".join(
        f'<Relationship Id="s{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
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
        f'<Relationship Id="rIdS" Type="{OFFICE}/hyperlink" Target="https://secret.example/" '
        'TargetMode="External"/>'
    )
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace("</Relationships>", f"{relations}</Relationships>")
    root = "".join(
        f'<Relationship Id="p{name}" Type="{OFFICE}/{kind}" Target="docProps/{name}.xml"/>'
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
