"""What a mail program leaves around a plain text: header lines, and marks of quotation."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEADER = re.compile(
    r"(From|To|Cc|Bcc|Reply-To|Date|Sent|Subject|Importance|Attachments?):[^\S\n]*(.{0,1000})", re.I
)
_QUOTED = re.compile(r"^>+ ?", re.M)
_MOST = 20


@dataclass(frozen=True, slots=True)
class Mail:
    """A message: its text, and subject and date where its header lines are in it."""

    text: str
    subject: str | None = None
    date: str | None = None


def parse(text: str) -> Mail:
    """Take header lines and marks of quotation off a plain text that has them.

    Header lines are at least two different ones at the head, a sender or a subject among them. The
    text is taken for quoted where each line but the empty ones begins with ">".
    """
    lines = [line for line in text.split("\n", 4 * _MOST)[: 4 * _MOST] if line.strip()]
    if lines and all(line.startswith(">") for line in lines):
        text = _QUOTED.sub("", text)
    found: dict[str, str] = {}
    end = start = len(text) - len(text.lstrip())
    while len(found) < _MOST and (header := _HEADER.match(text, end)):
        found.setdefault(header[1].lower(), header[2].strip())
        end = header.end() + 1
    if len(found) < 2 or not found.keys() & {"from", "subject"}:
        return Mail(text)
    date = found.get("date") or found.get("sent")
    return Mail(text[:start] + text[end:], found.get("subject") or None, date or None)
