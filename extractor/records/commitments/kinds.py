"""The kind of a commitment: what its verb's object names and who acts together, then the model.

The record guide tells kinds apart by what is given: a bare sum is funding; goods and training are
assistance, whatever their worth; a paper that binds is an agreement or an order. Where a verb is
light ("announce", "provide", "reach"), its object alone tells.
"""

from __future__ import annotations

import re
from itertools import pairwise

from extractor.events.undertakings.lexicon import Verb, nouns, verb_of

_WORD = re.compile(r"[$£€]?\d(?:[\d,.]*\d)?[MBK]?\b|[^\W\d_](?:[\w’'&/+-]|\.(?=\w))*|[,;:()—–]")
_LOOK = 18  # words behind a verb in which its object's head stands
# Words at which an object ends; "of" goes on where what stands before it only measures.
_ENDS = frozenset(
    "to for with that which who in on at from by under between among across through into as and"
    " or will would has have is are was were , ; : ( ) — –".split()
)
# Nouns that name no thing themselves: "a series of", "the launch of", "changes to".
_MEASURES = frozenset(
    "number series set range package slate round total variety host pair dozen dozens hundreds"
    " thousands millions billions level levels amount amounts part launch release creation"
    " formation establishment opening reopening signing adoption issuance completion negotiation"
    " renewal extension declaration improvements changes amendments adjustments revisions"
    " updates".split()
)
_SUM = re.compile(r"[$£€]\d")
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
    " arrangement convention understanding committee committees dialogue commitments".split()
)
_TOGETHER = frozenset(
    "cooperation collaboration coordination engagement information-sharing alignment".split()
)
_MONEY = frozenset("funding funds grant grants award awards financing loan loans".split())
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
    words = [m.group().casefold() for m in _WORD.finditer(phrase)][:_LOOK]
    seen = _cue(words, verb, noun)
    if seen is not None:
        return seen
    sort = verb.sort if verb else ""
    if actors > 1 and promised and sort in _SHARED and told != "funding" and not _scheme(words):
        return "agreement"
    if actors == 1 and not promised and told == "agreement" and sort and sort not in _ALONE:
        return verb.kind if verb and verb.kind != "agreement" else "program"
    return told


def _cue(words: list[str], verb: Verb | None, noun: bool) -> str | None:
    """The kind that the object speaks for by itself."""
    if verb is not None and verb.lemma in _ENACT:
        return "legislation"
    while len(words) > 1 and (inner := verb_of(words[0])) is not None and inner.tag == "ing":
        if words[1] in _ENDS:
            break
        words = words[1:]  # "proposed increasing funding": the inner verb's object
    for at, word in enumerate(words[:8]):
        if _SUM.match(word):
            return _of_sum(words[at + 1 :])
        if word in _ENDS and at > 0 and word not in ("with", "to", "up"):
            break
    head, before = _head(words)
    if head in ("group", "groups") and before in ("working", "expert", "steering"):
        return "agreement"
    if head == "memorandum" and before in ("presidential", "security"):
        return "legislation"
    if head in _ORDERS or (head in ("policy", "policies") and before == "restriction"):
        return "legislation"
    if head in _ACCORDS and not (verb is not None and verb.sort == "restrict"):
        return "agreement"
    if head in _TOGETHER and verb is not None and verb.sort in ("grow", "do", "cooperate"):
        return "agreement"
    if head in _MONEY:
        return "funding"
    if head in _LESSONS and (noun or (verb is not None and verb.sort in _HOLD)):
        return "assistance"
    if noun and "goods" in nouns().get(head, ()):
        return "assistance"
    return None


def _of_sum(words: list[str]) -> str:
    """Funding, or what the sum buys: equipment, a project."""
    rest = [w for w in words if w not in _SCALE]
    if rest and rest[0] in ("in", "worth", "of"):
        for at, word in enumerate(rest[1:7]):
            if word in _STILL_MONEY:
                return "funding"
            if word in _HARDWARE:
                return "assistance"
            if at and word in _ENDS and word != "and":
                break
        return "funding"
    for word in rest[:4]:
        if word in _ENDS:
            break
        if "scheme" in nouns().get(word, ()):
            return "program"
    return "funding"


def _head(words: list[str]) -> tuple[str, str]:
    """The object's head noun and the noun before it; empty where there is none."""
    head = before = ""
    for at, word in enumerate(words):
        if word in ("of", "to") and (head in _MEASURES or not head):
            head = before = ""
            continue
        if word in _ENDS or word == "of":
            if not head and at < 3:
                continue
            break
        inner = verb_of(word) if head else None
        if inner is not None and inner.tag == "ing":
            break
        before, head = head, word
    return head, before


def _scheme(words: list[str]) -> bool:
    """Whether a body or campaign is named near the verb: it stays one, whoever founds it."""
    pairs = pairwise(words)
    return any("scheme" in nouns().get(w, ()) for w in (*words[:9], *(" ".join(p) for p in pairs)))
