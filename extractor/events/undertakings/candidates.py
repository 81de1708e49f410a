"""Candidate undertakings: where a clause may state what a government does or promises.

An *undertaking* is a verb phrase ("will increase patrols"), one per coordinated verb: "committed to
increase extraditions, speed up case processing and strengthen patrols" holds three. Verbs come from
``lexicons/undertaking_verbs.jsonl``, in classes; how a verb stands in its sentence ("will" before
it, behind "committed to", first in a bullet, an aim behind "to") is read from the words before.
Nothing is decided here: :mod:`extractor.events.model` scores the candidates.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.events.undertakings.lexicon import Verb, nominals, verb_of
from extractor.events.undertakings.phrases import ADVERB, FINITE, HEDGES, MONEY, Token, phrase_end
from extractor.events.undertakings.standing import (
    BE,
    HAVE,
    MODAL,
    UNLIKELY,
    Candidate,
    opens_with_a_count,
    read,
    second_amount,
    second_count,
)
from extractor.events.undertakings.things import phrases

_TOKEN = re.compile(r"[$£€]?\d[\d,.]*\d|[$£€]?\d|[^\W\d_](?:[\w’'&-]|\.(?=\w))*|[^\w\s]")


def candidates(text: str, start: int, end: int) -> list[Candidate]:
    """Candidate undertakings in the sentence ``text[start:end]``, in order of their verbs."""
    tokens = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text, start, end)]
    lower = [t[0].casefold() for t in tokens]
    found: list[tuple[int, Candidate]] = []
    goods = opens_with_a_count(lower)
    for i, word in enumerate(lower):
        verb = _as_told(lower, i, verb_of(word), found)
        if i == goods:
            found.append((i, replace(_amount(tokens, i, found, start, end), verb=_COUNT)))
        elif verb is None:
            if word[0] in MONEY and len(word) > 1 and second_amount(lower, i, found):
                amount = _amount(tokens, i, found, start, end)
                if _prices_a_line(lower, i, found):
                    amount = replace(amount, start=tokens[0][1], head=tokens[0][1])
                found.append((i, amount))
            elif word[0].isdigit() and (giver := second_count(lower, i, found)):
                count = _amount(tokens, i, found, start, end)
                found.append((i, replace(count, governor=giver, verb=_COUNT)))
            elif word in nominals() and i + 1 < len(lower) and lower[i + 1] == "of":
                found.append((i, _nominal(tokens, lower, i, found, start, end)))
        if verb is None or i == goods:
            continue
        reading = read(lower, i, verb, found)
        if reading is None:
            continue
        construction, governor, head, chained = reading
        head = _group_start(lower, head) if not chained else head
        if (
            construction in ("noun", "bare", "attribute")
            and word in nominals()
            and lower[i + 1 : i + 2] == ["of"]
        ):
            found.append((i, _nominal(tokens, lower, i, found, start, end)))
            continue
        # a capital inside a sentence belongs to a name ("Operation Build")
        if tokens[i][0][0].isupper() and construction not in ("initial", "label"):
            continue
        found.append(
            (
                i,
                Candidate(
                    start=tokens[i][1],
                    end=end,
                    verb_end=tokens[i][2],
                    head=tokens[head][1],
                    verb=verb,
                    construction=construction,
                    governor=governor,
                    chained=chained,
                    rank=len(found),
                    subject_end=_subject_end(
                        found, construction, tokens[head][1], chained, verb.tag
                    ),
                ),
            )
        )
    out: list[Candidate] = []
    bare: Candidate | None = None
    for n, (i, c) in enumerate(found):
        stops = {
            at - _gap(lower, at)
            for at, other in found[n + 1 :]
            if (other.chained and other.construction == c.construction)
            or other.verb is _COUNT
            or _opens_anew(lower, at, c, other)
        }
        last = phrase_end(tokens, lower, i, stops)
        if last == i + 1 and n + 1 < len(found) and found[n + 1][1].chained:
            bare = bare or c  # "strengthen and enhance safeguards": one phrase, two verbs
            continue
        first = bare if bare is not None else c
        out.append(
            replace(
                c,
                start=first.start,
                head=first.head,
                chained=first.chained,
                end=tokens[max(last, i + 1) - 1][2],
                rank=len(out),
            )
        )
        bare = None
    return out + _things(tokens, lower, out)


def _things(tokens: list[Token], lower: list[str], told: list[Candidate]) -> list[Candidate]:
    """The undertakings that no verb tells, but the name of a thing does."""
    taken = {c.start for c in told}
    out: list[Candidate] = []
    for first, head, last, kind in phrases(tokens, lower):
        start = tokens[first][1]
        if start not in taken:
            before = [c for c in told if c.start < start and c.construction not in UNLIKELY]
            out.append(
                Candidate(
                    start=start,
                    end=tokens[last - 1][2],
                    verb_end=tokens[first][2],
                    head=start,
                    verb=Verb(lower[head], "thing", kind, "noun"),
                    construction="thing",
                    governor=before[-1].verb.lemma if before else "",
                    rank=len(told) + len(out),
                    subject_end=start,
                )
            )
    return out


def _group_start(lower: list[str], head: int) -> int:
    """The first token of the verb group at ``head``: auxiliaries and adverbs stand before it."""
    k = head
    while k > 0 and (
        lower[k - 1] in BE
        or lower[k - 1] in HAVE
        or lower[k - 1] in MODAL
        or ADVERB.match(lower[k - 1])
    ):
        k -= 1
    return k


def _subject_end(
    found: list[tuple[int, Candidate]], construction: str, head: int, chained: bool, tag: str
) -> int:
    if chained:
        for _, c in reversed(found):
            if c.verb.tag == tag and c.construction == construction:
                return c.subject_end
    return head


# Verbs whose past is spelt as their base is.
_UNCHANGED = frozenset("set put cut shut".split())


def _as_told(
    lower: list[str], i: int, verb: Verb | None, found: list[tuple[int, Candidate]]
) -> Verb | None:
    """The verb at token ``i``; where its spelling leaves open whether it is a past, as one behind
    "have", a name or a past that it is coordinated with."""
    if verb is None or verb.lemma not in _UNCHANGED or verb.tag != "base":
        return verb
    k = i - 1
    while k >= 0 and ADVERB.match(lower[k]):
        k -= 1
    before = lower[k] if k >= 0 else ""
    past = before in HAVE | BE
    if before in (",", "and", ";"):
        past = next((c.verb.tag == "ed" for _, c in reversed(found)), False)
    return replace(verb, tag="ed") if past else verb


_PRICE = 6  # tokens from the bracket of a line's price to the line's end


def _prices_a_line(lower: list[str], i: int, found: list[tuple[int, Candidate]]) -> bool:
    """Whether the sum at token ``i`` is the price of a thing whose line it ends: "a dam at Brea
    (€71 million)"."""
    return (
        i > 2
        and lower[i - 1] == "("
        and len(lower) - i <= _PRICE
        and FINITE.isdisjoint(lower)
        and all(c.construction in UNLIKELY for _, c in found)
    )


