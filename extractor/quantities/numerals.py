"""Numbers in digits, words and mixtures, read from tokens."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.quantities.tokens import Tokens
from extractor.quantities.words import is_plural

UNITS = {
    w: float(n)
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
TENS = {
    w: 10.0 * n
    for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "quadrillion": 1e15,
    "lakh": 1e5,
    "crore": 1e7,
}
DOZEN = {"dozen": 12.0}
MULTIPLES = {**SCALES, **DOZEN}
# "dozens" is at least two of them
VAGUE = {w + "s": 2.0 * n for w, n in MULTIPLES.items()} | {"tens": 20.0}
# "several dozen" is that many at least: one reading for all the vague words
SEVERAL = {"several", "few", "many", "countless", "multiple", "untold", "numerous", "multi"}
_MOST_DIGITS = 24
SUFFIXES = {
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "mil": 1e6,
    "mm": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "bln": 1e9,
    "t": 1e12,
    "tn": 1e12,
    "trn": 1e12,
    "trln": 1e12,
}
DENOMINATORS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "hundredth": 100,
    "thousandth": 1000,
}
DENOMINATORS |= {w + "s": n for w, n in DENOMINATORS.items() if w not in ("half", "halves")}
GLYPHS = {
    "½": 0.5,
    "¼": 0.25,
    "¾": 0.75,
    "⅓": 1 / 3,
    "⅔": 2 / 3,
    "⅛": 0.125,
    "⅜": 0.375,
    "⅝": 0.625,
    "⅞": 0.875,
}
FOLDS = {w + "fold": v for w, v in (UNITS | TENS | SCALES).items() if v > 1}
HYPHENS = frozenset("-‐‑–")

STARTS = (
    UNITS.keys()
    | TENS.keys()
    | VAGUE.keys()
    | {"a", "an", "half", "quarter", "several", "few", "many", "countless", "multi", "untold"}
    | {"hundred", "thousand", "million", "billion", "trillion", "dozen", "third", "couple"}
    | FOLDS.keys()
    | {"multimillion", "multibillion", "multithousand", "twice", "double", "triple"}
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number at tokens ``start`` up to ``end``.

    ``vague`` numbers ("dozens") are lower bounds. ``fraction`` numbers ("two thirds") are parts of
    what follows. ``words`` numbers are spelt out. ``scale`` is their multiplier, 1 without one.
    """

    start: int
    end: int
    value: float
    vague: bool = False
    fraction: bool = False
    words: bool = False
    scale: float = 1.0
    several: bool = False


def is_digits(word: str) -> bool:
    """Whether a token is a number in digits."""
    return "0" <= word[-1:] <= "9"


def parse(t: Tokens, i: int) -> Number | None:
    """The longest number that starts at token ``i``, or None."""
    word = t.low[i]
    if is_digits(word):
        return _digits(t, i)
    if word in GLYPHS:
        return _scaled(t, i, i + 1, GLYPHS[word], words=False)
    if word in UNITS or word in TENS:
        return _fraction(t, i) or _words(t, i)
    if word in FOLDS:
        return Number(i, i + 1, FOLDS[word], words=True)
    if word in VAGUE:
        return _vague(t, i, i, 1.0)
    if word in ("half", "quarter", "third"):
        return _fraction(t, i)
    if word in ("a", "an"):
        return _article(t, i)
    if word in SEVERAL:
        return _several(t, i)
    if word in ("multimillion", "multibillion", "multithousand"):
        return Number(i, i + 1, 2 * SCALES[word[5:]], vague=True, words=True)
    if word == "couple":
        return _couple(t, i)
    if word in MULTIPLES and word != "lakh":
        return _bare_scale(t, i)
    return None


def _digits(t: Tokens, i: int) -> Number | None:
    if len(t.words[i]) > _MOST_DIGITS:
        return None
    value = float(t.words[i].replace(",", ""))
    j = i + 1
    if t.words[j] in GLYPHS:
        return _scaled(t, i, j + 1, value + GLYPHS[t.words[j]], words=False)
    if part := _slash(t, j):  # 3 1/2
        return _scaled(t, i, j + 3, value + part, words=False)
    if not t.glued(i) and (part := _slash(t, i)):
        return Number(i, i + 3, part, fraction=True)
    return _scaled(t, i, j, value, words=False)


