"""A headless Chromium that remembers what it asked for and what its console said."""

import base64
import json
from urllib.parse import urlsplit, urlunsplit

from axe_selenium_python import Axe
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.keys import Keys

# name: width, colour scheme, scripts
MODES = {"light": (1280, "light"), "dark": (1280, "dark"), "narrow": (360, "light")}

FOCUSABLE = """
    return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary, [tabindex="0"]')]
      .filter((each) => each.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })).length;
"""
WATCH_FOCUS = """
    window.seen = new Set();
    document.addEventListener('focusin', (event) => window.seen.add(event.target));
"""
UNSEEN = """
    return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary, [tabindex="0"]')]
      .filter((each) => each.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && !window.seen.has(each)).map((each) => each.outerHTML.slice(0, 200));
"""


class Browser:
    def __init__(self, url, token, chromium, driver, screenshots):
        self.url = url.rstrip("/")
        self.host = urlsplit(url).netloc
        self.screenshots = screenshots
        self.refusals = 0
        options = webdriver.ChromeOptions()
        options.binary_location = chromium
        for argument in ["--headless=new", "--no-sandbox", "--hide-scrollbars", "--disable-gpu", "--disable-dev-shm-usage",
                         "--force-color-profile=srgb", "--no-first-run", "--disable-component-update",
                         "--disable-background-networking"]:
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(driver))
        self.driver.set_script_timeout(30)
        # The address with the password is opened once; from then on the browser knows it, as after its dialogue.
        parts = urlsplit(url)
        self.driver.get(urlunsplit(parts._replace(netloc=f"reader:{token}@{parts.netloc}")))
        self.driver.get_log("browser")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()

    def set_mode(self, name):
        width, scheme = MODES[name]
        self.width = width
        self._resize(900)
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia",
                                    {"features": [{"name": "prefers-color-scheme", "value": scheme}]})

    def set_scripts(self, are_on):
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not are_on})

    def open(self, path):
        self.driver.get(self.url + path)

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def press(self, *keys):
        webdriver.ActionChains(self.driver).send_keys(*keys).perform()

    def _resize(self, height):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": self.width, "height": height, "deviceScaleFactor": 1, "mobile": self.width < 500})

    # What holds for every page

    def check(self, name):
        """Nothing for axe to find, nothing wider than the screen, a word for every drawing."""
        self.run("return document.title") or fail(name, "it has no title")
        wide = self.run("return document.documentElement.scrollWidth")
        if wide > self.width:
            fail(name, f"it is {wide} pixels wide on a screen of {self.width}")
        axe = Axe(self.driver)
        axe.inject()
        results = axe.run()
        if results["violations"]:
            fail(name, axe.report(results["violations"]))
        self.check_quiet(name)

    def check_quiet(self, name):
        """No error in the console, and no request to another host, since the last look."""
        errors = [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]
        if errors:
            fail(name, f"the console says {errors}")
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] not in ("Network.requestWillBeSent", "Network.webSocketCreated"):
                continue
            address = message["params"].get("request", message["params"]).get("url", "")
            parts = urlsplit(address)
            if parts.scheme in ("data", "blob", "about", "chrome", "chrome-error", "devtools") or parts.netloc.endswith(self.host):
                continue
            fail(name, f"it asked for {address}")

    def check_keyboard(self, name):
        """Everything that can be used is reached by the Tab key, and shows that it is."""
        self.run(WATCH_FOCUS)
        count = self.run(FOCUSABLE)
        for _ in range(12 + count // 4):
            self.press(*[Keys.TAB] * 8)
            unseen = self.run(UNSEEN)
            if not unseen:
                return
        fail(name, f"the keyboard does not reach {unseen}")

    def shoot(self, name):
        # A check of the contrast scrolls to what it looks at.
        self.run("document.querySelectorAll('.scroll').forEach((each) => each.scrollTo(0, 0)); scrollTo(0, 0)")
        height = self.run("return document.documentElement.scrollHeight")
        self._resize(min(height, 4000))
        picture = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"]
        (self.screenshots / f"{name}.png").write_bytes(base64.b64decode(picture))
        self._resize(900)


def fail(name, words):
    raise AssertionError(f"{name}: {words}")
