"""Names: people, agencies, cartels and the rest, found, resolved inside the release and linked."""

from extractor.names.finder import NameFinder
from extractor.names.people import people
from extractor.names.roles import agency_roles

__all__ = ["NameFinder", "agency_roles", "people"]
