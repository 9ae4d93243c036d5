"""The product as it is run: its own processes, its own database, a browser in front."""


def test_a_new_installation_greets_its_visitor(page, served, accessible):
    page.goto(served)
    assert page.locator("main").count() == 1
    assert page.locator("html").get_attribute("lang") == "fa"
    accessible(page)


def test_a_page_that_is_not_there_is_said_so_in_our_own_look(page, served, accessible, complaints):
    answer = page.goto(served + "/no-such-page/")
    assert answer.status == 404
    complaints.clear()  # the browser reports the 404 itself
    assert page.locator("link[rel=stylesheet]").count() >= 1
    accessible(page)
    assert not complaints
