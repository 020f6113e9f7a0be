"""The corpus and what may be asked of it: one immutable moment of the site, its queries and its plan."""
