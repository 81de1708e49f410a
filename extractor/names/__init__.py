"""Names: people, agencies, cartels and the rest, found, resolved inside the release and linked."""

from extractor.names.finder import NameFinder

__all__ = ["NameFinder"]
