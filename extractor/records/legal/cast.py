"""Who is who in a release: one key per person, the fullest name, and who is an official."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from extractor.events.triggers import lexicon
from extractor.lexicons import load
from extractor.records.context import Context
from extractor.records.legal.identity import ALIAS, own_key, unify
from extractor.records.legal.nouns import OfficialTitle
from extractor.records.legal.voice import is_passive
from extractor.types import Mention

_AGE = re.compile(
    r",?\s*(?:\(?\s*(?:age[d]?\s+)?\d{2}\s*[,);.]|age[d]?\s+\d{2}|[“\"(]?(?:aka|a/k/a|"
    r"also\s+known)\b)",
    re.I,
)
_LOCAL = re.compile(
    r"\b(?:of|in|at|near|from|to|through|outside|between|around|for|the|[A-Z][a-z]+)\s+$"
)
_SUBJECT_GAP = re.compile(
    r"(?:,[^.;]{0,90},|\s*\([^)]{0,60}\))?\s*(?:who\s+)?(?:has\s+|have\s+|had\s+)?"
)
_ROLE_BEHIND = re.compile(
    r",\s+(?:the\s+|a\s+|an\s+)?(?:(?:acting|assistant|special|deputy|executive|chief|principal|"
    r"associate|regional|united|states|u\.s\.|fbi|dea|hsi|ice|irs|district|resident)\s+)*"
    r"(?:director|agent|agents|attorney|chief|administrator|commissioner|secretary|sheriff|"
    r"inspector|judge|superintendent|commissioner|commandant|comptroller|"
    r"commanding\s+officer|commander|officer\s+in\s+(?:charge|command)|"
    r"head\s+of|minister|ambassador|"
    r"spokes\w+|in[\s-]charge|counsel|prosecutor)\b",
    re.IGNORECASE,
)
# Who faces a penalty is a defendant, whatever his title.
_FACES = re.compile(
    r"(?:,[^.;,]{0,60},)?\s+(?:(?:will|would|could|each|also|both|all|now)\s+){0,3}faces?\s+(?:up\s+to|"
    r"an?\s+(?:\w+\s+){0,2}(?:maximum|minimum|sentence|penalty)|(?:a\s+)?(?:\w+\s+)?life\b|"
    r"[\w-]+\s+(?:years|months))"
)
# Who is quoted speaks for a body: “It was a good day,” said Cmdr. Orr.
_SPEAKS = re.compile(
    r"[”\"]\s+(?:said|says|stated|added|explained|commented|noted|remarked)\s+(?:[A-Z][\w.’'()-]*\s+|"
    r"(?:of|the|and|for|in)\s+){0,9}\Z"
)
_AND = re.compile(r"(?:[’']s)?\s*(?:,|,?\s*and)\s+")
_QUOTES = (("", ""), ("“", "”"), ('"', '"'), ("the ", ""), ("the “", "”"))


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
        self._names = unify(context)
        #: Where each name of one word stands alone in the body.
        self._alone: dict[str, list[int]] = {}
        for m in context.mentions:
            if m.label == "PERSON" and " " not in m.text and self._in_body(m):
                self._alone.setdefault(m.text, []).append(m.start_char)
        self._key_at: dict[int, str] = {}
        #: Those who face a penalty.
        self.facing: list[str] = []
        self.officials = self._find_officials()
        self._full: dict[str, Mention] = {}
        self._first: dict[str, int] = {}
        self._called: dict[str, str] = {}
        self._written = Counter(m.text for m in context.mentions)
        for m in context.mentions:
            if m.label in ("PERSON", "ORG"):
                key = self.key(m)
                self._called.setdefault(m.text.casefold(), key)
                if self._in_body(m):
                    self._first.setdefault(key, m.start_char)
                if key not in self._full or self._rank(m) > self._rank(self._full[key]):
                    self._full[key] = m

    def key(self, mention: Mention) -> str:
        """The key under which all mentions of one person meet."""
        at = mention.start_char
        if at not in self._key_at:
            self._key_at[at] = self._find_key(mention)
        return self._key_at[at]

    def _find_key(self, mention: Mention) -> str:
        own = own_key(mention)
        if mention.label == "ORG" and mention.text.casefold() in self._names.surnames:
            # "Bell", of Ann Bell and not of Bell Masonry LLC, unless that is so called
            person = self._names.surnames[mention.text.casefold()]
            return own if self._is_defined(mention.text) else person
        bearers = self._names.shared.get(mention.text.casefold())
        if bearers:
            # several people of one surname: the one named last before this place, else the next
            before = [k for at, k in bearers if at <= mention.start_char]
            first = min(at for at, _ in bearers)
            short = next((at for at in self._alone.get(mention.text, ()) if at > first), -1)
            alone = {k for at, k in bearers if at <= short}
            if len(alone) == 1:
                # so called before the second bearer was named
                return alone.pop()
            return before[-1] if before else bearers[0][1]
        word = mention.text.casefold()
        if own in self._names.words and " " not in word:
            # a surname that went to somebody who does not bear it
            owner, at = self._names.surnames.get(word), mention.start_char
            strange = owner is not None and word not in self._names.words[own]
            if strange and not ALIAS.search(self._context.text, max(0, at - 30), at):
                return str(owner)
        return self._names.keys.get(own, own)

    def named(self, words: str) -> str | None:
        """The key of the person or company that the release calls so elsewhere, if any."""
        return self._called.get(words.casefold())

    def surnamed(self, word: str) -> str | None:
        """The key of the one person who bears a surname, if any."""
        return self._names.surnames.get(word.casefold())

    def is_person(self, key: str) -> bool:
        """Whether a key is that of somebody whom the release names in full."""
        return key in self._names.words

    def is_company(self, key: str) -> bool:
        """Whether a key is that of a company or other organization."""
        m = self._full.get(key)
        return m is not None and m.label == "ORG"

    def _is_defined(self, short: str) -> bool:
        """Whether the release gives a word as a short name (“Bell Masonry LLC (Bell)”)."""
        return any(f"({q}{short}{r})" in self._context.text for q, r in _QUOTES)

    def bearer(self, mention: Mention) -> str | None:
        """The key of the person whose surname a name of a place is ("Cartagena was charged")."""
        word = mention.text.casefold()
        if word not in self._names.surnames:
            return None
        text = self._context.text
        behind = text[mention.end_char : mention.end_char + 2]
        left = text[max(0, mention.start_char - 24) : mention.start_char]
        return None if behind == ", " or _LOCAL.search(left) else self._names.surnames[word]

    def is_surname(self, mention: Mention) -> bool:
        """Whether one word names somebody whom the release also names in full."""
        full = (self.full(self.key(mention)) or "").casefold().split()
        return len(full) > 1 and mention.text.casefold().removesuffix("s") in (
            w.removesuffix("s") for w in full
        )

    def is_possessive(self, mention: Mention) -> bool:
        """Whether a surname stands with an "s" that lost its apostrophe ("Bells")."""
        word = mention.text.casefold()
        words = self._names.words.get(self.key(mention), ())
        return word.endswith("s") and word not in words and word[:-1] in words

    def full(self, key: str) -> str | None:
        """The fullest name of the person in the release."""
        m = self._full.get(key)
        return m.text if m else None

    def introduced(self, key: str) -> int | None:
        """Where the body of the release first names the person."""
        return self._first.get(key)

    def _in_body(self, mention: Mention) -> bool:
        index = self._context.sentence_index(mention.start_char)
        return self._context.sentences[index].zone != "headline"

    def _rank(self, mention: Mention) -> tuple[bool, int, int, int]:
        """Aliases last; then the name of most words, as it is written most often."""
        start = mention.start_char
        alias = bool(ALIAS.search(self._context.text, max(0, start - 30), start))
        words = len(mention.text.split())
        return not alias, words, self._written[mention.text], len(mention.text)

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
            if _FACES.match(text, m.end_char, m.end_char + 140):
                self.facing.append(key)
                if last is not None and _AND.fullmatch(text, last.end_char, m.start_char):
                    self.facing.append(self.key(last))
            title, _, name = m.text.partition(" ")
            titled = _titles().search(text[max(0, m.start_char - 40) : m.start_char]) or (
                # "Recorder Ann Bell", title and all
                " " in name and _titles().fullmatch(f"{title} ")
            )
            if (
                titled
                or _SPEAKS.search(text, max(0, m.start_char - 120), m.start_char)
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
            voice = lexicon()[event.source].voice
            if voice in ("active", "either") and not is_passive(
                voice,
                text,
                event.start_char,
                event.trigger_start,
                event.trigger_end,
                event.end_char,
            ):
                # "Judge X sentenced Y"
                continue
            if before and _SUBJECT_GAP.fullmatch(text, before[-1].end_char, event.trigger_start):
                accused.add(self.key(before[-1]))
        return frozenset(official - accused - set(self.facing))
