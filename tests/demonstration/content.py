"""The demonstration's content, read once for the tests beside this module."""

import json
import re
import tomllib
from datetime import date
from pathlib import Path

from dabir import demonstration

CONTENT = Path(demonstration.__file__).parent / "content"
TODAY = date(2026, 11, 21)


def _toml(name):
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


def keys_of(rows, field="key"):
    keys = [row[field] for row in rows]
    assert len(keys) == len(set(keys))
    return set(keys)


def _mandate_paths():
    """Return the paths of the mandate's clauses, as DESIGN's outline writes them."""
    paths, annex, letter = set(), "", ""
    for line in (CONTENT / "mandate.txt").read_text(encoding="utf-8").splitlines():
        if found := re.match(r"پیوست شمارهٔ ([۰-۹])$", line):
            annex, letter = f"پیوست {int(found[1])}", ""
            paths.add(annex)
        elif found := re.match(r"([الفبپت]+)\) ", line):
            letter = f"{annex}/{found[1]}"
            paths.add(letter)
        elif found := re.match(r"([۰-۹]+)\. ", line):
            number = str(int(found[1]))
            paths.add(f"{letter}.{number}" if letter else number)
    return paths


PEOPLE, CALLS, THEMES = _toml("people"), _toml("calls"), _toml("themes")
TEXT, POSITIONS, DECISIONS = _toml("text"), _toml("positions"), _toml("decisions")
ISSUANCE, LETTERS, MANDATE = _toml("issuance"), _toml("letters"), _toml("mandate")
FOLLOW_UP, PROVINCES = _toml("follow_up"), _toml("provinces")
SUBMISSIONS = [
    json.loads(line)
    for line in (CONTENT / "submissions.jsonl").read_text(encoding="utf-8").splitlines()
]

BY_KEY = {submission["key"]: submission for submission in SUBMISSIONS}
CALL_BY_KEY = {call["key"]: call for call in CALLS["calls"]}
BODIES = keys_of(PEOPLE["bodies"])
PERSONS = keys_of(PEOPLE["persons"], "username")
GROUPS = keys_of(PEOPLE["groups"])
PATHS = _mandate_paths()
CONSIDERATIONS = keys_of(THEMES["considerations"])
VERSIONS = {version["key"]: version for version in TEXT["versions"]}
CLAUSES = {
    key: {clause["key"]: clause for clause in version["clauses"]}
    for key, version in VERSIONS.items()
}
ALL_CLAUSES = set().union(*CLAUSES.values())
AMENDMENTS = {amendment["key"]: amendment for amendment in TEXT["amendments"]}
LETTER_KEYS = keys_of(LETTERS["letters"])
MEETINGS = {meeting["key"]: meeting for meeting in DECISIONS["meetings"]}
AGENDA = {item["key"] for meeting in MEETINGS.values() for item in meeting["agenda"]}
DECISION_KEYS = keys_of(DECISIONS["decisions"])
STATEMENTS = keys_of(POSITIONS["statements"])
QUOTING = [
    *THEMES["codings"],
    *THEMES["dispositions"],
    *(passage for row in THEMES["considerations"] for passage in row["passages"]),
]
