"""What the open pages show."""

from lianxin.public.queries.creators import Creator, choices, creators, found, listed
from lianxin.public.queries.screens import link_of, links

__all__ = ["Creator", "choices", "creators", "found", "link_of", "links", "listed"]
