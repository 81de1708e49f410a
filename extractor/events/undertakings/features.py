"""Features of a candidate undertaking, for the model that tells commitments from the rest."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from extractor.events.model import words
from extractor.events.undertakings.candidates import Candidate
from extractor.events.undertakings.lexicon import nouns
from extractor.events.undertakings.subjects import BODY, subject_of, word_set
from extractor.lexicons import load
from extractor.types import DateSpan, Mention, Quantity, Release, Sentence

_WE = frozenset("we they he she it i us our".split())
_PARTIES = frozenset(
    "countries governments sides leaders nations ministers presidents parties partners delegations"
    " administration secretary president department government states".split()
)


@dataclass(frozen=True, slots=True)
class Genre:
    """A kind of release; ``pattern`` is searched in the title without regard to case."""

    id: str
    pattern: str
    examples: tuple[str, ...] = ()
    non_examples: tuple[str, ...] = ()


@cache
def _genres() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((g.id, re.compile(g.pattern, re.I)) for g in load("release_genres", Genre))


_GOVERNMENT = frozenset("AGENCY PLACE OFFICIAL ORG state PROGRAM".split())
_DEEDS = frozenset("grant supply agree_on launch staff legislate restrict assist build".split())
_FITTING = {
    ("legislate", "order"),
    ("agree_on", "accord"),
    ("agree_on", "order"),
    ("launch", "scheme"),
    ("launch", "accord"),
    ("grant", "money"),
    ("supply", "money"),
    ("supply", "goods"),
    ("assist", "people"),
    ("supply", "people"),
    ("build", "scheme"),
    ("staff", "scheme"),
    ("restrict", "order"),
    ("hold", "goods"),
    ("launch", "order"),
    ("grow", "scheme"),
    ("cooperate", "goods"),
    ("pledge", "money"),
}


def genres(title: str) -> tuple[str, ...]:
    """What kind of text a title announces: several kinds, or ``other``."""
    return tuple(name for name, p in _genres() if p.search(title)) or ("other",)


def _prior(
    c: Candidate, who: str, word: str, sorts: list[str], zone: str, genre: tuple[str, ...]
) -> int:
    """What the record guide alone says of a candidate, as points: deeds and firm promises of
    governments count for it; aims, conditions, private persons and crime stories against it."""
    points = 0
    public = who in _GOVERNMENT or word in ("we", "i", "they", "it", "he", "she")
    if c.governor in word_set("pledging") and c.construction in ("governed", "to-ing"):
        points += 3
    elif c.construction in ("will", "passive-will"):
        points += 2 if public else 1
    elif c.construction in ("past", "perfect", "progressive"):
        points += (2 if public else 0) + (c.verb.sort in _DEEDS)
    elif c.construction in ("initial", "label"):
        points += 2 if zone == "list_item" else 1
    elif c.construction == "amount":
        points += 0
    elif c.construction == "passive":
        points -= 1 if c.verb.sort in _DEEDS else 2
    elif c.construction in ("aim", "modal", "relative", "attribute", "noun", "bare"):
        points -= 2
    points += any((c.verb.sort, x) in _FITTING for x in sorts)
    points -= who in ("private", "PERSON", "CARTEL", "COMPANY")
    points -= 2 * ("police" in sorts)
    points -= bool(sorts) and set(sorts) == {"vague"}
    points -= 3 * ("crime" in genre) + ("greeting" in genre or "readout" in genre)
    return points


_HOPELESS = -3  # points from which no candidate is looked at
# How a verb stands where no release of those read had an undertaking: "which requires", "may add".
_NEVER = frozenset({"relative", "attribute", "modal"})


def _sort_of(who: str, mention: Mention | None) -> str:
    """The sort of an actor, companies told from bodies of several governments."""
    if who == "ORG" and mention is not None and mention.source == "model":
        return "ORG" if BODY.search(mention.text) else "COMPANY"
    return who


@dataclass(frozen=True)
class Surroundings:
    """What is the same for every candidate of a release, computed once."""

    release: Release
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[DateSpan, ...]
    genre: tuple[str, ...]
    quoted: tuple[tuple[int, int], ...]
    mention_starts: list[int]
    quantity_starts: list[int]
    title: frozenset[str] = frozenset()
    _words: dict[int, list[str]] = field(default_factory=dict, repr=False, compare=False)

    def words_of(self, sentence: int) -> list[str]:
        """The words of a sentence, split once."""
        if sentence not in self._words:
            s = self.sentences[sentence]
            self._words[sentence] = words(self.release.text[s.start_char : s.end_char])
        return self._words[sentence]

    @classmethod
    def of(
        cls,
        release: Release,
        sentences: tuple[Sentence, ...],
        mentions: tuple[Mention, ...],
        quantities: tuple[Quantity, ...],
        dates: tuple[DateSpan, ...],
    ) -> Surroundings:
        """Index a release's spans."""
        return cls(
            release,
            sentences,
            mentions,
            quantities,
            dates,
            genres(release.title or ""),
            tuple((z.start_char, z.end_char) for z in release.zones if z.kind == "quotation"),
            [m.start_char for m in mentions],
            [q.start_char for q in quantities],
            frozenset(w for w in words(release.title or "") if len(w) > 3 or w[0] == "#"),
        )


