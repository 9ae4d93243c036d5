"""What nobody sees in print and goes out neither: in fields, headers, names and attributes."""

import re
from base64 import b64decode

import pytest

from dabir.formats.as_it_came import NotCarried, stand
from dabir.formats.as_it_came.stripping import stripped
from dabir.formats.word_originals import Opened
from tests.formats.word_originals.files import p, run, table, word

from .telling import OFFICE, everything, field, packed, unpacked
from .texts import REGULATION, TITLE, made_of

_VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
_WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
BEGIN, SEPARATE, END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)


def code(text):
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def nested(*pieces, shown):
    return f"{BEGIN}{''.join(pieces)}{SEPARATE}{run(shown)}{END}"


def document(data):
    return unpacked(stripped(data))["word/document.xml"].decode()


def words(data):
    return [line.words for line in Opened(data, lambda _: True).lines if line.words]


def with_parts(data, parts, relations="", owner="word/_rels/document.xml.rels"):
    """Return a file with more parts and relations."""
    own = unpacked(data)
    start = f'<Relationships xmlns="{_PACKAGE}"></Relationships>'.encode()
    before = own.get(owner, start)
    own[owner] = before.replace(b"</Relationships>", f"{relations}</Relationships>".encode())
    own["[Content_Types].xml"] = own["[Content_Types].xml"].replace(
        b'"><Default Extension="rels"',
        b'"><Default Extension="png" ContentType="image/png"/><Default Extension="rels"',
    )
    return packed(own | parts)


def related(identity, kind, target):
    return f'<Relationship Id="{identity}" Type="{OFFICE}/{kind}" Target="{target}"/>'


# -- fields ----------------------------------------------------------------------------------------


def test_headings_in_a_table_of_contents_do_not_go_on():
    data = word(
        p(run("Contents")),
        p(BEGIN, code(' TOC \\o "1-3" '), SEPARATE, run("Secret heading\t1")),
        p(f'<w:hyperlink w:anchor="_Toc1">{run("Secret, too")}</w:hyperlink>'),
        p(field(" PAGEREF _Toc1 ", "secret 3")),
        p(END),
        p('<w:bookmarkStart w:id="1" w:name="_Toc1"/>', run("Words."), '<w:bookmarkEnd w:id="1"/>'),
    )
    out = stripped(data)
    assert b"secret" not in everything(out)
    assert words(out) == ["Contents", "Words."]
    assert document(data).count("<w:p>") == 4
    assert "TOC" in document(data)


@pytest.mark.parametrize("kind", ["INDEX \\e secret", "TOA", "TOC \\f", "toc \\b Secret"])
def test_lists_of_what_goes_go_wholly(kind):
    data = word(p(field(f" {kind} ", "Secret entry")), p(run("Words.")))
    assert b"secret" not in everything(stripped(data))
    assert "instrText" not in document(data)


def test_a_heading_that_was_left_out_stands_in_no_table_of_contents():
    data = word(
        p(run(TITLE), style="Heading1"),
        p(field(' TOC \\o "1-3" ', "یادداشت وزیر\t۱")),
        p(run("یادداشت وزیر دربارهٔ هزینه"), style="Heading1"),
        *REGULATION[2:],
        rtl=True,
    )
    out = stand(data, made_of(data, without=("یادداشت",)), "fa", (TITLE,)).data
    assert "یادداشت".encode() not in everything(out)


def test_a_table_of_contents_of_one_element_is_the_words_that_are_read():
    data = word(p(f'<w:fldSimple w:instr=" TOC ">{run("Seen heading")}</w:fldSimple>'))
    assert words(stripped(data)) == ["Seen heading"]
    assert "fldSimple" not in document(data)


def test_what_stands_in_the_code_of_a_field_is_not_printed_instead():
    inner = field(" MERGEFIELD Client ", "SecretClient")
    data = word(p(nested(code("IF "), inner, code('= "SecretName" "a" "b"'), shown="a")))
    assert b"secret" not in everything(stripped(data))
    assert words(stripped(data)) == ["a"]


