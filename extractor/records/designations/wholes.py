"""Groups and the names that make them up: which of the two a list states."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from extractor.records.context import Context
from extractor.records.designations import kinds
from extractor.records.designations.target import COUNT, Target, names_in
from extractor.records.legal.nouns import NUMBER, number


def like_the_others(found: list[Target], text: str) -> list[Target]:
    """Names that nothing tells the kind of are people where all others of the list are."""
    unknown = [
        t
        for t in found
        if t.named
        and t.mention is None
        and t.kind == "entity"
        and not kinds.COMPANY.search(t.name)
        and not kinds.described(text, t.name)
    ]
    others = [t for t in found if t.named and t not in unknown]
    if len(others) < 2 or any(t.kind != "individual" for t in others):
        return found
    return [replace(t, kind="individual") if t in unknown else t for t in found]


def is_mixed(text: str, whole: Target) -> bool:
    """Whether a group has members of several kinds: "two brokers and firms"."""
    return len({kind for _, kind in kinds.heads(text, whole.start, whole.end)}) != 1


# "two judges of the Assize Court, A and B": what a group is told by, before its names.
_MOST = 0.6  # share of a group that a colon behind it must name to list it
COMPLEMENT_AND_COMMA = re.compile(
    r"\s(?:of|in|at|from|for|with|to|based|that|which|who|owned|controlled|run|operated|led|managed|"
    r"linked|tied|connected|belonging|registered|located|he|she|it|they)\s[^,;:()]{2,80},\s+"
)


def without_appositions(found: list[Target], text: str) -> list[Target]:
    """Names that make up a group stand for it: "two brokers, A and B, and three companies"."""
    drop: set[int] = set()
    for i, whole in enumerate(found):
        if whole.named:
            continue
        run = list(itertools.takewhile(lambda t: t.named, found[i + 1 :]))
        gap = text[whole.end : run[0].start] if run else ""
        joined = bool(run) and re.match(r"\s*(?:[,:(–—]|namely\b)", gap) is not None
        if run and whole.count is not None and COMPLEMENT_AND_COMMA.fullmatch(gap):
            joined = all(t.kind == whole.kind for t in run[: whole.count])
        of_all = re.search(rf"\bof\s+({NUMBER})\b", text[whole.start : whole.end], re.I)
        if whole.count is None and of_all and joined and number(of_all[1]) == len(run):
            drop |= set(range(i + 1, i + 1 + len(run)))  # "executives of two banks, A and B"
        elif whole.count is None:
            if run and not text[whole.end : run[0].start].strip().endswith("and"):
                drop.add(i)
        elif gap.strip() == ":" and len(run) > 1 and len(run) >= _MOST * whole.count:
            drop.add(i)  # "four banks: A, B, C, and 34 of their subsidiaries"
        elif run and ((joined and len(run) >= whole.count) or (whole.count == len(run) and i == 0)):
            drop.add(i)
    groups = [t for t in found if not t.named and t.count is not None]
    if (
        len(groups) > 1
        and (groups[0].count or 0) > 1
        and groups[0].count == sum(t.count or 0 for t in groups[1:])
    ):
        drop.add(found.index(groups[0]))
    names = [t for t in found if t.named]
    if groups and sum(t.count or 0 for t in groups) == len(names):
        drop |= {i for i, t in enumerate(found) if not t.named}
    return [t for i, t in enumerate(found) if i not in drop]


def same_phrase(context: Context, start: int, separator: re.Match[str], end: int) -> bool:
    """Whether a conjunction joins nouns of one group: "11 individuals, companies, and a vessel"."""
    text = context.text
    right = separator.end()
    while start < separator.start() and text[start].isspace():
        start += 1
    counted = COUNT.match(text, start, separator.start())
    if counted and not COUNT.match(text, right, end):
        names = names_in(context, start, separator.start())
        if names and not text[counted.end() : names[0].start_char].strip():
            # "four Red Clan and Blue Clan financiers"
            return names[0].end_char == separator.start() and bool(kinds.heads(text, right, end))
    word = re.compile(r"[a-z][\w-]*").match(text, right, end)
    if word is None or re.search(r"[;:–—]|inclu|such|namely", separator.group()):
        return False
    if re.fullmatch(rf"an?|the|one|its|his|her|their|our|{NUMBER}|al-\w*|de|del", word.group()):
        return False
    if not kinds.heads(text, right, end):
        return False
    names = names_in(context, start, separator.start())
    if kinds.heads(text, start, separator.start()):
        return not names
    # "24 defense and technology entities": the phrase has no head before the conjunction
    before = text[start : separator.start()].split()
    return not names and bool(before) and before[-1][0].islower()
