from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.csp import DIRECTIVES
from asiansite.content.markdown import PLAYER_ORIGINS, PROVIDERS
from asiansite.content.markdown.embeds import player_of
from asiansite.rendering.policy import SEARCH, content_policy

BARE = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"


def parts(policy: str) -> dict[str, list[str]]:
    """The sources of each directive; each stands once."""
    found = [directive.split() for directive in policy.split("; ")]
    names = [name for name, *_ in found]
    assert len(set(names)) == len(names)
    return {name: sources for name, *sources in found}


def test_without_settings_it_is_the_sites_own_files_alone() -> None:
    assert content_policy((), ()) == BARE


def test_players_in_use_may_be_framed() -> None:
    assert content_policy(("vimeo",), ()) == f"{BARE}; frame-src 'self' https://player.vimeo.com"
    assert set(PLAYER_ORIGINS) == set(PROVIDERS)


@pytest.mark.parametrize("url", ["https://youtu.be/dQw4w9WgXcQ", "https://vimeo.com/76979871"])
def test_a_player_comes_from_where_the_policy_lets_it(url: str) -> None:
    found = player_of(url, PROVIDERS)
    assert found is not None
    provider, player = found
    assert player.startswith(f"{PLAYER_ORIGINS[provider]}/")


@pytest.mark.parametrize(
    ("added", "expected"),
    [
        (
            (("img-src", ("https://a.example", "data:")),),
            {"img-src": ["'self'", "https://a.example", "data:"]},
        ),
        ((("form-action", ("https://a.example",)),), {"form-action": ["'self'", "https://a.example"]}),
        ((("object-src", ("https://a.example",)),), {"object-src": ["https://a.example"]}),
        ((("base-uri", ("'self'",)),), {"base-uri": ["'self'"]}),
        ((("connect-src", ("'none'",)),), {"connect-src": ["'none'"]}),
        ((("script-src", ("'self'",)),), {"script-src": ["'self'"]}),
        (
            (("img-src", ("https://b.example",)), ("default-src", ("https://a.example",))),
            {
                "default-src": ["'self'", "https://a.example"],
                "img-src": ["'self'", "https://a.example", "https://b.example"],
            },
        ),
    ],
)
def test_what_is_added_comes_after_what_held(
    added: tuple[tuple[str, tuple[str, ...]], ...], expected: dict[str, list[str]]
) -> None:
    assert parts(content_policy((), added)) == parts(BARE) | expected


def test_frames_and_players_stand_together() -> None:
    policy = parts(content_policy(("youtube",), (("frame-src", ("https://maps.example",)),)))
    assert policy["frame-src"] == ["'self'", "https://www.youtube-nocookie.com", "https://maps.example"]


SOURCES = st.sampled_from(["'self'", "'none'", "https://a.example", "data:", "*"])


@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(DIRECTIVES)), st.lists(SOURCES, min_size=1).map(tuple)),
        unique_by=lambda pair: pair[0],
    ).map(tuple),
    st.lists(st.sampled_from(PROVIDERS), unique=True).map(tuple),
)
def test_nothing_that_held_is_lost_and_none_stands_alone(
    added: tuple[tuple[str, tuple[str, ...]], ...], embeds: tuple[str, ...]
) -> None:
    policy = parts(content_policy(embeds, added))
    assert set(policy) >= set(parts(BARE))
    for directive, sources in policy.items():
        assert sources
        assert len(set(sources)) == len(sources)
        assert "'none'" not in sources or sources == ["'none'"], directive
    for directive, sources in added:
        if "'none'" not in sources:
            assert set(sources) <= set(policy[directive])


def test_the_search_page_runs_webassembly_in_a_worker_beside_what_the_site_allows() -> None:
    assert (
        content_policy((), (), SEARCH) == f"{BARE}; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'"
    )
    found = parts(content_policy((), (("script-src", ("https://a.example",)),), SEARCH))
    assert found["script-src"] == ["'self'", "'wasm-unsafe-eval'", "https://a.example"]
    assert "'wasm-unsafe-eval'" not in content_policy((), (("script-src", ("https://a.example",)),))
