from __future__ import annotations

from collections.abc import Callable

import pytest

from sayso.model.attribution import Attribution, Form

Reader = Callable[..., tuple[Attribution, ...]]

#: text, source, cue, content
SPEECH = [
    ("Oduya said that the bridge was safe.", "Oduya", "said", "that the bridge was safe"),
    (
        "Oduya said the bridge was safe and that tolls would stay.",
        "Oduya",
        "said",
        "the bridge was safe and that tolls would stay",
    ),
    ("Lee did not say whether it was safe.", "Lee", "did not say", "whether it was safe"),
    ("It was, Lee said, a mistake.", "Lee", "said", "It was … a mistake"),
    ("The filing alleges that nobody looked.", "The filing", "alleges", "that nobody looked"),
    (
        "Kim's account claims the cracks are new.",
        "Kim's account",
        "claims",
        "the cracks are new",
    ),
    (
        "Lee, who said the bridge was safe, left the city in May.",
        "who",
        "said",
        "the bridge was safe",
    ),
    (
        "A person close to the talks who was not authorised to speak said the deal was dead.",
        "A person close to the talks who was not authorised to speak",
        "said",
        "the deal was dead",
    ),
    (
        "An official, who asked not to be named, said the deal was dead.",
        "An official, who asked not to be named",
        "said",
        "the deal was dead",
    ),
    (
        "A senior official, speaking on condition of anonymity, said the deal was dead.",
        "A senior official, speaking on condition of anonymity",
        "said",
        "the deal was dead",
    ),
    ("Lee told the court that it was over.", "Lee", "told", "that it was over"),
    (
        "The council was told by Oduya that the bridge was safe.",
        "Oduya",
        "was told by",
        "that the bridge was safe",
    ),
    (
        "Oduya was accused by Kim of hiding the cracks.",
        "Kim",
        "was accused by",
        "Oduya … of hiding the cracks",
    ),
    (
        "Kim's claim that the bridge is safe is wrong.",
        "Kim",
        "'s claim",
        "that the bridge is safe",
    ),
    (
        "According to the filing, the bridge was never tested.",
        "the filing",
        "According to",
        "the bridge was never tested",
    ),
    (
        "The bridge was never tested, according to Mara Oduya, a harbour engineer.",
        "Mara Oduya, a harbour engineer",
        "according to",
        "The bridge was never tested",
    ),
]

ATTITUDES = [
    ("Kim believes the deal is dead.", "Kim", "believes", "the deal is dead"),
    ("Kim wants to leave the council.", "Kim", "wants", "to leave the council"),
    ("Lee mocked the plan.", "Lee", "mocked", "the plan"),
    (
        "Lee praised the workers for their patience.",
        "Lee",
        "praised",
        "the workers for their patience",
    ),
    ("Kim called for an inquiry.", "Kim", "called for", "an inquiry"),
    ("Kim was worried that the deal was dead.", "Kim", "was worried", "that the deal was dead"),
    ("Kim is worried about the cracks.", "Kim", "is worried about", "the cracks"),
    ("Lee denied selling the building.", "Lee", "denied", "selling the building"),
]

#: the title, source, content
HEADLINES = [
    (
        "Poll: The bridge is the least loved in the city",
        "Poll",
        "The bridge is the least loved in the city",
    ),
    ("Bridge was never tested: report", "report", "Bridge was never tested"),
    ("Bridge was never tested, report says", "report", "Bridge was never tested"),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), SPEECH + ATTITUDES)
def test_finds_one_attribution(read: Reader, text: str, source: str, cue: str, content: str) -> None:
    (found,) = read(text)
    assert (found.source.text, found.cue.text, found.content.text) == (source, cue, content)
    assert found.form is Form.INDIRECT


@pytest.mark.parametrize(("title", "source", "content"), HEADLINES)
def test_finds_the_source_of_a_headline(read: Reader, title: str, source: str, content: str) -> None:
    (found,) = read(f"{title}\n\nThe river was high in May.", titled=True)
    assert (found.source.text, found.content.text) == (source, content)


def test_a_name_before_a_colon_speaks_in_a_title(read: Reader) -> None:
    outer = read("Mayor: I knew about the cracks\n\nThe river was high in May.", titled=True)[0]
    assert (outer.source.text, outer.content.text) == ("Mayor", "I knew about the cracks")


def test_a_label_before_a_colon_is_no_source(read: Reader) -> None:
    title = "The Latest: Bridge closed for repairs"
    assert read(f"{title}\n\nThe river was high in May.", titled=True) == ()


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The company said it “regrets the error.”", "it “regrets the error.”"),
        (
            "Oduya said the bridge was “perfectly safe” and would “outlast us all.”",
            "the bridge was “perfectly safe” and would “outlast us all.”",
        ),
    ],
)
def test_retold_words_with_quoted_ones_are_mixed(read: Reader, text: str, content: str) -> None:
    (found,) = read(text)
    assert (found.form, found.content.text) == (Form.MIXED, content)


def test_who_relays_whom_is_kept_apart(read: Reader) -> None:
    outer, inner = read("The Courier reported that two officials said the envoy had resigned.")
    assert (outer.source.text, inner.source.text) == ("The Courier", "two officials")
    assert inner.content.within(outer.content)


def test_a_second_verb_shares_the_subject(read: Reader) -> None:
    first, second = read("“It was a mistake,” she said, adding that the council knew.")
    assert (first.source.text, second.source.text) == ("she", "she")
    assert second.content.text == "that the council knew"


@pytest.mark.parametrize("text", ["The bridge fell.", "Lee went home and made some tea."])
def test_finds_nothing_where_no_one_speaks(read: Reader, text: str) -> None:
    assert read(text) == ()
