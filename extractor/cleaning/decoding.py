"""Raw bytes as text."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from extractor.errors import UnreadableInput

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.I)
_MAGIC = (
    b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\x7fELF",
    b"\xd0\xcf\x11\xe0", b"Rar!", b"BZh", b"7z\xbc\xaf", b"PAR1", b"SQLite format 3\x00",
)  # fmt: skip


def decode(raw: bytes) -> str:
    """The text of ``raw``: by byte order mark, as UTF-8, by the page's own charset, else detected.

    Raises :class:`UnreadableInput` with status ``empty`` or ``unreadable``.
    """
    if not raw.strip():
        raise UnreadableInput("empty", "no characters")
    for bom, name in _BOMS:
        if raw.startswith(bom):
            return raw.decode(name, "replace")
    if raw.startswith(_MAGIC):
        raise UnreadableInput("unreadable", "binary file, not text")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if not text:
        text = _declared(raw) or _detected(raw)
    if _binary(text[:65536]):
        raise UnreadableInput("unreadable", "binary data, not text")
    return text


def _declared(raw: bytes) -> str | None:
    if m := _META.search(raw[:4096]):
        name = m[1].decode("ascii")
        if name.lower() in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"):
            name = "windows-1252"  # as browsers read it (WHATWG Encoding)
        try:
            return raw.decode(name)
        except (LookupError, UnicodeDecodeError):
            return None
    return None


def _detected(raw: bytes) -> str:
    if raw.count(b"\0") > len(raw) // 50:
        for name in ("utf-16-le", "utf-16-be"):
            try:
                text = raw.decode(name)
            except UnicodeDecodeError:
                continue
            if not _binary(text[:65536]):
                return text
        raise UnreadableInput("unreadable", "binary data, not text")
    # Detection on a few accented letters is a lottery. English text in a single-byte charset is
    # Windows-1252, or close to it; only a text full of other letters is worth a guess.
    sample = raw[:65536]
    name = "windows-1252"
    if sum(byte >= 0x80 for byte in sample) > len(sample) // 10:
        best = from_bytes(sample, steps=5, chunk_size=512, threshold=0.3).best()
        name = best.encoding if best else name
    try:
        return raw.decode(name)
    except (LookupError, UnicodeDecodeError):
        return raw.decode("windows-1252", "replace")


def _binary(sample: str) -> bool:
    odd = sum((c < " " and c not in "\t\n\r\f\x0b") or c == "\ufffd" for c in sample)
    return odd > max(8, len(sample) // 20)
