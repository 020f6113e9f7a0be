"""How Hypothesis searches: the same examples everywhere, or with `--hypothesis-profile=search` new ones."""

from hypothesis import settings

settings.register_profile(
    "ci", derandomize=True, database=None, max_examples=60, deadline=None, print_blob=True
)
settings.register_profile("search", max_examples=2000, deadline=None, print_blob=True)
settings.load_profile("ci")