def _slash(t: Tokens, i: int) -> float | None:
    """A fraction of small numbers in digits, "1/2", but no date and no "24/7"."""
    if not (is_digits(t.words[i]) and t.words[i + 1] == "/" and is_digits(t.words[i + 2])):
        return None
    if not (t.glued(i + 1) and t.glued(i + 2)) or t.words[i + 3] == "/":
        return None
    above, below = t.words[i], t.words[i + 2]
    if (
        below in ("2", "3", "4", "5", "8", "10", "16")
        and above.isdigit()
        and int(above) < int(below)
    ):
        return int(above) / int(below)
    return None


def _scaled(t: Tokens, i: int, j: int, value: float, *, words: bool) -> Number:
    """Apply the scale words that follow: "20.4 million", "7.5-billion", "1.2M", "2.5bn"."""
    if not words and t.glued(j) and (factor := SUFFIXES.get(t.low[j])):
        nxt = t.low[j + 1]
        if (
            t.low[j] not in ("m", "t", "b", "mm")
            or _money_before(t, i)
            or (t.words[j] in ("M", "B", "T") and not t.glued(j + 1))
            or (t.low[j] == "m" and is_plural(nxt) and nxt not in ("hurdles", "finals", "heats"))
            or (t.low[j] == "m" and nxt in _AFTER_MILLIONS)
        ):
            return Number(i, j + 1, _times(value, factor), scale=factor)
    scale = 1.0
    while True:
        k = j + 1 if t.words[j] in HYPHENS and t.low[j + 1] in MULTIPLES else j
        if t.low[k] not in MULTIPLES:
            if _money_before(t, i) and t.low[k] in ("m", "mn", "bn", "b", "tn", "mln", "bln"):
                factor = SUFFIXES[t.low[k]]
                return Number(i, k + 1, _times(value, factor), words=words, scale=factor)
            break
        scale *= MULTIPLES[t.low[k]]
        j = k + 1
    if scale > 1 and t.low[j : j + 3] == ["and", "a", "half"]:  # a million and a half
        return Number(i, j + 3, (value + 0.5) * scale, words=words, scale=scale)
    return Number(i, j, _times(value, scale), words=words, scale=scale)


def _times(value: float, factor: float) -> float:
    """The product without the dust of binary fractions: 4.02 billion is 4020000000."""
    return value if factor == 1 else float(f"{value * factor:.15g}")


def _money_before(t: Tokens, i: int) -> bool:
    return i > 0 and t.words[i - 1] in CURRENCY_SIGNS


# units that a British "m" before them can only be the millions of
_AFTER_MILLIONS = {"bpd", "boe", "b", "bbl", "sq", "square", "cubic", "mt", "oz", "kwh", "mwh"}

CURRENCY_SIGNS = frozenset("$€£¥₹₩₽₺₪฿₫₴₦₱₡₲₵")


def _words(t: Tokens, i: int) -> Number:
    """Spelt-out numbers: "twenty-five", "two hundred and fifty thousand", "three and a half"."""
    total, current, j, last = 0.0, 0.0, i, 0.0
    top = 1.0
    while True:
        word = t.low[j]
        if word in UNITS:
            if j > i and not (last >= 100 or (last in TENS.values() and UNITS[word] < 10)):
                break
            current += UNITS[word]
            last = UNITS[word] or 0.5
        elif word in TENS:
            if j > i and last < 100:
                break
            current += TENS[word]
            last = TENS[word]
        elif word in MULTIPLES and j > i:
            factor = MULTIPLES[word]
            top = max(top, factor)
            if factor <= 100:
                current *= factor
            else:
                total, current = total + (current or 1.0) * factor, 0.0
            last = factor
        else:
            break
        j += 1
        # a hyphen inside, or "and" behind a hundred or thousand
        nxt = t.low[j + 1]
        if (
            t.words[j] in HYPHENS
            and t.glued(j)
            and ((last in TENS.values() and nxt in UNITS and UNITS[nxt] < 10) or nxt in MULTIPLES)
        ) or (t.low[j] == "and" and last >= 100 and (nxt in UNITS or nxt in TENS)):
            if nxt == "one" and (t.low[j + 2] == "of" or t.words[j + 2] in HYPHENS):
                break  # two hundred and one of them; and one-half
            j += 1
    value = total + current
    if half := _and_half(t, j):
        return _scaled(t, i, half, value + 0.5, words=True)
    return Number(i, j, value, words=True, scale=top)


