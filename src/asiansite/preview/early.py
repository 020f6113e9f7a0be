"""The early edition: what is shown of a site between the reading of its sources and its plan."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator
from functools import cached_property

from msgspec import Struct

from asiansite.preview.press import Press
from asiansite.rendering.page import Renderer
from asiansite.site.certain import Certain
from asiansite.site.page import Page
from asiansite.site.plan import Plan
from asiansite.site.snapshot import Snapshot
from asiansite.storage.files import FileTree

FIRST, LONGEST = 0.5, 30.0
"""Seconds for which a request is waited for before the plan is made, and for its page: both at once would hold it up."""

AFTER = 0.05
"""Seconds from that page to the plan, in which it is sent."""


class Early(Struct, frozen=True, dict=True):
    """A snapshot, with the plan of before if nothing can have changed in it: else it shows what is certain without one.

    Used in the press's thread.
    """

    number: int
    """That of the edition which it becomes: what both show is the same."""
    snapshot: Snapshot
    press: Press
    tree: FileTree
    plan: Plan | None = None

    @cached_property
    def renderer(self) -> Renderer:
        """What renders its pages."""
        return self.press.renderer(self.snapshot)

    @cached_property
    def _certain(self) -> Certain:
        return Certain(self.snapshot)

    def found(self, output: str) -> Page | str | None:
        """The page at `output`, or the file that is copied there; None if that waits for the plan."""
        if self.plan is not None:
            return self.plan.outputs.get(output) or self.plan.copies.get(output)
        return self._certain.page(output) or self._certain.copy(output)

    def rendered(self, output: str) -> bytes:
        """The page at `output`, which was found. Raises SiteError for a fault in a template."""
        page = self.found(output)
        assert isinstance(page, Page), "what is not found is not rendered"
        return self.renderer.render(page).data


class Start:
    """The way to the first edition: what requests wait for, and what waits for a request."""

    def __init__(self) -> None:
        """Nothing is there yet."""
        self.early: Early | None = None
        """None as well once the edition is there."""
        self._something = asyncio.Event()
        self._whole = asyncio.Event()
        self._is_asked = threading.Event()
        self._may_plan = threading.Event()

    async def something(self, seconds: float) -> None:
        """Wait until there is anything to show, or a reason why not; no longer than `seconds`."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._something.wait(), seconds)

    async def whole(self, seconds: float | None = None) -> None:
        """Wait for the edition: nothing else is waited for now."""
        self._go_on()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._whole.wait(), seconds)

    @contextlib.asynccontextmanager
    async def showing(self) -> AsyncIterator[None]:
        """While a page is made, the plan is not; soon after, it is."""
        self._is_asked.set()
        try:
            yield
        finally:
            asyncio.get_running_loop().call_later(AFTER, self._go_on)

    def nothing_yet(self) -> None:
        """There is nothing to show for now: who waits is told so."""
        self._something.set()

    def ended(self) -> None:
        """The edition is there."""
        self.early = None
        self._something.set()
        self._whole.set()

    def publish(self, early: Early, loop: asyncio.AbstractEventLoop) -> None:
        """Show the early edition; return when the plan may be made. Called in another thread than the loop's."""
        loop.call_soon_threadsafe(self._take, early)
        if self._is_asked.wait(FIRST):
            self._may_plan.wait(LONGEST)

    def _go_on(self) -> None:
        self._is_asked.set()
        self._may_plan.set()

    def _take(self, early: Early) -> None:
        self.early = early
        self._something.set()
