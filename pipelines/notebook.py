"""For notebooks: releases to pandas frames in one call."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pyarrow as pa

from extractor import Extraction
from pipelines import inputs, work
from pipelines.publish import SCHEMAS, flat
from pipelines.run import extract, ledger, plan, without_duplicates


def frames(
    source: str | Path | Extraction | Iterable[str | Path | Extraction],
    *,
    min_confidence: float = 0.0,
) -> dict[str, pd.DataFrame]:
    """The tables as pandas frames, by name, with the types of the Parquet files.

    ``source`` is one or many of: a path (text or :class:`~pathlib.Path`) to a file or folder, read
    as ``press-extractor run`` reads it; an :class:`~extractor.Extraction` that is at hand. All is
    held in memory; for a large corpus run the command and read its Parquet files.

    >>> from extractor import Extractor
    >>> tables = frames(Extractor()("Agents seized 12 kilograms of cocaine on March 3, 2021."))
    >>> tables["seizures"].loc[0, "unit"]
    'kilogram'
    """
    many = [source] if isinstance(source, str | Path | Extraction) else list(source)
    paths = [Path(item) for item in many if not isinstance(item, Extraction)]
    nested = [work.nested(item for item in many if isinstance(item, Extraction))]
    rows: dict[str, list[pa.RecordBatch]] = {name: [] for name in SCHEMAS}
    for worked in without_duplicates(extract(plan(inputs.read(paths), {}))) if paths else ():
        nested.append(worked.rows)
        rows["ledger"].append(ledger(worked.entries))
    for batch in nested:
        for name, table in flat(batch, min_confidence).items():
            rows[name].append(table)
    return {
        name: to_frame(pa.Table.from_batches(batches, SCHEMAS[name]))
        for name, batches in rows.items()
    }


def to_frame(table: pa.Table) -> pd.DataFrame:
    """A table as a frame: whole numbers and flags that may be missing stay what they are."""
    nullable = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    frame: pd.DataFrame = table.to_pandas(types_mapper=nullable.get, date_as_object=False)
    return frame
