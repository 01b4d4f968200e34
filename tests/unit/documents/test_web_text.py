"""Which of what a page shows is the article, and where each character of it comes from."""

from __future__ import annotations

import html

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import NoArticleError, TooComplexError
from unit.documents.pages import (
    PROSE,
    article,
    bytes_of,
    checked,
    element_of,
    raw,
    said,
    web,
)


def test_an_article_is_its_paragraphs() -> None:
    document = web(article(*PROSE))
    assert said(document) == list(PROSE)
    assert document.text == "\n\n".join(PROSE)
    assert document.language == "en"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("&ldquo;No,&rdquo; said Ann &amp; Bo.", "“No,” said Ann & Bo."),
        ("&#8220;No,&#x201D; said Zo&euml;.", "“No,” said Zoë."),
        ("&quot;No,&quot; said Ann&nbsp;Poole.", '"No," said Ann Poole.'),
        ("&#147;No,&#148; said Ann.", "“No,” said Ann."),  # windows-1252 by number
        ("Ann &amp;amp; Bo said &lt;no&gt;.", "Ann &amp; Bo said <no>."),
        ("Ann said no&hellip; twice&#1;.", "Ann said no… twice."),
        ("The of&#64257;ce, said Ann, is &#xfb01;ne.", "The ofﬁce, said Ann, is ﬁne."),
        ("The ofﬁce and the ﬂoor, said Ann.", "The ofﬁce and the ﬂoor, said Ann."),
        ("The har\u00adbour mas\u00adter, said Ann.", "The harbour master, said Ann."),
        ("The har&shy;bour mas&#173;ter, said Ann.", "The harbour master, said Ann."),
        ("A\u200b\u2060 bridge\ufeff, said Ann.", "A bridge, said Ann."),
        (
            "“Fine 👍🏽,” said the 👩‍🔧 of the 🇳🇿 crew.",
            "“Fine 👍🏽,” said the 👩‍🔧 of the 🇳🇿 crew.",
        ),
        ("“No,” said دانا كريم of the board.", "“No,” said دانا كريم of the board."),
        (
            "“No,” said \u2067נועה לוי\u2069 of the \u200eboard.",
            "“No,” said \u2067נועה לוי\u2069 of the \u200eboard.",
        ),
        ("Noël said no, in Zu\u0308rich.", "Noël said no, in Zu\u0308rich."),
        ("“No,”\r\n   said\tAnn  Poole\xa0.", "“No,” said Ann Poole ."),
        ("<b>“No,”</b> said <i>Ann <a href='/ann'>Poole</a></i>.", "“No,” said Ann Poole."),
        ("“N<b>o</b>,” said A<em>nn Poo</em>le.", "“No,” said Ann Poole."),
        ("“No,” <!-- really? --> said <!-- a > b -->Ann.", "“No,” said Ann."),
        ("“No,” said Ann <span title='a > b'>Poole</span>.", "“No,” said Ann Poole."),
        ("“No,” said Ann, 3 < 4 and 5 > 4.", "“No,” said Ann, 3 < 4 and 5 > 4."),
        ('“No,” said <a href=x">Ann</a> Poole.', "“No,” said Ann Poole."),
        ("AT&T said no, and R&D too.", "AT&T said no, and R&D too."),
        ("𝐁𝐨𝐥𝐝 said no, for ½ of ①.", "𝐁𝐨𝐥𝐝 said no, for ½ of ①."),
        ("İstanbul said no to the ẞ.", "İstanbul said no to the ẞ."),
    ],
)
def test_what_a_page_shows_is_found_again_in_its_source(source: str, shown: str) -> None:
    document = web(article(PROSE[0], PROSE[1], source + " It was so that nobody knew.", *PROSE[2:]))
    assert said(document)[2] == f"{shown} It was so that nobody knew."
    assert len(document.paragraphs) == 5


def test_places_lead_to_the_bytes() -> None:
    page = raw(article(*PROSE, "“Zo&euml; knew,”  said <b>A<i>nn</i></b> &amp; Bo of A&hellip;"))
    document = checked(page)
    assert bytes_of(document, page, "Tom Redd") == b"Tom Redd"
    assert bytes_of(document, page, "Zoë knew") == b"Zo&euml; knew"
    assert bytes_of(document, page, "said Ann & Bo") == b"said <b>A<i>nn</i></b> &amp; Bo"
    assert bytes_of(document, page, "of A…") == b"of A&hellip;"


