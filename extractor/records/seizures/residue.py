"""Contraband that officers at work come upon, told in words that no trigger has.

What officers say they did with drugs is put in ever new words, while an amount of contraband in a
sentence of an incident is nearly always what was taken. Where a release tells of takings, such
amounts are read without a verb; crimes, charges, samples and comparisons are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.records.context import Context
from extractor.records.seizures.money import is_money
from extractor.records.seizures.nouns import is_contraband
from extractor.records.seizures.phrases import from_quantity
from extractor.records.seizures.scenes import Scenes
from extractor.records.seizures.thing import Thing

# Officers, and a search or stop of theirs.
_OFFICERS = re.compile(
    r"\b(?:agents?|officers?|deput(?:y|ies)|troopers?|detectives?|inspectors?|police|specialists?|"
    r"soldiers|marines|sailors|crews?|cutter|boarding team|search(?:ed)?|warrants?|raid(?:ed|s)?|"
    r"canine|K-?9|customs|x-?rays?|traffic stop|secondary inspection)\b",
    re.IGNORECASE,
)
# Deeds of offenders, steps of a court, comparisons and rules.
_NO_TAKING = re.compile(
    r"\b(?:charg\w+|indict\w*|plea\w*|pled|guilty|sentenc\w+|convict\w+|conspir\w+|distribut\w+|"
    r"possession with|traffick\w*|s[oe]ll\w*|sold|purchas\w+|bought|buy\w*|order\w*|deliver\w*|"
    r"ship(?:ped|ping)|mail(?:ed|ing)|import\w*|export\w*|smuggl\w+|transport\w*|suppl(?:y|ied|"
    r"ying)|arrang\w+|agree\w*|offer\w*|deal(?:s|t|ing)?|negotiat\w+|manufactur\w+|produc(?:e|ing)|"
    r"penalt\w*|maximum|minimum|statut\w*|law|amend\w*|regulat\w+|fines?|jury|court|judge|equivalent|enough|lethal|"
    r"deadly|fatal|potential\w*|could|would|may|might|can|if|kill\w*|overdos\w*|percent|test "
    r"strips?|donat\w+|budget|fund(?:ing|ed)|grant\w*|tip|reward|up to|stole|theft|laundered|"
    r"wire[ds]?|paid|pay|earn\w*|owed?|said|says|told|reminded?|declar\w+|report\w*|allowed|"
    r"exempt\w*|limit\w*|average|compared|increase\w*|decrease\w*|previous\w*|last year|"
    r"in exchange)\b",
    re.IGNORECASE,
)
_NEAR = 3  # sentences in which officers are at work before the amount
_BODY = frozenset(("body", "list_item"))


def beside(context: Context, index: int, told: set[int]) -> bool:
    """Whether the sentence is a list item next to one that tells of a taking."""
    s = context.sentences[index]
    if s.zone != "list_item" or s.lead is None:
        return False
    return any(
        i in told
        and context.sentences[i].zone == "list_item"
        and context.sentences[i].lead == s.lead
        for i in range(max(0, index - _NEAR), min(len(context.sentences), index + _NEAR + 1))
    )


def residue(context: Context, scenes: Scenes, told: set[int]) -> Iterator[tuple[int, Thing]]:
    """Contraband with its sentence, next to officers of the same incident; ``told`` are the
    sentences that gave rows.
    """
    for q in context.quantities:
        index = context.sentence_index(q.start_char)
        if index in told:
            continue
        if context.sentences[index].zone not in _BODY or _NO_TAKING.search(context.words(index)):
            continue
        if q.part_of is not None or is_money(q):
            continue  # sums are earned, lost and given back as well
        thing = from_quantity(context, q)
        if thing is None or thing.quantity is None or not is_contraband(thing):
            continue
        if thing.start < context.sentences[index].start_char:
            continue  # "18 have": of whom, the sentence does not say
        near = range(max(0, index - _NEAR), index + 1)
        if beside(context, index, told) or any(
            scenes.of(i) == scenes.of(index) and _OFFICERS.search(context.words(i)) for i in near
        ):
            yield index, thing
