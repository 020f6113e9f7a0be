"""The outlet in structured data: who publishes, and the site."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from asiansite.rendering.structured.things import ImageObject, NewsMediaOrganization, WebSite
from asiansite.site.answers import Publisher


class Outlet(Struct, frozen=True):
    """What all pages say of the outlet."""

    title: str
    language: str
    home: str
    """The absolute URL of the front page."""
    publisher: Publisher
    search: str | None = None
    """The absolute URL of the page on which readers search."""

    @property
    def origin(self) -> str:
        """Scheme and host."""
        return "/".join(self.home.split("/", 3)[:3])

    def absolute(self, url: str) -> str:
        """An absolute URL of a page or file that a page may name from its root."""
        return self.origin + url if url.startswith("/") and not url.startswith("//") else url


POLICIES = {
    "principles": "publishing_principles",
    "ethics": "ethics_policy",
    "corrections": "corrections_policy",
    "ownership": "ownership_funding_info",
    "masthead": "masthead",
    "diversity": "diversity_policy",
    "mission": "mission_coverage_priorities_policy",
    "verification": "verification_fact_checking_policy",
    "unnamed_sources": "unnamed_sources_policy",
    "no_bylines": "no_bylines_policy",
    "feedback": "actionable_feedback_policy",
}
"""What schema.org calls each page of the setting `publisher` (The Trust Project's words for them)."""


@lru_cache(maxsize=8)
def organisation(outlet: Outlet) -> NewsMediaOrganization:
    """Who publishes the outlet."""
    publisher = outlet.publisher
    policies = {POLICIES[policy.key]: outlet.absolute(policy.url) for policy in publisher.policies}
    return NewsMediaOrganization(
        id=f"{outlet.home}#publisher",
        name=publisher.name,
        url=publisher.url or outlet.home,
        logo=ImageObject(outlet.absolute(publisher.logo)) if publisher.logo else None,
        same_as=publisher.same_as,
        founding_date=publisher.founded,
        **policies,
    )


@lru_cache(maxsize=8)
def website(outlet: Outlet) -> WebSite:
    """The site, as its pages name it."""
    return WebSite(f"{outlet.home}#website", outlet.title, outlet.home)
