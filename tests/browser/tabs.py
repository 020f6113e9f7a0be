"""A tab of the browser at work, and all that it complains of or asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page, Request


class Tab:
    """A page of the browser, for the site that is served at `origin`."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.origin = origin
        self.complaints: list[str] = []
        """What the browser complained of: errors, warnings, and files that did not come."""
        self.requests: list[str] = []
        """Every URL that it asked for."""
        page.on("console", lambda message: self.complaints.extend(_complaint(message)))
        page.on("pageerror", lambda error: self.complaints.append(f"uncaught: {error}"))
        page.on("requestfailed", lambda request: self.complaints.extend(_failed(request)))
        page.on("request", lambda request: self.requests.append(request.url))

    def go(self, path: str, status: int = 200) -> Page:
        """Open a path of the site, and wait until all of it is there."""
        answer = self.page.goto(self.origin + path, wait_until="load")
        assert answer is not None
        assert answer.status == status, path
        return self.page

    def js(self, expression: str, argument: Any = None) -> Any:
        """The value of a JavaScript expression on the page."""
        return self.page.evaluate(expression, argument)

    @property
    def foreign_requests(self) -> list[str]:
        """What was asked of other hosts."""
        return [url for url in self.requests if not url.startswith((self.origin + "/", "data:"))]


OpenTab = Callable[..., Tab]
"""Opens a tab of a width and a height, in a context of its own."""


def _complaint(message: ConsoleMessage) -> list[str]:
    return [f"{message.type}: {message.text}"] if message.type in ("error", "warning") else []


def _failed(request: Request) -> list[str]:
    # What was still under way when the tab went on to another page is no fault.
    gone_on = "ERR_ABORTED" in (request.failure or "")
    return [] if gone_on else [f"failed: {request.url}: {request.failure}"]
