"""Dates in running English prose, resolved to days."""

from extractor.dates.finder import find, find_with_issues

__all__ = ["find", "find_with_issues"]