@pytest.mark.parametrize("charset", ["windows-1252", "utf-8", "shift_jis", "utf-16"])
def test_places_lead_to_the_bytes_in_any_charset(charset: str) -> None:
    quote = "“No,” said Tom." if charset != "shift_jis" else "「いいえ」 said Tom."
    source = article(*(p.replace("“", "").replace("”", "") for p in PROSE), quote + " No one knew.")
    content = source.replace("utf-8", charset).encode(charset)
    document = web(content, charset if charset == "shift_jis" else "")
    assert said(document)[-1] == quote + " No one knew."


def test_an_element_is_found_by_its_path() -> None:
    document = web(
        article(
            *PROSE,
            "“I <em>knew</em> it,” said Ann.",
            before="<header><div>Ashmere Ledger</div></header><div id='x'></div>",
        )
    )
    assert element_of(document, "The harbour board") == "html/body/main[1]/article[1]/p[1]"
    assert element_of(document, "“I ") == "html/body/main[1]/article[1]/p[5]"
    assert element_of(document, "knew") == "html/body/main[1]/article[1]/p[5]/em[1]"
    assert element_of(document, " it,” said Ann") == "html/body/main[1]/article[1]/p[5]"


def test_paths_hold_where_end_tags_are_left_out() -> None:
    body = f"<div><p>{PROSE[0]}<p>{PROSE[1]}<ul><li>{PROSE[2]}<li>{PROSE[3]}</ul><p>“No.”</div>"
    document = web(f"<html><body><article>{body}</article></body></html>")
    assert element_of(document, PROSE[0]) == "html/body/article[1]/div[1]/p[1]"
    assert element_of(document, PROSE[1]) == "html/body/article[1]/div[1]/p[2]"
    assert element_of(document, PROSE[3]) == "html/body/article[1]/div[1]/ul[1]/li[2]"


def test_a_huge_attribute_is_passed_over() -> None:
    data = "<a title='>' " * 100_000
    source = article(*PROSE, before=f'<div data-state="{data}"><img alt="a > b"></div>')
    document = web(source)
    assert said(document) == list(PROSE)
    assert element_of(document, "The harbour") == "html/body/main[1]/article[1]/p[1]"


def test_what_is_around_an_article_is_not_of_it() -> None:
    document = web(
        article(
            "By Ann Poole",
            PROSE[0],
            "Photo: Cy Marsh/Ashmere Ledger",
            PROSE[1],
            "Read more: What the engineer wrote in March",
            PROSE[2],
            "Sign up for our morning newsletter",
            PROSE[3],
            "Share on Facebook",
            "© 2024 Ashmere Ledger",
            before="<nav><a href='/'>Home</a> <a href='/p'>Politics</a></nav>"
            "<div class='cookie-notice'><p>We use cookies to improve your visit.</p></div>",
            after="<section id='comments'><h2>Comments</h2><p>joe99: They said nothing to us!</p>"
            "</section><footer><p>The Ashmere Ledger, 1 Quay Street.</p></footer>",
        )
    )
    assert said(document) == list(PROSE)


def test_captions_in_their_element_are_not_of_the_article() -> None:
    figure = (
        "<figure><img src=a.jpg alt='A bridge'><figcaption>The bridge, which Marta Vell said was "
        "tired, on Tuesday. Cy Marsh/Ashmere Ledger</figcaption></figure>"
    )
    source = article(*PROSE).replace("</p>\n<p>Marta", f"</p>{figure}<p>Marta")
    assert said(web(source)) == list(PROSE)


def test_comments_after_their_heading_are_not_of_the_article() -> None:
    document = web(article(*PROSE, "Comments", "joe99 said: “They told us nothing at all, ever.”"))
    assert said(document) == list(PROSE)


