"""A site with everything that a page can hold, and headlines that are hard to set, in the region's scripts."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

from tests.functional.newsrooms import Newsroom

SETTINGS = """\
title: The Strait Gazette
description: Everything that a page can hold.
base_url: https://gazette.example
timezone: Asia/Jakarta
page_size: 4
embeds: [youtube, vimeo]
lite: true
sections:
  - {slug: politics, name: Politics, description: Who governs.}
  - {slug: economy, name: Economy}
footer:
  - {title: About, url: pages/about.md}
"""

LONG = (
    "A headline that says all that its desk knew by the evening, of a ministerial meeting, its communiqué, "
    "the annexes, the footnotes, and what the interpreters made of them in the end, at length"
)
"""One hundred and eighty characters and some."""

HEADLINES = {
    "th": "รัฐมนตรีต่างประเทศอาเซียนเห็นพ้องเดินหน้าเจรจาประมวลการปฏิบัติในทะเลจีนใต้",
    "km": "រដ្ឋមន្ត្រីការបរទេសអាស៊ានឯកភាពបន្តការចរចាអំពីក្រមប្រតិបត្តិ",
    "lo": "ລັດຖະມົນຕີຕ່າງປະເທດອາຊຽນເຫັນດີສືບຕໍ່ການເຈລະຈາ",
    "my": "အာဆီယံနိုင်ငံခြားရေးဝန်ကြီးများ ကျင့်ဝတ်စည်းမျဉ်း ဆွေးနွေးပွဲ ဆက်လက်ကျင်းပရန် သဘောတူ",
    "ta": "ஆசியான் வெளியுறவு அமைச்சர்கள் நடத்தை நெறிமுறை பேச்சுவார்த்தையைத் தொடர ஒப்புக்கொண்டனர்",
    "zh": "东盟外长同意继续就南海行为准则进行磋商并在年底前提出新的案文",
    "ms-Arab": "منتري٢ لوار نڬارا اسيان برستوجو منروسکن روندينڬن",
    "vi": "Các ngoại trưởng ASEAN nhất trí tiếp tục đàm phán bộ quy tắc ứng xử ở Biển Đông",
}
"""Headlines of one sense, by language: the Thai, Khmer and Lao ones have no space between words."""

ADDRESS = "https://example.org/" + "an-address-without-a-place-to-break" * 8

BODY = f"""\
The first paragraph runs for a while, with *emphasis*, a [link](https://example.org/) and a note[^1].

## What stands in a page

> A quotation of somebody.
>
> — Somebody, somewhere

<aside class="pull-quote">A sentence that deserves the room it gets.</aside>

| Country | Seats | Turnout | Result of the last election before this one | Days to a government |
|:--|--:|--:|:--|--:|
| Cambodia | 125 | 84.6 | A long cell with many words in it, more than fit on a phone | 31 |
| Timor-Leste | 65 | 79.3 | Another | 12 |

![A harbour at dusk](/img/harbour.png "The harbour at dusk | Photograph: Mara Lim")

### Three pictures

![One](/img/harbour.png)
![Two](/img/harbour.png)
![Three](/img/harbour.png)

https://www.youtube.com/watch?v=dQw4w9WgXcQ

[A card that leads elsewhere](https://example.org/report)

1. First
2. Second
   - with a list
     - in a list

Term
: What it means.

`code` and `{"x" * 120}`

{ADDRESS}

***

{"> " * 40}deep

{"".join("  " * depth + "- item" + chr(10) for depth in range(40))}

The last paragraph. {"Words and more words stand here. " * 40}

[^1]: The note, with a [link](https://example.org/note).
"""

CLOCK = "2026-03-01T12:00"


def write_showcase(folder: Path) -> Newsroom:
    """Write the site to a folder."""
    room = Newsroom(folder, SETTINGS)
    room.write("static/img/harbour.png", picture(600, 400))
    room.write("static/img/harbour.png.yaml", "credit: Mara Lim\nlicence: CC BY-SA 4.0\n")
    room.write(
        "content/pages/about.md",
        "---\ntitle: About\n---\n" + "".join(f"## Part {n}\n\nText.\n\n" for n in range(5)),
    )
    room.write(
        "content/authors/zoe.md",
        "---\nname: Zoë Tan\nrole: Chief correspondent\nphoto: {src: /img/harbour.png, alt: Zoë Tan}\n"
        "links: [{title: Mail, url: 'mailto:zoe@gazette.example'}]\n---\nWrites about harbours and those who use them.\n",
    )
    image = {
        "src": "/img/harbour.png",
        "alt": "A harbour",
        "caption": "A harbour, seen from the ferry",
        "credit": "Mara Lim",
    }
    common = {"tags": ["ASEAN", "Ports"], "section": "politics"}
    room.article(
        "everything",
        BODY,
        title="Everything that a page can hold",
        description="A standfirst that sums it up in a sentence or two, without giving away the end of it.",
        author=["zoe", "mara"],
        image=image,
        label="analysis",
        dateline="Batam",
        updated="2026-02-20 10:00",
        **common,
    )
    room.article("long", title=LONG, author="zoe", date="2019-02-05 10:00", **common)
    for day, (lang, title) in enumerate(HEADLINES.items(), 1):
        room.article(
            f"in-{lang.lower()}",
            f"{title}\n\n## {title}\n\n{title * 4}",
            title=title,
            lang=lang,
            date=f"2026-02-{day:02} 08:00",
            section="economy",
            tags=["ASEAN"],
        )
    return room


def picture(width: int, height: int) -> bytes:
    """A PNG: the sea below the sky."""
    rows = b"".join(
        b"\0" + bytes((60 + 150 * y // height, 90 + 90 * y // height, 140)) * width for y in range(height)
    )
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
