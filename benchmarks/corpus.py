"""The corpus: as many news articles as are asked for, the same ones each time, made by a recipe.

An article has 500 to 900 words of Markdown (headings, lists, quotations, links to other articles,
now and then a table, a footnote or a picture), one to five of 400 tags whose use falls off as in a
real archive, one of 40 authors and one of 8 sections; articles are spread evenly over sixteen years.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

ZONE = timezone(timedelta(hours=8))
BEGIN = datetime(2010, 1, 4, 6, 0, tzinfo=ZONE)
END = datetime(2026, 1, 12, 6, 0, tzinfo=ZONE)
"""The articles lie between the two."""

NEW = datetime(2026, 1, 15, 9, 30, tzinfo=ZONE)
"""When the article is published that a scenario adds."""

CLOCK = datetime(2026, 1, 15, 10, 0, tzinfo=ZONE)
"""The moment that every build is of."""

SECTIONS = ("politics", "economy", "security", "environment", "society", "science", "culture", "sport")
TAGS, AUTHORS, PICTURES = 400, 40, 24


@dataclass(frozen=True)
class Author:
    """Who writes."""

    slug: str
    name: str
    bio: str


@dataclass(frozen=True)
class Article:
    """An article, before a rival's own front matter is put above it."""

    slug: str
    title: str
    date: datetime
    author: Author
    section: str
    tags: tuple[str, ...]
    description: str
    body: str

    @property
    def folder(self) -> str:
        """Year and month, as in its source's path and in its URL."""
        return f"{self.date:%Y/%m}"

    @property
    def url(self) -> str:
        """Its root-relative URL, which is the same on every rival's site."""
        return f"/{self.folder}/{self.slug}/"


class Corpus:
    """The articles of a site of `size`, oldest first, and what belongs to them."""

    def __init__(self, size: int, seed: int = 11) -> None:
        """The same size and seed give the same articles, down to the byte."""
        self.size = size
        self._random = random.Random(seed)
        self._prose = _Prose(self._random)
        self.tags = self._prose.tags()
        self._popularity = list(itertools.accumulate(1 / (place + 1) for place in range(TAGS)))
        self.authors = self._prose.authors()
        self._urls: list[str] = []

    def articles(self) -> Iterator[Article]:
        """Every article. To be asked once: the recipe is a stream."""
        slugs: set[str] = set()
        for number in range(self.size):
            article = self._article(BEGIN + (END - BEGIN) * number / self.size)
            while article.slug in slugs:
                article = self._article(article.date)
            slugs.add(article.slug)
            self._urls.append(article.url)
            yield article

    def new(self) -> Article:
        """One more article, newer than all, of a frequent tag and a rare one."""
        return self._article(NEW, tags=(self.tags[3], self.tags[150]))

    def _article(self, date: datetime, tags: tuple[str, ...] | None = None) -> Article:
        prose, choose = self._prose, self._random
        title = prose.title()
        picked = choose.choices(self.tags, cum_weights=self._popularity, k=choose.randint(1, 5))
        return Article(
            slug=slug_of(title)[:70].strip("-"),
            title=title,
            date=date.replace(second=0, microsecond=0),
            author=choose.choice(self.authors),
            section=choose.choice(SECTIONS),
            tags=tags or tuple(dict.fromkeys(picked)),
            description=prose.sentence(16, 26),
            body=prose.body(self._urls),
        )


