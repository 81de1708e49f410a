"""One row per designation: repeats are merged, totals that other rows break down go."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.records.designations import kinds
from extractor.types import Designation


def merge(rows: list[Designation]) -> list[Designation]:
    """Rows of one target, action and day are one; a row without a day joins the one that has it."""
    out: list[Designation] = []
    for row in rows:
        for i, other in enumerate(out):
            if _same(row, other):
                best, rest = (row, other) if _filled(row) > _filled(other) else (other, row)
                out[i] = replace(
                    best,
                    target=max(best.target, rest.target, key=len),
                    authority=best.authority or rest.authority,
                    program=_own_program(best)
                    or _own_program(rest)
                    or best.program
                    or rest.program,
                    organization=best.organization or rest.organization,
                    usd=best.usd if best.usd is not None else rest.usd,
                    start=best.start or rest.start,
                    end=best.end or rest.end,
                    evidence_slots=best.evidence_slots
                    + tuple(
                        s
                        for s in rest.evidence_slots
                        if s.field not in {b.field for b in best.evidence_slots}
                    ),
                )
                break
        else:
            out.append(row)
    return out


INHERITED = "setting"  # source of a slot that the release states for all its acts
_ORDER_NUMBER = re.compile(r"\d{4,5}")


def _same_name(a: Designation, b: Designation) -> bool:
    """Whether one name is a short form of the other: "Trans Blue" of "Trans Blue Shipping Co.",
    a surname of a full name; "Hezbollah" is not "Kataib Hezbollah".
    """
    ka, kb = _key(a), _key(b)
    if not (ka <= kb or kb <= ka):
        return False
    short, long = sorted((a.target.casefold(), b.target.casefold()), key=len)
    if ka == kb:
        return True
    if "individual" in (a.target_kind, b.target_kind):
        return " " in short or long.split()[0] != short  # a given name alone is another's
    if _LEGAL_PREFIX.sub("", long) == short:
        return True
    return long.startswith(short) or f"({short})" in long


# "Public Joint Stock Company Orel", "OOO Orel": what Orel is.
_LEGAL_PREFIX = re.compile(
    r"^(?:(?:public|open|closed|joint|limited|liability|stock|state)[\s-]+)*(?:company|corporation)\s+|"
    r"^(?:[poz]?jsc|ooo|[opz]ao|llc|too)\s+"
)
_UNION = {"european", "union"}
_OF_THE_UNION = {"council", "commission", "eu", "representative"}


def _same_ground(a: Designation, b: Designation) -> bool:
    """Whether two rows may be of one act: neither another body's nor under another order."""
    if a.authority and b.authority:
        wa, wb = set(a.authority.casefold().split()), set(b.authority.casefold().split())
        another = a.count != 1 or "nations" in wa | wb or "unsc" in wa | wb
        another = another or (_UNION in (wa, wb) and not (wa | wb) & _OF_THE_UNION)
        if not (wa <= wb or wb <= wa) and another:
            return False
    na = _ORDER_NUMBER.findall(_own_program(a) or "")
    nb = _ORDER_NUMBER.findall(_own_program(b) or "")
    return not (na and nb and na != nb)


def _own_program(row: Designation) -> str | None:
    """The law that the row's own sentence names."""
    inherited = any(s.field == "program" and s.source == INHERITED for s in row.evidence_slots)
    return None if inherited else row.program


def _key(row: Designation) -> frozenset[str]:
    return frozenset(
        w for w in re.findall(r"\w+", row.target.casefold()) if w not in ("the", "of", "and")
    )


def _same(a: Designation, b: Designation) -> bool:
    if a.action != b.action or a.count != b.count:
        return False
    if not _same_name(a, b) or not _same_ground(a, b):
        return False
    if a.start and b.start and (a.start > b.end or b.start > a.end):  # type: ignore[operator]
        return False
    if a.start_char != b.start_char and a.program and b.program and a.start != b.start:
        return a.program.casefold() == b.program.casefold()
    return True


