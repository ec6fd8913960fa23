"""Opens each page of the dashboard in a real browser, during and after a load: `make test-browser`."""

import pathlib
import re
import shutil
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from browser import MODES, Browser, fail
from stage import ROOT, Stage, end, wait_until
from selenium.webdriver.common.keys import Keys

SCREENSHOTS = ROOT / ".build-browser"
# Other contents of pages that are looked at in all modes.
SIMILAR = ("package-failed", "data-filtered", "data-personal")


def main():
    SCREENSHOTS.mkdir(exist_ok=True)
    for old in SCREENSHOTS.glob("*.png"):
        old.unlink()
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or sys.exit("chromium is not installed")
    driver = shutil.which("chromedriver") or sys.exit("chromedriver is not installed")
    program = sys.argv[1] if len(sys.argv) > 1 else ROOT / ".build/debug/sluice"
    with Stage(program) as stage:
        told("a load, some small ones, and some that went wrong")
        load_some(stage)
        # The key of the API is forgotten with this: what the server would do with it, it cannot.
        key = dict(stage.key)
        url, token = stage.serve()
        with Browser(url, token, chromium, driver, SCREENSHOTS) as browser:
            paths = pages(browser)
            after_loads(browser, paths)
            stage.key = key
            during_a_load(stage, browser)
            without_scripts(stage, browser, paths)
    told(f"all is well; the screenshots lie in {SCREENSHOTS.name}/")


def load_some(stage):
    stage.load()
    for count in (40, 25, 60):
        stage.control("POST", f"leads/add?count={count}")
        stage.control("POST", "leads/change?fraction=0.01")
        stage.load()
    stage.load("--max-requests", "2", expects=10)
    stage.load(expects=22, WHATCONVERTS_SECRET="wrong")
    # Records that do not fit, and a field that nobody knows.
    stage.sql("alter table whatconverts.leads add constraint odd check (lead_id % 7 <> 0) not valid")
    stage.control("PUT", "quirks", {"hasUnknownField": True})
    stage.control("POST", "leads/add?count=60")
    stage.load()


def pages(browser):
    """The paths by their names; a package is found by the links that lead to it."""
    browser.open("/packages")
    links = browser.run("return [...document.querySelectorAll('#packages a')].map((each) => each.getAttribute('href'))")
    browser.open("/packages?status=failed")
    failed = browser.run("return document.querySelector('#packages a').getAttribute('href')")
    return {
        "overview": "/", "packages": "/packages", "package": links[-1], "package-failed": failed, "package-rejected": links[0],
        "schema": "/schema", "data": "/data", "data-filtered": "/data?source=google&spam=without&from=2020-01-01",
        "data-personal": "/data?show=personal", "missing": "/nowhere",
    }


def after_loads(browser, paths):
    for mode in MODES:
        browser.set_mode(mode)
        shown = {name: path for name, path in paths.items() if mode == "light" or name not in SIMILAR}
        for name, path in shown.items():
            browser.open(path)
            if name == "missing":
                # That there is no such page is what the console shall say.
                browser.driver.get_log("browser")
            browser.run("document.querySelectorAll('details').forEach((each) => each.open = true)")
            browser.check(f"{name} ({mode})")
            browser.run("document.querySelectorAll('details').forEach((each) => each.open = false)")
            browser.shoot(f"{name}-{mode}")
        told(f"{len(shown)} pages in {mode}")
    browser.set_mode("light")
    for name, path in paths.items():
        if name != "missing":
            browser.open(path)
            browser.check_keyboard(name)
    told("all of each page is reached by the keyboard")


def during_a_load(stage, browser):
    stage.control("PUT", "quirks", {"latencyMilliseconds": 700})
    browser.set_mode("light")
    load = stage.start_load("--page-size", "20", "--lookback", "800")
    try:
        wait_until("the overview sees the load", lambda: (browser.open("/"), running(browser))[1])
        browser.check("overview during a load")
        # This document stays, and its content is another one.
        browser.run("window.mine = true; window.scrollTo(0, 300); document.querySelector('#records details').open = true;"
                    "document.querySelector('#last a').focus({ preventScroll: true })")
        before = browser.run("return { text: main.innerText, place: scrollY, focus: document.activeElement.getAttribute('href') }")
        wait_until("the page keeps itself up to date", lambda: browser.run("return main.innerText") != before["text"])
        time.sleep(4)
        after = browser.run("return { mine: window.mine, place: scrollY, focus: document.activeElement.getAttribute('href'),"
                            "open: document.querySelector('#records details').open }")
        if after != {"mine": True, "place": before["place"], "focus": before["focus"], "open": True}:
            fail("overview during a load", f"the reader was disturbed: {before} became {after}")
        browser.check("overview after it looked again")
        for mode in MODES:
            browser.set_mode(mode)
            browser.open("/")
            browser.check(f"overview during a load ({mode})")
            browser.shoot(f"running-{mode}")
        path = browser.run("return document.querySelector('.work a').getAttribute('href')")
        for mode in MODES:
            browser.set_mode(mode)
            browser.open(path)
            running(browser) or fail("package during a load", "it does not look again")
            browser.check(f"package during a load ({mode})")
            browser.shoot(f"running-package-{mode}")
        browser.set_mode("light")
        # What is typed is not pulled away.
        browser.open("/data")
        running(browser) or fail("data during a load", "it does not look again")
        browser.run("window.mine = document.querySelector('#source'); mine.focus()")
        browser.press("goo")
        time.sleep(4)
        browser.run("return document.activeElement === mine && mine.value") == "goo" or fail("data", "a field lost what was typed")
        browser.open("/")
    finally:
        end(load)
    wait_until("the page sees the end", lambda: not running(browser))
    news = browser.run("return document.getElementById('live').textContent")
    if not re.search(r"the last load of whatconverts: cancelled", news):
        fail("overview after the load", f"a screen reader heard {news!r}")
    browser.check("overview after the load")
    told("a page looks again by itself during a load, and disturbs nobody")


def without_scripts(stage, browser, paths):
    browser.set_scripts(False)
    browser.set_mode("light")
    for name, path in paths.items():
        browser.open(path)
        browser.driver.find_element("css selector", "main h1").text or fail(f"{name} without scripts", "it has no heading")
    load = stage.start_load("--page-size", "20", "--lookback", "800")
    try:
        wait_until("the overview sees the load", lambda: (browser.open("/"), find(browser, "main[data-running]"))[1])
        before = browser.driver.find_element("css selector", ".as-of time").text
        wait_until("the page is loaded again without scripts",
                   lambda: find(browser, ".as-of time") and find(browser, ".as-of time")[0] != before, seconds=50)
    finally:
        end(load)
    browser.set_scripts(True)
    told("each page works without scripts, and is loaded again during a load")


def running(browser):
    return browser.run("return document.getElementById('main').hasAttribute('data-running')")


def find(browser, selector):
    try:
        return [each.text or "?" for each in browser.driver.find_elements("css selector", selector)]
    except Exception:
        # The page is just being loaded again.
        return []


def told(words):
    print(f"{time.monotonic() - BEGAN:6.1f} s  {words}", flush=True)


BEGAN = time.monotonic()
if __name__ == "__main__":
    main()
