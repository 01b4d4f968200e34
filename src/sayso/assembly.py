"""The one place that names backends."""

from __future__ import annotations

from sayso.errors import UsageError
from sayso.settings import Settings
from sayso.statements.extractor import Extractor

EXTRACTORS = ("model_v1", "rules_v1")


def extractor(settings: Settings) -> Extractor:
    """The extractor that the settings name; its model is loaded when it first reads.

    Raises:
        UsageError: if there is none of that name.
    """
    if settings.extractor == "model_v1":
        from sayso.statements.model_v1.extractor import ModelExtractor

        return ModelExtractor(threads=settings.threads)
    if settings.extractor == "rules_v1":
        from sayso.statements.rules_v1.extractor import RulesExtractor

        return RulesExtractor()
    raise UsageError(f"there is no extractor {settings.extractor!r}; there are {' and '.join(EXTRACTORS)}")
