"""Structured data: what a page says to search engines in the words of schema.org, as JSON-LD."""

from asiansite.rendering.structured.graph import things_of
from asiansite.rendering.structured.outlet import Outlet
from asiansite.rendering.structured.script import as_script

__all__ = ["Outlet", "as_script", "things_of"]
