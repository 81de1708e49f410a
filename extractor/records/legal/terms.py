"""What a defendant was sentenced to: prison, supervised release, money."""

from __future__ import annotations

import re
from collections import Counter

from extractor.records.context import Context
from extractor.records.legal import slots
from extractor.records.legal.listed import TABLE
from extractor.records.legal.reading import Reading
from extractor.records.legal.relations import LEAD, Relations
from extractor.records.legal.slots import Found
from extractor.records.legal.totals import CONVICTION, Defendant, Part

_EACH = re.compile(
    r"\b(?:each|both|all)\s+(?:of\s+the\s+)?(?:\w+\s+)?defendants?\b|"
    r"\b(?:all\s+(?:three|four|five|six|seven|eight|nine|ten|\d+)|(?:both|all\s+of\s+the|all\s+the)\s+(?:men|women)|"
    r"each\s+of\s+them)\s+(?:must|will|(?:was|were)\s+(?:also\s+)?ordered)\b",
    re.I,
)
_RESPECTIVELY = re.compile(r"\brespectively\b", re.I)


class Terms:
    """The terms of the sentences of a release.

    What is said of a defendant by name counts before what is said of a group or an unnamed person
    that is taken to be it.
    """

    def __init__(
        self,
        context: Context,
        reading: Reading,
        defendants: list[Defendant],
        relations: Relations,
    ) -> None:
        self._context = context
        self._cast = reading.cast
        self._relations = relations
        self._each = [
            (s.start_char, s.end_char)
            for s in context.sentences
            if _EACH.search(context.text, s.start_char, s.end_char)
        ]
        self._bound = {(p.fact.index, p.fact.stage) for d in defendants for p in d.parts}
        sentenced = [d for d in defendants if d.named and d.of("sentenced")]
        self._one = sentenced[0] if len(sentenced) == 1 else None

    def prison(self, d: Defendant) -> Found | None:
        """The prison term in months, the longest that the release states of the defendant."""
        parts = d.of("sentenced")
        for direct in (True, False):
            if found := [t for p in parts if p.direct == direct for t in self._terms_of(p)]:
                return max(found, key=lambda t: (t[0], float(t[1].value)))[1]
        return self._unbound() if d is self._one else None

    def _terms_of(self, part: Part) -> list[tuple[bool, Found]]:
        """The part's terms, each with whether it stands in the text and not in its headline."""
        fact = part.fact
        n = len(fact.targets)
        bare = fact.event.source == TABLE
        terms = slots.prison_terms(self._context, fact.start, fact.end, apart=n > 1, bare=bare)
        if n > 1 and len(terms) == n:
            terms = terms[part.position : part.position + 1]
        body = self._context.sentences[fact.index].zone != "headline"
        return [(body, t) for t in terms]

    def _unbound(self) -> Found | None:
        """The term of a sentence at the front that no defendant is tied to, where one only has one.

        "A Tulsa doctor was sentenced today to 12 months": the release goes on to name her.
        """
        for e in self._context.events_of("conviction"):
            if e.subtype == "sentenced" and (e.sentence, "sentenced") not in self._bound:
                s = self._context.sentences[e.sentence]
                if e.sentence > LEAD or e.modality != "done":
                    break
                if terms := slots.prison_terms(self._context, e.trigger_end, s.end_char):
                    return terms[0]
        return None

    def release(self, d: Defendant) -> Found | None:
        """The term of supervised release in months."""
        for start, end in self._about(d):
            if found := slots.supervised_release(self._context, start, end):
                return found[0]
        return None

    def paid(self, d: Defendant, sentenced: bool) -> list[Found]:
        """Fines, restitution and forfeitures that the defendant is to pay, each amount once."""
        out: dict[tuple[float, int], Found] = {}
        for start, end in self._about(d):
            found = slots.money_ordered(self._context, start, end, sentenced)
            shares = self._shares(start, end)
            if d.key in shares and len(shares) == len(found):
                found = [found[shares.index(d.key)]]
            seen: Counter[float] = Counter()
            for money in found:
                # "$5,000 in restitution and a $5,000 fine" are two; another sentence repeats them
                amount = float(money.value)
                seen[amount] += 1
                out.setdefault((amount, seen[amount]), money)
        return list(out.values())

    def _shares(self, start: int, end: int) -> list[str]:
        """Whom "respectively" gives a share each, in order."""
        if not _RESPECTIVELY.search(self._context.text, start, end):
            return []
        return list(
            dict.fromkeys(
                self._cast.key(m)
                for m in self._context.mentions_in(start, end, "PERSON")
                if self._cast.key(m) not in self._cast.officials
            )
        )

    def _about(self, d: Defendant) -> list[tuple[int, int]]:
        """Stretches about the defendant: its facts, sentences that name it or go on about it."""
        context = self._context
        spans = [(p.fact.start, p.fact.end) for p in d.parts if len(p.fact.targets) == 1]
        multi = [(p.fact.start, p.fact.end) for p in d.parts if len(p.fact.targets) > 1]
        for index in (*self._relations.naming(d), *self._relations.going_on(d)):
            s = context.sentences[index]
            spans.append((s.start_char, s.end_char))
        if d.named and d.of(*CONVICTION):
            multi += self._each
        out: list[tuple[int, int]] = []
        for span in spans + multi:
            if not any(a <= span[0] and span[1] <= b for a, b in out):
                out.append(span)
        return out
