"""Who may read the site: the setting `robots`, and the crawlers that gather texts for AI.

The names are those that the operators say themselves; which there are, and what for, is after the list of
https://github.com/ai-robots-txt/ai.robots.txt (commits 8b8bf9d and 0037a9e), looked through on 2026-11-29.
"""

from __future__ import annotations

import re

from msgspec import Struct

from asiansite.content.entries import Entries

LIST_OF = "2026-11-29"
"""When the lists below were last looked through."""

TRAINING = (
    *("AI2Bot", "Ai2Bot-Dolma", "Amazonbot", "anthropic-ai", "Applebot-Extended", "Bytespider", "CCBot"),
    *("ChatGLM-Spider", "ClaudeBot", "CloudVertexBot", "cohere-training-data-crawler", "Cotoyogi"),
    *("DeepSeekBot", "Diffbot", "FacebookBot", "Factset_spyderbot", "FirecrawlAgent", "FriendlyCrawler"),
    *("Google-CloudVertexBot", "Google-Extended", "GPTBot", "ICC-Crawler", "ImagesiftBot", "img2dataset"),
    *("Kangaroo Bot", "laion-huggingface-processor", "LAIONDownloader", "meta-externalagent", "omgili"),
    *("omgilibot", "PanguBot", "SBIntuitionsBot", "TikTokSpider", "Timpibot", "VelenPublicWebCrawler"),
    *("Webzio-Extended", "YandexAdditional", "YandexAdditionalBot"),
)
"""Crawlers that gather texts to train models with, or for data sets that are used so."""

ANSWERS = (
    *("Amzn-SearchBot", "Amzn-User", "Andibot", "ChatGPT-User", "Claude-SearchBot", "Claude-User"),
    *("DuckAssistBot", "Gemini-Deep-Research", "Google-NotebookLM", "iAskBot", "LinerBot"),
    *("meta-externalfetcher", "meta-webindexer", "MistralAI-User", "OAI-SearchBot", "Perplexity-User"),
    *("PerplexityBot", "PhindBot", "YouBot"),
)
"""Crawlers that read a page to answer somebody's question, mostly with a link to it."""

CHOICES = ("allow", "deny")


class RobotsOptions(Struct, frozen=True):
    """Who may read the site, of those who obey robots.txt."""

    ai_training: str = CHOICES[0]
    """Crawlers that gather texts to train models with: `allow` or `deny`."""
    ai_answers: str = CHOICES[0]
    """Crawlers that read a page to answer somebody's question: `allow` or `deny`."""
    deny: tuple[str, ...] = ()
    """Names of other crawlers that may read nothing."""

    @property
    def denied(self) -> tuple[str, ...]:
        """Who may read nothing, each once, in the order of the alphabet."""
        training = TRAINING if self.ai_training == "deny" else ()
        answers = ANSWERS if self.ai_answers == "deny" else ()
        return tuple(sorted({*training, *answers, *self.deny}, key=lambda name: (name.lower(), name)))


def read_robots(root: Entries) -> RobotsOptions:
    """Read the setting `robots`."""
    inner = root.entries("robots", RobotsOptions.__struct_fields__)
    if inner is None:
        return RobotsOptions()
    names = []
    for text, spot in inner.texts("deny"):
        if _NAME.fullmatch(text):
            names.append(text)
        else:
            inner.notes.add("not-a-crawler", spot, given=text)
    return RobotsOptions(
        ai_training=inner.choice("ai_training", CHOICES),
        ai_answers=inner.choice("ai_answers", CHOICES),
        deny=tuple(dict.fromkeys(names)),
    )


_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._/-]*", re.ASCII)