def test_a_page_that_is_reckoned_stays_so():
    data = word(p(nested(code(" = "), field(" PAGE ", "7"), code(" - 1 "), shown="6")))
    out = document(data)
    assert re.findall("<w:instrText[^>]*>([^<]*)<", out) == [" = ", " PAGE ", " - 1 "]
    assert words(stripped(data)) == ["6"]


def test_reckoning_with_what_does_not_go_on_is_what_it_came_to():
    for inner in (field(" MERGEFIELD Cost ", "SecretCost"), code(" SecretCost ")):
        data = word(p(nested(code(" = "), inner, code(" - 1 "), shown="6")))
        assert b"secret" not in everything(stripped(data))
        assert words(stripped(data)) == ["6"]
        assert "instrText" not in document(data)


@pytest.mark.parametrize("kind", ["DATE \\@ yyyy", "TIME"])
def test_a_date_stays_what_it_says(kind):
    data = word(
        p(field(f" {kind} ", "2026")),
        p(f'<w:fldSimple w:instr=" {kind} ">{run("2027")}</w:fldSimple>'),
    )
    assert words(stripped(data)) == ["2026", "2027"]
    assert "instr" not in document(data)


def test_a_field_without_an_end_does_not_go_on():
    with pytest.raises(NotCarried):
        stripped(word(p(BEGIN, code(" PAGE "), SEPARATE, run("1"))))


# -- names -----------------------------------------------------------------------------------------


def marked(name, number, shown):
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{run(shown)}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


def test_bookmarks_are_called_by_numbers_wherever_they_are_referred_to():
    data = word(
        p(marked("Unused_Secret", 0, "Unused.")),
        p(marked("SecretOne", 1, "One.")),
        p(marked("SecretTwo", 2, "Two.")),
        p(BEGIN, code(" REF Secret"), code("Two \\h "), SEPARATE, run("Two."), END),
        p(f'<w:fldSimple w:instr=" PAGEREF secretone ">{run("1")}</w:fldSimple>'),
        p(f'<w:hyperlink w:anchor="SecretOne">{run("See one.")}</w:hyperlink>'),
    )
    out = document(data)
    assert "secret" not in out.lower()
    assert re.findall('bookmarkStart w:id="(.)" w:name="(.*?)"', out) == [("1", "b1"), ("2", "b2")]
    assert out.count("bookmarkEnd") == 2
    assert " REF b2 \\h " in out
    assert 'w:instr=" PAGEREF b1 "' in out
    assert 'w:anchor="b1"' in out


@pytest.mark.parametrize(
    "reference",
    [
        field(" REF SecretGone \\h ", "article 3"),
        f'<w:fldSimple w:instr=" NOTEREF SecretGone ">{run("article 3")}</w:fldSimple>',
        f'<w:hyperlink w:anchor="SecretGone">{run("article 3")}</w:hyperlink>',
        field(' REF Here \\d "Secret" ', "article 3"),
    ],
)
def test_what_refers_to_nothing_is_the_words_that_it_shows(reference):
    data = word(p(marked("Here", 1, "Here.")), p(reference))
    out = stripped(data)
    assert b"secret" not in everything(out)
    assert words(out) == ["Here.", "article 3"]
    assert not re.search("instr|hyperlink", document(data))


def test_styles_that_nothing_has_do_not_go_on():
    data = unpacked(word(p(run("Words."), style="ArticleHeading")))
    own = '<w:style w:type="paragraph" w:customStyle="1" w:styleId="{0}"><w:name w:val="{0}"/>{1}'
    more = (
        own.format("Secret", '<w:aliases w:val="SecretToo"/></w:style>')
        + own.format("Above", "</w:style>")
        + own.format("Below", '<w:basedOn w:val="Above"/></w:style>')
    )
    data["word/styles.xml"] = data["word/styles.xml"].replace(
        b"</w:styles>", f"{more}</w:styles>".encode()
    )
    data["word/numbering.xml"] = data["word/numbering.xml"].replace(
        b'<w:lvlText w:val="(%1)"/>', b'<w:pStyle w:val="Secret"/><w:lvlText w:val="(%1)"/>'
    )
    data["word/document.xml"] = data["word/document.xml"].replace(
        b"</w:body>", (p(run("More."), style="Below") + "</w:body>").encode()
    )
    out = unpacked(stripped(packed(data)))
    assert b"secret" not in everything(stripped(packed(data)))
    kept = re.findall('w:styleId="(.*?)"', out["word/styles.xml"].decode())
    assert {"Normal", "Heading1", "ArticleHeading", "Above", "Below", "Grid"} <= set(kept)
    assert "Provision" not in kept


