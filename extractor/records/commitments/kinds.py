"""The kind of a commitment: what its verb's object names and who acts together, then the model.

The record guide tells kinds apart by what is given: a bare sum is funding; goods and training are
assistance, whatever their worth; a paper that binds is an agreement or an order. Where a verb is
light ("announce", "provide", "reach"), its object alone tells.
"""

from __future__ import annotations

import re
from itertools import pairwise

from extractor.events.undertakings.lexicon import Verb, nouns, verb_of
from extractor.events.undertakings.objects import ENDS, head_of, object_words

_SUM = re.compile(r"[$£€]\d")
_COUNTED = re.compile(r"\d|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b", re.I)
_SCALE = frozenset("million billion trillion".split())
# What a sum may be "in" and stays a sum.
_STILL_MONEY = frozenset(
    "assistance aid support funding funds grants grant relief loans financing investment"
    " investments awards contributions resources credit".split()
)
_HARDWARE = frozenset(
    "equipment vehicles vests vaccines doses supplies helicopters aircraft boats vessels ships"
    " radios scanners kits naloxone training trainings weapons ammunition arms computers laptops"
    " medicines".split()
)
_ORDERS = frozenset(
    "order orders proclamation legislation law laws act bill rule rules rulemaking regulation"
    " regulations determination decree directive tariff tariffs duties ban moratorium sanctions"
    " embargo waiver license licence exemption emergency restriction restrictions prohibition"
    " requirement requirements".split()
)
_ACCORDS = frozenset(
    "agreement agreements memorandum mou treaty accord pact protocol declaration compact deal deals"
    " arrangement convention understanding committee committees dialogue commitments mous"
    " resolution resolutions".split()
)
_BINDING = frozenset("intent understanding cooperation arrangement agreement".split())
_TOGETHER = frozenset(
    "cooperation collaboration coordination engagement information-sharing alignment".split()
)
_MONEY = frozenset(
    "funding funds grant grants award awards financing loan loans allocation allocations".split()
)
_LESSONS = frozenset(
    "training trainings workshop workshops course courses seminar seminars trainers".split()
)
_HOLD = frozenset({"hold", "launch", "grant", "supply", "assist"})
_ENACT = frozenset("enact codify repeal rescind proclaim reauthorize outlaw".split())
# Verbs of common deeds: where several states promise one, they have agreed on it.
_SHARED = frozenset("cooperate grow counter do agree_on pledge build legislate".split())
_ALONE = frozenset({"agree_on", "cooperate", "pledge"})


def kind_of(
    told: str, verb: Verb | None, phrase: str, *, actors: int, promised: bool, noun: bool
) -> str:
    """The kind of an undertaking whose model says ``told``.

    ``phrase`` is what stands behind its verb (all of it where ``noun`` says that it has none),
    ``actors`` the number of those who act.
    """
    words = object_words(phrase)
    seen = _cue(words, verb, noun)
    if seen is not None:
        return seen
    sort = verb.sort if verb else ""
    if noun and _COUNTED.match(phrase) and told != "funding":
        return "assistance"  # a line of goods
    if verb is not None and verb.lemma == "help" and words and told == "assistance":
        inner = verb_of(words[0])
        if inner is not None and inner.tag == "base" and inner.sort in ("launch", "build"):
            return "program"  # "helped establish a unit": helped itself, not somebody
    if actors > 1 and promised and sort in _SHARED and told != "funding" and not _scheme(words):
        return "agreement"
    if actors == 1 and not promised and told == "agreement" and sort and sort not in _ALONE:
        return verb.kind if verb and verb.kind != "agreement" else "program"
    return told


def _cue(words: list[str], verb: Verb | None, noun: bool) -> str | None:
    """The kind that the object speaks for by itself."""
    if verb is not None and verb.lemma in _ENACT:
        return "legislation"
    for at, word in enumerate(words[:8]):
        if _SUM.match(word):
            return _of_sum(words[at + 1 :])
        if word in ENDS and at > 0 and word not in ("with", "to", "up"):
            break
    head, before = head_of(words)
    if head in ("group", "groups") and before in ("working", "expert", "steering"):
        return "agreement"
    if head == "memorandum" and before in ("presidential", "security"):
        return "legislation"
    if head in ("letter", "letters") and not _BINDING.isdisjoint(words):
        return "agreement"
    if (head in ("repayment", "forgiveness") and before == "loan") or (
        verb is not None and verb.sort in ("launch", "agree_on") and _calls_for_bids(words)
    ):
        return "funding"
    if head in _ORDERS or (head in ("policy", "policies") and before == "restriction"):
        return "legislation"
    if head in _ACCORDS and not (verb is not None and verb.sort == "restrict"):
        return "agreement"
    if head in _TOGETHER and verb is not None and verb.sort in ("grow", "do", "cooperate"):
        return "agreement"
    if head in _MONEY:
        return "funding"
    if head in _HARDWARE and verb is not None and verb.sort in ("grant", "supply"):
        return "assistance"
    if head in _LESSONS and (noun or (verb is not None and verb.sort in _HOLD)):
        return "assistance"
    if noun and "goods" in nouns().get(head, ()):
        return "assistance"
    return None


def _calls_for_bids(words: list[str]) -> bool:
    """Whether money is to be had: "opened the next round of applications"."""
    near = words[:7]
    return "applications" in near or any(
        pair in (("funding", "opportunity"), ("funding", "opportunities"), ("grant", "competition"))
        for pair in pairwise(near)
    )


def _of_sum(words: list[str]) -> str:
    """Funding, or what the sum buys: equipment, a project."""
    rest = [w for w in words if w not in _SCALE]
    if rest and rest[0] in ("in", "worth", "of"):
        for at, word in enumerate(rest[1:7]):
            if word in _STILL_MONEY:
                return "funding"
            if word in _HARDWARE:
                return "assistance"
            if at and word in ENDS and word != "and":
                break
            if not at and word in _ACCORDS:
                return "agreement"
        return "funding"
    for word in rest[:4]:
        if word in ENDS:
            break
        if word in _ACCORDS:
            return "agreement"
        if "scheme" in nouns().get(word, ()):
            return "program"
    return "funding"


def _scheme(words: list[str]) -> bool:
    """Whether a body or campaign is named near the verb: it stays one, whoever founds it."""
    pairs = pairwise(words)
    return any("scheme" in nouns().get(w, ()) for w in (*words[:9], *(" ".join(p) for p in pairs)))
