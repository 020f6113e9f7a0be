"""Image rights: whose a picture is, where it may be shown, and that it is nowhere once its rights have ended."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from pathlib import Path

import pytest

from asiansite.cli.reading import read_site
from asiansite.site.searchable import body_of, entries
from asiansite.work.moment import Moment
from tests.fakes.pictures import painted, saved
from tests.functional.commands import here
from tests.functional.newsrooms import SETTINGS, Newsroom

END = "2026-03-01 06:00"
BEFORE, AFTER = "2026-03-01T05:59", "2026-03-01T06:00"
PICTURE = saved(painted(1, 640, 420))
FEEDS = ("feed.xml", "rss.xml", "feed.json")


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    room = Newsroom(tmp_path / "site", SETTINGS + "feeds: {formats: [atom, rss, json]}\nlite: true\n")
    room.write("content/articles/quay.jpg", PICTURE)
    room.write("content/articles/boat.jpg", saved(painted(2, 640, 420)))
    room.article("ferry", date="2026-02-20", image={"src": "quay.jpg", "alt": "The quay at dawn"})
    room.article(
        "port",
        date="2026-02-19",
        body='The port.\n\n![Men at the quay](quay.jpg "They wait")\n\n![A boat](boat.jpg)\n\nIt [opened](quay.jpg).',
    )
    return room


def files_with(room: Newsroom, word: str) -> set[str]:
    """The files of the output in whose names or bytes a word is."""
    return {
        file.relative_to(room.output).as_posix()
        for file in room.output.rglob("*")
        if file.is_file() and file.name != ".asiansite-manifest"
        if word in file.name or word.encode() in file.read_bytes()
    }


def at(room: Newsroom, moment: str) -> str:
    """Build at a moment; what was said on standard error."""
    done = here("build", "--output", room.output, "--at", moment, cwd=room.folder)
    assert done.status == 0, done.err
    return done.err


@pytest.mark.parametrize("where", ["sidecar", "front matter"])
def test_a_picture_is_taken_out_everywhere_when_its_rights_end(room: Newsroom, where: str) -> None:
    if where == "sidecar":
        room.write("content/articles/quay.jpg.yaml", f"credit: Mara Lim\nexpires: {END}\n")
    else:
        image = {"src": "quay.jpg", "alt": "The quay at dawn", "expires": END}
        room.article("ferry", date="2026-02-20", image=image)
    assert "picture-expired" not in at(room, BEFORE)
    shown = files_with(room, "quay-")
    assert {"index.html", "2026/02/ferry/index.html", "2026/02/port/index.html", *FEEDS} <= shown
    assert any(file.startswith("sitemap") for file in shown)
    assert any(file.endswith(".avif") for file in shown)
    said = at(room, AFTER)
    assert said.count("warning[picture-expired]") == 3
    assert files_with(room, "quay-") == set()
    page = room.page("/2026/02/port/")
    # The figure goes with its caption, a link becomes its text, and what else the page has stays.
    assert "They wait" not in page
    assert "It opened." in re.sub(r"<[^>]*>", "", page)
    assert "boat-" in page
    assert "Men at the quay" not in room.page("/2026/02/port/lite/")
    assert "The quay at dawn" not in room.page("/2026/02/ferry/")


def test_a_build_before_and_one_after_are_proven(room: Newsroom) -> None:
    room.write("content/articles/quay.jpg.yaml", f"expires: {END}\n")
    for moment in (BEFORE, AFTER, BEFORE):
        done = here("build", "--output", room.output, "--verify", "--at", moment, cwd=room.folder)
        assert done.status == 0, done.err


def test_the_next_change_names_it(room: Newsroom) -> None:
    room.write("content/articles/quay.jpg.yaml", f"expires: {END}\n")
    said = here("next", "--at", BEFORE, cwd=room.folder).out
    assert said.startswith(
        "2026-03-01 06:00+07:00  the rights in `content/articles/quay.jpg` end: it is taken out\n"
    )


def test_what_has_ended_does_not_end_again(room: Newsroom) -> None:
    room.write("content/articles/quay.jpg.yaml", "expires: 2027-01-01\n")
    image = {"src": "quay.jpg", "alt": "It", "expires": END}
    room.article("ferry", date="2026-02-20", image=image)
    # Not known of before its publication: what it says ends nothing until then.
    room.article("draft", date="2026-02-20", draft=True, image={**image, "expires": "2026-02-25"})
    assert here("next", "--at", BEFORE, cwd=room.folder).out.count("quay.jpg") == 1
    assert "quay.jpg" not in here("next", "--at", AFTER, cwd=room.folder).out


@pytest.mark.parametrize("where", ["sidecar", "front matter"])
def test_what_may_not_be_distributed_is_in_no_feed(room: Newsroom, where: str) -> None:
    if where == "sidecar":
        room.write("content/articles/quay.jpg.yaml", "distribute: false\n")
    else:
        image = {"src": "quay.jpg", "alt": "The quay at dawn", "distribute": False}
        room.article("ferry", date="2026-02-20", image=image)
    at(room, BEFORE)
    with_it = files_with(room, "quay-")
    assert {"2026/02/ferry/index.html", "2026/02/port/index.html"} <= with_it
    # A link to it is no picture: the reader comes to our own page's file.
    for name in FEEDS:
        text = (room.output / name).read_text("utf-8")
        assert "boat-" in text
        assert not any("quay-" in tag for tag in re.findall(r"<(?:img|source)[^>]*>", html.unescape(text)))
        assert not re.search(r"(media:content|enclosure|\"image\")[^>\n]*quay-", text)
        assert "The quay at dawn" not in text
        assert "They wait" not in text


def test_a_page_says_whose_a_picture_is(room: Newsroom) -> None:
    room.write(
        "content/articles/quay.jpg.yaml",
        "credit: Mara Lim / AFP\nlicence: CC BY-SA 4.0\nsource: https://afp.example/photos/1\n",
    )
    at(room, BEFORE)
    deed = "https://creativecommons.org/licenses/by-sa/4.0/"
    link = f'<a href="{deed}" rel="license">CC BY-SA 4.0</a>'
    assert f'<span class="credit">Mara Lim / AFP · {link}</span>' in room.page("/2026/02/ferry/")
    port = room.page("/2026/02/port/")
    assert f'<figcaption>They wait <span class="credit">Mara Lim / AFP · {link}</span></figcaption>' in port
    assert f"<small>Mara Lim / AFP · {link}</small>" in room.page("/2026/02/ferry/lite/")
    graph = json.loads(re.findall(r"ld\+json\">(.*?)</script>", room.page("/2026/02/ferry/"))[0])["@graph"]
    image = graph[0]["image"][0]
    assert image["creditText"] == "Mara Lim / AFP"
    assert image["license"] == deed
    assert image["acquireLicensePage"] == "https://afp.example/photos/1"
    assert image["contentUrl"] == image["url"]
    rss = (room.output / "rss.xml").read_text("utf-8")
    assert f'<media:license type="text/html" href="{deed}">CC BY-SA 4.0</media:license>' in rss


def test_front_matters_own_words_come_first(room: Newsroom) -> None:
    room.write("content/articles/quay.jpg.yaml", "credit: AFP\nlicence: By permission\n")
    image = {"src": "quay.jpg", "alt": "It", "credit": "Mara Lim"}
    room.article("ferry", date="2026-02-20", image=image)
    room.article("port", date="2026-02-19", body='![A](quay.jpg "They wait | Siti")')
    at(room, BEFORE)
    assert '<span class="credit">Mara Lim · By permission</span>' in room.page("/2026/02/ferry/")
    assert '<span class="credit">Siti</span>' in room.page("/2026/02/port/")


def test_a_sidecar_is_published_nowhere(room: Newsroom) -> None:
    room.write("content/articles/quay.jpg.yaml", "credit: Mara Lim\nsource: The Confidential Agency\n")
    room.write("static/img/port.png", saved(painted(3, 60, 40), "PNG"))
    room.write("static/img/port.png.yaml", "source: The Confidential Agency\n")
    room.article("more", date="2026-02-18", body="[See](quay.jpg.yaml)")
    at(room, BEFORE)
    assert files_with(room, ".yaml") == set()
    assert files_with(room, "Confidential") == set()
    assert (room.output / "img/port.png").is_file()


def test_a_picture_of_static_is_taken_out_as_well(room: Newsroom) -> None:
    room.write("static/img/port.png", saved(painted(3, 60, 40), "PNG"))
    room.write("static/img/port.png.yaml", f"expires: {END}\n")
    room.article("more", date="2026-02-18", body="![The port](/img/port.png)")
    at(room, BEFORE)
    assert files_with(room, "port.png")
    assert "picture-expired" in at(room, AFTER)
    assert files_with(room, "port.png") == set()


def test_what_is_not_public_yet_takes_nothing_away(room: Newsroom) -> None:
    image = {"src": "quay.jpg", "alt": "It", "expires": "2026-01-01"}
    room.article("draft", date="2026-02-01", draft=True, image=image)
    room.article("later", date="2026-04-01", image=image)
    at(room, BEFORE)
    assert "2026/02/ferry/index.html" in files_with(room, "quay-")
    at(room, "2026-04-01")
    assert files_with(room, "quay-") == set()


def test_rights_that_are_renewed_bring_it_back(room: Newsroom) -> None:
    room.write("content/articles/quay.jpg.yaml", f"expires: {END}\n")
    at(room, BEFORE)
    before = files_with(room, "quay-")
    at(room, AFTER)
    room.write("content/articles/quay.jpg.yaml", "expires: 2027-03-01\n")
    assert "picture-expired" not in at(room, AFTER)
    assert files_with(room, "quay-") == before


def test_a_picture_that_has_ended_is_not_read_again(room: Newsroom) -> None:
    room.write("content/articles/quay.jpg.yaml", f"expires: {END}\n")
    at(room, AFTER)
    room.article("ferry", date="2026-02-20", title="Again")
    said = here("build", "--output", room.output, "--profile", "--at", AFTER, cwd=room.folder)
    assert said.status == 0
    assert "pictures read" not in said.err


def test_the_ledger_lists_every_picture(room: Newsroom) -> None:
    room.write("content/articles/quay.jpg.yaml", f"credit: Mara Lim\nlicence: CC0\nexpires: {END}\n")
    room.write("content/articles/alone.png", saved(painted(3, 60, 40), "PNG"))
    room.article(
        "away",
        date="2026-05-01",
        image={
            "src": "https://img.example/x.jpg",
            "alt": "It",
            "credit": "X",
            "source": "Reuters",
            "distribute": False,
        },
    )
    done = here("list", "--images", "--at", BEFORE, cwd=room.folder)
    assert done.out == (
        "shown, expiring           2026-03-01 06:00+07:00  content/articles/quay.jpg   Mara Lim; CC0\n"
        "unused, uncredited        no end                  content/articles/alone.png  nobody is credited\n"
        "shown, uncredited         no end                  content/articles/boat.jpg   nobody is credited\n"
        "waiting, not-distributed  no end                  https://img.example/x.jpg   X; from Reuters\n"
        "\n4 pictures\n"
    )


def test_the_ledger_for_programs_says_who_shows_a_picture_and_where_its_rights_are_written(
    room: Newsroom,
) -> None:
    room.write("content/articles/quay.jpg.yaml", f"credit: Mara Lim\nexpires: {END}\n")
    done = here("list", "expired", "--images", "--json", "--at", AFTER, cwd=room.folder)
    assert json.loads(done.out) == {
        "images": [
            {
                "picture": "content/articles/quay.jpg",
                "states": ["expired"],
                "credit": "Mara Lim",
                "licence": None,
                "source": None,
                "distribute": True,
                "until": "2026-03-01T06:00:00+07:00",
                "shown_by": ["content/articles/ferry.md", "content/articles/port.md"],
                "said_in": ["content/articles/quay.jpg.yaml"],
            }
        ]
    }
    done = here("list", "--images", "--csv", "--at", BEFORE, cwd=room.folder)
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [row["picture"] for row in rows] == ["content/articles/quay.jpg", "content/articles/boat.jpg"]
    assert rows[0]["shown_by"] == "content/articles/ferry.md, content/articles/port.md"


def test_the_ledger_is_asked_for_what_ends_soon_and_for_what_an_author_shows(room: Newsroom) -> None:
    room.write("content/articles/quay.jpg.yaml", f"credit: Mara Lim\nexpires: {END}\n")
    room.article("ferry", date="2026-02-20", author="siti", image={"src": "quay.jpg", "alt": "It"})

    def listed(*options: str) -> list[str]:
        done = here("list", "--images", "--json", "--at", BEFORE, *options, cwd=room.folder)
        return [Path(each["picture"]).name for each in json.loads(done.out)["images"]]

    assert listed("--before", "2026-04-01") == ["quay.jpg"]
    assert listed("--before", "2026-03-01") == []
    assert listed("--since", "2026-03-01") == ["quay.jpg"]
    assert listed("--author", "siti") == ["quay.jpg"]
    assert listed("--author", "nobody") == []
    assert listed("uncredited") == ["boat.jpg"]


def test_the_ledger_tells_the_limits_that_hold_now(room: Newsroom) -> None:
    room.article("later", date="2026-05-01", image={"src": "quay.jpg", "alt": "It", "expires": "2026-01-01"})
    room.article("alone", draft=True, image={"src": "boat.jpg", "alt": "It", "expires": "2026-01-01"})
    room.article("port", date="2026-02-19", body="The port.")

    def listed(moment: str) -> dict[str, list[str]]:
        done = here("list", "--images", "--json", "--at", moment, cwd=room.folder)
        return {Path(each["picture"]).name: each["states"] for each in json.loads(done.out)["images"]}

    # An article that waits takes nothing away; of a picture that nothing else shows, its words are all there are.
    assert listed(BEFORE) == {"quay.jpg": ["shown", "uncredited"], "boat.jpg": ["expired", "uncredited"]}
    assert listed("2026-05-01")["quay.jpg"] == ["expired", "uncredited"]


def test_a_credit_beside_the_picture_is_one(room: Newsroom) -> None:
    assert "picture-without-credit" in here("check", "--at", BEFORE, cwd=room.folder).err
    room.write("content/articles/quay.jpg.yaml", "credit: Mara Lim\n")
    assert "picture-without-credit" not in here("check", "--at", BEFORE, cwd=room.folder).err


ELSEWHERE = "https://img.example/a.jpg?w=1&h=2"


@pytest.mark.parametrize(
    "form",
    [
        ELSEWHERE,
        ELSEWHERE.removeprefix("https:"),
        "HTTPS://IMG.example/a.jpg?w=1&amp;h=2#top",
        "https://img.example/%61.jpg?w=1&h=%32",
        "https://u:p@img.example/a.jpg?w=1&h=2",
    ],
)
def test_a_picture_of_another_site_is_taken_out_of_texts_as_well(room: Newsroom, form: str) -> None:
    image = {"src": ELSEWHERE, "alt": "The quay at dawn", "expires": END}
    room.article("ferry", date="2026-02-20", image=image)
    body = f'The port.\n\n![Men at the quay]({form} "They wait")\n\nLast words.'
    room.article("port", date="2026-02-19", body=body)
    at(room, BEFORE)
    assert {"2026/02/port/index.html", *FEEDS} <= files_with(room, "Men at the quay")
    assert at(room, AFTER).count("warning[picture-expired]") == 2
    assert files_with(room, "img.example/") == files_with(room, "IMG.example") == set()
    assert files_with(room, "They wait") == files_with(room, "Men at the quay") == set()
    assert "Last words." in room.page("/2026/02/port/")


def test_a_picture_of_another_site_that_may_not_be_distributed_is_in_no_feed(room: Newsroom) -> None:
    image = {"src": ELSEWHERE, "alt": "The quay at dawn", "distribute": False}
    room.article("ferry", date="2026-02-20", image=image)
    room.article("port", date="2026-02-19", body=f'The port.\n\n![Men]({ELSEWHERE} "They wait")\n\nIt.')
    at(room, BEFORE)
    assert "img.example/a.jpg" in room.page("/2026/02/port/")
    assert files_with(room, "img.example/a.jpg").isdisjoint(FEEDS)
    assert files_with(room, "They wait").isdisjoint(FEEDS)


def test_what_is_linked_to_by_its_path_of_the_site_becomes_text(room: Newsroom) -> None:
    room.write("static/img/port.png", saved(painted(3, 60, 40), "PNG"))
    room.write("static/img/port.png.yaml", f"expires: {END}\n")
    correction = {"date": "2026-02-21", "kind": "correction", "text": "It was [here](/img/port.png)."}
    room.article("ferry", date="2026-02-20", corrections=[correction])
    room.article("more", date="2026-02-18", body="See [the port](/img/port.png?x=1#y).")
    room.write("site.yaml", SETTINGS + "menu: [{title: The map, url: /img/port.png}]\n")
    at(room, BEFORE)
    with_it = files_with(room, "port.png")
    assert {"2026/02/ferry/index.html", "2026/02/more/index.html", "corrections/index.html"} <= with_it
    done = here("build", "--output", room.output, "--verify", "--at", AFTER, cwd=room.folder)
    assert done.status == 0, done.err
    assert done.err.count("warning[picture-expired]") == 2
    assert files_with(room, "port.png") == set()
    assert "See the port." in room.page("/2026/02/more/")
    assert "It was here." in room.page("/2026/02/ferry/")


def test_a_logo_whose_rights_have_ended_is_named_nowhere(room: Newsroom) -> None:
    room.write("static/img/logo.png", saved(painted(3, 60, 40), "PNG"))
    room.write("static/img/logo.png.yaml", f"expires: {END}\n")
    room.write("site.yaml", SETTINGS + "publisher: {name: G, logo: /img/logo.png}\n")
    at(room, BEFORE)
    assert "2026/02/ferry/index.html" in files_with(room, "logo.png")
    said = at(room, AFTER)
    assert (
        "the picture `/img/logo.png` may not be shown since 2026-03-01 06:00: it is taken out\n  site.yaml\n"
        in said
    )
    assert files_with(room, "logo.png") == set()


def test_a_galley_is_made_though_its_template_names_what_has_ended(room: Newsroom, tmp_path: Path) -> None:
    room.write("static/img/port.png", saved(painted(3, 60, 40), "PNG"))
    room.write("static/img/port.png.yaml", f"expires: {END}\n")
    room.write("templates/galley.html", "<p>{{ page.title }} {{ site.asset('img/port.png') }}</p>\n")
    made = here("build", "--only", "ferry", "--output", tmp_path / "galley", "--at", AFTER, cwd=room.folder)
    assert made.status == 0, made.err
    assert not list((tmp_path / "galley").rglob("*.png"))


@pytest.mark.parametrize("ending", ["YAML", "Yaml", "yml", "YML"])
@pytest.mark.parametrize("folder", ["content/articles", "static/img"])
def test_a_file_that_is_meant_to_tell_rights_is_not_overlooked(
    room: Newsroom, folder: str, ending: str
) -> None:
    room.write(f"{folder}/other.jpg", PICTURE)
    room.write(f"{folder}/other.jpg.{ending}", "source: The Confidential Agency\n")
    done = here("build", "--output", room.output, "--at", BEFORE, cwd=room.folder)
    assert done.status == 1
    assert "error[sidecar-misnamed]" in done.err
    assert f"  {folder}/other.jpg.{ending}\n" in done.err


def test_the_ledger_knows_what_corrections_templates_and_the_logo_show(room: Newsroom) -> None:
    for name in ("told", "logo", "drawn"):
        room.write(f"static/img/{name}.png", saved(painted(3, 60, 40), "PNG"))
        room.write(f"static/img/{name}.png.yaml", "credit: Mara Lim\n")
    correction = {"date": "2026-02-21", "kind": "correction", "text": "It was [here](/img/told.png)."}
    room.article("ferry", date="2026-02-20", corrections=[correction])
    room.write("site.yaml", SETTINGS + "publisher: {name: G, logo: /img/logo.png}\n")
    room.write("templates/fragments/colophon.html", '<img src="{{ site.asset(\'img/drawn.png\') }}" alt="">')
    done = here("list", "shown", "--images", "--json", "--at", BEFORE, cwd=room.folder)
    shown = {each["picture"]: each["shown_by"] for each in json.loads(done.out)["images"]}
    assert shown["static/img/told.png"] == ["content/articles/ferry.md"]
    assert shown["static/img/logo.png"] == ["site.yaml"]
    assert shown["static/img/drawn.png"] == ["templates"]


def test_the_words_of_a_picture_that_has_ended_cannot_be_searched(room: Newsroom) -> None:
    room.write("content/articles/quay.jpg.yaml", f"expires: {END}\n")
    room.article("ferry", date="2026-02-20", image={"src": ELSEWHERE, "alt": "It", "expires": END})
    room.write("content/pages/about.md", f'---\ntitle: About\n---\nUs.\n\n![A]({ELSEWHERE} "At sea")\n')

    def searched(moment: str) -> str:
        with read_site(room.folder, Moment(at=moment)) as opened:
            return "".join(body_of(opened.snapshot, entry) for entry in entries(opened.snapshot))

    assert all(words in searched(BEFORE) for words in ("They wait", "At sea", "opened"))
    assert not any(words in searched(AFTER) for words in ("They wait", "At sea"))
    assert "opened" in searched(AFTER)
