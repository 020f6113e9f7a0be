"""From a page and its answers to bytes."""
