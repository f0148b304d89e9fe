"""The front page in a real browser, wide and narrow: it asks, shows quotes, says what went wrong, and gets nothing from elsewhere."""

import pytest

WIDTHS = (1440, 390)


@pytest.fixture(params=WIDTHS)
def page(browser, url, request):
    """The front page, with what went wrong on it and whom it called."""
    tab = browser.new_page(viewport={"width": request.param, "height": 900})
    tab.errors, tab.called = [], set()
    tab.on("console", lambda said: tab.errors.append(said.text) if said.type == "error" else None)
    tab.on("pageerror", lambda error: tab.errors.append(str(error)))
    tab.on("response", lambda answer: tab.called.add(answer.url))
    tab.goto(url)
    yield tab
    tab.close()


def asked(page, question):
    page.fill("#question", question)
    page.click("button")
    page.locator("#answer p:not(:text-is('…'))").wait_for()


def test_a_question_is_answered_with_its_quotes(page, url):
    asked(page, "歙县2023年知识产权质押融资多少亿元？")
    told = page.inner_text("#answer p")
    quotes = page.locator("#answer blockquote").all_inner_texts()
    assert "歙县" in told
    assert quotes
    assert any("知识产权质押融资" in quote for quote in quotes)
    assert page.errors == []
    assert {address for address in page.called if not address.startswith((url, "data:"))} == set()


def test_what_is_not_reported_is_said_and_markup_stays_text(page):
    asked(page, "<img src=x onerror=\"document.title='broken in'\">歙县2023年养了多少头大象？")
    assert page.locator("#answer img").count() == 0
    assert "broken in" not in page.title()
    assert page.inner_text("#answer p")


def test_a_service_that_is_gone_is_told(page):
    page.route("**/api/v1/ask", lambda route: route.abort())
    asked(page, "歙县2023年知识产权质押融资多少亿元？")
    assert "no answer" in page.inner_text("#answer p")


def test_nothing_is_wider_than_the_window(page):
    asked(page, "歙县2023年知识产权质押融资多少亿元？")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_every_link_of_the_page_opens(page, url):
    for link in page.eval_on_selector_all("a", "all => all.map(a => a.href)"):
        assert page.request.get(link).ok, link


@pytest.mark.parametrize("path", ["docs", "redoc"])
def test_the_reference_opens_without_the_network(browser, url, path):
    tab = browser.new_page()
    answered: set[str] = set()
    tab.on("response", lambda answer: answered.add(answer.url))
    tab.goto(f"{url}/{path}")
    tab.get_by_text("/api/v1/ask").first.wait_for(state="attached")
    assert {address for address in answered if not address.startswith((url, "data:", "blob:"))} == set()
    tab.close()
