"""asiansite makes a news site of static pages from Markdown files."""

__version__ = "0.1.0"