def test_lists_and_themes_go_on_without_their_names():
    data = unpacked(word(p(run("Words."))))
    data["word/numbering.xml"] = data["word/numbering.xml"].replace(
        b"<w:multiLevelType", b'<w:name w:val="SecretList"/><w:multiLevelType'
    )
    theme = (
        f'<a:theme xmlns:a="{_A}" name="Secret"><a:themeElements><a:clrScheme name="Secret"/>'
        '</a:themeElements><a:custClrLst><a:custClr name="Secret"/></a:custClrLst></a:theme>'
    )
    out = stripped(
        with_parts(
            packed(data),
            {"word/theme/theme1.xml": theme},
            related("x", "theme", "theme/theme1.xml"),
        )
    )
    assert "word/theme/theme1.xml" in unpacked(out)
    assert b"secret" not in everything(out)


# -- attributes and elements -----------------------------------------------------------------------

_UNSEEN = {
    "what a table is called": table(("a", "b")).replace(
        "<w:tblPr>", '<w:tblPr><w:tblCaption w:val="Secret"/><w:tblDescription w:val="Secret"/>'
    ),
    "what a picture shows": p(
        f'<w:r><w:drawing><wp:inline {_WP}><wp:docPr id="1" name="" descr="Secret.jpg" '
        'title="Secret"/></wp:inline></w:drawing></w:r>'
    ),
    "where an older drawing leads": p(
        f'<w:r><w:pict><v:rect {_VML} href="https://secret.example" alt="Secret" title="Secret" '
        'target="Secret" o:href="Secret"><v:fill src="Secret" o:title="Secret"/></v:rect></w:pict>'
        "</w:r>"
    ),
    "an attribute that nobody knows": p(run("Words.")).replace(
        "<w:p>", '<w:p xmlns:q="urn:q" q:note="Secret" note="Secret">'
    ),
    "a second choice": p(
        f'<mc:AlternateContent {_MC}><mc:Choice Requires="w">{run("Words.")}</mc:Choice>'
        f'<mc:Choice Requires="w">{run("Secret")}</mc:Choice></mc:AlternateContent>'
    ),
    "a control that nobody filled in": "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
    + p(run("Secret"))
    + "</w:sdtContent></w:sdt>",
}


@pytest.mark.parametrize("blocks", _UNSEEN.values(), ids=_UNSEEN)
def test_goes_on_without(blocks):
    data = word(p(run("First.")), blocks)
    assert b"secret" in everything(data)
    assert b"secret" not in everything(stripped(data))


def test_a_table_without_rows_does_not_go_on():
    hidden = table(("Secret", "b")).replace("<w:tr>", "<w:tr><w:trPr><w:hidden/></w:trPr>")
    outer = table(("Seen", "x")).replace(p("x"), hidden)
    out = document(word(p(run("First.")), hidden, outer))
    assert out.count("<w:tbl>") == 1
    assert re.search("<w:tc><w:tcPr/><w:p/></w:tc>", out)


def test_a_row_that_is_said_not_to_be_hidden_goes_on():
    seen = table(("Seen", "b")).replace("<w:tr>", '<w:tr><w:trPr><w:hidden w:val="0"/></w:trPr>')
    assert words(stripped(word(p(run("First.")), seen))) == ["First.", "Seen\tb"]


# -- parts -----------------------------------------------------------------------------------------


def headed(sections, settings=""):
    """Return a file of sections, each with a first and an even header where it is told of them."""
    parts, relations, blocks = {}, "", []
    for number, (kinds, titled) in enumerate(sections):
        references = ""
        for kind in kinds:
            name = f"{kind}{number}"
            references += f'<w:headerReference w:type="{kind}" r:id="{name}"/>'
            parts[f"word/{name}.xml"] = f"<w:hdr {_W}>{p(run(f'Words of {name}'))}</w:hdr>"
            relations += related(name, "header", f"{name}.xml")
        section = f"<w:sectPr>{references}{'<w:titlePg/>' if titled else ''}</w:sectPr>"
        blocks.append(p(run(f"Section {number}."), properties=section))
    if settings:
        parts["word/settings.xml"] = f"<w:settings {_W}>{settings}</w:settings>"
    out = unpacked(stripped(with_parts(word(*blocks), parts, relations)))
    return {name[5:-4] for name in out if re.match("word/(first|even|default)", name)}


