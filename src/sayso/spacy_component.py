"""``nlp.add_pipe("sayso")``: the statements of a spaCy document, as ``doc._.statements``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc

from sayso.model.span import Passage, Span
from sayso.model.statement import Statement

if TYPE_CHECKING:
    from sayso.statements.extractor import Extractor

#: Where the statements are kept in a document: as plain values, so that it can be written to disk
#: and sent to other processes.
_KEY = "sayso.statements"


@Language.factory("sayso", default_config={"extractor": None, "published": None})  # type: ignore[untyped-decorator]
def make(nlp: Language, name: str, extractor: str | None, published: str | None) -> SaysoComponent:
    """The component; ``extractor`` is as in ``--extractor``, ``published`` the date of the texts."""
    return SaysoComponent(extractor, published)


class SaysoComponent:
    """Reads the text of each document as an article; it takes nothing from the pipeline before it."""

    def __init__(self, extractor: str | None, published: str | None) -> None:
        self._extractor = _extractor(extractor)
        self._published = published
        if not Doc.has_extension("statements"):
            Doc.set_extension("statements", getter=statements)

    def __call__(self, doc: Doc) -> Doc:
        """The document, with its statements."""
        from sayso.ledger.codec import statement_value

        doc.user_data[_KEY] = [statement_value(one) for one in self._read(doc.text)]
        return doc

    def _read(self, text: str) -> list[Statement]:
        from sayso.errors import DocumentError, IntakeError
        from sayso.model.document import MediaType, RawPage
        from sayso.pipeline import read_page

        page = RawPage(content=text.encode("utf-8", "replace"), media_type=MediaType.TEXT, path="-")
        try:
            reading = read_page(page, self._extractor, published=self._published)
        except (DocumentError, IntakeError):
            return []  # no prose, no statements
        # a byte order mark and a block of front matter are cut off, and the offsets count from there
        cut = len(text) - len(reading.document.text)
        return [_moved(one, cut) for one in reading.statements]


def _extractor(name: str | None) -> Extractor:
    # spaCy loads every factory that is installed whenever it looks for one: that has to stay cheap
    from sayso import assembly
    from sayso.settings import Settings

    settings = Settings.from_environment()
    return assembly.extractor(replace(settings, extractor=name) if name else settings)


def _moved(found: Statement, by: int) -> Statement:
    if not by:
        return found
    content, cue, source = (_further(p, by) for p in (found.content, found.cue, found.source))
    return replace(found, content=content, cue=cue, source=source)


def _further(passage: Passage, by: int) -> Passage:
    return Passage(passage.text, tuple(Span(s.start + by, s.end + by) for s in passage.spans))


def statements(doc: Doc) -> tuple[Statement, ...]:
    """The document's statements; their offsets count in ``doc.text``."""
    from sayso.ledger.codec import statement_of

    found: list[dict[str, Any]] = doc.user_data.get(_KEY, [])
    return tuple(statement_of(one) for one in found)
