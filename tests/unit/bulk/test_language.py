from __future__ import annotations

import pytest

from sayso.bulk.language import other_language
from sayso.lab.bulk.prose import FOREIGN
from sayso.model.document import Document
from sayso.model.span import Span


def document(text: str) -> Document:
    return Document(id="1", sha256="1", text=text, language="en", paragraphs=(Span(0, len(text)),))


@pytest.mark.parametrize("code", FOREIGN)
@pytest.mark.parametrize("count", [1, 6])
def test_other_languages_are_recognised_whatever_the_page_says(code: str, count: int) -> None:
    assert other_language(document(" ".join(FOREIGN[code][:count]))) == code


@pytest.mark.parametrize(
    "text",
    [
        "No.",
        "Mayor Ann Lee denies",
        "Tirana 3, Durrës 1",
        "The minister said no.",
        "Der Spiegel reported that the minister had resigned, Angela Brandt told reporters.",
        "\ud800 12 34",
        "“Non,” said the mayor. The bridge had been sold to the port of Pellmouth in the spring, he told the "
        "council, and the money was spent on the harbour.",
    ],
)
def test_english_is_read_and_so_is_what_is_too_short_to_tell(text: str) -> None:
    assert other_language(document(text)) is None
