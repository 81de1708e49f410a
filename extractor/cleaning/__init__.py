"""Raw bytes or text to a :class:`~extractor.types.Release` whose text is frozen and zoned."""

from __future__ import annotations

import datetime as dt
import hashlib
import re

from extractor.cleaning import blocks as plain
from extractor.cleaning import day, language, markup, normalise
from extractor.cleaning.blocks import BULLET, Block
from extractor.cleaning.decoding import decode
from extractor.errors import UnreadableInput
from extractor.types import Issue, Release, Zone

__all__ = ["clean", "read"]

_QUOTE = re.compile(r"“[^“”]{20,}?”|\"[^\"\n]{20,}?\"")
_DATELINE = re.compile(
    r"[A-Z][A-Z.’' ]{2,}(?:, [A-Z][\w.’' ]{1,20})?\s*(?:\([^()\n]{2,30}\)\s*)?(?:[–—-]+|:)?\s"
)
_COMMENT = re.compile(r"<!--(?:(?!-->).){0,2000}-->|<!--|-->", re.S)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~^$'\"-])")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)([^*_\n]+?)(?<=\S)\1")


def clean(
    text: str,
    *,
    title: str | None = None,
    published: dt.date | str | None = None,
    url: str | None = None,
    release_id: str | None = None,
    issuer: str | None = None,
    source_path: str | None = None,
    sha256: str | None = None,
) -> Release:
    """Clean plain text or HTML into a release. Never raises on any text.

    What the arguments do not give (title, publication date, issuing agency) is looked for in the text.
    """
    text = normalise.characters(text)
    if markup.is_html(text):
        parts = markup.from_html(text)
        for part in parts:
            part.text = normalise.spacing(normalise.characters(part.text)).replace("\n", " ")
    else:
        parts = plain.from_plain(normalise.spacing(_leftovers(text)))
    title = " ".join(normalise.characters(title).split()) if title else None
    when = day.parse(published)
    source = "metadata" if when else None
    issues: list[Issue] = []
    if published and not when:
        issues.append(Issue("published_unreadable", str(published)[:80]))
    parts, title = _head(parts, title)
    if when is None:
        when, source = _stated(parts), "text"
    if when is None:
        source = None
        issues.append(Issue("published_unknown", "no publication date in metadata or head"))
    body, zones = _lay_out(parts)
    return Release(
        release_id=release_id or hashlib.sha256(body.encode()).hexdigest()[:16],
        text=body,
        title=title,
        issuer=issuer,
        published=when,
        published_source=source,  # type: ignore[arg-type]
        url=url,
        source_path=source_path,
        sha256=sha256,
        zones=zones,
        issues=tuple(issues),
    )


def read(
    raw: bytes,
    *,
    kind: str | None = None,
    title: str | None = None,
    published: dt.date | str | None = None,
    url: str | None = None,
    release_id: str | None = None,
    issuer: str | None = None,
    source_path: str | None = None,
    sha256: str | None = None,
) -> Release:
    """Decode and clean raw bytes.

    Raises :class:`UnreadableInput` with a ledger status: ``empty``, ``unreadable`` or ``not_english``.
    """
    release = clean(
        decode(raw),
        title=title,
        published=published,
        url=url,
        release_id=release_id,
        issuer=issuer,
        source_path=source_path,
        sha256=sha256 or hashlib.sha256(raw).hexdigest(),
    )
    if not any(z.kind != "headline" for z in release.zones) and not release.title:
        raise UnreadableInput("empty", "no text in the input")
    if not language.is_english(release.text):
        raise UnreadableInput("not_english", "the text is not in English")
    return release


def _leftovers(text: str) -> str:
    if "<!--" in text:
        text = _COMMENT.sub("\n", text)
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    if "**" in text or "__" in text:
        text = _EMPHASIS.sub(r"\2", text)
    return text


def _fold(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()


def _head(parts: list[Block], title: str | None) -> tuple[list[Block], str | None]:
    if title:
        wanted = _fold(title)
        for part in parts[:6]:
            if _fold(part.text) == wanted:
                part.kind, part.level = "headline", 0
                return parts, title
        return [Block("headline", title), *parts], title
    for part in parts[:6]:
        if part.kind == "heading" and not part.text.startswith("An official website"):
            part.kind, part.level = "headline", 0
            return parts, part.text
    return parts, None


def _stated(parts: list[Block]) -> dt.date | None:
    for part in parts[:6]:
        if len(part.text) < 60 and (found := day.in_prose(part.text)):
            return found
    return None


def _lay_out(parts: list[Block]) -> tuple[str, tuple[Zone, ...]]:
    pieces: list[str] = []
    zones: list[Zone] = []
    position = 0
    previous = None
    dated = False
    for part in parts:
        if not part.text:
            continue
        if previous:
            gap = "\n" if previous == part.kind == "list_item" else "\n\n"
            pieces.append(gap)
            position += len(gap)
        text = part.text
        if part.kind == "list_item":
            indent = "  " * (part.level - 1)
            pieces.append(indent)
            position += len(indent)
            text = f"{BULLET} {text}"
        zones.append(Zone(part.kind, position, position + len(text), part.level))
        if part.kind == "body" and not dated:
            dated = True
            if m := _DATELINE.match(text):
                zones.append(Zone("dateline", position, position + len(m[0].rstrip())))
        if part.kind in ("body", "list_item"):
            for m in _QUOTE.finditer(text):
                zones.append(Zone("quotation", position + m.start(), position + m.end()))
        pieces.append(text)
        position += len(text)
        previous = part.kind
    return "".join(pieces), tuple(zones)