# "is sanctioning a network that ...": who belongs to it is told behind.
_COLLECTIVE = re.compile(r"(?:[\w’'-]+ ){0,4}(?:network|ring|web|scheme|syndicate)", re.IGNORECASE)
_NEAR = 2500  # characters behind a total within which its members are named
_MANY = 4  # members from which a list far behind a total can be told to be its own
_LONG = 10  # members from which one that was not read leaves the list the total's own
_NEARLY = 0.85  # share of them that must have been


def without_totals(rows: list[Designation]) -> list[Designation]:
    """A total that the other rows break down wholly gets no row of its own; nor does a group
    without a count where rows of its day and kind say who is meant.

    Totals stand before their parts, which may be totals themselves: the last goes first.
    """
    out = list(rows)
    for row in sorted(rows, key=lambda r: -r.start_char):
        others = [
            r
            for r in out
            if r is not row
            and r.action == row.action
            and (r.start == row.start or not (r.start and row.start))
        ]
        same_kind = [r for r in others if r.target_kind == row.target_kind]
        if row.count is None:
            if row.start and "other" not in row.target and _told_later(row, same_kind):
                out.remove(row)
            continue
        if row.count < 2:
            if _COLLECTIVE.fullmatch(row.target) and _told_later(row, others, of_any_body=True):
                out.remove(row)
            continue
        parts = [r for r in others if _may_break_down(row, r)]
        if _is_broken_down(row, [r for r in parts if r in same_kind]) or (
            _of_any_kind(row) and _is_broken_down(row, parts)
        ):
            out.remove(row)
    return out


def _is_broken_down(total: Designation, parts: list[Designation]) -> bool:
    """Whether the parts add up to the total: those near it, or the first names behind it, of which
    a few may be lacking where they are many.
    """
    wanted = total.count or 0
    near = [r for r in parts if abs(r.start_char - total.start_char) < _NEAR]
    sums = {sum(r.count or 0 for r in near), sum(_is_name(r) for r in near)}
    if wanted in sums:
        return True
    if wanted < _MANY:
        return wanted > 1 and sum(r.count or 0 for r in parts) == wanted
    names = sorted(
        (r for r in parts if _is_name(r) and r.start_char >= total.start_char),
        key=lambda r: r.start_char,
    )
    if len(names) >= wanted:  # the first of them, up to the end of a sentence
        last = names[wanted - 1 : wanted + 1]
        return len(last) == 1 or last[0].start_char != last[1].start_char
    return wanted >= _LONG and len(names) >= _NEARLY * wanted


def _is_name(row: Designation) -> bool:
    return row.count == 1 and row.target.split()[-1].lstrip("(“")[:1].isupper()


def _of_any_kind(total: Designation) -> bool:
    """Whether a total counts targets of several kinds: "25 targets", "nine firms and people"."""
    found = list(kinds.nouns(total.target, 0, len(total.target)))
    return len({kind for _, kind in found}) > 1 or any(
        noun.group().casefold() in ("targets", "persons") for noun, _ in found
    )


def _may_break_down(total: Designation, part: Designation) -> bool:
    """Whether a row may be a part of the total: told behind it (before it, where the total is
    "the seven officials"), by the same body and under the same law as far as both are stated.
    """
    distance = part.start_char - total.start_char
    if distance < 0 and not total.target.lower().startswith(("the ", "these ")):
        return False
    law = _own_program(total)
    return (
        distance > -_NEAR
        and (None in (total.authority, part.authority) or total.authority == part.authority)
        and (law is None or part.program is None or _law_key(law) == _law_key(part.program))
    )


def _law_key(law: str) -> str:
    """The number of an order, by which two forms of its name are one law."""
    number = _ORDER_NUMBER.search(law)
    return number.group() if number else law.casefold()


def _told_later(row: Designation, rows: list[Designation], *, of_any_body: bool = False) -> bool:
    """Whether a later row of the same day, and body, says who a group without a count is."""
    return any(
        r.count is not None
        and r.start == row.start
        and (of_any_body or r.authority == row.authority)
        and r.start_char > row.start_char
        for r in rows
    )


def _filled(row: Designation) -> int:
    return sum(
        x is not None for x in (row.authority, row.program, row.organization, row.usd, row.start)
    )
