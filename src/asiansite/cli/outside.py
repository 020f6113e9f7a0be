"""Asks other sites for `asiansite check --external`, with a line that tells how far that is."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Mapping
from contextlib import closing
from pathlib import Path

from asiansite import __version__
from asiansite.cli.printing import Progress, counted
from asiansite.content.outside import Answer
from asiansite.storage.home import memory_of
from asiansite.storage.outside import OutsideRecords
from asiansite.work.outside import answers_of
from asiansite.work.turns import Turns
from asiansite.work.web import Web

clock, pause = time.time, time.sleep


class OutsideInquiry:
    """Asks, and knows afterwards what came of it."""

    def __init__(self, site: Path, base_url: str) -> None:
        """Ask for the links of the site in a folder, which readers find at `base_url`."""
        self._site = site
        self._agent = f"asiansite/{__version__} (check of links; {base_url})"
        self.asked = 0
        self.verdicts: Mapping[str, int] = {}
        self._reason = ""
        """Why most of those that could not be checked could not be."""

    def __call__(self, urls: Collection[str]) -> Mapping[str, Answer]:
        """The answer of each URL."""
        progress = Progress()
        with memory_of(self._site) as home, closing(OutsideRecords(home)) as records:
            turns = Turns(Web(self._agent), clock, pause)
            try:
                found, self.asked = answers_of(
                    urls, records, turns, clock, lambda done, total: progress("links asked", done, total)
                )
            finally:
                progress.end()
        self.verdicts = Counter(answer.verdict for answer in found.values())
        reasons = Counter(answer.reason for answer in found.values() if answer.verdict == "unchecked")
        self._reason = min(reasons, key=lambda reason: (-reasons[reason], reason), default="")
        return found

    def in_words(self) -> str:
        """What was done, in a line."""
        total = sum(self.verdicts.values())
        unchecked = self.verdicts.get("unchecked", 0)
        line = f"other sites: {counted(total, 'link')}, {self.asked:,} asked now"
        return line + (f", {unchecked:,} could not be checked (most: {self._reason})" if unchecked else "")

    def as_json(self) -> dict[str, int]:
        """The same, for programs."""
        names = ("fine", "moved", "broken", "unchecked", "private")
        return {
            "links": sum(self.verdicts.values()),
            "asked": self.asked,
            **{name: self.verdicts.get(name, 0) for name in names},
        }
