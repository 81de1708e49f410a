"""Candidate undertakings: where a clause may state what a government does or promises.

An *undertaking* is a verb phrase ("will increase patrols"), one per coordinated verb: "committed to
increase extraditions, speed up case processing and strengthen patrols" holds three. Verbs come from
``lexicons/undertaking_verbs.jsonl``, in classes; how a verb stands in its sentence ("will" before
it, behind "committed to", first in a bullet, an aim behind "to") is read from the words before.
Nothing is decided here: :mod:`extractor.events.model` scores the candidates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractor.events.undertakings.lexicon import Verb, governors, nominals, verb_of
from extractor.events.undertakings.phrases import ADVERB, Token, phrase_end
from extractor.events.undertakings.things import phrases

_TOKEN = re.compile(r"\$?\d[\d,.]*\d|\$?\d|[^\W\d_](?:[\w’'&-]|\.(?=\w))*|[^\w\s]")
_MONEY = re.compile(r"\$\d")
_MODAL = frozenset("will shall would can could may might must should".split())
_BE = frozenset("is are was were be been being am ’s 's".split())
_HAVE = frozenset("has have had having".split())
_PREPOSITIONS = frozenset(
    "of in on at by for from with through under into against between across toward towards over"
    " upon including without during via as than about like per among within throughout".split()
)
_RELATIVE = frozenset("which who that whose where".split())
_DETERMINER = frozenset(
    "the a an its their our his her this these those any all each every some no new additional such"
    " your my both other more most several".split()
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One undertaking: the verb at ``start``, its phrase up to ``end``, and how it stands.

    ``construction`` is what the words before the verb make of it; ``governor`` the word that
    governs it ("commit" in "committed to improve"); ``head`` the offset at which the verb group
    begins ("will"); ``chained`` says that construction and governor were handed on by the verb that
    it is coordinated with. The subject, where there is one, ends before ``subject_end``: the head
    of the first of such verbs.
    """

    start: int
    end: int
    verb_end: int
    head: int
    verb: Verb
    construction: str
    governor: str = ""
    chained: bool = False
    rank: int = 0
    subject_end: int = 0


def candidates(text: str, start: int, end: int) -> list[Candidate]:
    """Candidate undertakings in the sentence ``text[start:end]``, in order of their verbs."""
    tokens = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text, start, end)]
    lower = [t[0].casefold() for t in tokens]
    found: list[tuple[int, Candidate]] = []
    for i, word in enumerate(lower):
        verb = verb_of(word)
        if verb is None:
            if word[0] == "$" and len(word) > 1 and _second_amount(lower, i, found):
                found.append((i, _amount(tokens, i, found, start, end)))
            elif word in nominals() and i + 1 < len(lower) and lower[i + 1] == "of":
                found.append((i, _nominal(tokens, lower, i, found, start, end)))
            continue
        reading = _read(lower, i, verb, found)
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
            if other.chained and other.construction == c.construction
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
            before = [c for c in told if c.start < start and c.construction not in _UNLIKELY]
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
        lower[k - 1] in _BE
        or lower[k - 1] in _HAVE
        or lower[k - 1] in _MODAL
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


def _gap(lower: list[str], at: int) -> int:
    """How many tokens join the conjunct at ``at`` to what stands before it."""
    k = at
    while k > 0 and (lower[k - 1] in (",", "and", "or", "&", "then") or ADVERB.match(lower[k - 1])):
        k -= 1
    return at - k


_AMOUNT = Verb("amount", "amount", "funding", "noun")


def _second_amount(lower: list[str], i: int, found: list[tuple[int, Candidate]]) -> bool:
    """Whether the sum at token ``i`` is no verb's first: it may be an undertaking of its own."""
    near = next((at for at, c in reversed(found) if c.construction not in _UNLIKELY), None)
    if near is None or i - near > 14:
        return True
    return any(w[0] == "$" and len(w) > 1 for w in lower[near:i])


_UNLIKELY = frozenset({"noun", "attribute", "bare"})


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


def _read(
    lower: list[str], i: int, verb: Verb, found: list[tuple[int, Candidate]]
) -> tuple[str, str, int, bool] | None:
    """Construction, governor, first token of the verb group, whether a conjunct gave them."""
    j = i - 1
    while j >= 0 and (ADVERB.match(lower[j]) or lower[j] == "not"):
        j -= 1
    if j < 0:
        return "initial", "", j + 1, False
    before = lower[j]
    tag = verb.tag
    if before in (":", ")", "•", "-", "–", "—") or (before in ("”", "“", '"')):
        return "label", "", j + 1, False
    if before in (",", ";", "and", "or", "&"):
        k = j
        while k >= 0 and lower[k] in (",", ";", "and", "or", "&", "then"):
            k -= 1
        for at, c in reversed(found):
            if c.verb.tag == tag or (tag == "ed" and c.verb.tag == "ed"):
                if c.construction != "noun":
                    return c.construction, c.governor, j + 1, True
                break
            if i - at > 45:
                break
        if tag == "ing":
            return "participle", lower[k] if k >= 0 else "", j + 1, False
        if tag == "ed":
            return "past", "", j + 1, False
        if tag == "s":
            return "present", "", j + 1, False
        return ("noun" if tag == "base" else "loose"), "", j + 1, False
    if before == "to":
        governor = ""
        k = j - 1
        for back in range(j - 1, max(-1, j - 9), -1):
            if lower[back] in governors():
                governor, k = governors()[lower[back]], back
                break
            if lower[back] in ",;:.":
                break
        near = j - 1 - k
        if tag == "ing":
            return "to-ing", governor, max(k, 0), False
        if tag == "base":
            if governor and near <= 1:
                return "governed", governor, max(k, 0), False
            return "aim", governor or lower[j - 1], j, False
        return None
    if before in _MODAL and tag == "base":
        return ("will" if before in ("will", "shall") else "modal"), before, j, False
    if before in _BE:
        head = j
        while head > 0 and (
            lower[head - 1] in _BE | _HAVE | _MODAL or ADVERB.match(lower[head - 1])
        ):
            head -= 1
        group = lower[head : j + 1]
        if tag == "ing":
            return "progressive", group[0], head, False
        if tag == "ed":
            return ("passive-will" if "will" in group else "passive"), group[0], head, False
        return None
    if before in _HAVE:
        return ("perfect", before, j, False) if tag == "ed" else None
    if before in ("n’t", "n't", "not"):
        return None
    if before in _PREPOSITIONS:
        return ("gerund", before, j, False) if tag == "ing" else None
    if before in _RELATIVE:
        return "relative", before, j, False
    if before in _DETERMINER:
        return (
            ("noun", before, j, False) if tag in ("base", "s") else ("attribute", before, j, False)
        )
    if tag == "ing":
        return "after-noun", before, j + 1, False
    if tag == "ed":
        return "past", "", j + 1, False
    if tag == "s":
        return "present", "", j + 1, False
    if before in ("we", "they", "i", "you", "helped", "help", "helps", "helping"):
        return "present", before, j + 1, False
    return "bare", before, j + 1, False
