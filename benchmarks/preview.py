#!/usr/bin/env python3
"""The preview: from its start to the first page, and from a save to the page with it, served and painted, beside Hugo's server.

    benchmarks/preview.py [--sizes 1000 10000] [--saves 50] [--work /dev/shm/asiansite-bench] [--install]

The page is asked for over and over, a hundredth of a second apart, so that is as exact as the figures are. Servers take
turns. Then a Chromium has the page open, if Playwright and a Chromium are there: from the save to the frame that shows it.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import CLOCK, Article, Corpus
from rivals import Asiansite, Hugo, Rival, install

if TYPE_CHECKING:
    from playwright.sync_api import Page

PORT = 18400
PATIENCE = 300.0
BETWEEN = 0.01
"""Seconds between two looks at a page."""
AFTER = 0.7
"""Seconds between two saves."""
MARK = "Edited for the time of number {}."

WATCH = r"""
const look = () => {
  const found = document.body?.textContent.match(/Edited for the time of number (\d+)\./);
  if (!found || found[1] === window.seen) return;
  window.seen = found[1];
  // A message after the frame that shows it is handled when that is done.
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => console.log(`painted ${found[1]} ${performance.timeOrigin + performance.now()}`);
    port2.postMessage(0);
  });
};
new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
"""
"""Tells the console when a frame with a save was painted, after a change in place as after a reload."""


def main() -> None:
    """Measure, and print one JSON object a line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--saves", type=int, default=50)
    parser.add_argument("--work", type=Path, default=Path("/dev/shm/asiansite-bench"))
    parser.add_argument("--install", action="store_true", help="install Hugo first")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    if options.install:
        install(options.work, [Hugo])
    for size in options.sizes:
        for rival in (Asiansite(options.work, size), Hugo(options.work, size)):
            if rival.find() is not None:
                print(json.dumps(measured(rival, size, options.saves)), flush=True)


def measured(rival: Rival, size: int, saves: int) -> dict[str, object]:
    """What a server took."""
    corpus = Corpus(size)
    rival.begin(corpus)
    articles = []
    for article in corpus.articles():
        rival.put(article)
        articles.append(article)
    edited = articles[size // 2]
    load = os.getloadavg()[0]
    # A session lasts, so that the server has come to an end with its start.
    cold, _, _ = _session(rival, edited, min(saves, 1))
    warm, times, memory = _session(rival, edited, saves)
    painted = _painted(rival, edited, saves)
    return {
        "server": rival.name,
        "articles": size,
        "first page, nothing remembered, s": round(cold, 2),
        "first page, remembered, s": round(warm, 2),
        **_told("save to served", times),
        **({} if painted is None else _told("save to painted", painted)),
        "peak memory, MB": round(memory / 1e6, 1),
        "load before": round(load, 1),
    }


def _told(what: str, times: list[float]) -> dict[str, float]:
    return {
        f"{what}, median ms": round(statistics.median(times) * 1000, 1),
        f"{what}, 95th percentile ms": round(sorted(times)[int(len(times) * 0.95)] * 1000, 1),
    }


def _session(rival: Rival, article: Article, saves: int) -> tuple[float, list[float], int]:
    """(seconds to the first page, seconds of each save, bytes of the peak resident set)."""
    began = time.perf_counter()
    with _running(rival, article) as process:
        first = time.perf_counter() - began
        times = []
        source = rival.path(article)
        text = source.read_text(encoding="utf-8")
        for number in range(saves):
            time.sleep(AFTER)
            mark = MARK.format(number)
            saved = time.perf_counter()
            source.write_text(f"{text}\n{mark}\n", encoding="utf-8")
            _until(_path(article), mark)
            times.append(time.perf_counter() - saved)
        source.write_text(text, encoding="utf-8")
        status = Path(f"/proc/{process.pid}/status").read_text()
        peak = int(status.split("VmHWM:")[1].split()[0]) * 1024
        return first, times, peak


def _painted(rival: Rival, article: Article, saves: int) -> list[float] | None:
    """Seconds from each save to the frame that shows it; None without a browser."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    browser = next((path for name in names if (path := shutil.which(name))), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        browser = None
    if browser is None:
        print("no Playwright or no Chromium: nothing is painted", file=sys.stderr)
        return None
    source = rival.path(article)
    text = source.read_text(encoding="utf-8")
    with _running(rival, article), sync_playwright() as playwright:
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        page = playwright.chromium.launch(executable_path=browser, args=root).new_page()
        page.add_init_script(WATCH)
        page.goto(f"http://127.0.0.1:{PORT}{_path(article)}")
        page.wait_for_timeout(2000)
        times = [_save(page, source, text, number) for number in range(saves)]
        page.context.browser.close()
    source.write_text(text, encoding="utf-8")
    return times


def _save(page: Page, source: Path, text: str, number: int) -> float:
    page.wait_for_timeout(AFTER * 1000)
    told = re.compile(f"painted {number} ([0-9.]+)")
    with page.expect_console_message(
        lambda message: told.match(message.text), timeout=PATIENCE * 1000
    ) as shown:
        saved = time.time()
        source.write_text(f"{text}\n{MARK.format(number)}\n", encoding="utf-8")
    return float(told.match(shown.value.text)[1]) / 1000 - saved


@contextlib.contextmanager
def _running(rival: Rival, article: Article) -> Iterator[subprocess.Popen[bytes]]:
    """A server that shows the article."""
    process = subprocess.Popen(
        _command(rival), cwd=rival.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _until(_path(article), article.title)
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)


def _path(article: Article) -> str:
    return article.url if article.url.endswith("/") else f"{article.url}/"


def _command(rival: Rival) -> list[str]:
    if rival.name == "asiansite":
        words = ["serve", "--watch", "--port", str(PORT), "--at", CLOCK.isoformat()]
        return [sys.executable, "-m", "asiansite", *words]
    return [*rival.command()[:1], "server", *rival.command()[1:], "--port", str(PORT), "--bind", "127.0.0.1"]


def _until(path: str, mark: str) -> None:
    deadline = time.perf_counter() + PATIENCE
    while time.perf_counter() < deadline:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=PATIENCE)
            connection.request("GET", path)
            response = connection.getresponse()
            if mark.encode() in response.read() and response.status == 200:
                return
        except (OSError, http.client.HTTPException):  # not yet there, or cut off while it is made anew
            pass
        finally:
            connection.close()
        time.sleep(BETWEEN)
    raise SystemExit(f"{path} never had: {mark}")


if __name__ == "__main__":
    main()
