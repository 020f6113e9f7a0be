"""The facts of templates, remembered from one opening of a site to the next: to read a template takes Jinja some time."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from asiansite.fingerprint import hash_of_bytes
from asiansite.rendering.facts import Facts, facts_of, recall
from asiansite.storage.documents import Documents

KIND = "template"


def recall_facts(documents: Documents, templates: Mapping[str, str]) -> None:
    """Know the facts of all templates: those that are remembered, and the others, which are read and remembered."""
    texts = {hash_of_bytes(text.encode()): text for text in templates.values()}
    known = documents.some(KIND, texts)
    recall({texts[digest]: _FACTS.decode(data) for digest, data in known.items()})
    new = [(digest, facts_of(text)) for digest, text in texts.items() if digest not in known]
    if new:
        documents.put(KIND, [(digest, msgspec.msgpack.encode(facts)) for digest, facts in new])
        documents.commit()


_FACTS = msgspec.msgpack.Decoder(Facts)
