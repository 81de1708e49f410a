"""How a verb or sum stands in its sentence: what the words before it make of it."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.events.undertakings.lexicon import Verb, governors
from extractor.events.undertakings.phrases import ADVERB, FINITE, HEDGES, MONEY

MODAL = frozenset("will shall would can could may might must should".split())
BE = frozenset("is are was were be been being am ’s 's".split())
HAVE = frozenset("has have had having".split())
_PREPOSITIONS = frozenset(
    "of in on at by for from with through under into against between across toward towards over"
    " upon including without during via as than about like per among within throughout".split()
)
_BARE_SUBJECTS = frozenset("we they i you do does did helped help helps helping".split())
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


def _list_before(
    lower: list[str], tag: str, found: list[tuple[int, Candidate]]
) -> Candidate | None:
    """The list of verbs that ", and" ends, where a verb that only serves its last member stands
    nearer: "expand A, repair B, build C to keep D, and close E" ends with E."""
    likely = [(at, c) for at, c in found if c.construction not in UNLIKELY and c.verb.tag == tag]
    if len(likely) < 3 or likely[-1][1].chained:
        return None
    last = likely[-1][1]
    for at, c in reversed(likely[:-1]):
        if c.chained and lower[at - 1] == ",":
            return c if (c.construction, c.governor) != (last.construction, last.governor) else None
        if c.chained:
            return None
    return None


def _infinitive_before(lower: list[str], found: list[tuple[int, Candidate]]) -> Candidate | None:
    """The verb whose "to" is taken up again: "agreed to share A, to build B and to test C".

    What is worked on together under a pledge is pledged: the pledge is what is taken up.
    """
    for n in range(len(found) - 1, -1, -1):
        at, c = found[n]
        if at > 0 and lower[at - 1] == "to" and c.construction in ("governed", "aim", "to-ing"):
            if c.governor == "work" and n > 0 and found[n - 1][1].governor in _PLEDGED:
                return found[n - 1][1]
            return c if c.construction != "aim" else None
    return None


_PLEDGED = frozenset("commit agree pledge".split())


def read(
    lower: list[str], i: int, verb: Verb, found: list[tuple[int, Candidate]]
) -> tuple[str, str, int, bool] | None:
    """Construction, governor, first token of the verb group, whether a conjunct gave them."""
    following = lower[i + 1] if i + 1 < len(lower) else ""
    if verb.tag in ("base", "s") and following == "of":
        return "noun", "", i, False  # "the exchange of notes"
    if verb.tag == "s" and following in FINITE and following not in ("having", "being"):
        return None  # "its partners have"
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
        if lower[j] == "and" and j > 0 and lower[j - 1] == ",":
            whole = _list_before(lower, tag, found)
            if whole is not None:
                return whole.construction, whole.governor, j + 1, True
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
        if tag == "base" and j > 0 and lower[j - 1] in (",", "and", ";", "or"):
            first = _infinitive_before(lower, found)
            if first is not None:
                return first.construction, first.governor, j, True
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
    if before in MODAL and tag == "base":
        return ("will" if before in ("will", "shall") else "modal"), before, j, False
    if before in BE:
        head = j
        while head > 0 and (lower[head - 1] in BE | HAVE | MODAL or ADVERB.match(lower[head - 1])):
            head -= 1
        group = lower[head : j + 1]
        if tag == "ing":
            return "progressive", group[0], head, False
        if tag == "ed":
            return ("passive-will" if "will" in group else "passive"), group[0], head, False
        return None
    if before in HAVE:
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
    if before in _BARE_SUBJECTS:
        return "present", before, j + 1, False
    return "bare", before, j + 1, False


def second_amount(lower: list[str], i: int, found: list[tuple[int, Candidate]]) -> bool:
    """Whether the sum at token ``i`` is no verb's first: it may be an undertaking of its own."""
    near = next((at for at, c in reversed(found) if c.construction not in UNLIKELY), None)
    if near is None or i - near > 14:
        return True
    if any(w[0] in MONEY and len(w) > 1 for w in lower[near:i]):
        return True
    # "$9 million to widen the quay and $4 million to Alba": the sums go together
    k = i - 1
    while k > near + 1 and lower[k] in HEDGES:
        k -= 1
    listed = lower[k] in ("and", ";") or lower[k - 2 : k + 1] == ["as", "well", "as"]
    return listed and k > near + 1 and any(w[0] in MONEY and len(w) > 1 for w in lower[:near])


def opens_with_a_count(lower: list[str]) -> int | None:
    """The token of the number that a line of goods begins with: "Over 40 patrol boats"."""
    k = 0
    while k < len(lower) and k < _HEDGED and lower[k] in HEDGES:
        k += 1
    if k + 1 >= len(lower) or len(lower) > _LINE or not FINITE.isdisjoint(lower):
        return None
    number = lower[k].replace(",", "")
    if not (number.isdigit() or lower[k] in _IN_WORDS):
        return None
    if len(number) == 4 and number[:2] in ("19", "20") and "," not in lower[k]:
        return None
    return None if lower[k + 1] in _NO_ITEM or not lower[k + 1][0].isalpha() else k


_HEDGED = 4
_LINE = 30  # tokens of a line of goods
_IN_WORDS = frozenset("two three four five six seven eight nine ten eleven twelve".split())


UNLIKELY = frozenset({"noun", "attribute", "bare"})
_UNGIVEN = UNLIKELY | {"aim", "relative", "modal"}
_OWN = frozenset("to for from on in at".split())  # what a thing given has of its own begins so
# Verbs whose objects are given, and may be listed: "trained 40 pilots, as well as 15 mechanics".
_GIVING = frozenset("supply assist grant staff hold share".split())
_NO_ITEM = frozenset(
    "percent per % years year months month weeks days hours of in and or to other countries states"
    " january february march april may june july august september october november december".split()
)
_LISTING = 30  # tokens behind a verb in which a further count is one of its objects


def second_count(lower: list[str], i: int, found: list[tuple[int, Candidate]]) -> str:
    """The verb (lemma) that gives what the number at token ``i`` counts, where this is a second
    thing with a recipient of its own: "sent radios to one port and 12 boats to another"."""
    following = lower[i + 1] if i + 1 < len(lower) else "of"
    if following in _NO_ITEM or not following[0].isalpha() or len(lower[i]) > 9:
        return ""
    if len(lower[i]) == 4 and lower[i][:2] in ("19", "20"):
        return ""
    k = i - 1
    while k > 0 and lower[k] in HEDGES:
        k -= 1
    if k > 2 and lower[k - 2 : k + 1] == ["as", "well", "as"]:
        k -= 2
    elif k < 2 or lower[k] != "and":
        return ""
    for at, c in reversed(found):
        if c.verb.sort not in _GIVING or c.construction in _UNGIVEN or i - at > _LISTING:
            continue
        first, second = lower[at + 1 : k], lower[i + 1 : i + 9]
        if not (_OWN.isdisjoint(first) or _OWN.isdisjoint(second) or "between" in first[-4:]):
            return c.verb.lemma
    return ""
