"""One row per designation: repeats are merged, totals that other rows break down go."""

from __future__ import annotations

import re
from dataclasses import replace

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
    if ka == kb or "individual" in (a.target_kind, b.target_kind):
        return True
    short, long = sorted((a.target.casefold(), b.target.casefold()), key=len)
    return long.startswith(short) or f"({short})" in long


def _same_ground(a: Designation, b: Designation) -> bool:
    """Whether two rows may be of one act: neither another body's nor under another order."""
    if a.authority and b.authority:
        wa, wb = set(a.authority.casefold().split()), set(b.authority.casefold().split())
        if not (wa <= wb or wb <= wa) and ("nations" in wa | wb or "unsc" in wa | wb):
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


def _filled(row: Designation) -> int:
    return sum(
        x is not None for x in (row.authority, row.program, row.organization, row.usd, row.start)
    )


_NEAR = 2500  # characters behind a total within which its members are named


def without_totals(rows: list[Designation]) -> list[Designation]:
    """A total that the other rows break down wholly gets no row of its own; nor does a group
    without a count where rows of its day and kind say who is meant.
    """
    out = list(rows)
    for row in rows:
        others = [
            r
            for r in out
            if r is not row
            and r.action == row.action
            and (r.start == row.start or not (r.start and row.start))
        ]
        same_kind = [r for r in others if r.target_kind == row.target_kind]
        if row.count is None:
            if (
                row.start
                and "other" not in row.target
                and any(
                    r.authority == row.authority
                    for r in same_kind
                    if r.count is not None and r.start == row.start
                )
            ):
                out.remove(row)
            continue
        if row.count < 2:
            continue
        sums = {sum(r.count or 0 for r in group) for group in (others, same_kind)}
        after = [
            r
            for r in others
            if 0 <= r.start_char - row.start_char < _NEAR and r.program == row.program
        ]
        named = {
            sum(r.count == 1 and r.target.split()[-1][:1].isupper() for r in g if r in after)
            for g in (others, same_kind)
        }
        if row.count in sums or row.count in named:
            out.remove(row)
    return out
