"""Wrappers in a paragraph taken off, what stands in them left where it was."""

from lxml import etree

from dabir.formats.word_originals.settling import unwrap


def test_what_stands_in_a_wrapper_takes_its_place():
    root = etree.fromstring("<p><a/><s><b/><c><d/></c></s><s/><e/></p>")
    for wrapper in root.findall("s"):
        unwrap(wrapper)
    assert etree.tostring(root) == b"<p><a/><b/><c><d/></c><e/></p>"


def test_a_wrapper_is_not_looked_up_among_all_that_stand_beside_it():
    # Looked up among its siblings each, these would take minutes.
    root = etree.fromstring(f"<p>{'<s><r/></s>' * 150_000}</p>")
    for wrapper in list(root):
        unwrap(wrapper)
    assert {each.tag for each in root} == {"r"}
    assert len(root) == 150_000
