"""Raw bytes or text to a :class:`~extractor.types.Release` whose text is frozen and zoned.

Decoding, repair of characters, HTML, mail or plain text to blocks, the head (title, day, issuer),
zones: in this order, one module each. Cleaning may change the length of the text; no later stage
does.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Literal

from extractor.cleaning import blocks as plain
from extractor.cleaning import boilerplate, day, head, language, layout, mail, markup, normalise
from extractor.cleaning.decoding import decode
from extractor.errors import UnreadableInput
from extractor.types import Issue, Release

__all__ = ["clean", "read"]


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
    """Clean plain text or HTML into a release. Never raises, however odd the text.

    What the arguments do not give (title, day of publication, issuing agency) is looked for in the
    text. ``Release.text`` is the title, an empty line and the body, unless the title stands in the
    head of the body already. Without ``release_id`` the id is the first 16 hex digits of the
    SHA-256 of the cleaned text.

    Issues: ``published_unreadable`` (a date was given that is none), ``published_inferred`` (a
    lower bound, from the content), ``published_unknown``, ``issuer_unknown``.
    """
    page = _page(text)
    blocks = plain.shape(page.blocks)
    # A title that the text's own head shows in other words is the page's, not the feed's.
    title = _line(title) or _line(page.title)
    url = url or page.url
    head.settle_head_lines(blocks)
    title = head.find_title(blocks, title)
    boilerplate.mark(blocks)
    body, zones = layout.lay_out(blocks)

    issues: list[Issue] = []
    given = published if published is not None and published != "" else page.published
    when = day.parse(given)
    source: Literal["metadata", "text", "inferred"] | None = "metadata"
    if given is not None and when is None:
        issues.append(Issue("published_unreadable", str(given)[:80]))
    if when is None:
        when, source = head.stated_day(blocks), "text"
    if when is None:
        when, source = head.inferred_day(body), "inferred"
        if when is not None:
            issues.append(Issue("published_inferred", f"not before {when}, by dates in the text"))
    if when is None:
        source = None
        issues.append(Issue("published_unknown", "no date in metadata, head or content"))
    publisher = head.find_issuer(blocks, issuer, url)
    if publisher is None:
        issues.append(Issue("issuer_unknown", "no known agency in URL, head or lead"))
    return Release(
        release_id=release_id or hashlib.sha256(body.encode()).hexdigest()[:16],
        text=body,
        title=title,
        issuer=publisher,
        published=when,
        published_source=source,
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
    """Decode the raw bytes of a text or HTML file, and clean them.

    ``kind`` is taken for the caller's ease and not looked at: HTML is known by its tags. Raises
    :class:`UnreadableInput` with a ledger status: ``empty``, ``unreadable`` or ``not_english``.
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
    if not any(z.kind not in ("headline", "boilerplate") for z in release.zones):
        raise UnreadableInput("empty", "no text but title and boilerplate")
    if not language.is_english(release.text):
        raise UnreadableInput("not_english", "the text is not in English")
    return release


def _page(text: str) -> markup.Page:
    text = normalise.characters(text)
    if not markup.is_html(text):
        message = mail.parse(text)
        text = normalise.spacing(normalise.entities(markup.plain(message.text)))
        return markup.Page(plain.from_plain(text), message.subject, message.date)
    page = markup.parse(text)
    page.blocks = [part for block in page.blocks for part in _respaced(block)]
    return page


def _respaced(block: plain.Block) -> list[plain.Block]:
    text = normalise.spacing(normalise.characters(normalise.entities(block.text)))
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return [
        plain.marked(plain.Block(block.kind, line, block.level, block.marker)) for line in lines
    ]


def _line(text: str | None) -> str | None:
    if not text:
        return None
    text = normalise.spacing(normalise.entities(normalise.characters(markup.plain(text))))
    return " ".join(text.split()) or None
