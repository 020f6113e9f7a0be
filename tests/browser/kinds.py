"""One page of each kind, of the outlet's own site and of the showcase."""

from __future__ import annotations

OWN = {
    "front": "/",
    "article": "/2025/05/australia-nato/",
    "tag": "/tags/asean/",
    "section": "/politics/",
    "author": "/authors/regional-desk/",
    "year": "/archive/2025/",
    "tags": "/tags/",
    "authors": "/authors/",
    "archive": "/archive/",
    "search": "/search/",
    "page": "/how-we-work/",
    "corrected": "/2025/09/tonle-sap/",
    "corrections": "/corrections/",
    "withdrawn": "/2026/02/sample-withdrawn/",
    "nothing": "/there/is/no/such/page/",
}

LITE = {
    "own": "/2025/05/australia-nato/lite/",
    "everything": "/2026/02/everything/lite/",
    "thai": "/2026/02/in-th/lite/",
    "jawi": "/2026/02/in-ms-arab/lite/",
}
"""Lite pages, which have no stylesheet: the first of the outlet's own site, the others of the showcase."""

SHOWN = {
    "front": "/",
    "everything": "/2026/02/everything/",
    "long": "/2019/02/long/",
    "thai": "/2026/02/in-th/",
    "jawi": "/2026/02/in-ms-arab/",
    "section": "/economy/",
    "numbered": "/economy/page/1/",
    "author": "/authors/zoe/",
    "authors": "/authors/",
    "page": "/about/",
}


def status_of(name: str) -> int:
    """What a host answers for the page."""
    return 404 if name == "nothing" else 200
