"""A static host on this machine: it serves an output as the real ones do, with 404.html for what is not there."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        data = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def list_directory(self, path: Any) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


class _Trickling(_Handler):
    """A bad connection: a page comes packet by packet, and what it needs comes late."""

    def copyfile(self, source: Any, outputfile: Any) -> None:
        time.sleep(0.05)
        while packet := source.read(1460):
            outputfile.write(packet)
            time.sleep(0.02)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle of a file is nothing to tell."""


def served(folder: Path) -> AbstractContextManager[str]:
    """Serve a folder at a free port of 127.0.0.1; its origin, such as `http://127.0.0.1:41234`."""
    return _listening(functools.partial(_Handler, directory=str(folder)))


def trickled(folder: Path) -> AbstractContextManager[str]:
    """Serve a folder as a bad connection gives it."""
    return _listening(functools.partial(_Trickling, directory=str(folder)))


@contextmanager
def _listening(handler: Callable[..., _Handler]) -> Iterator[str]:
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
