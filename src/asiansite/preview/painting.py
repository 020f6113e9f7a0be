"""Painting: what is made of pictures and drawn for social networks, when a browser asks, remembered as builds do."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from asiansite.content.pictures import Picture, Variant
from asiansite.content.pictures.variants import key_of
from asiansite.content.social import Drawing, SocialKit
from asiansite.content.social import key_of as key_of_drawing
from asiansite.errors import Place, SiteError, problem
from asiansite.fingerprint import hash_of_bytes
from asiansite.preview.worker import Worker
from asiansite.storage.files import FileTree
from asiansite.storage.pictures import PictureRecords
from asiansite.work.drawing import DrawingOrder, draw_all
from asiansite.work.picturing import PictureOrder, make


class Painter:
    """Makes one picture at a time, in a thread of its own: pages do not wait for it."""

    def __init__(self, home: Path) -> None:
        """Remember in `home`."""
        self._home = home
        self._worker = Worker("painter")
        self._records: PictureRecords | None = None

    async def picture(self, tree: FileTree, file: str, picture: Picture, variant: Variant) -> bytes:
        """A variant of the picture in `file`. Raises SiteError if the file is another by now."""

        def made() -> bytes:
            return make(PictureOrder(_read(tree, file, picture.digest), (variant,)))[0]

        return await self._remembered(key_of(picture, variant), made)

    async def drawing(self, tree: FileTree, kit: SocialKit | None, drawing: Drawing) -> bytes:
        """A social image. Raises SiteError if what it is drawn with is another by now."""
        assert kit is not None, "without a kit nothing is planned to be drawn"

        def made() -> bytes:
            files = {path: _read(tree, path, digest) for path, digest in kit.files.items()}
            return draw_all(DrawingOrder(kit, files, (drawing,)))[0]

        return await self._remembered(key_of_drawing(kit.key, drawing), made)

    async def _remembered(self, key: str, made: Callable[[], bytes]) -> bytes:
        def work() -> bytes:
            records = self._records = self._records or PictureRecords(self._home)
            data = records.made(key)
            if data is None:
                data = made()
                records.put_made([(key, data)])
            return data

        return await asyncio.wrap_future(self._worker.do(work))


def _read(tree: FileTree, file: str, digest: str) -> bytes:
    data = tree.read(file)
    if hash_of_bytes(data) != digest:
        raise SiteError([problem("changed-while-building", Place(file))])
    return data