def test_a_paragraph_is_not_split_by_inline_elements_but_by_blocks() -> None:
    document = web(article(*PROSE[:3], f"{PROSE[3]}<br><br>“No,” said the haulier’s wife, Ada."))
    assert said(document)[3:] == [PROSE[3], "“No,” said the haulier’s wife, Ada."]


def test_a_short_paragraph_is_found_where_it_stands() -> None:
    short = ("“No.”", "“Yes.”", "He said no.")
    document = web(article(PROSE[0], short[0], PROSE[1], short[1], short[2], *PROSE[2:]))
    assert said(document) == [PROSE[0], short[0], PROSE[1], short[1], short[2], *PROSE[2:]]


def test_bytes_of_no_charset_are_shown_and_said() -> None:
    content = article(*PROSE, "“Zoë knew,” said Ann, who had été there.").encode()
    content = content.replace(b"Ann", b"A\xffn")
    document = web(content)
    assert "said A\ufffdn, who" in said(document)[-1]
    assert any("charset" in warning for warning in document.warnings)
    assert web(article(*PROSE)).warnings == ()


WORDS = st.text(
    alphabet=st.characters(blacklist_categories=["Cs", "Cc", "Cn", "Co"], max_codepoint=0x1F9FF),
    max_size=30,
)
MARKUP = ["{}", "<b>{}</b>", "<i>a<b>{}</b></i>", "<!-- x -->{}", "{}\r\n "]
PIECES = st.lists(
    st.tuples(WORDS, st.sampled_from(MARKUP)),
    max_size=5,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PIECES)
def test_any_page_leads_back_to_its_bytes(pieces: list[tuple[str, str]]) -> None:
    inner = " and ".join(markup.format(html.escape(words)) for words, markup in pieces)
    web(article(PROSE[0], f"Ann said {inner} to them.", *PROSE[1:]))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet="<>/!-'\"= \nabp&#;x1", max_size=80))
def test_broken_markup_makes_no_fault(markup: str) -> None:
    try:
        web(article(*PROSE[:2], markup, *PROSE[2:]))
    except NoArticleError:
        return


@pytest.mark.parametrize("element", ["div", "b", "span", "ul><li", "table><tr><td"])
def test_elements_that_nest_too_deep_are_said(element: str) -> None:
    with pytest.raises(TooComplexError, match="deep"):
        web("<html><body>" + f"<{element}>" * 100_000 + "<p>The board voted.</p>")


def test_a_page_of_too_many_elements_is_refused() -> None:
    with pytest.raises(TooComplexError, match="elements"):
        web("<html><body>" + "<i></i>" * 600_000)


def test_a_page_of_too_many_words_is_refused() -> None:
    with pytest.raises(TooComplexError, match="characters"):
        web("<html><body>" + "<p>" + "word " * 500_000)


@pytest.mark.parametrize(
    "hostile",
    [
        "<a " * 300_000,
        "<a x='" * 200_000,
        '<a x="' * 200_001,
        "<" * 500_000,
        "</" * 300_000,
        "<!--" * 200_000,
        "<!" * 300_000,
        "<script>" * 100_000,
        "&#" * 300_000,
        "&a" * 300_000,
        "</b>" * 200_000,
        "<p " + "a=" * 500_000 + ">",
        "<meta " * 100_000,
    ],
)
def test_hostile_markup_costs_little(hostile: str) -> None:
    from sayso.documents.align import stream

    assert stream("<html><body><p>The board voted.</p>" + hostile).key.startswith("theboardvoted.")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<div id=root></div><script src=/app.js></script>",
        "<nav><a href=/>Home</a><a href=/p>Politics</a></nav>",
        "<img src=a.jpg>",
        "<ul>" + "<li><a href=/a>Bridge shut to lorries once again</a></li>" * 30 + "</ul>",
    ],
)
def test_a_page_without_an_article_is_said(body: str) -> None:
    with pytest.raises(NoArticleError, match="no article"):
        web(f"<!DOCTYPE html><html><title>Ashmere Ledger</title><body>{body}</body></html>")


def test_a_page_that_needs_scripts_says_so() -> None:
    with pytest.raises(NoArticleError, match="scripts"):
        web(
            "<html><body><div id=root></div><noscript>You need to enable JavaScript to run it."
            "</noscript></body></html>"
        )