def _between(starts: list[int], start: int, end: int) -> range:
    return range(bisect_right(starts, start - 1), bisect_right(starts, end - 1))


def features(around: Surroundings, sentence: int, c: Candidate) -> list[str]:
    """Features of candidate ``c`` of the sentence with that index; none where the guide alone rules
    the candidate out, which spares the model a third of them."""
    if c.construction in _NEVER:
        return []
    text = around.release.text
    s = around.sentences[sentence]
    v = c.verb
    action = words(text[c.verb_end : c.end])
    things = nouns()
    sorts = [x for w in action[:14] for x in things.get(w, ())]
    sorts += [x for a, b in pairwise(action[:14]) for x in things.get(f"{a} {b}", ())]
    first = sorts[0] if sorts else "-"
    region = [
        around.mentions[i] for i in _between(around.mention_starts, s.start_char, c.subject_end)
    ]
    who, name, word = subject_of(text, s.start_char, c.subject_end, region)
    who = _sort_of(who, name)
    points = _prior(c, who, word, sorts, s.zone, around.genre)
    if points <= _HOPELESS:
        return []
    before = words(text[s.start_char : c.head])
    out = [
        f"lem={v.lemma}",
        f"cls={v.sort}",
        f"con={c.construction}",
        f"con={c.construction}|cls={v.sort}",
        f"con={c.construction}|lem={v.lemma}",
        f"con={c.construction}|tag={v.tag}",
        f"gov={c.governor}|con={c.construction}",
        f"gov={c.governor}|cls={v.sort}",
        f"zone={s.zone}",
        f"zone={s.zone}|con={c.construction}",
        f"zone={s.zone}|cls={v.sort}",
        f"chain={c.chained}|con={c.construction}",
        f"rank={min(c.rank, 4)}",
        f"rank={min(c.rank, 4)}|con={c.construction}",
        f"len={min(len(action) // 3, 6)}",
    ]
    out += [f"n1={first}", f"n1={first}|con={c.construction}", f"n1={first}|cls={v.sort}"]
    out += [f"nn={x}" for x in dict.fromkeys(sorts)]
    out += [f"nn={x}|con={c.construction}" for x in dict.fromkeys(sorts)]
    out += [f"nn={x}|cls={v.sort}" for x in dict.fromkeys(sorts)]
    out += [f"a={w}" for w in action]
    out += [f"a1={w}|cls={v.sort}" for w in action[:3]]
    if action:
        out.append(f"lem={v.lemma}|a1={action[0]}")
    out += [f"p{i}={w}" for i, w in enumerate(reversed(before[-3:]), start=1)]
    out += [f"pre={w}" for w in before[-12:]]
    after = words(text[c.end : c.end + 40])[:2]
    out += [f"n={w}" for w in after]
    # who acts
    subject = [w for w in before[-10:] if w in _WE or w in _PARTIES]
    out += [f"subj={w}" for w in subject]
    near = [around.mentions[i] for i in _between(around.mention_starts, s.start_char, c.head)]
    out.append(f"actor={near[-1].label if near else '-'}")
    out.append(f"actor={near[-1].label if near else '-'}|con={c.construction}")
    out += [f"ml={m.label}" for m in near]
    official = any(m.label in ("AGENCY", "PLACE", "ORG") for m in region)
    out += [
        f"who={who}",
        f"who={who}|con={c.construction}",
        f"who={who}|cls={v.sort}",
        f"who={who}|n1={first}",
        f"who={who}|gov={c.governor}",
        f"whow={word}",
        f"gov?={official}|con={c.construction}",
    ]
    inside = [around.mentions[i] for i in _between(around.mention_starts, c.start, c.end)]
    out += [f"mi={m.label}" for m in inside]
    out += [f"mi={m.label}|cls={v.sort}" for m in inside]
    told = sum(w in around.title for w in set(action[:14]))
    out.append(f"title={min(told, 4)}")
    out.append(f"title={min(told, 4)}|con={c.construction}")
    out.append(f"at={min(sentence, 12) // 3}|zone={s.zone}")
    amounts = [around.quantities[i] for i in _between(around.quantity_starts, c.start, c.end)]
    out += [f"q={q.unit}" for q in amounts]
    out += [f"q={q.unit}|cls={v.sort}" for q in amounts]
    if not amounts:
        out.append("q=-")
    if any(a <= c.start < b for a, b in around.quoted):
        out.append("quoted")
        out.append(f"quoted|con={c.construction}")
    # what stands above
    if s.lead is not None:
        lead = around.sentences[s.lead]
        above = around.words_of(s.lead)[:30]
        kind = "h" if lead.zone in ("heading", "headline") else "l"
        out += [f"{kind}={w}" for w in above]
        if s.zone == "list_item" and above:
            out.append(f"zone=li|end={above[-1]}")
    for g in around.genre:
        out += [f"g={g}", f"g={g}|con={c.construction}", f"g={g}|who={who}", f"g={g}|cls={v.sort}"]
    out += [f"prior>={n}" for n in range(_HOPELESS + 1, points + 1)]
    return out


