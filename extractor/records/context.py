"""One release's spans, indexed: what the role fillers ask of the stages before them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from extractor.types import (
    DateSpan,
    Event,
    Label,
    Mention,
    Quantity,
    Release,
    Sentence,
)

Span = TypeVar("Span", Mention, Quantity, DateSpan)
Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")


@dataclass(frozen=True)
class Context:
    """Everything known of one release before its records are built."""

    release: Release
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[DateSpan, ...]
    events: tuple[Event, ...]
    _starts: dict[str, list[int]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def text(self) -> str:
        """The frozen text."""
        return self.release.text

    def _inside(self, name: str, spans: Sequence[Span], start: int, end: int) -> Sequence[Span]:
        if name not in self._starts:
            self._starts[name] = [s.start_char for s in spans]
        starts = self._starts[name]
        return spans[bisect_left(starts, start) : bisect_left(starts, end)]

    def mentions_in(self, start: int, end: int, *labels: Label) -> list[Mention]:
        """Mentions that begin in ``[start, end)``, of the given labels or of all."""
        found = self._inside("mentions", self.mentions, start, end)
        return [m for m in found if not labels or m.label in labels]

    def quantities_in(self, start: int, end: int, *units: str) -> list[Quantity]:
        """Quantities that begin in ``[start, end)``, of the given units or of all."""
        found = self._inside("quantities", self.quantities, start, end)
        return [q for q in found if not units or q.unit in units]

    def dates_in(self, start: int, end: int) -> list[DateSpan]:
        """Dates that begin in ``[start, end)``."""
        return list(self._inside("dates", self.dates, start, end))

    def sentence_index(self, char: int) -> int:
        """Index of the sentence that holds ``char``, or of the last one before it."""
        if "sentences" not in self._starts:
            self._starts["sentences"] = [s.start_char for s in self.sentences]
        return max(0, bisect_right(self._starts["sentences"], char) - 1)

    def words(self, sentence: int) -> str:
        """The text of a sentence."""
        s = self.sentences[sentence]
        return self.text[s.start_char : s.end_char]

    def leads(self, sentence: int) -> Iterable[int]:
        """The sentence's lead, that one's lead, and so on up to the section's heading."""
        lead = self.sentences[sentence].lead
        while lead is not None and lead < sentence:
            yield lead
            sentence, lead = lead, self.sentences[lead].lead

    def events_of(self, *types: str) -> list[Event]:
        """Events of the given record types, in text order."""
        return [e for e in self.events if e.type in types]

    def fullest(self, mention: Mention) -> Mention:
        """The longest mention in the release of the same person or body (itself if it has none)."""
        if mention.entity is None:
            return mention
        if "entity" not in self._index:
            best: dict[str, Mention] = {}
            for m in self.mentions:
                if m.entity is not None and (
                    m.entity not in best or len(m.text) > len(best[m.entity].text)
                ):
                    best[m.entity] = m
            self._index["entity"] = best
        return self._index["entity"].get(mention.entity, mention)

    _index: dict[str, dict[str, Mention]] = field(default_factory=dict, repr=False, compare=False)
    _kept: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)


def once(
    function: Callable[Concatenate[Context, Arguments], Result],
) -> Callable[Concatenate[Context, Arguments], Result]:
    """A function of a release that is computed once for each release and arguments.

    What looks at all of a release's names, and is asked for with each record, would cost the square
    of the text's length.
    """

    @wraps(function)
    def kept(context: Context, *args: Arguments.args, **named: Arguments.kwargs) -> Result:
        key = (function, args, tuple(named.items()))
        if key not in context._kept:
            context._kept[key] = function(context, *args, **named)
        return cast(Result, context._kept[key])

    return kept
