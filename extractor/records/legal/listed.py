"""What a table or a list line says of the defendant at its head: how far, for what, how long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.records.context import Context
from extractor.records.legal import offenses
from extractor.records.legal.actors import Actor
from extractor.records.legal.cast import Cast

#: The source of a fact that a table's columns state.
TABLE = "legal.table"
_CELL = re.compile(r"\s*\|\s*")
_WHO = re.compile(r"(?:defendants?|names?|accused)\b", re.I)
_FOR = re.compile(r"(?:charges?|counts?|offen[cs]es?|crimes?|convictions?|violations?)\b", re.I)
_STAGES = (
    ("sentenced", re.compile(r"sentences?\b|prison|sentenced|term\b", re.I)),
    ("convicted", re.compile(r"verdicts?\b|conviction", re.I)),
    ("pleaded_guilty", re.compile(r"(?:guilty\s+)?pleas?\b|(?:counts?\s+)?pleaded|pled", re.I)),
    ("charged", re.compile(r"charges?\b|counts?\b|offen[cs]es?\b|violations?\b", re.I)),
)
_POSSIBLE = re.compile(r"max|minimum|possible|potential|penalt", re.I)
_OPEN = re.compile(r"\W*\Z|pending|awaiting|scheduled|tb[ad]\b|n/?a\b|none\b|to\s+be\b", re.I)
_BEHIND_NAME = re.compile(
    r"(?:[”\"’']*,?\s*(?:aka|a/k/a)\s[^,;–—]{2,40})?(?:,?\s*(?:age\s+)?\(?\d{2}\)?(?:-year-old)?\b\)?)?"
    r"(?:,?\s*[WBHAO]/[MF]\b)?(?:,?\s*\(?(?:DOB|D\.O\.B\.|date\s+of\s+birth|born)\b:?\s*[\d/.-]{6,10}\)?"
    r"(?:,\s+[A-Z][\w.’'-]+(?:\s[A-Z]\w+)?(?=\s*[,;:–—]|\s+-))?)?"
    r"(?:,?\s+(?:both\s+|each\s+|all\s+|(?:a\s+)?resident\s+)?(?:of|from)\s+[A-Z][\w.’' -]{1,30}?"
    r"(?:,\s+[A-Z][\w.]{1,14}(?:\s[A-Z]\w+)?)?(?=\s*[,;:–—(]|\s+-))?"
    r"[\s,;:–—-]+(?:(?:is\s+)?(?:charged\s+with|charges?:|for)\s+)?"
)


# What became of somebody, in brackets behind the charge.
_AFTERWARDS = re.compile(
    r"\s*[(\[](?:arrested|surrendered|fugitive|at\s+large|in\s+custody|detained|pending|wanted|"
    r"apprehended|deceased|extradit\w+|remand\w*)\b[^)\]]*[)\]][\s.;,]*\Z",
    re.I,
)
# A register by keys: "Name: Ann Bell", and below it "Charge: arson".
_NAME_KEY = re.compile(r"(?:full\s+)?(?:name|defendant|accused|subject|fugitive)\s*:\s*", re.I)
_KEYS = (
    ("sentenced", re.compile(r"sentences?\s*:\s*", re.I)),
    ("charged", re.compile(r"(?:charges?|offen[cs]es?|wanted\s+for)(?:\s*\(s\))?\s*:\s*", re.I)),
)
_PROSE = 160


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row: its defendant, the stage, and where the cell that tells of it stands."""

    who: Actor
    stage: str
    start: int
    end: int


def cells(context: Context, index: int) -> list[tuple[int, int]]:
    """The cells of a line, empty where it is none of a table."""
    s = context.sentences[index]
    text, at, out = context.text, s.start_char, []
    for m in _CELL.finditer(text, s.start_char, s.end_char):
        out.append((at, m.start()))
        at = m.end()
    return [*out, (at, s.end_char)] if out else []


def offense_in(context: Context, start: int, end: int) -> offenses.Offense | None:
    """The words as an offence, where one of them names a crime."""
    words = _AFTERWARDS.sub("", context.text[start:end]).rstrip(" ,;.")
    if not words or "\n" in words or not offenses.names_crime(words[:160]):
        return None
    return offenses.Offense(words, start, start + len(words), 3, "with")


def behind_name(context: Context, index: int, name_end: int) -> offenses.Offense | None:
    """The offence behind the name that heads a line ("Ann Bell, 34, of Reno, arson")."""
    end = context.sentences[index].end_char
    m = _BEHIND_NAME.match(context.text, name_end, end)
    return offense_in(context, m.end(), end) if m else None


class Tables:
    """Reads the tables of a release, line by line."""

    def __init__(self, context: Context, cast: Cast) -> None:
        self._context = context
        self._cast = cast
        self._columns: dict[str, int] = {}
        self._width = 0
        self._subject: Actor | None = None
        #: Offences by the defendant's key.
        self.offenses: dict[str, offenses.Offense] = {}

    def read(self, index: int) -> Iterator[Row]:
        """The row that a line is; a line that heads a table is noted for those behind it."""
        line = cells(self._context, index)
        if not line:
            self._columns = {}
            yield from self._keyed(index)
            return
        text = self._context.text
        if any(_WHO.match(text, a, b) for a, b in line):
            self._head([text[a:b] for a, b in line])
            return
        if not self._columns or len(line) != self._width:
            return
        who = self._named(line[self._columns["who"]])
        if who is None:
            return
        if "offense" in self._columns:
            found = offense_in(self._context, *line[self._columns["offense"]])
            if found is not None:
                self.offenses[who.key] = found
        for stage, _ in _STAGES:
            if (at := self._columns.get(stage)) is not None and not _OPEN.match(text, *line[at]):
                yield Row(who, stage, *line[at])
                return

    def _keyed(self, index: int) -> Iterator[Row]:
        """The row that a line of a register by keys states of the one named above it."""
        s = self._context.sentences[index]
        text = self._context.text
        if s.end_char - s.start_char > _PROSE:
            self._subject = None
        if (key := _NAME_KEY.match(text, s.start_char, s.end_char)) is not None:
            self._subject = self._named((key.end(), s.end_char))
        for stage, pattern in _KEYS if self._subject else ():
            value = pattern.match(text, s.start_char, s.end_char)
            if value is None or self._subject is None or _OPEN.match(text, value.end(), s.end_char):
                continue
            if stage == "charged":
                found = offense_in(self._context, value.end(), s.end_char)
                if found is not None:
                    self.offenses[self._subject.key] = found
            yield Row(self._subject, stage, value.end(), s.end_char)

    def _head(self, titles: list[str]) -> None:
        self._columns, self._width = {}, len(titles)
        for n, title in enumerate(titles):
            if _WHO.match(title):
                self._columns.setdefault("who", n)
                continue
            if _POSSIBLE.search(title):
                continue
            if _FOR.search(title):
                self._columns.setdefault("offense", n)
            for stage, pattern in _STAGES:
                if pattern.match(title):
                    self._columns.setdefault(stage, n)
                    break

    def _named(self, cell: tuple[int, int]) -> Actor | None:
        for m in self._context.mentions_in(*cell, "PERSON"):
            return Actor(m.start_char, m.end_char, "person", m.text, self._cast.key(m))
        return None
