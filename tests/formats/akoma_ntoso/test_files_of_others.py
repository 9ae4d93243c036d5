"""Akoma Ntoso of other tools comes in as clauses, and what does not is told, never dropped."""

import pytest

from dabir.domain.drafting import Kind, NumberStyle, Part
from dabir.formats.akoma_ntoso import (
    Dangling,
    Invalid,
    NotAkomaNtoso,
    RemarkKind,
    UnreadKind,
    check_akoma_ntoso,
    read_akoma_ntoso,
    write_akoma_ntoso,
)
from dabir.formats.errors import Damaged, SuspiciousArchive, TooLarge
from dabir.formats.limits import Limits
from tests.formats.texts_builders import a_text, its_facts

AKN = 'xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"'
META = """
<meta><identification source="#tool">
 <FRBRWork><FRBRthis value="/akn/za/act/2020/5/!main"/><FRBRuri value="/akn/za/act/2020/5"/>
  <FRBRalias value="Wells Act" name="title"/><FRBRdate date="2020-02-03" name="Generation"/>
  <FRBRauthor href="#council"/><FRBRcountry value="za"/><FRBRnumber value="5"/></FRBRWork>
 <FRBRExpression><FRBRthis value="/akn/za/act/2020/5/eng@2021-01-01/!main"/>
  <FRBRuri value="/akn/za/act/2020/5/eng@2021-01-01"/><FRBRdate date="2021-01-01" name="v"/>
  <FRBRauthor href="#council"/><FRBRlanguage language="eng"/></FRBRExpression>
 <FRBRManifestation><FRBRthis value="/akn/za/act/2020/5/eng@2021-01-01/!main.xml"/>
  <FRBRuri value="/akn/za/act/2020/5/eng@2021-01-01.xml"/><FRBRdate date="2021-01-01" name="v"/>
  <FRBRauthor href="#tool"/></FRBRManifestation>
</identification><references source="#tool">
 <TLCOrganization eId="tool" href="/o/tool" showAs="A tool"/>
 <TLCOrganization eId="council" href="/o/council" showAs="The Council"/>
</references></meta>
"""
PREFACE = """<preface><p><docTitle>Wells Act</docTitle></p><p>Assented to in 2020</p></preface>"""
PREAMBLE = """
<preamble><recitals eId="recs_1"><recital eId="recs_1__rec_1"><num>(1)</num>
  <p>Water is scarce.</p></recital></recitals></preamble>
"""
BODY = """
<body>
 <chapter eId="chp_1"><num>Chapter I</num><heading>Wells</heading>
  <section eId="sec_1"><num>1.</num><heading>Definitions</heading>
   <paragraph eId="sec_1__para_a"><num>(a)</num><content><p>a <term refersTo="#tool">well</term>
     is any bore<authorialNote marker="1"><p>See the manual.</p></authorialNote>;</p></content>
   </paragraph>
   <paragraph eId="sec_1__para_b"><num>(b)</num>
    <content><blockList eId="sec_1__para_b__list_1">
     <listIntroduction>an operator is</listIntroduction>
     <item eId="sec_1__para_b__list_1__item_i"><num>(i)</num><p>a person, or</p></item>
     <item eId="sec_1__para_b__list_1__item_ii"><num>(ii)</num><p>a body,</p></item>
     <listWrapUp>who holds a licence.</listWrapUp></blockList></content></paragraph>
  </section>
  <section eId="sec_1bis"><num>1bis.</num>
   <subsection eId="sec_1bis__subsec_1"><num>(1)</num><content><p>Wells
     <del>may</del><ins>shall</ins> be<br/>registered.</p>
     <table><tr><th><p>Depth</p></th><td><p>10 m</p></td></tr></table></content></subsection>
  </section>
 </chapter>
 <hcontainer eId="hcontainer_1" name="closing"><content><p>Done.</p></content></hcontainer>
</body>
<attachments><attachment eId="att_1"><heading>Schedule of depths</heading>
 <doc name="schedule">META<mainBody><p>Ten metres.</p></mainBody></doc></attachment></attachments>
"""


def foreign(parts: str = PREFACE + PREAMBLE + BODY, *, kind: str = "act") -> bytes:
    inside = parts.replace("META", META.replace("tool", "tool2").replace("council", "council2"))
    return f'<akomaNtoso {AKN}><{kind} name="act">{META}{inside}</{kind}></akomaNtoso>'.encode()


def test_the_clauses_of_another_tool_come_in_with_their_words():
    read = read_akoma_ntoso(foreign())
    assert not read.own
    assert read.languages == ("en",)
    found = [
        (depth, c.kind, c.wording(Part.HEADING, "en"), c.wording(Part.TEXT, "en"))
        for depth, c in read.version.walk()
    ]
    assert found == [
        (0, Kind.PREAMBLE, "", ""),
        (1, Kind.PARAGRAPH, "", "Water is scarce."),
        (0, Kind.CHAPTER, "Wells", ""),
        (1, Kind.ARTICLE, "Definitions", ""),
        (2, Kind.CLAUSE, "", "a well is any bore;"),
        (2, Kind.CLAUSE, "", "an operator is"),
        (3, Kind.ITEM, "", "a person, or"),
        (3, Kind.ITEM, "", "a body,"),
        (3, Kind.PARAGRAPH, "", "who holds a licence."),
        (1, Kind.ARTICLE, "", ""),
        (2, Kind.CLAUSE, "", "Wells shall be\nregistered.\nDepth | 10 m"),
        (0, Kind.PARAGRAPH, "", "Done."),
        (0, Kind.ANNEX, "Schedule of depths", "Ten metres."),
    ]


