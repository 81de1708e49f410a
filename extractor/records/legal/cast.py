"""Who is who in a release: one key per person, the fullest name, and who is an official."""

from __future__ import annotations

import re
from functools import cache

from extractor.lexicons import load
from extractor.records.context import Context
from extractor.records.legal.nouns import OfficialTitle
from extractor.types import Mention

ALIAS = re.compile(
    r"(?:\baka\b|a/k/a|a\.k\.a\.?|\balso\s+(?:known|spelled)\s+(?:as|by)|\balias(?:es)?\b|"
    r"\bnicknamed|"
    r"\bknown\s+(?:\w+\s+)?as|\bf/k/a|\bfka\b|\bn[ée]e\b)\s*[:“\"‘']*\s*$",
    re.IGNORECASE,
)
_AGE = re.compile(
    r",?\s*(?:\(?\s*(?:age[d]?\s+)?\d{2}\s*[,);.]|age[d]?\s+\d{2}|[“\"(]?(?:aka|a/k/a|"
    r"also\s+known)\b)",
    re.I,
)
_SUBJECT_GAP = re.compile(
    r"(?:,[^.;]{0,90},|\s*\([^)]{0,60}\))?\s*(?:who\s+)?(?:has\s+|have\s+|had\s+)?"
)
_ROLE_BEHIND = re.compile(
    r",\s+(?:the\s+|a\s+|an\s+)?(?:(?:acting|assistant|special|deputy|executive|chief|principal|"
    r"associate|regional|united|states|u\.s\.|fbi|dea|hsi|ice|irs|district|resident)\s+)*"
    r"(?:director|agent|agents|attorney|chief|administrator|commissioner|secretary|sheriff|"
    r"inspector|judge|"
    r"spokes\w+|in[\s-]charge|counsel|prosecutor)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"(?:[’']s)?\s*(?:,|,?\s*and)\s+")
_SUFFIX = frozenset("jr sr ii iii iv jr. sr.".split())


@cache
def _titles() -> re.Pattern[str]:
    words = sorted(
        {w for t in load("official_titles", OfficialTitle) for w in t.words}, key=len, reverse=True
    )
    one = "|".join(map(re.escape, words))
    return re.compile(rf"(?:{one})\s+(?:of\s+\w+\s+)?$")


class Cast:
    """The people of one release."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._keys, self._shared = _merge(context)
        self.officials = self._find_officials()
        self._full: dict[str, Mention] = {}
        for m in context.mentions:
            if m.label in ("PERSON", "ORG"):
                key = self.key(m)
                if key not in self._full or self._rank(m) > self._rank(self._full[key]):
                    self._full[key] = m

    def key(self, mention: Mention) -> str:
        """The key under which all mentions of one person meet."""
        own = _own_key(mention)
        bearers = self._shared.get(mention.text.casefold())
        if bearers:
            # several people of one surname: the one named last before this place, else the next
            before = [k for at, k in bearers if at <= mention.start_char]
            return before[-1] if before else bearers[0][1]
        return self._keys.get(own, own)

    def is_surname(self, mention: Mention) -> bool:
        """Whether one word names somebody whom the release also names in full."""
        return self.key(mention) != _own_key(mention) or " " in (self.full(self.key(mention)) or "")

    def full(self, key: str) -> str | None:
        """The fullest name of the person in the release."""
        m = self._full.get(key)
        return m.text if m else None

    def _rank(self, mention: Mention) -> tuple[bool, int, int]:
        """Aliases last; then the longest name."""
        start = mention.start_char
        alias = bool(ALIAS.search(self._context.text, max(0, start - 30), start))
        return not alias, len(mention.text.split()), len(mention.text)

    def has_age(self, mention: Mention) -> bool:
        """Whether an age or an alias follows the name, as it does a defendant's."""
        end = mention.end_char
        return bool(_AGE.match(self._context.text, end, end + 24))

    def _find_officials(self) -> frozenset[str]:
        context, text = self._context, self._context.text
        official: set[str] = set()
        accused: set[str] = set()
        last: Mention | None = None
        for m in context.mentions:
            if m.label != "PERSON":
                continue
            key = self.key(m)
            if self.has_age(m):
                accused.add(key)
            titled = _titles().search(text[max(0, m.start_char - 40) : m.start_char])
            if (
                titled
                or _ROLE_BEHIND.match(text, m.end_char, m.end_char + 80)
                or (
                    last is not None
                    and self.key(last) in official
                    and self.key(last) not in accused
                    and _AND.fullmatch(text, last.end_char, m.start_char)
                )
            ):
                official.add(key)
            last = m
        for event in context.events_of("conviction", "charge"):
            if event.modality != "done":
                continue
            before = context.mentions_in(event.start_char, event.trigger_start, "PERSON")
            if before and _SUBJECT_GAP.fullmatch(text, before[-1].end_char, event.trigger_start):
                accused.add(self.key(before[-1]))
        return frozenset(official - accused)


def _own_key(mention: Mention) -> str:
    return mention.entity or mention.text.casefold()


def _merge(context: Context) -> tuple[dict[str, str], dict[str, list[tuple[int, str]]]]:
    """Who bears a bare surname, with or without a stray possessive "s" ("Bells" for "Bell’s").

    Gives the key of the one full name by the surname's key, and for a surname that several full
    names share its bearers by where they are named.
    """
    full: dict[str, list[tuple[int, str]]] = {}
    full_names: dict[str, set[tuple[str, ...]]] = {}
    bare: dict[str, set[str]] = {}
    long: set[str] = set()
    for m in context.mentions:
        if m.label != "PERSON":
            continue
        key = _own_key(m)
        words = [w for w in re.split(r"[\s,]+", m.text.casefold()) if w and w not in _SUFFIX]
        if len(words) > 1:
            for word in words[1:]:
                full.setdefault(word, []).append((m.start_char, key))
            full_names.setdefault(key, set()).add(tuple(words))
            long.add(key)
        elif words:
            bare.setdefault(words[0], set()).add(key)
    keys = _shortened(full_names)
    shared: dict[str, list[tuple[int, str]]] = {}
    for word, own in bare.items():
        for form in (word, word.removesuffix("s")):
            owners = [(at, keys.get(k, k)) for at, k in full.get(form, [])]
            if len({k for _, k in owners}) == 1:
                keys.update({k: owners[0][1] for k in own if k not in long})
            elif owners:
                shared[word] = owners
            if owners:
                break
    return keys, shared


def _shortened(names: dict[str, set[tuple[str, ...]]]) -> dict[str, str]:
    """Keys of shortened names to the key of the one name that they shorten ("Ann Maria Bell")."""
    by_last: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for key, forms in names.items():
        for form in forms:
            by_last.setdefault(form[-1], []).append((key, form))
    out: dict[str, str] = {}
    for key, forms in names.items():
        longest = max(forms, key=len)
        longer = {
            k
            for k, f in by_last[longest[-1]]
            if k != key and len(f) > len(longest) and set(longest) <= set(f)
        }
        if len(longer) == 1:
            out[key] = next(iter(longer))
    return {k: out.get(v, v) for k, v in out.items()}
