"""The preview as a browser meets it: a process of its own, and requests to its socket."""

from __future__ import annotations

import http.client
import json
import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from tests.functional.commands import PROGRAM, environment

PATIENCE = 60.0
"""Seconds after which a busy machine is given up."""

SCRIPT = re.compile(rb'<script src="[^"]*/__asiansite/preview\.js"[^>]*></script>')


@dataclass(frozen=True, slots=True)
class Response:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    data: bytes

    @property
    def text(self) -> str:
        return self.data.decode()

    @property
    def page(self) -> bytes:
        """The bytes less the preview's script."""
        return SCRIPT.sub(b"", self.data)


@dataclass(frozen=True, slots=True)
class Preview:
    """A preview that runs."""

    process: subprocess.Popen[str]
    url: str
    """As its terminal shows it."""
    said: IO[str]

    @property
    def err(self) -> str:
        """What it has said on standard error."""
        self.said.seek(0)
        return self.said.read()

    @property
    def port(self) -> int:
        return int(self.url.split(":")[2].split("/")[0])

    def get(self, path: str, method: str = "GET", headers: Mapping[str, str] | None = None) -> Response:
        """Ask for a path, as it is spelt."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, headers=dict(headers or {}))
            response = connection.getresponse()
            return Response(
                response.status, {k.lower(): v for k, v in response.getheaders()}, response.read()
            )
        finally:
            connection.close()

    def ready(self, path: str = "/") -> Response:
        """The page at `path`, once the site is open."""
        return until(lambda: self.get(path), lambda response: response.status != 503)

    def state(self, path: str) -> dict[str, Any]:
        """What the page's bar is told."""
        token = re.search(rb'data-token="([^"]+)"', self.get(path).data)
        assert token is not None
        found = json.loads(self.get(f"/__asiansite/page?token={token[1].decode()}&path={path}").data)
        assert isinstance(found, dict)
        return found


HELD_UP = """\
import os, signal, sys, time
from pathlib import Path

signal.signal(signal.SIGINT, signal.default_int_handler)

from asiansite.cli import main
from asiansite.work import opening

stage = os.environ["HELD_UP"]
made = getattr(opening, stage)

def held_up(*given):
    while not Path(os.environ["GO_ON"]).exists():
        time.sleep(0.01)
    return made(*given)

setattr(opening, stage, held_up)
sys.exit(main())
"""
"""The program, whose opening of a site does not go beyond a stage before the file `GO_ON` is there."""


def held_up(go_on: Path, stage: str = "make_plan") -> dict[str, Any]:
    """How `preview` is told to make no plan, or to read nothing (`read_contents`), before the file `go_on` is there."""
    return {"program": (*PROGRAM[:-1], HELD_UP), "env": {"GO_ON": str(go_on), "HELD_UP": stage}}


def until(ask: Callable[[], Any], holds: Callable[[Any], object]) -> Any:
    """What `ask` gives, as soon as it `holds`."""
    deadline = time.monotonic() + PATIENCE
    while True:
        found = ask()
        if holds(found):
            return found
        assert time.monotonic() < deadline, found
        time.sleep(0.02)


@contextmanager
def preview(
    *words: object, cwd: Path, env: Mapping[str, str] | None = None, program: Sequence[str] = PROGRAM
) -> Iterator[Preview]:
    """Start `asiansite serve` and end it by Ctrl-C, after which nothing may be on standard error but problems."""
    # To a file: a pipe that nobody reads would stop a site with many warnings.
    said = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed below
    process = subprocess.Popen(
        [*program, "serve", *map(str, words)],
        cwd=cwd,
        env=environment(env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=said,
        encoding="utf-8",
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("http://"), (line, process.poll())
        yield Preview(process, line.split()[0], said)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise
        finally:
            said.close()
