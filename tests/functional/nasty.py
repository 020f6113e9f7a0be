"""A site whose writers try everything: to break the pages, or by pasting what other programs left behind.

It builds; what is tried is in titles, tags, bylines, captions and bodies, and must come out as text.
"""

from __future__ import annotations

import base64
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.functional.newsrooms import Newsroom

SETTINGS = """\
title: "<b>The</b> \\"Strait\\" & 'Gazette'"
description: '"><script>alert("description")</script>'
base_url: https://gazette.example
timezone: Asia/Yangon
page_size: 7
recent_live: all
publisher:
  name: '<i>Gazette</i> & Sons'
sections:
  - {slug: news, name: '"><script>alert("section")</script>', description: '</p><script>alert(1)</script>'}
  - {slug: world, name: 'O''World & <World>'}
footer:
  - {title: '<script>alert("footer")</script>', url: pages/about.md}
menu:
  - {title: '"onclick="alert(1)', url: /archive/}
  - {title: '<News>', url: /news/}
"""

TITLES = (
    '"><script>alert(1)</script>',
    "</title><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }} {% raw %} {# no #}",
    "${alert(1)} <%= alert(1) %> [[alert]]",
    "AT&T & Sons <b>bold</b>",
    "--> <!-- not a comment --> ]]>",
    "Ends with a backslash \\",
    "# Not *a* [heading](x) `code`",
    "น้ำท่วมกรุงเทพฯ กลับมาอีกครั้ง",
    "ទឹកជំនន់នៅភ្នំពេញ",
    "ရန်ကုန်မြို့တွင် ရေကြီး",
    "Lũ lụt ở Đồng bằng sông Cửu Long",
    "ນ້ຳຖ້ວມນະຄອນຫຼວງ",
    "台风逼近菲律宾",
    "أزمة الضباب",
    "Rice 🌾, family 👨‍👩‍👧‍👦 and flag 🇹🇱",
    "Turned \u202etxet fo enil\u202c round",
    "Zero\u200bwidth\u200b words\ufeff here",
    "No\u00a0break \u2009 and thin",
    'Très "cité" — ‘quoted’ «everything»',
    "1.10",
    "null",
    "x" * 300,
    "A long title that goes on and on, " * 8,
)

NAMES = (
    '<img src=x onerror="alert(2)">',
    'O\'Brien & "Co" <desk>',
    "javascript:alert(1)",
    "สมชาย ใจดี",
    "Nguyễn Văn An",
    "Daw \u202eKhin",
    "{{ author }}",
)

TAGS = (
    '"><script>alert(3)</script>',
    "javascript:alert(2)",
    "AT&T",
    "น้ำท่วม",
    "ទឹកជំនន់",
    "ရေကြီး",
    "Lũ lụt",
    "{% tag %}",
    "C++ & C",
    "../../etc/passwd",
)

