from __future__ import annotations

import yaml
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.notes import Notes
from asiansite.content.yaml_nodes import mapping_of

VALUES = st.recursive(
    st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)
STYLES = st.sampled_from([None, "'", '"', "|", ">"])


def shape(node: yaml.Node) -> object:
    """All that is known of a node, as a value that can be compared."""
    value = node.value
    if isinstance(node, yaml.MappingNode):
        value = [(shape(key), shape(item)) for key, item in node.value]
    elif isinstance(node, yaml.SequenceNode):
        value = [shape(item) for item in node.value]
    marks = [mark and (mark.line, mark.column) for mark in (node.start_mark, node.end_mark)]
    return type(node), node.tag, value, marks, getattr(node, "style", None), getattr(node, "flow_style", None)


@given(st.dictionaries(st.text(max_size=5), VALUES, max_size=4), STYLES, st.sampled_from([None, True, False]))
def test_nodes_are_those_of_the_librarys_base_loader(
    values: dict[str, object], style: str | None, flow: bool | None
) -> None:
    text = yaml.safe_dump(values, default_style=style, default_flow_style=flow)
    found, expected = mapping_of(text, Notes(None)), yaml.compose(text, Loader=yaml.CBaseLoader)
    assert found is not None
    assert expected is not None
    assert shape(found) == shape(expected)
