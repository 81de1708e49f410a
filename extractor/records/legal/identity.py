"""Which mentions are one person or company: surnames, short and misspelt names, aliases."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from extractor.records.context import Context
from extractor.types import Mention

ALIAS = re.compile(
    r"(?:\baka\b|a/k/a|a\.k\.a\.?|\balso\s+(?:known|spelled)\s+(?:as|by)|\balias(?:es)?\b|"
    r"\bnicknamed|"
    r"\bknown\s+(?:\w+\s+)?as|\bf/k/a|\bfka\b|\bn[ée]e\b)\s*[:“\"‘']*\s*$",
    re.IGNORECASE,
)
_BEFORE_ALIAS = re.compile(r"[\s,;(\d]*")
_TWO_NAMES = re.compile(r"(.+\b(?:Jr|Sr)\.)\s+([A-Z][\w’'-]+)", re.S)
_BRACKET = re.compile(r"\s+\((?:the\s+)?[“\"]?")
_CLOSES = re.compile(r"[”\"]?\)")
_SUFFIX = frozenset("jr sr ii iii iv jr. sr.".split())
_FORM = frozenset(
    "inc incorporated llc ltd limited corp corporation company co lp llp plc pllc pc sa srl gmbh "
    "the".split()
)
# Two spellings of one name differ in one word, and that word is this much alike.
_ALIKE = 0.85
_SPELT = 5

Bearers = dict[str, list[tuple[int, str]]]


# "Tom Orr, 51, of Sparkbrook": whatever the name finder takes it for, it is where he lives.
_AT_HOME = re.compile(
    r"(?:(?:\b\d{2}\)?|\d{4}\)|\b[a-z]+(?=,)),?\s+(?:both\s+|all\s+)?(?:of|from)|\bresidents?\s+of)\s+\Z"
)


# "[4] Jan Maria Orr-Bell, a.k.a.", where the name finder left "Jan" out.
_LINE_HEAD = re.compile(
    r"(?:^|\n)[\s*•·-]*(?:\[\d{1,3}\]|\d{1,3}[.)])\s+((?:[^\W\d_][\w’'.-]*\s+){1,3})\Z"
)
_LINE_GOES_ON = re.compile(r"\s*(?:,?\s*[(\[“]|,?\s*(?:a\.?k\.?a|aged?\s|\d{2}\b)|\n|\Z)")


def _whole(context: Context, m: Mention) -> Mention:
    """The mention with the words that head its numbered line before it."""
    head = _LINE_HEAD.search(context.text, max(0, m.start_char - 50), m.start_char)
    if head is None or not _LINE_GOES_ON.match(context.text, m.end_char):
        return m
    if not all(w[0].isupper() for w in head[1].split()):
        return m
    return replace(m, start_char=head.start(1), text=context.text[head.start(1) : m.end_char])


_COURTESY = re.compile(r"(?:Mr|Mrs|Ms|Miss|Mx)\.?\s+(?=[A-Z])")


# "ANN BELL" in a list of names in capitals, of which the name finder took "ANN" alone
_CAPITALS = re.compile(r"(?:\s+[A-Z][A-Z’'-]+){1,2}(?=[,;.]|\s+and\b|\s+[a(“])")


def _capitals(context: Context, m: Mention) -> Mention:
    """The mention with the words in capitals that go on behind it."""
    if not m.text.isupper() or " " in m.text or len(m.text) < 3:
        return m
    rest = _CAPITALS.match(context.text, m.end_char)
    if rest is None or context.mentions_in(m.end_char, rest.end()):
        return m
    return replace(m, end_char=rest.end(), text=context.text[m.start_char : rest.end()])


def _plain(m: Mention) -> Mention:
    """The mention without a courtesy title; who "Mr Orr" is, his surname tells."""
    title = _COURTESY.match(m.text)
    if title is None:
        return m
    at = m.start_char + title.end()
    entity = m.entity if " " in m.text[title.end() :] else None
    return replace(m, start_char=at, text=m.text[title.end() :], entity=entity)


def _entire(context: Context, m: Mention) -> Mention:
    return _plain(_capitals(context, _whole(context, m)))


_NAME = re.compile(r"(?:[A-Z][\w’'.-]+\s+){1,2}[A-Z][\w’'-]+")


def mended(context: Context) -> Context:
    """The release with names parted where a sentence ends in one ("Orr Jr. Bell was" is two).

    A person's home that stands as a person or as a body of one word is a place; the name in a
    numbered line is all of the words at its head; "Mr Orr" is Orr.
    """
    mentions: list[Mention] = []
    changed = False
    bare = {m.text for m in context.mentions if m.label == "PERSON" and " " not in m.text}
    for m in context.mentions:
        if m.label == "ORG" and _NAME.fullmatch(m.text) and m.text.split()[-1] in bare:
            # "Ann Bell", taken for a firm, of whom the text goes on as Bell
            m, changed = replace(m, label="PERSON", entity=None), True
        left = context.text[max(0, m.start_char - 20) : m.start_char]
        taken = m.label == "PERSON" or (m.label == "ORG" and m.text.isalpha())
        if taken and _AT_HOME.search(left):
            m, changed = replace(m, label="PLACE", entity=None), True
        if m.label == "PERSON" and (whole := _entire(context, m)) is not m:
            m, changed = whole, True
        parts = _TWO_NAMES.fullmatch(m.text) if m.label == "PERSON" else None
        if parts is None:
            mentions.append(m)
            continue
        at = m.end_char - len(parts[2])
        mentions.append(replace(m, end_char=m.start_char + len(parts[1]), text=parts[1]))
        mentions.append(replace(m, start_char=at, text=parts[2], entity=None, canonical=None))
    if not changed and len(mentions) == len(context.mentions):
        return context
    return replace(context, mentions=tuple(mentions), _starts={})


def own_key(mention: Mention) -> str:
    """The key of a mention by itself: its entity, else its words."""
    return mention.entity or mention.text.casefold()


@dataclass(frozen=True, slots=True)
class Names:
    """Who is called what in one release.

    ``keys``: the key under which a mention's own key meets the others of its person or company.
    ``shared``: for a surname of several people its bearers by where they are named. ``surnames``:
    the one person of each other name that is no first name. ``words``: the words of a person's
    full names.
    """

    keys: dict[str, str]
    shared: Bearers
    surnames: dict[str, str]
    words: dict[str, set[str]]


def unify(context: Context) -> Names:
    """Who bears which name, with or without a stray possessive "s" ("Bells" for "Bell’s")."""
    companies, firms = _companies(context)
    keys = companies | _aliases(context)
    full: Bearers = {}
    full_names: dict[str, set[tuple[str, ...]]] = {}
    bare: dict[str, set[str]] = {}
    places: dict[str, set[int]] = {}
    for m in context.mentions:
        if m.label != "PERSON":
            continue
        own = own_key(m)
        key = keys.get(own, own)
        words = [w for w in re.split(r"[\s,]+", m.text.casefold()) if w and w not in _SUFFIX]
        if len(words) > 1:
            for word in {p for w in words[1:] for p in (w, *w.split("-"))}:
                full.setdefault(word, []).append((m.start_char, key))
            full_names.setdefault(key, set()).add(tuple(words))
            places.setdefault(key, set()).add(context.sentence_index(m.start_char))
        elif words and own == key:
            bare.setdefault(words[0], set()).add(key)
    short = _shortened(full_names)
    same = {k: short.get(v, v) for k, v in _misspelt(full_names, places).items()} | short
    keys = {k: same.get(v, v) for k, v in keys.items()} | same
    shared = _ambiguous(full_names, full, keys)
    first: dict[str, set[str]] = {}
    for key, forms in full_names.items():
        first.setdefault(max(forms, key=len)[0], set()).add(keys.get(key, key))
    firsts = _sole(first)
    surnames = _sole({w: {keys.get(k, k) for _, k in own} for w, own in full.items()})
    for word, owns in bare.items():
        for form in (word, word.removesuffix("s"), word + "s"):
            owners = [(at, keys.get(k, k)) for at, k in full.get(form, [])]
            if len({k for _, k in owners}) == 1:
                keys.update({k: owners[0][1] for k in owns if k not in full_names})
            elif owners:
                shared[word] = owners
            if owners:
                break
        else:
            if other := firsts.get(word) or firms.get(word):
                keys.update({k: other for k in owns if k not in full_names})
    words_of = {k: {p for f in forms for p in f} for k, forms in full_names.items()}
    return Names(keys, shared, surnames, words_of)


def _aliases(context: Context) -> dict[str, str]:
    """Keys of aliases to the key of the name before them ("Tai Bell, also known as Alex Bell")."""
    out: dict[str, str] = {}
    people = [m for m in context.mentions if m.label == "PERSON"]
    known: set[str] = set()
    for name, alias in pairwise(people):
        known.add(own_key(name))
        far = alias.start_char - name.end_char > 40
        if far or own_key(alias) in known or " " not in alias.text:
            continue
        words = ALIAS.search(context.text, name.end_char, alias.start_char)
        if words and _BEFORE_ALIAS.fullmatch(context.text, name.end_char, words.start()):
            out.setdefault(own_key(alias), out.get(own_key(name), own_key(name)))
    return out


def _companies(context: Context) -> tuple[dict[str, str], dict[str, str]]:
    """Keys of shortened names of companies to that of the one whose first words they are.

    Beside them, first words that only one company has, with its key.
    """
    names: dict[tuple[str, ...], str] = {}
    out: dict[str, str] = {}
    for m in context.mentions:
        if m.label == "ORG":
            parts = re.split(r"[^\w&]+", m.text.casefold())
            form = tuple(w for w in parts if w and w not in _FORM)
            if form and (first := names.setdefault(form, own_key(m))) != own_key(m):
                out[own_key(m)] = first
    for name, short in pairwise(context.mentions):
        # "Bell Masonry LLC (Bell)"
        gap = context.text[name.end_char : short.start_char]
        behind = context.text[short.end_char : short.end_char + 2]
        if name.label == "ORG" and _BRACKET.fullmatch(gap) and _CLOSES.match(behind):
            out.setdefault(own_key(short), own_key(name))
    for form, key in names.items():
        longer = {k for f, k in names.items() if len(f) > len(form) and f[: len(form)] == form}
        if len(longer) == 1:
            out[key] = longer.pop()
    keys = {k: out.get(v, v) for k, v in out.items() if out.get(v, v) != k}
    words: dict[str, set[str]] = {}
    for form, key in names.items():
        words.setdefault(form[0], set()).add(keys.get(key, key))
    return keys, _sole(words)


def _sole(keys: dict[str, set[str]]) -> dict[str, str]:
    """The key of each word that has one."""
    return {word: next(iter(own)) for word, own in keys.items() if len(own) == 1}


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


def _ambiguous(
    names: dict[str, set[tuple[str, ...]]], full: Bearers, keys: dict[str, str]
) -> Bearers:
    """Short names of several words that two people bear ("Salas Nava", of two brothers)."""
    out: Bearers = {}
    for key, forms in names.items():
        form = max(forms, key=len)
        bearers = {k for _, k in full.get(form[-1], []) if k != key} if key not in keys else set()
        longer = {
            k for k in bearers if any(len(f) > len(form) and set(form) <= set(f) for f in names[k])
        }
        if len(longer) > 1:
            places = [(at, keys.get(k, k)) for at, k in full[form[-1]] if k in longer]
            out[" ".join(form)] = places
    return out


def _misspelt(
    names: dict[str, set[tuple[str, ...]]], places: dict[str, set[int]]
) -> dict[str, str]:
    """Keys of names that are another's but for the letters of one word ("Rashuan", "Rashaun").

    Two that one sentence names are two people.
    """
    by_word: dict[tuple[int, int, str], list[tuple[str, tuple[str, ...]]]] = {}
    out: dict[str, str] = {}
    for key, forms in names.items():
        for form in forms:
            groups = [(len(form), n, w) for n, w in ((0, form[0]), (1, form[-1]))]
            for other, spelt in [pair for g in groups for pair in by_word.get(g, [])]:
                if other == key or key in out or places[key] & places[other]:
                    continue
                if _one_letter_off(form, spelt):
                    out[key] = out.get(other, other)
            for g in groups:
                by_word.setdefault(g, []).append((key, form))
    return out


def _one_letter_off(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    unlike = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(unlike) != 1:
        return False
    a, b = unlike[0]
    given = a == one[0] and a[-1] != b[-1]  # "Mario" and "Maria"
    return (
        not given
        and min(len(a), len(b)) >= _SPELT
        and a[0] == b[0]
        and SequenceMatcher(None, a, b).ratio() >= _ALIKE
    )
