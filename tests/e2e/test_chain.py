"""The whole chain in person: from a resolution to the issued text, and back to who contributed.

Each person has a browser of their own and does in Persian, page by page, what their role does.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e import steps_drafting as drafting
from tests.e2e import steps_founding as founding
from tests.e2e import steps_hearing as hearing
from tests.e2e import steps_issuing as issuing
from tests.e2e.conftest import running_dabir
from tests.e2e.visitors import PASSWORD, Visitor

pytestmark = pytest.mark.xdist_group("served chain")


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    """The address of a new installation with its administrator and nobody else."""
    folder = tmp_path_factory.mktemp("chain")
    password = folder / "password"
    password.write_text(PASSWORD, encoding="utf-8")
    environment = {**os.environ, "DABIR_VAR": str(folder)}
    del environment["DJANGO_SETTINGS_MODULE"]  # that of these tests
    program = Path(sys.executable).with_name("dabir")
    first = ["administrator", "rahbar", "--name", "رامین راهبر", "--password-file", password]
    subprocess.run([program, *first], env=environment, check=True, timeout=600)
    with running_dabir(folder, "serve") as address:
        yield address


@pytest.fixture
def visitor(browser, complaints, installation):
    """`visitor()` is somebody with a browser of their own, Persian first."""
    contexts = []

    def come():
        context = browser.new_context(locale="fa-IR", viewport={"width": 1280, "height": 900})
        context.set_default_timeout(60_000)
        complaints.watch(context)
        contexts.append(context)
        return Visitor(context, installation)

    yield come
    for context in contexts:
        context.close()


@pytest.mark.timeout(1_200)
def test_the_whole_chain_in_person(visitor, accessible):
    given = founding.resolution()
    administrator, secretary, member, contributor = (visitor() for _person in range(4))

    administrator.sign_in("rahbar")
    founding.found_the_group(administrator)
    secretary.sign_in("dabiri")
    founding.take_over_the_mandate(secretary, given)
    accessible(secretary.page)
    founding.look_at_the_group(secretary, given)
    founding.seat_the_member(secretary, given)

    hearing.open_the_call(secretary, given)
    link = hearing.contribute(contributor)
    submission = hearing.work_through_the_contribution(secretary)
    hearing.distil_and_adopt(secretary)
    hearing.record_what_was_declared(secretary)

    text = drafting.write_the_zero_draft(secretary)
    member.sign_in("vaziri")
    drafting.propose_other_words(member, text, given)
    drafting.derive_the_first_revision(secretary, text)
    accessible(secretary.page)
    drafting.hold_the_meeting(secretary, given)
    accessible(secretary.page)
    drafting.submit_to_the_higher_body(secretary)

    issuance = issuing.issue_the_document(secretary, given)
    accessible(secretary.page)
    issuing.keep_the_pdf(secretary)
    issuing.raise_a_demand(secretary, given)
    issuing.answer_the_contributor(secretary, submission)
    issuing.read_the_answer(contributor, link)
    accessible(contributor.page)
    issuing.follow_the_issued_clause_back(secretary, issuance, given)
    accessible(secretary.page)
