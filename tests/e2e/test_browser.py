"""The fixtures themselves: what they let through and what they catch."""

import http.server
import threading

import pytest

from tests.e2e.waiting import until

PAGE = b"""<!doctype html><html lang="fa" dir="rtl"><head><title>One page</title></head>
<body><main><h1>Heading</h1><p>Text</p></main></body></html>"""


@pytest.fixture(scope="module")
def address():
    class OnePage(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", "default-src 'self'; img-src *")
            self.end_headers()
            self.wfile.write(PAGE)

        def log_message(self, *arguments):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), OnePage) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_shows_a_page_of_this_machine(page, address, accessible):
    page.goto(address)
    assert page.get_by_role("heading").inner_text() == "Heading"
    accessible(page)


def test_catches_a_request_beyond_this_machine(page, address, complaints):
    page.goto(address)
    page.evaluate("fetch('http://192.0.2.1/').catch(() => 0)")
    page.evaluate(
        "new Promise(done => {const i = new Image(); i.onerror = done; i.src = 'http://192.0.2.1/'})"
    )
    assert any("beyond this machine: http://192.0.2.1/" in complaint for complaint in complaints)
    # The browser tells of it, too, in its own time.
    until(page, lambda: any("ERR_FAILED" in complaint for complaint in complaints))
    complaints.clear()


def test_catches_an_inline_style_that_the_policy_forbids(page, address, complaints):
    page.goto(address)
    page.evaluate("document.body.innerHTML = '<p style=\"color: red\">red</p>'")
    until(page, lambda: any("Content Security Policy" in each for each in complaints))
    complaints.clear()


def test_axe_finds_a_picture_without_words(page, address, accessible):
    page.goto(address)
    page.evaluate("document.querySelector('main').append(new Image())")
    with pytest.raises(AssertionError, match="image-alt"):
        accessible(page)
