#!/usr/bin/env python3
"""The preview: from its start to the first page, and from a save to the page with it, beside Hugo's server.

    benchmarks/preview.py [--sizes 1000 10000] [--saves 50] [--work /dev/shm/asiansite-bench] [--install]

The page is asked for over and over, a hundredth of a second apart, so that is as exact as the figures are. Servers take
turns. What browsers do after they have the page is not in it.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

from corpus import CLOCK, Article, Corpus
from rivals import Asiansite, Hugo, Rival, install

PORT = 18400
PATIENCE = 300.0
BETWEEN = 0.01
"""Seconds between two looks at a page."""
AFTER = 0.7
"""Seconds between two saves."""


def main() -> None:
    """Measure, and print one JSON object a line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--saves", type=int, default=50)
    parser.add_argument("--work", type=Path, default=Path("/dev/shm/asiansite-bench"))
    parser.add_argument("--install", action="store_true", help="install the rivals first")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    if options.install:
        install(options.work)
    for size in options.sizes:
        for rival in (Asiansite(options.work / "preview", size), Hugo(options.work / "preview", size)):
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
    cold, _, _ = _session(rival, edited, 0)
    warm, times, memory = _session(rival, edited, saves)
    return {
        "server": rival.name,
        "articles": size,
        "first page, nothing remembered, s": round(cold, 2),
        "first page, remembered, s": round(warm, 2),
        "save to served, median ms": round(statistics.median(times) * 1000, 1),
        "save to served, 95th percentile ms": round(sorted(times)[int(len(times) * 0.95)] * 1000, 1),
        "peak memory, MB": round(memory / 1e6, 1),
        "load before": round(load, 1),
    }


def _session(rival: Rival, article: Article, saves: int) -> tuple[float, list[float], int]:
    """(seconds to the first page, seconds of each save, bytes of the peak resident set)."""
    began = time.perf_counter()
    process = subprocess.Popen(
        _command(rival), cwd=rival.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    path = f"{article.url}/" if not article.url.endswith("/") else article.url
    try:
        _until(path, article.title)
        first = time.perf_counter() - began
        times = []
        source = rival.path(article)
        text = source.read_text(encoding="utf-8")
        for number in range(saves):
            time.sleep(AFTER)
            mark = f"Edited for the time of number {number}."
            saved = time.perf_counter()
            source.write_text(f"{text}\n{mark}\n", encoding="utf-8")
            _until(path, mark)
            times.append(time.perf_counter() - saved)
        source.write_text(text, encoding="utf-8")
        status = Path(f"/proc/{process.pid}/status").read_text()
        peak = int(status.split("VmHWM:")[1].split()[0]) * 1024
        return first, times, peak
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)


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
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(BETWEEN)
    raise SystemExit(f"{path} never had: {mark}")


if __name__ == "__main__":
    main()