BODIES = (
    "",
    "   \n\n\t\n",
    "\u200b\n\n\ufeff\u200b\n\n&nbsp;\n",
    "<script>alert(4)</script>\n\nAfter it.",
    'Before <script src="https://evil.example/x.js"></script> after.',
    '<img src="/img/one.png" onerror="alert(5)"> <svg onload="alert(5)"><script>alert(5)</script></svg>',
    '<iframe src="https://evil.example/"></iframe>\n\n<object data="x.swf"></object><embed src="x">',
    "<style>body { display: none }</style>\n\n<link rel=stylesheet href=//evil.example/x.css>",
    '<p style="position:fixed;top:0" onclick="alert(6)" class="masthead" id="main">Styled</p>',
    '<form action="https://evil.example/"><input name="password"><button>Log in</button></form>',
    '<base href="https://evil.example/"><meta http-equiv="refresh" content="0; url=https://evil.example/">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<noscript><p title="</noscript><img src=/img/one.png onerror=alert(7)>"></noscript>',
    "<!-- a comment <script>alert(8)</script> --> text <!-- open",
    "</div></article></main></body></html>\n\n<h1>Another headline</h1>\n\nBelow it.",
    "<div><p>Never closed <b>bold <i>both",
    "[a](javascript:alert(9)) [b](JaVaScRiPt:alert(9)) [c](&#106;avascript:alert(9)) [d](java\tscript:alert(9))",
    "[e](data:text/html;base64,PHNjcmlwdD4=) [f](vbscript:msgbox) <javascript:alert(9)>",
    '<a href="javascript:alert(10)">raw</a> <a href=" &#x6A;avascript:alert(10)">spaced</a>',
    "{% include footer.html %} {{ page.title }} {%- raw -%} {{ site.secret | safe }} {#- gone -#}",
    '{{< youtube dQw4w9WgXcQ >}} {{% notice %}} [caption id=1]old[/caption] [gallery ids="1,2"]',
    "<%= erb %> <?php echo 1; ?> <![CDATA[ data ]]> ${template} #{ruby}",
    "```html\n<script>alert(11)</script>\n```\n\n`<img onerror=alert(11)>`\n\n    <script>indented</script>",
    "| a | b |\n|:--|--:|\n| <script>alert(12)</script> | `|` |\n| " + "wide " * 60 + " | x |",
    'Note[^x"><script>alert(13)</script>].\n\n[^x"><script>alert(13)</script>]: The note.',
    "Note[^1] and again[^1].\n\n[^1]: A note with *emphasis* & [a link](/about/).",
    "# One\n\n## Two\n\n## Two\n\n### <em>Three</em> {#main}\n\n## <script>alert(14)</script>\n\nText.",
    "> " * 40 + "deep\n\n" + "".join("  " * depth + "- item\n" for depth in range(40)),
    "*" * 500 + "\n\n" + "[" * 400 + "\n\n" + "<" * 400,
    "First.\n\n" + "\n\n".join(f"Paragraph {number}. " + "Words and words. " * 20 for number in range(12)),
    '![A picture](/img/one.png "Caption \\"><script>alert(15)</script> | Credit <b>x</b>")',
    "![one](/img/one.png)\n![two](/img/one.png)\n![three](/img/one.png)",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ\n\n[A card](https://example.org/?a=1&b=2)",
    "> A quotation.\n\n> — <script>alert(16)</script>, somewhere",
    "ภาษาไทยไม่มีช่องว่างระหว่างคำ" * 60,
    "ភាសាខ្មែរ" * 80 + "\n\n" + "မြန်မာဘာသာစကား" * 60,
    "https://example.org/" + "a-very-long-address-without-a-place-to-break" * 12,
    "Line one\r\nLine two\r\n\r\nParagraph two.\r\n",
    "\u202eRight to left\u202c <bdo dir=rtl>turned</bdo> A\u0301e\u0301 \u0e33\u0e33\u0e33",
    "Term\n: Definition\n\n~~gone~~ -- \"quotes\" ... 'single'\n\n***\n\n- [ ] task\n- [x] done",
)

COUNT = 200


@dataclass(frozen=True, slots=True)
class Tried:
    """An article, and what was tried in it."""

    url: str
    title: str
    """As it must be read on its page."""
    front: dict[str, Any]
    body: str


def write_nasty(folder: Path, *, seed: int = 7) -> tuple[Newsroom, list[Tried]]:
    """Write the site; the same one every time."""
    chance = random.Random(seed)
    room = Newsroom(folder, SETTINGS)
    room.write("static/img/one.png", PNG)
    room.write(
        "content/pages/about.md",
        "---\ntitle: '<About> \"us\" & them'\n---\n<script>alert(17)</script>\nAbout us.\n",
    )
    room.write(
        "content/authors/zoe.md",
        "---\nname: 'Zoë \"><script>alert(18)</script>'\nrole: '<b>Editor</b>'\n"
        "links: [{title: '<i>Mail</i>', url: 'mailto:zoe@gazette.example'}]\nphoto: /img/one.png\n"
        "---\nWrites <script>alert(19)</script> and *more*.\n",
    )
    return room, [_write(room, number, chance) for number in range(COUNT)]


def _write(room: Newsroom, number: int, chance: random.Random) -> Tried:
    title, body = TITLES[number % len(TITLES)], BODIES[number % len(BODIES)]
    front: dict[str, Any] = {
        "title": f"{title} {number}" if number >= len(TITLES) else title,
        "date": f"2026-{1 + number % 2:02}-{1 + number % 28:02} {number % 24:02}:15",
        "author": chance.sample([*NAMES, "zoe", "mara"], chance.randint(0, 3)) or None,
        "tags": chance.sample(TAGS, chance.randint(0, 4)) or None,
        "section": chance.choice(["news", "world", None]),
        "description": chance.choice(
            [None, '"><script>alert(20)</script> & <b>', "' autofocus onfocus='alert(1)"]
        ),
        "dateline": chance.choice([None, '<KUPANG> & "DILI"']),
        "lang": chance.choice([None, None, "th", "my", "vi", "ar"]),
        "label": chance.choice([None, "opinion", "sponsored"]),
        "extra": chance.choice([None, {"html": "<script>alert(21)</script>", "n": [1, "x"]}]),
    }
    if number % 5 == 0:
        front["image"] = {
            "src": "/img/one.png",
            "alt": '"><script>alert(22)</script>',
            "caption": "' onload='alert(22) <b>&amp;</b>",
            "credit": "<script>alert(23)</script>",
        }
    name = f"{number % 3}/nasty-{number:03}"
    room.article(name, body, **front)
    month = front["date"][5:7]
    return Tried(f"/2026/{month}/nasty-{number:03}/", " ".join(front["title"].split()), front, body)


PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
