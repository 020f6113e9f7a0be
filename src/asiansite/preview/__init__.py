"""The preview: pages on request, as `build` would write them, and what has changed since, told to browsers."""
