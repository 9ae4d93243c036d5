"""The report of an analysis in a browser: readable by everybody, quiet, and usable by keyboard."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from dabir.analysis.reporting import write_report
from tests.analysis.reporting.a_run import RUN, write_run

pytestmark = pytest.mark.browser


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_said):
        pass


@pytest.fixture
def asked():
    """The paths that browsers asked for."""
    return []


@pytest.fixture
def show(tmp_path, asked, page):
    """`show(language)` opens the report of a run."""

    class Noting(Quiet):
        def do_GET(self):
            asked.append(self.path)
            super().do_GET()

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Noting, directory=tmp_path))
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def open_report(language):
        submissions = write_run(tmp_path)
        write_report(tmp_path, submissions=submissions, run=RUN, language=language)
        page.goto(f"http://127.0.0.1:{server.server_port}/report.html")
        return page

    yield open_report
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_is_read_by_everybody_on_a_small_screen(show, asked, accessible, language, scheme):
    page = show(language)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 360, "height": 800})
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("[...document.fonts].some(face => face.status === 'loaded')")
    accessible(page)
    # A browser looks for an icon on its own account.
    assert [path for path in asked if path != "/favicon.ico"] == ["/report.html"]


def test_filters_by_words(show):
    page = show("en")
    page.get_by_label("Show only campaigns and themes with these words").fill("LEAKING")
    expect(page.locator("#theme-2")).to_be_visible()
    expect(page.locator("#theme-1")).to_be_hidden()
    expect(page.locator("#campaign-0")).to_be_hidden()
    page.locator("#words").fill("nothing like this")
    expect(page.get_by_text("Nothing has these words.")).to_be_visible()


def test_a_quotation_leads_to_the_passages_of_its_theme(show):
    page = show("en")
    page.locator("#theme-1 > summary").press("Enter")
    page.locator("#theme-1 figcaption a").first.press("Enter")
    expect(page.locator("#theme-1-passages > ol")).to_be_visible()
