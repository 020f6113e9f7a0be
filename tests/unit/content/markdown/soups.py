"""Soup: pieces of Markdown and HTML in no order, for texts that nobody would write, or an attacker."""

from __future__ import annotations

from hypothesis import strategies as st

_TAGS = (
    "a abbr address annotation-xml applet aside b bdo blockquote body br button caption center cite code col "
    "colgroup dd del desc details dfn div dl dt em fieldset figcaption figure font foo-bar footer form "
    "frameset h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label li listing main map "
    "marquee math mi nav nobr noscript object ol option p param plaintext pre q rp rt ruby s script section "
    "select small span strong style sub summary sup svg table tbody td template textarea tfoot th thead time "
    "title tr u ul video wbr xmp"
).split()

_ATTRIBUTES = (
    'id="a"',
    'id="a b"',
    'id="u-a"',
    "name=n",
    'class="figure"',
    'class="footnote-definition"',
    'class="footnote"',
    "class=footnote-ref",
    'class="footnote-reference"',
    'href="#a"',
    'href="x.md"',
    'href="javascript:alert(1)"',
    'href="java&#10;script:alert(1)"',
    'href="&#1;vbscript:x"',
    'href="http://e.x/a b?c=d&e"',
    'href="http://user:word@e.x/"',
    'href="//h.x/y"',
    'href=""',
    'href="C:\\x.jpg"',
    'href="#fn:1"',
    'src="p.jpg"',
    'src="data:text/html,x"',
    "src=x onerror=alert(1)",
    "onclick=x()",
    'style="text-align: center"',
    'style="position:fixed"',
    "align=right",
    "colspan=2",
    "rowspan=x",
    'width="50%"',
    "width=9",
    "lang=km",
    'lang="a b"',
    "dir=rtl",
    "dir=up",
    "datetime=2024-02-29",
    "datetime=2023-02-29",
    'title="<b>&quot;x"',
    'title="&#2;0&#3;"',
    "start=3",
    "value=7",
    "type=a",
    "open",
    "scope=col",
    'alt="q&amp;"',
    'id="fn:1"',
    'id="fnref:1"',
)

_MARKDOWN = (
    "# H\n",
    "## H {#a}\n",
    "### H\n#### K\n",
    "\n\n",
    "\n",
    "text ",
    "*em* ",
    "**st** ",
    "`code` ",
    "[l](a.md) ",
    '[l](<a b.md> "t") ',
    "[l]() ",
    "![i](p.jpg) ",
    '\n\n![i](p.jpg "C | D")\n\n',
    "> q\n",
    "> -- who\n",
    "> > nest\n",
    "- li\n",
    "  - sub\n",
    "1. one\n",
    "\n| a | b |\n|:-:|--:|\n| 1 | 2 |\n",
    "[^1]",
    "\n\n[^1]: note\n",
    "[^2]",
    "\n[^2]: n [^1]\n",
    "Term\n: def\n",
    "---\n",
    "    code\n",
    "```\nx\n```\n",
    "\n\nhttps://youtu.be/dQw4w9WgXcQ\n\n",
    "\n\n<https://youtu.be/dQw4w9WgXcQ>\n\n",
    "<https://e.x/>",
    "[javascript](javascript:alert(1))",
    "\\",
    "&lt;b&gt;",
    "&#2;0&#3;",
    "\x020\x03",
    "&nbsp;",
    "— x",
    "-- y",
    "~~s~~",
    "{{ x }}",
    "{% y %}",
    "ស៊ី",
    '"q"',
    "<!-- c -->",
    "<![CDATA[x]]>",
    "<?php ?>",
    "<!DOCTYPE x>",
    "<",
    ">",
    "&",
    "[r]",
    "\n[r]: r.md\n",
    "*",
    "_",
    "![",
    "](",
    ")",
    "[a [b](c.md) d](e.md) ",
    "{: #k .c onclick=x}",
    "\n\n<aside>pull</aside>\n\n",
)

_start_tags = st.builds(
    lambda tag, attributes: "<" + " ".join([tag, *attributes]) + ">",
    st.sampled_from(_TAGS),
    st.lists(st.sampled_from(_ATTRIBUTES), max_size=3),
)
_end_tags = st.sampled_from([f"</{tag}>" for tag in _TAGS])
_markdown = st.sampled_from(_MARKDOWN)

soups = st.one_of(
    st.lists(_markdown, max_size=25).map("".join),
    st.lists(_start_tags | _end_tags | _markdown, max_size=25).map("".join),
    st.lists(_start_tags | _end_tags, max_size=15).map("".join),
)
"""Texts of Markdown alone, of tags alone, and of both."""

# What a source may hold: control characters are refused before.
text = st.text(
    st.characters(exclude_categories=("Cc", "Cn", "Cs"), include_characters="\n\t\x85"), max_size=6
)

prose = st.lists(st.sampled_from([piece for piece in _MARKDOWN if "<" not in piece]) | text, max_size=25).map(
    "".join
)
"""Texts without tags, which take the short way."""
