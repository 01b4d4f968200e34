from __future__ import annotations

import pytest

from sayso.errors import (
    DamagedInputError,
    EncryptedInputError,
    NoArticleError,
    TooLargeError,
)
from sayso.model.document import Document, MediaType
from unit.documents.pages import around, checked, element_of, raw, said
from unit.documents.pdfs import pdf

FIRST = [
    "The harbour board of Ashmere voted on Tuesday night to close the",
    "old swing bridge to lorries.",
    "",
    "“We were told in March that it would hold for ten years,” said",
    "a haulier, Tom Redd (54).",
]
SECOND = ["The county did not say when the bridge was going to be repaired,", "or by whom."]


def read(content: bytes) -> Document:
    return checked(raw(content, MediaType.PDF))


def test_a_pdfs_lines_are_joined_into_paragraphs() -> None:
    document = read(pdf(FIRST, SECOND))
    assert [" ".join(words.split()) for words in said(document)] == [
        " ".join(FIRST[:2]),
        " ".join(FIRST[3:]),
        " ".join(SECOND),
    ]


def test_places_lead_to_the_page() -> None:
    content = pdf(FIRST, [], SECOND)
    document = read(content)
    assert element_of(document, "Ashmere") == "page[1]"
    assert element_of(document, "county") == "page[3]"
    for origin in document.origins:
        assert (origin.byte_start, origin.byte_end, origin.linear) == (0, len(content), False)


def test_a_pages_number_and_byline_are_furniture() -> None:
    document = read(pdf(["By Ann Poole", "", *FIRST, "", "12"], SECOND))
    assert around(document)[0] == "By Ann Poole"
    assert "12" not in "".join(said(document))


@pytest.mark.parametrize(
    ("said", "title", "published"),
    [
        (
            "/Title (Bridge shut to lorries) /CreationDate (D:20240531061000+01'00')",
            "Bridge shut to lorries",
            "2024-05-31",
        ),
        ("/Title (  Bridge\n shut ) /CreationDate (D:20240531)", "Bridge shut", "2024-05-31"),
        ("/Title (Microsoft Word - bridge final) /CreationDate (D:20241331)", None, None),
        ("/Title (bridge shut 3.docx) /CreationDate (D:19700101000000Z)", None, None),
        ("/Title (Untitled) /CreationDate (yesterday)", None, None),
        ("/Title () /CreationDate ()", None, None),
        (f"/Title ({'very ' * 100}long)", None, None),
        ("/Title [7] /CreationDate 7", None, None),
        ("", None, None),
    ],
)
def test_title_and_date_are_the_files_own_where_they_are_sane(
    said: str, title: str | None, published: str | None
) -> None:
    document = read(pdf(FIRST, said=said))
    assert (document.title, document.published, document.title_span) == (title, published, None)


def test_the_title_is_known_where_it_stands_in_the_text() -> None:
    document = read(pdf(["Bridge shut to lorries", "", *FIRST], said="/Title (Bridge shut to lorries)"))
    assert document.title_span is not None
    assert document.text[document.title_span.start : document.title_span.end] == "Bridge shut to lorries"


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_pdf_that_was_cut_is_said(share: float) -> None:
    whole = pdf(FIRST, SECOND)
    with pytest.raises(DamagedInputError, match="PDF"):
        read(whole[: int(len(whole) * share)])


def test_a_pdf_without_its_inside_is_damaged() -> None:
    with pytest.raises(DamagedInputError, match="damaged"):
        read(b"%PDF-1.7\n" + b"nonsense " * 100 + b"\n%%EOF\n")


def test_what_servers_put_after_a_pdf_does_no_harm() -> None:
    assert read(pdf(FIRST) + b"\r\n\0\0<!-- served -->\n").text.startswith("The harbour board")


def test_an_encrypted_pdf_is_said() -> None:
    with pytest.raises(EncryptedInputError, match="password"):
        read(pdf(FIRST, encrypted=True))


@pytest.mark.parametrize("pages", [[[]], [[], []], [[" "]]])
def test_a_pdf_without_text_may_be_a_scan(pages: list[list[str]]) -> None:
    with pytest.raises(NoArticleError, match="scan"):
        read(pdf(*pages))


def test_a_pdf_of_too_many_pages_is_refused() -> None:
    with pytest.raises(TooLargeError, match="pages"):
        read(pdf(*([SECOND] * 501)))


@pytest.mark.parametrize("at", range(0, 1_200, 57))
def test_a_pdf_with_a_wrong_byte_is_read_or_said(at: int) -> None:
    content = bytearray(pdf(FIRST, SECOND))
    content[at % len(content)] ^= 0xFF
    try:
        document = read(bytes(content))
    except (DamagedInputError, NoArticleError):
        return
    assert document.text
