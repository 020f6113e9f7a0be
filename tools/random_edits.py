"""Random edits of a copy of a site, each followed by `build --verify`: and whether a build ever differs from a clean one.

    python -m tools.random_edits SITE [--edits 200] [--seed 1]

What tests do on small sites of their own, this does on a real one. An edit that leaves the site with an error is
taken back. Exits with 1 if anything differed, and names the edit; the copy stays for whoever looks into it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

THEME = Path(__file__).resolve().parents[1] / "templates"
KEPT = ("content", "templates", "static", "site.yaml")
FEWEST = 3
"""Articles that are never deleted."""
TITLE_AND_BODY = re.compile(r"\n---\n\s*")


def main() -> int:
    """Carry the edits out; return the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("site", type=Path)
    parser.add_argument("--edits", type=int, default=200, help="how many (default: 200)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="random-edits-"))
    desk = Newsroom(options.site, folder / "site", random.Random(options.seed))
    print(f"clean: {desk.build().stdout.splitlines()[:1]}", flush=True)
    done: Counter[str] = Counter()
    refused, different = 0, 0
    for number in range(1, options.edits + 1):
        shutil.rmtree(folder / "before", ignore_errors=True)
        desk.keep(folder / "before")
        name = desk.choose.choice(EDITS)
        told = getattr(desk, name)()
        done[name] += 1
        built = desk.build("--verify")
        if built.returncode and "build-not-proven" not in built.stderr:
            refused += 1
            said = [line for line in built.stderr.splitlines() if line.startswith("error[")]
            print(f"{number} {name} {told}: refused: {said[:1] or built.stderr[-500:]}", flush=True)
            desk.take_back(folder / "before")
            built = desk.build("--verify")
        first = built.stdout.splitlines()[:1] or [built.stderr[-1500:]]
        print(f"{number} {name} {told}: {first[0]}", flush=True)
        different += built.returncode != 0
    print(f"{options.edits} edits, {refused} refused and taken back, {different} differed: {dict(done)}")
    if not different:
        shutil.rmtree(folder)
    return int(different > 0)


class Newsroom:
    """A copy of a site in which somebody edits at random; each edit tells what it was about."""

    def __init__(self, original: Path, site: Path, choose: random.Random) -> None:
        shutil.copytree(original, site, ignore=shutil.ignore_patterns("public", ".asiansite"))
        self.site, self.choose = site, choose
        self._at = "2026-01-15T10:00:00+08:00"
        self._more: list[str] = []
        self._deleted: dict[Path, str] = {}
        self._words = (f"w{number}" for number in range(10**6))

    def build(self, *options: str) -> subprocess.CompletedProcess[str]:
        """Build as an editor does."""
        command = [sys.executable, "-m", "asiansite", "build", "--at", self._at, *self._more, *options]
        return subprocess.run(command, cwd=self.site, capture_output=True, text=True, check=False)

    def keep(self, place: Path) -> None:
        """Copy the sources, with their times."""
        place.mkdir()
        for name in KEPT:
            source = self.site / name
            if source.is_dir():
                shutil.copytree(source, place / name)
            elif source.exists():
                shutil.copy2(source, place / name)

    def take_back(self, place: Path) -> None:
        """Put the sources back as they were kept."""
        self._more = []
        for name in KEPT:
            source = self.site / name
            shutil.rmtree(source) if source.is_dir() else source.unlink(missing_ok=True)
        shutil.copytree(place, self.site, dirs_exist_ok=True)

    # Edits of an article.

    def body(self) -> str:
        return self._rewrite(lambda text: f"{text}\nAnother paragraph {self._word()}.\n")

    def first_paragraph(self) -> str:
        return self._rewrite(
            lambda text: TITLE_AND_BODY.sub(f"\n---\n\nFirst {self._word()}.\n\n", text, count=1)
        )

    def title(self) -> str:
        return self._set("title", f"Title {self._word()}")

    def description(self) -> str:
        return self._set("description", f"In short, {self._word()}.")

    def redate(self) -> str:
        choose = self.choose
        return self._set(
            "date", f"20{choose.randint(12, 25)}-0{choose.randint(1, 9)}-1{choose.randint(0, 9)}"
        )

    def redate_to_now(self) -> str:
        return self._set("date", f"2026-01-1{self.choose.randint(0, 4)}")

    def schedule(self) -> str:
        return self._set("date", f"2026-0{self.choose.randint(1, 9)}-20")

    def expire(self) -> str:
        return self._set("expires", f"2026-0{self.choose.randint(1, 9)}-21")

    def retag(self) -> str:
        return self._set("tags", ["design", self.choose.choice(["data", "content", f"tag {self._word()}"])])

    def draft(self) -> str:
        return self._set("draft", self.choose.choice([True, False]))

    def rename(self) -> str:
        path = self._article()
        return self._named(path.rename(path.with_name(f"{self._word()}.md")))

    def delete(self) -> str:
        if len(self._articles()) <= FEWEST:
            return self.restore()
        path = self._article()
        self._deleted[path] = path.read_text("utf-8")
        path.unlink()
        return self._named(path)

    def restore(self) -> str:
        if not self._deleted:
            return self.body()
        path, text = self._deleted.popitem()
        path.write_text(text, "utf-8")
        return self._named(path)

    def add(self) -> str:
        path = self._article().with_name(f"{self._word()}.md")
        front = {
            "title": f"New {self._word()}",
            "date": f"2026-01-1{self.choose.randint(0, 4)}",
            "tags": ["data"],
        }
        path.write_text(_source(front, f"It is new: {self._word()}.\n\nMore.\n"), "utf-8")
        return self._named(path)

    def swap_slugs(self) -> str:
        one, two = self._article(), self._article()
        slugs = one.stem.partition("-")[2] or one.stem, two.stem.partition("-")[2] or two.stem
        return f"{self._set('slug', slugs[1], one)} {self._set('slug', slugs[0], two)}"

    def swap_texts(self) -> str:
        one, two = self._article(), self._article()
        text = one.read_text("utf-8")
        one.write_text(two.read_text("utf-8"), "utf-8")
        two.write_text(text, "utf-8")
        return f"{self._named(one)} {self._named(two)}"

    def touch(self) -> str:
        path = self._article()
        path.touch()
        return self._named(path)

    def edit_and_revert(self) -> str:
        path = self._article()
        text = path.read_text("utf-8")
        path.write_text(f"{text}\nNo.\n", "utf-8")
        path.write_text(text, "utf-8")
        return self._named(path)

    def same_size_and_time(self) -> str:
        path = self._article()
        stat, text = path.stat(), path.read_text("utf-8")
        head, mark, body = text.partition("\n---\n")
        path.write_text(head + mark + body.replace("the", "teh", 1), "utf-8")
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        return self._named(path)

    # Edits of other sources.

    def author(self) -> str:
        found = sorted((self.site / "content/authors").glob("*.md"))
        if not found:
            return self.body()
        return self._rewrite(
            lambda text: f"{text.rstrip()}\n\nThey write {self._word()}.\n", self.choose.choice(found)
        )

    def tag_table(self) -> str:
        path = self.site / "content/tags.yaml"
        path.write_text(json.dumps({"data": {"name": f"Data {self._word()}"}}), "utf-8")
        return self._named(path)

    def front_page(self) -> str:
        path = self.site / "content/front.yaml"
        path.write_text(json.dumps({"lead": self._article().stem}), "utf-8")
        return self._named(path)

    def setting(self) -> str:
        path, choose = self.site / "site.yaml", self.choose
        line = choose.choice(
            [
                f"description: Words {self._word()}",
                f"recent: {choose.randint(3, 8)}",
                f"page_size: {choose.randint(10, 30)}",
                f"recent_live: {choose.choice(['all', '7', '30'])}",
            ]
        )
        key = line.partition(":")[0]
        kept = [old for old in path.read_text("utf-8").splitlines() if not old.startswith(f"{key}:")]
        path.write_text("\n".join([*kept, line, ""]), "utf-8")
        return line

    def template(self) -> str:
        name = self.choose.choice(
            ["fragments/footer.html", "fragments/recent.html", "fragments/masthead.html", "article.html"]
        )
        path = self.site / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        mark = f"<!-- {self._word()} -->"
        text = (THEME / name).read_text("utf-8")
        path.write_text(
            text.replace("{% block main %}", f"{{% block main %}}{mark}")
            if name == "article.html"
            else text + mark,
            "utf-8",
        )
        return name

    def no_templates(self) -> str:
        shutil.rmtree(self.site / "templates", ignore_errors=True)
        return "templates"

    def stylesheet(self) -> str:
        path = self.site / "static/site.css"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"/* {self._word()} */\n", "utf-8")
        return self._named(path)

    # All else.

    def base_url(self) -> str:
        self._more = [] if self._more else ["--base-url", "https://preview.example"]
        return " ".join(self._more)

    def clock(self) -> str:
        choose = self.choose
        self._at = f"2026-0{choose.randint(1, 9)}-1{choose.randint(0, 9)}T1{choose.randint(0, 9)}:00:00+08:00"
        return self._at

    def damage_output(self) -> str:
        path = self.choose.choice(sorted((self.site / "public").rglob("*.html")))
        path.unlink() if self.choose.random() < 0.5 else path.write_text("edited", "utf-8")
        return path.relative_to(self.site).as_posix()

    def forget(self) -> str:
        shutil.rmtree(self.site / ".asiansite", ignore_errors=True)
        return ".asiansite"

    def _article(self) -> Path:
        return self.choose.choice(self._articles())

    def _articles(self) -> list[Path]:
        return sorted((self.site / "content/articles").rglob("*.md"))

    def _rewrite(self, change: Callable[[str], str], path: Path | None = None) -> str:
        path = path or self._article()
        path.write_text(change(path.read_text("utf-8")), "utf-8")
        return self._named(path)

    def _set(self, key: str, value: object, path: Path | None = None) -> str:
        def change(text: str) -> str:
            front, mark, body = text.removeprefix("---\n").partition("\n---\n")
            return "".join(["---\n", *_without(key, front), f"{key}: {json.dumps(value)}", mark, body])

        return self._rewrite(change, path)

    def _named(self, path: Path) -> str:
        return path.relative_to(self.site).as_posix()

    def _word(self) -> str:
        return next(self._words)


def _without(key: str, front: str) -> Iterator[str]:
    """The lines of front matter without a key and what is indented or listed below it."""
    is_below = False
    for line in front.splitlines(keepends=True):
        is_below = line.startswith(f"{key}:") or (is_below and line[:1] in " \t-\n")
        if not is_below:
            yield line if line.endswith("\n") else f"{line}\n"


def _source(front: dict[str, object], body: str) -> str:
    return "\n".join(
        ["---", *(f"{key}: {json.dumps(value)}" for key, value in front.items()), "---", "", body]
    )


EDITS = tuple(
    name
    for name, kind in vars(Newsroom).items()
    if callable(kind) and not name.startswith("_") and name not in ("build", "keep", "take_back")
)


if __name__ == "__main__":
    sys.exit(main())