def _and_half(t: Tokens, j: int) -> int | None:
    """The end of "and a half", "-and-a-half", "and one-half" at ``j``."""
    rest = list(t.low[j : j + 7])
    k = 0
    if rest[:1] and rest[0] in HYPHENS:
        k = 1
    if rest[k : k + 1] != ["and"]:
        return None
    k += 1
    if rest[k : k + 1] and rest[k] in HYPHENS:
        k += 1
    if rest[k : k + 1] not in (["a"], ["one"]):
        return None
    k += 1
    if rest[k : k + 1] and rest[k] in HYPHENS:
        k += 1
    return j + k + 1 if rest[k : k + 1] == ["half"] else None


def _vague(t: Tokens, start: int, i: int, factor: float) -> Number:
    """ "dozens", "hundreds of thousands", "tens of millions"."""
    value, j = VAGUE[t.low[i]] * factor, i + 1
    while t.low[j] == "of" and t.low[j + 1] in VAGUE:
        value *= VAGUE[t.low[j + 1]] / 2
        j += 2
    return Number(start, j, value, vague=True, words=True, scale=value)


def _several(t: Tokens, i: int) -> Number | None:
    """ "several dozen", "a few hundred", "many thousands", "multi-million"."""
    j = i + 1
    if t.words[j] in HYPHENS:
        j += 1
    if t.low[j] in MULTIPLES:
        number = _scaled(t, i, j, 2.0, words=True)
        return Number(i, number.end, number.value, vague=True, words=True, scale=number.scale)
    if t.low[j] in VAGUE and t.low[i] != "multi":
        return _vague(t, i, j, 1.0)
    return None


def _couple(t: Tokens, i: int) -> Number | None:
    j = i + 2 if t.low[i + 1] == "of" else i + 1
    if t.low[j] in MULTIPLES:
        return _scaled(t, i, j, 2.0, words=True)
    return None


def _article(t: Tokens, i: int) -> Number | None:
    """ "a dozen", "a hundred and fifty", "a half million", "a few hundred", "a third"."""
    nxt = t.low[i + 1]
    if nxt in ("few", "couple"):
        inner = _several(t, i + 1) if nxt == "few" else _couple(t, i + 1)
        return inner and Number(
            i, inner.end, inner.value, vague=inner.vague, words=True, scale=inner.scale
        )
    if nxt in MULTIPLES:
        number = _words_after_article(t, i)
        return number
    if nxt in DENOMINATORS and nxt[-1] != "s":
        return _fraction(t, i)
    return None


def _words_after_article(t: Tokens, i: int) -> Number:
    number = _scaled(t, i, i + 1, 1.0, words=True)
    if t.low[number.end] == "and" and number.scale >= 100 and t.low[number.end + 1] in TENS | UNITS:
        rest = _words(t, number.end + 1)  # a hundred and fifty
        if rest.value < number.scale:
            return Number(i, rest.end, number.value + rest.value, words=True, scale=number.scale)
    return number


def _bare_scale(t: Tokens, i: int) -> Number | None:
    """ "billion-dollar", "million-dollar": a scale word without its number, as a modifier."""
    if t.words[i + 1] in HYPHENS and t.glued(i + 1) and t.low[i + 2] in ("dollar", "euro", "pound"):
        return Number(i, i + 1, MULTIPLES[t.low[i]], words=True, scale=MULTIPLES[t.low[i]])
    return None


def _fraction(t: Tokens, i: int) -> Number | None:
    """ "half a million", "two thirds", "three-quarters", "a quarter", "one-half"."""
    word = t.low[i]
    j = i
    above = 1.0
    if word in ("a", "an", "one") or word in UNITS:
        above = UNITS.get(word, 1.0)
        j = i + 1
        if t.words[j] in HYPHENS and t.glued(j):
            j += 1
    below = DENOMINATORS.get(t.low[j])
    if below is None or above == 0 or above >= below:
        return None
    plural = t.low[j].endswith("s") or t.low[j] == "halves"
    if plural != (above > 1) and below != 2:
        return None
    value, j = above / below, j + 1
    # of a scale: "half a million", "half a dozen", "a quarter of a million", "half million"
    k = past_of_a(t, j)
    if t.low[k] in MULTIPLES:
        scale = MULTIPLES[t.low[k]]
        return Number(i, k + 1, value * scale, words=True, scale=scale)
    return Number(i, j, value, fraction=True, words=True)


def past_of_a(t: Tokens, k: int) -> int:
    """The token behind a hyphen, "of", "a" or "of a" between a fraction and what it is of."""
    if t.words[k] in HYPHENS and t.glued(k):
        k += 1
    if t.low[k] == "of":
        k += 1
    if t.low[k] in ("a", "an"):
        k += 1
        if t.words[k] in HYPHENS:
            k += 1
    return k
