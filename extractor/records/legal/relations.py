"""How the sentences of a release stand to a defendant: what links a value to its row."""

from __future__ import annotations

import re

from extractor.records.context import Context
from extractor.records.legal.facts import Fact
from extractor.records.legal.reading import Reading
from extractor.records.legal.totals import CONVICTION, Defendant
from extractor.types import Mention

# A release about one case states it in its headline or first sentences.
LEAD = 5
# How far back the people may be named whom a plural means.
_BACK = 4
_PLURAL = re.compile(
    r"(?:the\s+)?(?:(?:two|three|four|five|six|seven|eight|nine|ten|\d+|both|all|these|those)\b|"
    r"defendants\b|men\b|they\b)(?!\s+(?:of\s+the\s+)?(?:other|remaining|years|months|counts))",
    re.I,
)
_GOES_ON = re.compile(rf"(?:He|She|The\s+defendant)\b|{_PLURAL.pattern}", re.I)
_PART = re.compile(r"\bof\s+(?:the|those|these|them|whom)\b")
# So many sentences about people without names are weighed; there are seldom more.
_GROUPS = 12


class Relations:
    """Which sentences speak of which defendant, and how.

    The relations of a sentence to a row are names: ``own`` states the row's fact, ``other`` another
    fact of the defendant, both with ``~`` where the words mean the defendant without a name;
    ``named`` only names it; ``about`` goes on about it; ``heading`` heads the row's list item;
    ``group`` states a fact of people without names; ``next`` and ``prev`` stand beside the row's
    fact; ``title`` and ``top`` are the release's headline and its first sentences. ``!`` marks a
    sentence that names other defendants and not this one.
    """

    def __init__(self, context: Context, reading: Reading, defendants: list[Defendant]) -> None:
        self._context = context
        self._defendants = {d.key for d in defendants if d.named}
        self._named: dict[str, set[int]] = {}
        self._who: dict[int, set[str]] = {}
        self._about: dict[str, list[int]] = {}
        self._at: dict[tuple[str, str], Mention] = {}
        self.sole = len(self._defendants) == 1
        for m in context.mentions:
            if m.label in ("PERSON", "ORG") and (key := reading.cast.key(m)) in self._defendants:
                index = context.sentence_index(m.start_char)
                self._named.setdefault(key, set()).add(index)
                self._who.setdefault(index, set()).add(key)
                self._at.setdefault((key, m.text), m)
        for index, key in reading.about.items():
            self._about.setdefault(key, []).append(index)
        self._read_plurals()
        self._unnamed: dict[int, Fact] = {}
        for f in reading.facts:
            if len(self._unnamed) == _GROUPS:
                break
            if any(t.kind in ("group", "definite", "one") for t in f.targets):
                self._unnamed[f.index] = f
        self._known: dict[tuple[str, str], dict[int, set[str]]] = {}
        self._top = [
            n
            for n, s in enumerate(context.sentences[: LEAD + 3])
            if s.zone not in ("headline", "boilerplate")
        ][:LEAD]
        self.title = [n for n, s in enumerate(context.sentences[:3]) if s.zone == "headline"]

    def _read_plurals(self) -> None:
        """Note the sentences that go on about several: "The two are members of the gang"."""
        last: tuple[int, set[str]] = (-_BACK, set())
        for index, s in enumerate(self._context.sentences):
            who = self._who.get(index, set())
            if who:
                last = index, who
            elif index - last[0] < _BACK and _PLURAL.match(self._context.text, s.start_char):
                for key in last[1] if len(last[1]) > 1 else ():
                    self._about.setdefault(key, []).append(index)
            elif (
                last[0] < 0
                and index < LEAD
                and len(self._defendants) > 1
                and _PLURAL.match(self._context.text, s.start_char)
            ):
                # "The nine men are members of the gang", before any of them is named
                for key in self._defendants:
                    self._about.setdefault(key, []).append(index)

    def of(self, d: Defendant, stage: str) -> dict[int, set[str]]:
        """The relations of each sentence that has any to the defendant's row of this stage."""
        if (d.key, stage) not in self._known:
            self._known[d.key, stage] = self._read(d, stage)
        return self._known[d.key, stage]

    def _read(self, d: Defendant, stage: str) -> dict[int, set[str]]:
        out: dict[int, set[str]] = {}

        def add(index: int, relation: str, *, if_new: bool = False) -> None:
            if 0 <= index < len(self._context.sentences) and not (if_new and index in out):
                strange = relation[:3] not in ("own", "oth") and not self.names(index, d)
                mark = "!" if strange and self._who.get(index, set()) - {d.key} else ""
                out.setdefault(index, set()).add(relation + mark)

        own: list[Fact] = []
        for part in d.parts:
            same = part.fact.stage == stage
            add(part.fact.index, ("own" if same else "other") + ("" if part.direct else "~"))
            if same:
                own.append(part.fact)
        for index in self._named.get(d.key, ()) if d.named else ():
            add(index, "named", if_new=True)
        for index in self._about.get(d.key, ()):
            add(index, "about", if_new=True)
        for fact in own:
            if self._context.sentences[fact.index].zone == "list_item":
                for lead in self._context.leads(fact.index):
                    add(lead, "heading")
        kind = stage in CONVICTION
        for index, fact in self._unnamed.items():
            if (fact.stage in CONVICTION) == kind:
                add(index, "group", if_new=True)
        for fact in own:
            if self._context.sentences[fact.index].zone != "headline":
                add(fact.index + 1, "next", if_new=True)
                add(fact.index - 1, "prev", if_new=True)
        for index in self.title:
            add(index, "title")
        for index in self._top:
            add(index, "top")
        return out

    def naming(self, d: Defendant) -> list[int]:
        """The sentences that name the defendant, in order."""
        return sorted(self._named.get(d.key, ()))

    def going_on(self, d: Defendant) -> list[int]:
        """The sentences that name nobody and go on about the defendant."""
        return self._about.get(d.key, [])

    def continues(self, index: int) -> bool:
        """Whether the sentence begins with a word for people named beside it ("He", "The two")."""
        start = self._context.sentences[index].start_char
        return bool(_GOES_ON.match(self._context.text, start))

    def written(self, d: Defendant) -> tuple[int, int]:
        """The first characters that give the defendant as its row writes it."""
        if (m := self._at.get((d.key, d.text))) is not None:
            return m.start_char, m.end_char
        return d.order, d.order + len(d.text)

    def is_part(self, index: int) -> bool:
        """Whether the people of the sentence are some of others: "six of the defendants"."""
        fact = self._unnamed.get(index)
        return fact is not None and any(_PART.search(t.text) for t in fact.targets)

    def names(self, index: int, d: Defendant) -> bool:
        """Whether the sentence names the defendant."""
        return d.key in self._who.get(index, ())

    def others(self, index: int, d: Defendant) -> bool:
        """Whether the sentence names other defendants."""
        return bool(self._who.get(index, set()) - {d.key})

    def frame(self, d: Defendant, stage: str) -> tuple[str, ...]:
        """What the row is: its stage; named or not; the release's case or background to it."""
        fore = {*self.title, *self._top}
        own = {p.fact.index for p in d.of(stage)}
        at_front = bool(own & fore) or bool(self._named.get(d.key, set()) & fore and d.named)
        return (
            stage,
            ("sole" if self.sole else "named") if d.named else "unnamed",
            "front" if at_front else "back",
        )
