"""Amounts in running English prose: value, bound, unit, item, rate, change and scope."""

from extractor.quantities.finder import distinct, find

__all__ = ["distinct", "find"]
