"""Dates in running English prose, resolved to days."""

from extractor.dates.finder import find, find_with_issues
from extractor.dates.timex import Timex, timexes

__all__ = ["Timex", "find", "find_with_issues", "timexes"]
