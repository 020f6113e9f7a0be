"""Pictures at work: reads what is known of those that sources name, and makes what pages show of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import AbstractContextManager

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from asiansite.content.pictures import Flaw, Picture, Variant
from asiansite.content.pictures.reading import read_picture
from asiansite.content.pictures.variants import key_of
from asiansite.content.social import Drawing, SocialKit
from asiansite.content.social import key_of as key_of_drawing
from asiansite.errors import Place, Problem, SiteError, problem
from asiansite.fingerprint import fingerprint
from asiansite.site.contents import Contents
from asiansite.site.pictures import named_pictures
from asiansite.site.plan import Plan
from asiansite.storage.pictures import PictureRecords
from asiansite.storage.sources import Sources
from asiansite.storage.tools import picture_tools
from asiansite.work.drawing import draw_missing
from asiansite.work.executors import WORTH_A_POOL, in_order
from asiansite.work.report import Progress, silent

Workers = Callable[[int], AbstractContextManager[Executor]]
"""Gives an executor for so many items of work."""


class PictureOrder(Struct, frozen=True):
    """A picture of which variants are to be made, and all that they depend on."""

    data: bytes
    variants: tuple[Variant, ...]


def make(order: PictureOrder) -> tuple[bytes, ...]:
    """Carry out an order: the bytes of the variants, in their order."""
    from asiansite.content.pictures.making import make_variants

    return make_variants(order.data, order.variants)


def read_pictures(
    contents: Contents,
    sources: Sources,
    records: PictureRecords,
    workers: Workers,
    progress: Progress = silent,
    named: Iterable[str] | None = None,
) -> tuple[Contents, tuple[Problem, ...]]:
    """The contents with what is known of every picture that a source names, and what cannot be read.

    `named` are their paths, if it is known which are. Pictures that are not remembered are read by `workers`, one an order.
    """
    digests: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted(set(named_pictures(contents) if named is None else named)):
        try:
            digests[path] = sources.digest(path)
        except SiteError as error:
            problems += error.problems
    if not digests:
        return contents, tuple(problems)
    tools = picture_tools()
    keys = {digest: f"{tools} {digest}" for digest in digests.values()}
    remembered = records.facts(keys.values())
    known: dict[str, Picture | Flaw] = {
        digest: _PICTURE.decode(remembered[key]) for digest, key in keys.items() if key in remembered
    }
    new = {digest: path for path, digest in digests.items() if digest not in known}
    for digest, read in _read(new, sources, workers, problems, progress):
        known[digest] = read
        if isinstance(read, Picture):
            records.put_facts([(keys[digest], msgspec.msgpack.encode(read))])
    pictures: dict[str, Picture] = {}
    flaws: dict[str, Flaw] = {}
    for path, digest in digests.items():
        found = known.get(digest)
        if isinstance(found, Picture):
            pictures[path] = replace(found, key=fingerprint((digest, tools)).hex())
        elif found is not None:
            flaws[path] = found
    return replace(contents, pictures=pictures, flaws=flaws), tuple(problems)


class PictureMaker(Struct, frozen=True):
    """Brings what is made of pictures into an output: as it stands there, as remembered, or made anew."""

    plan: Plan
    pictures: Mapping[str, Picture]
    sources: Sources
    records: PictureRecords
    workers: Workers
    progress: Progress = silent
    social: SocialKit | None = None
    """What social images are drawn with, if there are any."""

    def wanting(self, is_there: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
        """(path in the output, bytes) of each planned variant that is not there already.

        What is remembered of pictures that the plan does not have is forgotten.
        Raises SiteError (changed-while-building, file-unreadable).
        """
        yield from self.some_wanting(is_there)
        if self.plan.pictures or self.plan.drawn:
            self._tidy()

    def some_wanting(self, is_there: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
        """The same for a plan that is not all of the site's: nothing is forgotten."""
        missing: dict[str, dict[Variant, list[str]]] = {}
        for output, (file, variant) in self.plan.pictures.items():
            if is_there(output):
                continue
            data = self.records.made(key_of(self.pictures[file], variant))
            if data is None:
                missing.setdefault(file, {}).setdefault(variant, []).append(output)
            else:
                yield output, data
        yield from self._made(missing)
        yield from self._drawn(is_there)

    def _made(self, missing: Mapping[str, Mapping[Variant, list[str]]]) -> Iterator[tuple[str, bytes]]:
        orders = (PictureOrder(self._bytes(file), tuple(wanted)) for file, wanted in missing.items())
        with self.workers(_work(len(missing))) as executor:
            found = zip(missing.items(), in_order(executor, make, orders), strict=True)
            for done, ((file, wanted), made) in enumerate(found, 1):
                variants = dict(zip(wanted, made, strict=True))
                picture = self.pictures[file]
                self.records.put_made((key_of(picture, variant), data) for variant, data in variants.items())
                for variant, outputs in wanted.items():
                    yield from ((output, variants[variant]) for output in outputs)
                self.progress("pictures made", done, len(missing))

    def _drawn(self, is_there: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
        kit = self.social
        if kit is None:
            return
        missing: dict[str, Drawing] = {}
        for output, drawing in self.plan.drawn.items():
            if not is_there(output):
                data = self.records.made(key_of_drawing(kit.key, drawing))
                if data is None:
                    missing[output] = drawing
                else:
                    yield output, data
        made = draw_missing(kit, missing.values(), self.sources, self.workers)
        for done, ((output, drawing), data) in enumerate(zip(missing.items(), made, strict=True), 1):
            self.records.put_made([(key_of_drawing(kit.key, drawing), data)])
            yield output, data
            self.progress("social images drawn", done, len(missing))

    def _bytes(self, file: str) -> bytes:
        data = self.sources.read(file)
        if self.sources.known(file) != self.pictures[file].digest:
            raise SiteError([problem("changed-while-building", Place(file))])
        return data

    def _tidy(self) -> None:
        tools = picture_tools() if self.pictures else ""
        kit = self.social.key if self.social else ""
        made = [key_of(self.pictures[file], variant) for file, variant in self.plan.pictures.values()]
        drawn = [key_of_drawing(kit, drawing) for drawing in self.plan.drawn.values()]
        facts = [f"{tools} {picture.digest}" for picture in self.pictures.values()]
        self.records.tidy(facts, [*made, *drawn])


PICTURE_WORK = WORTH_A_POOL // 2
"""What reading or making a picture costs, in articles or pages: two are worth a pool."""


def _work(pictures: int) -> int:
    return pictures * PICTURE_WORK


def _read(
    new: Mapping[str, str], sources: Sources, workers: Workers, problems: list[Problem], progress: Progress
) -> Iterator[tuple[str, Picture | Flaw]]:
    """(digest, what is known) of each of `new`, a path by digest; of none that cannot be read."""
    begun: list[str] = []

    def orders() -> Iterator[bytes]:
        for digest, path in new.items():
            try:
                data = sources.read(path)
            except SiteError as error:
                problems.extend(error.problems)
            else:
                if sources.known(path) != digest:
                    # What is known of these bytes would be remembered of those that were there before.
                    raise SiteError([problem("changed-while-building", Place(path))])
                begun.append(digest)
                yield data

    if not new:
        return
    with workers(_work(len(new))) as executor:
        for done, read in enumerate(in_order(executor, read_picture, orders())):
            progress("pictures read", done + 1, len(new))
            yield begun[done], read


_PICTURE = msgspec.msgpack.Decoder(Picture)