def test_headers_of_no_page_do_not_go_on():
    assert headed([(("default", "first", "even"), False)]) == {"default0"}


def test_headers_of_first_and_even_pages_go_on_where_there_are_such():
    even = "<w:evenAndOddHeaders/>"
    assert headed([(("default", "first", "even"), True)], even) == {"default0", "first0", "even0"}


def test_a_first_header_that_a_later_section_takes_over_goes_on():
    assert headed([(("first",), False), ((), True)]) == {"first0"}
    assert headed([(("first",), False), (("first",), True)]) == {"first1"}


def test_pictures_and_fonts_go_on_with_what_refers_to_them():
    data = unpacked(word(p(run("Words."))))
    data["word/numbering.xml"] = data["word/numbering.xml"].replace(
        b"<w:abstractNum ",
        (
            f'<w:numPicBullet w:numPicBulletId="0"><w:pict><v:shape {_VML} alt="Secret">'
            f'<v:imagedata xmlns:r="{OFFICE}" r:id="x1" o:title="Secret"/></v:shape></w:pict>'
            "</w:numPicBullet><w:abstractNum "
        ).encode(),
        1,
    )
    made = packed(data)
    made = with_parts(made, {}, related("x2", "fontTable", "fontTable.xml"))
    made = with_parts(made, {}, related("x3", "theme", "theme/theme1.xml"))
    made = with_parts(
        made,
        {
            "word/media/image1.png": _PNG,
            "word/fonts/font1.odttf": "x",
            "word/fontTable.xml": f'<w:fonts {_W} xmlns:r="{OFFICE}"><w:font w:name="F">'
            '<w:embedRegular r:id="f1"/></w:font></w:fonts>',
            "word/theme/theme1.xml": f'<a:theme xmlns:a="{_A}" xmlns:r="{OFFICE}">'
            '<a:blip r:embed="t1"/></a:theme>',
        },
    )
    for owner, relation in (
        ("word/_rels/numbering.xml.rels", related("x1", "image", "media/image1.png")),
        ("word/_rels/fontTable.xml.rels", related("f1", "font", "fonts/font1.odttf")),
        ("word/theme/_rels/theme1.xml.rels", related("t1", "image", "../media/image1.png")),
    ):
        made = with_parts(made, {}, relation, owner)
    out = unpacked(stripped(made))
    assert b"secret" not in everything(stripped(made))
    assert {"word/media/image1.png", "word/fonts/font1.odttf"} <= set(out)
    for name, content in out.items():
        folder, _, own = name.rpartition("/")
        relations = out.get(f"{folder}/_rels/{own}.rels", b"").decode()
        for used in re.findall(r' r:(?:id|embed)="(.*?)"', content.decode(errors="replace")):
            assert f'Id="{used}"' in relations, name


def test_styles_of_other_parts_do_not_say_what_is_hidden():
    data = unpacked(word(p(run("Words.")), p(run("Secret"), style="Hidden")))
    hidden = (
        '<w:style w:type="paragraph" w:styleId="Hidden"><w:name w:val="Hidden"/><w:rPr><w:vanish/>'
        "</w:rPr></w:style></w:styles>"
    )
    data["word/styles.xml"] = data["word/styles.xml"].replace(b"</w:styles>", hidden.encode())
    rels = f'<Relationships xmlns="{_PACKAGE}">{related("s", "styles", "styles.xml")}'
    # A program may write what belongs to blocks for typing before what belongs to the text.
    other = {
        "[Content_Types].xml": data["[Content_Types].xml"],
        "_rels/.rels": data["_rels/.rels"],
        "word/glossary/_rels/document.xml.rels": f"{rels}</Relationships>",
        "word/glossary/styles.xml": f"<w:styles {_W}/>",
    }
    assert b"secret" not in everything(stripped(packed(other | data)))
