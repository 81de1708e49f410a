from __future__ import annotations

import pytest

from extractor.core import Extractor


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor()
