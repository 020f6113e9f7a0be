"""The application: what each URL of the preview answers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from hmac import compare_digest
from typing import TYPE_CHECKING, BinaryIO

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from asiansite.errors import SiteError
from asiansite.preview import notices
from asiansite.preview.addresses import Address, BadRequestError, address_of, below_base, decoded
from asiansite.preview.browser_files import FILES, browser_file
from asiansite.preview.desk import Desk
from asiansite.preview.early import Early
from asiansite.preview.edition import Edition
from asiansite.preview.injection import NAME, Script
from asiansite.preview.media import HTML, media_type
from asiansite.preview.painting import Painter
from asiansite.preview.state import State
from asiansite.preview.streams import TooManyError
from asiansite.site.plan import Plan
from asiansite.site.urls import output_of
from asiansite.storage.files import FileTree

if TYPE_CHECKING:
    from starlette.requests import Request

HEARTBEAT = 15.0
"""Seconds after which a silent stream says that it is still there."""

SOON = 0.6
"""Seconds for which a page that comes soon is waited for, before the page that says so is shown."""

PIECE = 1 << 18

_GONE = "The file is not there any more, or is another.\n"


class Site:
    """Answers requests from a desk's edition."""

    def __init__(self, desk: Desk, token: str, *, watch: bool) -> None:
        """With `watch`, pages get the script; `token` is what it shows for its questions."""
        self._desk = desk
        self._painter = Painter(desk.place.home)
        self._token = token
        self._watch = watch

    def application(self) -> Starlette:
        """As an ASGI application."""
        return Starlette(
            routes=[Route("/{path:path}", self._answer, methods=["GET"])],
            exception_handlers={Exception: self._failed},
        )

    async def _failed(self, request: Request, error: Exception) -> Response:
        self._desk.failed(error)
        return PlainTextResponse("The preview failed at this page; the terminal says why.\n", 500)

    async def _answer(self, request: Request) -> Response:
        try:
            path = decoded(request.scope["raw_path"])
        except BadRequestError:
            return PlainTextResponse("This is no address of a page.\n", 400)
        desk, base = self._desk, self._base
        own = below_base(path, f"{base}/{NAME}") or below_base(path, f"/{NAME}")
        if own is not None:
            return await self._own(request, own.removeprefix("/"), base)
        if desk.edition is None and not desk.trouble:
            await desk.start.something(SOON)
            base = self._base
        if desk.start.early is not None:
            answer = await self._of_early(desk.start.early, path, base)
            if answer is not None:
                return answer
            # Only the plan tells what is there. Who gives up a file that is not there yet does not ask again.
            is_page = "text/html" in request.headers.get("accept", "")
            await desk.start.whole(SOON if is_page else None)
        edition = desk.edition
        if edition is None:
            return self._not_yet(base)
        return await self._of_site(edition, address_of(path, base, edition.has))

    @property
    def _base(self) -> str:
        there = self._desk.edition or self._desk.start.early
        return there.snapshot.settings.base_path if there else ""

    async def _of_early(self, early: Early, path: str, base: str) -> Response | None:
        below = below_base(path, base)
        if below is None:
            return None
        output = output_of(below)
        async with self._desk.start.showing():
            found = await self._desk.in_press(lambda: early.found(output))
            if isinstance(found, str):
                return await self._copy(early.tree, output, found)
            return None if found is None else await self._page(early, output, 200)

    async def _of_site(self, edition: Edition, address: Address) -> Response:
        if address.redirect is not None:
            return RedirectResponse(address.redirect, 301)
        if address.output is None:
            return await self._page(edition, "404.html", 404)
        plan = edition.plan_with(address.output)
        if address.output in plan.outputs:
            return await self._page(edition, address.output, 200)
        if address.output in plan.copies:
            return await self._copy(edition.tree, address.output, plan.copies[address.output])
        return await self._made(edition, address.output, plan)

    async def _page(self, edition: Edition | Early, output: str, status: int) -> Response:
        answer = await self._desk.page(edition, output)
        data, base = answer.data, edition.snapshot.settings.base_path
        if answer.problems and not data:
            title = "This page cannot be shown"
            return self._html(notices.broken(base, title, answer.problems), answer.version, 500, base)
        if answer.media_type != HTML:
            return Response(data, status, media_type=answer.media_type)
        return self._html(data, answer.version, status, base)

    async def _copy(self, tree: FileTree, output: str, source: str) -> Response:
        kind = media_type(output)
        try:
            file = await asyncio.to_thread(_opened, tree, source)
        except SiteError:
            # Gone since the last look, or no regular file any more: the next look will tell.
            return PlainTextResponse(_GONE, 404)
        return StreamingResponse(_pieces(file), media_type=kind)

    async def _made(self, edition: Edition, output: str, plan: Plan) -> Response:
        try:
            if output in plan.drawn:
                data = await self._painter.drawing(edition.tree, edition.contents.social, plan.drawn[output])
            else:
                file, variant = plan.pictures[output]
                picture = edition.contents.pictures[file]
                data = await self._painter.picture(edition.tree, file, picture, variant)
        except SiteError:
            return PlainTextResponse(_GONE, 404)
        return Response(data, media_type=media_type(output))

    def _not_yet(self, base: str) -> Response:
        if self._desk.trouble:
            page = notices.broken(base, "The site cannot be shown", self._desk.trouble)
            return self._html(page, 0, 503, base, {"content-security-policy": notices.POLICY})
        page = notices.waiting(base, *self._desk.progress)
        return Response(page, 503, {"content-security-policy": notices.POLICY}, HTML)

    def _html(
        self, page: bytes, version: int, status: int, base: str, headers: dict[str, str] | None = None
    ) -> Response:
        if self._watch:
            page = Script(base, self._token).into(page, version)
        return Response(page, status, headers, HTML)

    async def _own(self, request: Request, name: str, base: str) -> Response:
        if name in FILES:
            return Response(browser_file(name), media_type=media_type(name))
        if name not in ("events", "page") or not self._watch:
            return PlainTextResponse("There is no such thing.\n", 404)
        if not compare_digest(request.query_params.get("token", "").encode(), self._token.encode()):
            return PlainTextResponse("The token is another one: the preview was started anew.\n", 403)
        path = request.query_params.get("path", "/")
        if name == "page":
            desk = self._desk
            if desk.start.early is not None:
                await desk.start.whole()
            state = State(desk.place.site, desk.edition, desk.trouble)
            found = await desk.in_press(lambda: state.of(path, desk.answers))
            done, progress = bool(desk.edition), desk.progress
            found["progress"] = None if done else dict(zip(("stage", "done", "total"), progress, strict=True))
            return Response(json.dumps(found), media_type="application/json")
        if self._desk.streams.are_crowded:
            return PlainTextResponse("Too many pages are open.\n", 503)
        said = request.headers.get("last-event-id") or request.query_params.get("version", "")
        version = int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0
        return StreamingResponse(self._events(path, version), media_type="text/event-stream")

    async def _events(self, path: str, version: int) -> AsyncIterator[bytes]:
        try:
            async with self._desk.streams.opened(path, version, self._desk.edition) as events:
                yield b"retry: 500\n\n"
                while True:
                    try:
                        news = await asyncio.wait_for(events.get(), HEARTBEAT)
                    except TimeoutError:
                        yield b": \n\n"
                    else:
                        yield f"id: {news.version}\ndata: {json.dumps(news.as_json())}\n\n".encode()
        except TooManyError:
            yield b"retry: 30000\n\n"


def _opened(tree: FileTree, source: str) -> BinaryIO:
    # What has become a link since, or lies behind one, is not opened.
    if not tree.exists(source):
        raise SiteError([])
    return tree.open(source)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece
