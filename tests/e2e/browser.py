"""Drives Debian's Chromium over its debugging pipe, with nothing but the standard library."""

import base64
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time


def chromium():
    """The path of the browser, or None when there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


class Page:
    """One page of a headless browser that has no network; closes with `with`."""

    def __init__(self, url, width=1280, height=900, arguments=()):
        self.profile = tempfile.mkdtemp(prefix="riskmap-browser-")
        to_browser, self.write_end = os.pipe()
        self.read_end, from_browser = os.pipe()
        here = {3: to_browser, 4: from_browser}

        def take_places():
            # Through high numbers first: a pipe may sit on the other's place.
            high = {place: os.dup2(end, place + 100) for place, end in here.items()}
            for place, end in high.items():
                os.dup2(end, place, inheritable=True)

        command = [
            chromium(),
            "--headless",
            "--no-sandbox",
            "--no-first-run",
            "--disable-gpu",
            "--disable-background-networking",
            "--remote-debugging-pipe",
            f"--user-data-dir={self.profile}",
            f"--window-size={width},{height}",
            *arguments,
            "about:blank",
        ]
        self.process = subprocess.Popen(
            command,
            close_fds=False,
            preexec_fn=take_places,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self.buffer = b""
        self.last_id = 0
        self.session = None
        self.events = []
        targets = self.call("Target.getTargets")["targetInfos"]
        page = next(t for t in targets if t["type"] == "page")
        self.session = self.call(
            "Target.attachToTarget", targetId=page["targetId"], flatten=True
        )["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")
        self.size(width, height)
        self.open(url)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.write_end)
        os.close(self.read_end)
        shutil.rmtree(self.profile, ignore_errors=True)

    def message(self):
        while b"\0" not in self.buffer:
            more = os.read(self.read_end, 1 << 20)
            if not more:
                raise RuntimeError("the browser ended")
            self.buffer += more
        line, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(line)

    def call(self, method, **parameters):
        self.last_id += 1
        request = {"id": self.last_id, "method": method, "params": parameters}
        if self.session:
            request["sessionId"] = self.session
        os.write(self.write_end, json.dumps(request).encode() + b"\0")
        while True:
            answer = self.message()
            if answer.get("id") == self.last_id:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.events.append(answer)

    def open(self, url):
        self.events.clear()
        self.call("Page.navigate", url=url)
        deadline = time.monotonic() + 60
        while not any(e.get("method") == "Page.loadEventFired" for e in self.events):
            if time.monotonic() > deadline:
                raise RuntimeError("the page does not load")
            self.events.append(self.message())

    def size(self, width, height, mobile=False):
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=mobile,
        )

    def run(self, script):
        """The value of an expression in the page; an exception there is one here."""
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        if "exceptionDetails" in result:
            details = result["exceptionDetails"]
            raise RuntimeError(details.get("exception", details).get("description", str(details)))
        return result["result"].get("value")

    def type(self, text):
        self.call("Input.insertText", text=text)

    def key(self, key):
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key)

    def click(self, selector, index=0):
        """A real click in the middle of an element."""
        x, y = self.run(
            f"(function(){{var e=document.querySelectorAll({json.dumps(selector)})[{index}];"
            "e.scrollIntoView({block:'center'});var b=e.getBoundingClientRect();"
            "return [b.left+b.width/2,b.top+b.height/2]}())"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.call(
                "Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1
            )

    def requests(self):
        """Addresses asked for since the page was opened."""
        return [
            e["params"]["request"]["url"]
            for e in self.events
            if e.get("method") == "Network.requestWillBeSent"
        ]

    def complaints(self):
        """What the page wrote on the console as an error."""
        return [
            e["params"]
            for e in self.events
            if e.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded")
        ]

    def screenshot(self, file, whole=False):
        shot = self.call("Page.captureScreenshot", captureBeyondViewport=whole)
        pathlib.Path(file).write_bytes(base64.b64decode(shot["data"]))

    def pdf(self, file):
        paper = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        pathlib.Path(file).write_bytes(base64.b64decode(paper["data"]))
