"""Opens the page that `gleaner report` writes in headless Chromium: report_page.py CHROMIUM OUT SCREENSHOTS.

OUT holds a run over articles one of which has `<script>` in its text and in its file name."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

chromium, out, pictures = sys.argv[1], Path(sys.argv[2]).resolve(), Path(sys.argv[3])
page_file = (out / "report.html").as_uri()

with sync_playwright() as p:
    browser = p.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    told, asked = [], []
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: told.append("a text opened a dialog: " + dialog.message))

    page.goto(page_file)
    page.wait_for_selector("#network canvas")
    page.screenshot(path=pictures / "overview.png")

    page.click("nav >> text=Documents")
    page.wait_for_selector(".window .row")
    everything = page.inner_text("p[role=status]")
    page.fill("#search", "quay")
    page.wait_for_function("before => document.querySelector('p[role=status]').textContent !== before", arg=everything)
    assert page.inner_text("p[role=status]") == "1 document", page.inner_text("p[role=status]")
    page.screenshot(path=pictures / "documents.png")

    page.click(".window .row")
    page.wait_for_selector("article mark[data-entity]")
    assert "<script>alert(1)</script>" in page.inner_text("article"), "the text is not shown as it stands"
    name = page.locator("article mark[data-entity]", has_text="Hill").first
    entity = name.get_attribute("data-entity")
    of_entity = page.locator(f"article mark[data-entity='{entity}']").count()
    name.click()
    lit = page.locator("article mark.lit")
    assert of_entity > 1 and lit.count() == of_entity, (of_entity, lit.count())
    page.screenshot(path=pictures / "document.png")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement !== document.body"), "the keyboard reaches nothing"
    page.click("nav >> text=Problems")
    page.wait_for_selector("text=What went wrong")
    page.emulate_media(color_scheme="dark")
    page.goto(page_file + "#/people")
    page.wait_for_selector("text=Anna Hill")
    page.screenshot(path=pictures / "people-dark.png")
    browser.close()

away = [url for url in asked if not url.startswith(("file:", "data:", "blob:"))]
assert not away, f"the page asked for {away}"
assert not told, f"the page told {told}"
for picture in pictures.glob("*.png"):
    assert picture.stat().st_size > 10_000, f"{picture} is empty"
print("ok")