_OBJECT = frozenset("a an the its their our his her all new more over nearly up".split())


def _opens_anew(lower: list[str], at: int, c: Candidate, other: Candidate) -> bool:
    """Whether ``other``, at token ``at``, is a further predicate or noun of deed beside ``c``:
    "is adding posts and deployed 40 men", "launch of a fleet and the opening of a dock"."""
    if other.construction == "nominal":
        k = at - (lower[at - 1] in ("the", "a"))
        return c.construction == "nominal" and k > 0 and lower[k - 1] == "and"
    if other.construction != "past" or not _gap(lower, at) or at + 1 >= len(lower):
        return False
    following = lower[at + 1]
    return following in _OBJECT or following[0].isdigit() or following[0] in MONEY


def _gap(lower: list[str], at: int) -> int:
    """How many tokens join the conjunct at ``at`` to what stands before it."""
    k = at
    if lower[at - 1] in ("the", "a") and lower[at - 2 : at - 1] == ["and"]:
        return 2
    while k > 0 and lower[at][0].isdigit() and lower[k - 1] in HEDGES | {"well", "as"}:
        k -= 1
    while k > 0 and (lower[k - 1] in (",", "and", "or", "&", "then") or ADVERB.match(lower[k - 1])):
        k -= 1
    return at - k


_AMOUNT = Verb("amount", "amount", "funding", "noun")
_COUNT = Verb("amount", "amount", "assistance", "noun")


def _amount(
    tokens: list[Token],
    i: int,
    found: list[tuple[int, Candidate]],
    start: int,
    end: int,
) -> Candidate:
    chained = bool(found)
    return Candidate(
        start=tokens[i][1],
        end=end,
        verb_end=tokens[i][2],
        head=tokens[i][1],
        verb=_AMOUNT,
        construction="amount",
        governor=found[-1][1].verb.lemma if chained else "",
        chained=chained,
        subject_end=tokens[i][1],
    )


def _nominal(
    tokens: list[Token],
    lower: list[str],
    i: int,
    found: list[tuple[int, Candidate]],
    start: int,
    end: int,
) -> Candidate:
    lemma = nominals()[lower[i]]
    known = verb_of(lemma)
    return Candidate(
        start=tokens[i][1],
        end=end,
        verb_end=tokens[i][2],
        head=tokens[i][1],
        verb=Verb(
            lemma, known.sort if known else "launch", known.kind if known else "program", "noun"
        ),
        construction="nominal",
        governor=found[-1][1].verb.lemma if found else "",
        subject_end=tokens[i][1],
    )
