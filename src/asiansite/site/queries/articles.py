"""What may be asked of articles: cards, bodies, and which articles belong together."""

from __future__ import annotations

from asiansite.content.language import direction
from asiansite.site.addresses import standing_path
from asiansite.site.answers import Body, Card, Front, FrontSection, Gone, Near, Neighbours, Standing
from asiansite.site.front import SECONDARY, front_choice
from asiansite.site.lifetimes import WITHDRAWN
from asiansite.site.links import target_urls
from asiansite.site.pictures import shown_image
from asiansite.site.queries.cards import cards_of
from asiansite.site.queries.notes import legal_of, notes_of
from asiansite.site.related import related_to
from asiansite.site.snapshot import Snapshot, last_midnight

PER_SECTION = 4
"""Stories beside the lead, and stories in a section's block, on the front page."""


def article(snapshot: Snapshot, id: str) -> Card | None:
    """The card of a public article; None if there is none with this id."""
    found = snapshot.by_id.get(id)
    return None if found is None else snapshot.card(found)


def body(snapshot: Snapshot, id: str) -> Body | None:
    """A public article's body; None if there is none with this id."""
    found = snapshot.by_id.get(id)
    if found is None:
        return None
    prose, page = found.document.prose, snapshot.path_of(found)
    urls = target_urls(snapshot, prose.links, found.path, page)
    return Body(prose, urls, snapshot.contents.body, notes_of(snapshot, found))


def gone(snapshot: Snapshot, id: str) -> Gone | None:
    """What the address of an expired or withdrawn article says; None if none of them has this id."""
    found = snapshot.gone.get(id)
    if found is None:
        return None
    document = found.document
    withdrawn = document.withdrawn if snapshot.state_of(found) == WITHDRAWN else None
    lang = document.lang or snapshot.settings.language
    date = withdrawn.date if withdrawn else document.expires
    assert date is not None
    reason = withdrawn.reason if withdrawn else None
    return Gone(date, reason, lang, direction(lang), legal_of(snapshot, found))


def extra(snapshot: Snapshot, id: str) -> str:
    """The `extra` of an article's front matter, as JSON."""
    found = snapshot.by_id.get(id)
    return "{}" if found is None else found.document.extra


def standing(snapshot: Snapshot, source: str) -> Standing | None:
    """The standing page whose source is `source`; None if there is none that is public."""
    document = snapshot.contents.pages.get(source)
    if document is None or (document.draft and not snapshot.drafts):
        return None
    path = standing_path(source)
    urls = target_urls(snapshot, document.prose.links, source, path)
    return Standing(
        title=document.title,
        description=document.description,
        updated=document.updated,
        lang=document.lang,
        image=shown_image(document.image, source, path, snapshot.contents, snapshot.urls),
        extra=document.extra,
        body=Body(document.prose, urls, lambda digest: document.html),
    )


def recent(snapshot: Snapshot, count: int) -> tuple[Card, ...]:
    """The newest articles."""
    return cards_of(snapshot, snapshot.articles[:count])


def recent_at_midnight(snapshot: Snapshot, count: int) -> tuple[Card, ...]:
    """The newest articles of the last midnight in the outlet's zone: what the archive shows."""
    midnight = last_midnight(snapshot.now).timestamp()
    found = (article for article in snapshot.articles if snapshot.date_of(article).timestamp() <= midnight)
    return cards_of(snapshot, [article for article, _ in zip(found, range(count), strict=False)])


def related(snapshot: Snapshot, id: str, count: int) -> tuple[Near, ...]:
    """What else to read: see `related_to`.

    Each publication may concern every article of its tags, and concerns few: to look costs no cards.
    """
    found = related_to(snapshot, id, count)
    return tuple([Near(article.id, article.document.title) for article in found])


def neighbours(snapshot: Snapshot, id: str) -> Neighbours:
    """The articles published before and after one."""
    at = snapshot.positions.get(id)
    if at is None:
        return Neighbours(None, None)
    around = snapshot.articles
    older = snapshot.card(around[at + 1]) if at + 1 < len(around) else None
    return Neighbours(older, snapshot.card(around[at - 1]) if at else None)


def front(snapshot: Snapshot) -> Front:
    """The front page: the editors' picks, the newest where they picked none, a block per section."""
    lead, secondary = front_choice(snapshot, SECONDARY)
    shown = {item.id for item in (lead, *secondary) if item}
    blocks = []
    for slug, block_section in snapshot.sections.items():
        items = [
            item
            for item in snapshot.lists[f"section:{slug}"][: PER_SECTION + len(shown)]
            if item.id not in shown
        ]
        if items:
            blocks.append(FrontSection(block_section, cards_of(snapshot, items[:PER_SECTION])))
    return Front(
        lead=snapshot.card(lead) if lead else None,
        secondary=cards_of(snapshot, secondary),
        sections=tuple(blocks),
        latest=cards_of(snapshot, snapshot.articles[: snapshot.settings.page_size]),
    )
