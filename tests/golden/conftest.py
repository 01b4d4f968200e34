"""The extractors that golden texts are read with."""

from __future__ import annotations

import pytest

from golden.reading import EXTRACTORS
from sayso import assembly
from sayso.settings import Settings
from sayso.statements.extractor import Extractor


@pytest.fixture(scope="session", params=EXTRACTORS)
def extractor(request: pytest.FixtureRequest) -> Extractor:
    """Each extractor that can run here: the fallback, and the default where its weights are."""
    return assembly.extractor(Settings(extractor=request.param))