def test_the_facts_of_another_tool_come_in():
    about = read_akoma_ntoso(foreign()).about
    assert about.title == {"en": "Wells Act"}
    assert (about.number, about.group, about.country) == ("5", "The Council", "za")
    assert (str(about.begun), str(about.day)) == ("2020-02-03", "2021-01-01")


def test_identifiers_and_printed_numbers_are_kept():
    read = read_akoma_ntoso(foreign())
    assert read.ids["sec_1__para_a"] == "sec_1__para_a"
    assert read.numbers["sec_1bis"] == "1bis."
    assert read.version["sec_1__para_a"].style is NumberStyle.LETTERS
    assert read.version["chp_1"].style is NumberStyle.ORDINAL


def test_what_could_not_be_kept_is_told_with_its_words():
    remarks = read_akoma_ntoso(foreign()).remarks
    told = {(remark.kind, remark.words) for remark in remarks}
    assert (RemarkKind.NOTE, "See the manual.") in told
    assert (RemarkKind.DELETED_WORDS, "may") in told
    assert (RemarkKind.INSERTED_WORDS, "shall") in told
    assert (RemarkKind.KEPT_AS_TEXT, "Depth 10 m") in told
    assert (RemarkKind.LEFT_OUT, "Assented to in 2020") in told
    assert any(remark.kind is RemarkKind.RENUMBERED for remark in remarks)
    assert all(str(remark) for remark in remarks)


def test_every_word_of_another_tool_is_in_a_clause_or_in_a_remark():
    words = read_akoma_ntoso(foreign())
    said = " ".join(
        [
            *(text for c in words.version.clauses.values() for text in c.wordings().values()),
            *words.numbers.values(),
            *(remark.words for remark in words.remarks),
            *words.about.title.values(),
        ]
    )
    body = (PREFACE + PREAMBLE + BODY.replace("META", "")).replace("<br/>", " ")
    for tag in ("<", ">"):
        body = body.replace(tag, f"\x00{tag}" if tag == "<" else f"{tag}\x00")
    visible = [part for part in body.split("\x00") if part.strip() and not part.startswith("<")]
    for word in " ".join(visible).split():
        assert word in said


def test_a_file_of_others_that_comes_in_goes_out_valid():
    read = read_akoma_ntoso(foreign())
    again = read_akoma_ntoso(write_akoma_ntoso(read.version, read.about))
    assert again.version == read.version


def test_a_reference_to_nowhere_is_told_or_refused():
    data = foreign().replace(b'refersTo="#tool"', b'refersTo="#nobody"')
    assert [r.words for r in check_akoma_ntoso(data)] == ["#nobody"]
    assert RemarkKind.DANGLING in {r.kind for r in read_akoma_ntoso(data).remarks}
    with pytest.raises(Dangling, match="#nobody"):
        read_akoma_ntoso(data, strict=True)
    ours = write_akoma_ntoso(a_text(), its_facts())
    with pytest.raises(Dangling):
        read_akoma_ntoso(ours.replace(b'eId="group"', b'eId="grupp"'))


def test_a_file_that_breaks_the_schema_is_told_or_refused():
    data = foreign().replace(b"<heading>Wells</heading>", b"<headline>Wells</headline>")
    remarks = read_akoma_ntoso(data).remarks
    assert {RemarkKind.INVALID, RemarkKind.KEPT_AS_TEXT} <= {r.kind for r in remarks}
    with pytest.raises(Invalid, match="headline"):
        read_akoma_ntoso(data, strict=True)


def test_a_repeated_identifier_loses_no_clause():
    data = foreign().replace(b'eId="sec_1bis"', b'eId="sec_1"')
    read = read_akoma_ntoso(data)
    assert len(read.version.clauses) == len(read_akoma_ntoso(foreign()).version.clauses)
    assert RemarkKind.REPEATED_ID in {r.kind for r in read.remarks}


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"no xml at all", Damaged),
        (b"<html/>", NotAkomaNtoso),
        (f"<akomaNtoso {AKN}/>".encode(), NotAkomaNtoso),
        (f"<akomaNtoso {AKN}><judgment/></akomaNtoso>".encode(), UnreadKind),
        (
            b'<!DOCTYPE a [<!ENTITY b "xx"><!ENTITY c "&b;&b;">]><akomaNtoso>&c;</akomaNtoso>',
            SuspiciousArchive,
        ),
        (b'<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><akomaNtoso/>', SuspiciousArchive),
        (b"<akomaNtoso>" + b"<a>" * 250 + b"</a>" * 250 + b"</akomaNtoso>", SuspiciousArchive),
    ],
)
def test_refuses_what_is_no_text_or_built_to_do_harm(data, error):
    with pytest.raises(error):
        read_akoma_ntoso(data)


def test_refuses_a_file_beyond_the_limit():
    with pytest.raises(TooLarge):
        read_akoma_ntoso(foreign(), limits=Limits(xml_size=100))