_TENSE = frozenset(
    "will shall has have had is are was were been plan plans planned commit committed agreed next"
    " new today since include includes including following continue continues year years"
    " deliverables actions update".split()
)


def manner(around: Surroundings, sentence: int, c: Candidate) -> list[str]:
    """Features that tell a promise from a deed: the verb's form and what governs it, tense words in
    the lines above, the kind of text; no words of the deed itself."""
    text = around.release.text
    s = around.sentences[sentence]
    form = f"{c.construction}|{c.verb.tag}"
    out = [
        f"con={c.construction}",
        f"form={form}",
        f"gov={c.governor}|con={c.construction}",
        f"zone={s.zone}|form={form}",
        f"who={subject_of(text, s.start_char, c.subject_end, ())[0]}",
    ]
    out += [f"g={g}|form={form}" for g in around.genre]
    before = words(text[s.start_char : c.head])
    out += [f"pre={w}" for w in before if w in _TENSE]
    out += [f"pre={w}|form={form}" for w in before if w in _TENSE]
    if s.lead is not None:
        lead = around.sentences[s.lead]
        above = words(text[lead.start_char : lead.end_char])
        out += [f"up={w}|form={form}" for w in above if w in _TENSE]
        out += [f"up={w}" for w in above if w in _TENSE]
    published = around.release.published
    if published is not None:
        for d in around.dates:
            if c.start <= d.start_char < min(s.end_char, c.end + 40):
                out.append(f"future={d.end > published}")
                out.append(f"future={d.end > published}|form={form}")
    return out
