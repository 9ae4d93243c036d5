"""Pieces of WordprocessingML with tracked changes, for the tests of this folder."""

BY = 'w:id="{}" w:author="{}" w:date="2026-11-0{}T09:30:00Z"'


def by(author, day=1, number=1):
    return BY.format(number, author, day)


def run(text, properties="", tag="t"):
    shape = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{shape}<w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def gone(text):
    return run(text, tag="delText")


def p(content, properties="", mark=""):
    rpr = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f"<w:p><w:pPr>{properties}{rpr}</w:pPr>{content}</w:p>"