def slug_of(text: str) -> str:
    """The slug of a text of ASCII letters and signs."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower().replace("'", "")).strip("-")


class _Prose:
    """Words, sentences and bodies that have the shape of news, and no meaning."""

    def __init__(self, choose: random.Random) -> None:
        self._random = choose
        self._words = _COMMON + self._made_up(2600)
        # Words are used as often as their place in the list says: Zipf's law, a little flattened.
        self._weights = list(itertools.accumulate(1 / (place + 7) for place in range(len(self._words))))

    def tags(self) -> list[str]:
        """The names of all tags, in the order of their use."""
        pairs = [f"{place} {topic}" for place in _PLACES for topic in _TOPICS]
        names = [*_PLACES, *_TOPICS, *self._random.sample(pairs, TAGS - len(_PLACES) - len(_TOPICS))]
        self._random.shuffle(names)
        return names

    def authors(self) -> list[Author]:
        names = self._random.sample([f"{given} {family}" for given in _GIVEN for family in _FAMILY], AUTHORS)
        return [
            Author(slug_of(name), name, f"{name} writes about the region. {self.sentence(9, 16)}")
            for name in names
        ]

    def title(self) -> str:
        words = self._pick(self._random.randint(5, 10))
        words[self._random.randrange(len(words))] = self._random.choice(_PLACES)
        return _capital(" ".join(words)) + self._random.choice(
            ("", "", "", "", "?", " & after", ": the figures")
        )

    def sentence(self, fewest: int, most: int) -> str:
        words = self._pick(self._random.randint(fewest, most))
        words[len(words) // 2] += self._random.choice(
            ("", "", ",", " —", " in " + self._random.choice(_PLACES))
        )
        return _capital(" ".join(words)) + self._random.choice((".", ".", ".", ".", "?", ", it's said."))

    def body(self, urls: list[str]) -> str:
        """A body of 500 to 900 words that links to some of `urls`; its first two blocks are paragraphs."""
        wanted = self._random.randint(500, 860)
        blocks = [self._paragraph(urls), self._paragraph(urls)]
        count = sum(len(block.split()) for block in blocks)
        while count < wanted:
            blocks.append(self._block(urls))
            count += len(blocks[-1].split())
        if self._random.random() < 0.05:
            blocks[0] += "[^1]"
            blocks.append(f"[^1]: {self.sentence(8, 14)}")
        return "\n\n".join(blocks)

    def _block(self, urls: list[str]) -> str:
        choose, kind = self._random, self._random.random()
        if kind < 0.74:
            return self._paragraph(urls)
        if kind < 0.85:
            return "## " + _capital(" ".join(self._pick(choose.randint(3, 6))))
        if kind < 0.90:
            return "> " + self.sentence(10, 22)
        if kind < 0.96:
            return "\n".join("- " + self.sentence(6, 13) for _ in range(choose.randint(3, 5)))
        if kind < 0.98:
            return f"![{self.sentence(4, 8)}](/images/{choose.randrange(PICTURES)}.svg)"
        rows = [
            f"| {choose.choice(_PLACES)} | {choose.randint(1, 900)} | {choose.randint(1, 99)} % |"
            for _ in range(4)
        ]
        return "\n".join(["| Place | Volume | Change |", "|---|---:|---:|", *rows])

    def _paragraph(self, urls: list[str]) -> str:
        choose = self._random
        sentences = [self.sentence(9, 24) for _ in range(choose.randint(2, 5))]
        kind = choose.random()
        if kind < 0.2:
            sentences.append(
                f"It follows [a report](https://example.com/{choose.randint(1, 9999)}) of last week."
            )
        elif kind < 0.35 and urls:
            sentences.append(
                f"As [{' '.join(self._pick(3))}]({choose.choice(urls)}) showed, this is not new."
            )
        elif kind < 0.55:
            sentences.append(
                f"The **{' '.join(self._pick(2))}** was called *{self._pick(1)[0]}* by both sides."
            )
        return " ".join(sentences)

    def _pick(self, count: int) -> list[str]:
        return self._random.choices(self._words, cum_weights=self._weights, k=count)

    def _made_up(self, count: int) -> list[str]:
        found: dict[str, None] = {}
        while len(found) < count:
            pairs = self._random.choices(_SYLLABLES, k=self._random.choice((2, 2, 3, 3, 4)))
            found.setdefault("".join(pairs))
        return list(found)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


_COMMON = (
    "the of to and a in for that is on with as at by from it was be an are its has will not this have been "
    "or their which more after they said but were than would also over two one about up out year years new "
    "last first other into all only when there who had between most before under while since because no may "
    "could can against during some three such so now government ministry people country state region trade "
    "market company bank price growth energy water rail port road city village court law party vote minister "
    "president parliament border army police school hospital worker farmer fisher river forest reef haze rain "
    "flood drought rice palm oil tin gas power grid solar export import tariff currency debt budget tax reform "
    "agreement summit talks statement report plan project fund deal rule permit strike protest election poll"
).split()
_PLACES = (
    "Brunei Cambodia Indonesia Laos Malaysia Myanmar Philippines Singapore Thailand Timor-Leste Vietnam Aceh "
    "Bali Java Sumatra Borneo Papua Penang Johor Sabah Sarawak Luzon Mindanao Cebu Isan Mekong Irrawaddy Dili"
).split()
_TOPICS = (
    "Trade Rail Ports Elections Courts Rice Fisheries Tourism Health Schools Climate Migration Media".split()
)
_GIVEN = "Aisyah Bao Chanthou Dewi Ferdinand Hnin Ismail Joao Kanya Liem Maricel Nurul".split()
_FAMILY = "Aung Bautista Chea Daud Halim Kusuma Lestari Ng Phommachanh Sihombing Tran Wongsa".split()
_SYLLABLES = "ba be bo da de du ga ge ha hi ka ke ko la le li lo ma me mi na ne no pa pe ra re ro sa se si ta te ti".split()
