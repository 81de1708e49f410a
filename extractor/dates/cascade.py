"""The engine of the grammar: a cascade of levels that rewrite runs of nodes.

Each level is one regular expression over the *classes* of an island's nodes (a character each).
Each of its rules turns the nodes that it covers into one node, or several, of a higher class. A
rule's pattern is written with the names of classes: ``"month dot? small"``. Patterns repeat only
what consumes a node, so a level is linear in the nodes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from extractor.dates.expressions import Node

Nodes = Sequence[Node]
Build = Callable[[Nodes], "Node | list[Node] | None"]


class Rule(NamedTuple):
    """A pattern of classes, and what makes the new node (``None`` leaves the nodes as they are)."""

    pattern: str
    build: Build


class Alphabet:
    """One character for each class name, handed out in the order in which names are first seen."""

    def __init__(self, macros: Mapping[str, str]) -> None:
        self._macros = macros
        self._characters: dict[str, str] = {}

    def character(self, kind: str) -> str:
        """The character that stands for a class."""
        known = self._characters
        return known.get(kind) or known.setdefault(kind, chr(0xE000 + len(known)))

    def compile(self, pattern: str) -> str:
        """A pattern of class names as a pattern of characters; spaces only separate names."""

        def name(found: re.Match[str]) -> str:
            word = found.group()
            if word in self._macros:
                return f"(?:{self.compile(self._macros[word])})"
            return self.character(word)

        return re.sub(r"[A-Za-z_]+", name, pattern).replace(" ", "")

    def level(self, *rules: tuple[str, Build]) -> Level:
        """A level of the cascade, from pairs of a pattern and a builder."""
        return Level(self, [Rule(*rule) for rule in rules])


class Level:
    """Rules that are tried together at every node, in order; the first that fits wins."""

    def __init__(self, alphabet: Alphabet, rules: Sequence[Rule]) -> None:
        self._character = alphabet.character
        patterns = [alphabet.compile(rule.pattern) for rule in rules]
        self._rules = [(re.compile(p), rule.build) for p, rule in zip(patterns, rules, strict=True)]
        self._any = re.compile("|".join(f"(?P<r{i}>{p})" for i, p in enumerate(patterns)))

    def __call__(self, nodes: list[Node]) -> list[Node]:
        """Rewrite a run of nodes; what no rule covers stays."""
        classes = "".join([self._character(node.kind) for node in nodes])
        out: list[Node] = []
        done = at = 0
        while found := self._any.search(classes, at):
            start = found.start()
            end, made = self._apply(int((found.lastgroup or "r0")[1:]), nodes, classes, start)
            if made is None:
                at = start + 1
                continue
            out += nodes[done:start]
            if isinstance(made, list):
                out += made
            else:
                out.append(made)
            done = at = end
        return [*out, *nodes[done:]] if done else nodes

    def _apply(
        self, first: int, nodes: list[Node], classes: str, start: int
    ) -> tuple[int, Node | list[Node] | None]:
        """What the first rule from ``first`` on that fits at ``start`` makes, and where it ends."""
        for pattern, build in self._rules[first:]:
            found = pattern.match(classes, start)
            if found and (made := build(nodes[start : found.end()])) is not None:
                return found.end(), made
        return start, None
