from __future__ import annotations

import pytest

from sayso.model.statement import Act, Certainty
from sayso.statements.meaning.acts import Done, act_of
from unit.readings import attribution


def done(text: str, cue: str, content: str = "", source: str = "Ana Ruiz") -> Done:
    return act_of(text, attribution(text, source, cue, content))


@pytest.mark.parametrize(
    ("text", "cue", "content", "act"),
    [
        ("Ana Ruiz said the pier is safe.", "said", "the pier is safe", Act.ASSERT),
        ("According to Ana Ruiz the pier is safe.", "According to", "the pier is safe", Act.ASSERT),
        ("Ana Ruiz denied the pier was sold.", "denied", "the pier was sold", Act.DENY),
        ("Ana Ruiz rejected claims it was sold.", "rejected", "claims it was sold", Act.DENY),
        ("Ana Ruiz confirmed the pier was sold.", "confirmed", "the pier was sold", Act.CONFIRM),
        ("Ana Ruiz acknowledged the sale.", "acknowledged", "the sale", Act.CONFIRM),
        ("Ana Ruiz declined to comment.", "declined to comment", "", Act.DECLINE),
        ("Ana Ruiz refused to say who sold it.", "refused to say", "who sold it", Act.DECLINE),
        ("Ana Ruiz did not recall the sale.", "did not recall", "the sale", Act.NOT_RECALL),
        ("Ana Ruiz could not remember who signed.", "could not remember", "who signed", Act.NOT_RECALL),
        ("Ana Ruiz accused the board of theft.", "accused", "the board of theft", Act.ACCUSE),
        ("Ana Ruiz blamed the board for it.", "blamed", "the board for it", Act.ACCUSE),
        ("Ana Ruiz retracted the article.", "retracted", "the article", Act.RETRACT),
        ("Ana Ruiz promised to mend it.", "promised", "to mend it", Act.PROMISE),
        ("Ana Ruiz vowed to mend it.", "vowed", "to mend it", Act.PROMISE),
        ("Ana Ruiz asked who sold it.", "asked", "who sold it", Act.ASK),
        ("Ana Ruiz asked whether it was sold.", "asked", "whether it was sold", Act.ASK),
        ("Ana Ruiz asked the board to mend it.", "asked", "the board to mend it", Act.URGE),
        ("Ana Ruiz urged the board to mend it.", "urged", "the board to mend it", Act.URGE),
        ("Ana Ruiz called for an inquiry.", "called for", "an inquiry", Act.URGE),
        ("Ana Ruiz believes it will fall.", "believes", "it will fall", Act.OPINE),
        ("Ana Ruiz denounced the sale.", "denounced", "the sale", Act.OPINE),
        ("Ana Ruiz disagreed with the board.", "disagreed with", "the board", Act.OPINE),
        ("Ana Ruiz rejected a request to sell it.", "rejected", "a request to sell it", Act.ASSERT),
        ("Ana Ruiz offered no proof it was sold.", "offered no proof", "it was sold", Act.ASSERT),
        ("Ana Ruiz offered her assessment of it.", "offered", "her assessment of it", Act.ASSERT),
        ("Ana Ruiz offered to mend it.", "offered", "to mend it", Act.PROMISE),
    ],
)
def test_an_act_is_told_by_its_cue(text: str, cue: str, content: str, act: Act) -> None:
    assert done(text, cue, content).act is act


@pytest.mark.parametrize(
    ("content", "act"),
    [
        ("“I do not remember the meeting,”", Act.NOT_RECALL),
        ("“I don’t recall that,”", Act.NOT_RECALL),
        ("“Who sold it?”", Act.ASK),
        ("“It was sold in May,”", Act.ASSERT),
        ("“We never sold the pier,”", Act.DENY),
        ("“I did not support the sale,”", Act.ASSERT),
    ],
)
def test_after_said_an_act_is_told_by_the_words(content: str, act: Act) -> None:
    assert done(f"{content} Ana Ruiz said.", "said", content).act is act


@pytest.mark.parametrize(
    ("text", "cue", "content", "negated"),
    [
        ("Ana Ruiz said it fell.", "said", "it fell", False),
        ("Ana Ruiz never said it fell.", "said", "it fell", True),
        ("Ana Ruiz never said it fell.", "never said", "it fell", True),
        ("Ana Ruiz does not claim that it fell.", "does not claim", "it fell", True),
        ("Ana Ruiz didn’t say it fell.", "say", "it fell", True),
        ("Ana Ruiz has not said who sold it.", "has not said", "who sold it", True),
        ("Ana Ruiz said it never fell.", "said", "it never fell", False),
        ("The pier is not safe, Ana Ruiz said.", "said", "The pier is not safe", False),
        ("Ana Ruiz declined to comment.", "declined to comment", "", False),
        ("Ana Ruiz does not recall it.", "does not recall", "it", False),
        ("Ana Ruiz did not sue and said it fell.", "said", "it fell", False),
        ("Ana Ruiz could not resist saying it fell.", "could not resist saying", "it fell", False),
        ("To Ana Ruiz it goes without saying that it fell.", "goes without saying", "it fell", False),
    ],
)
def test_what_was_not_said_is_negated(text: str, cue: str, content: str, negated: bool) -> None:
    assert done(text, cue, content).negated is negated


@pytest.mark.parametrize(
    ("text", "cue", "content", "certainty"),
    [
        ("Ana Ruiz said it fell.", "said", "it fell", Certainty.CERTAIN),
        ("Ana Ruiz said it will probably fall.", "said", "it will probably fall", Certainty.PROBABLE),
        ("Ana Ruiz said it may fall.", "said", "it may fall", Certainty.POSSIBLE),
        ("Ana Ruiz said it might have fallen.", "said", "it might have fallen", Certainty.POSSIBLE),
        ("Ana Ruiz asked whether it fell.", "asked", "whether it fell", Certainty.UNKNOWN),
        ("Ana Ruiz declined to comment.", "declined to comment", "", Certainty.UNKNOWN),
        ("Ana Ruiz could not recall it.", "could not recall", "it", Certainty.UNKNOWN),
    ],
)
def test_certainty_is_that_of_the_main_clause(
    text: str, cue: str, content: str, certainty: Certainty
) -> None:
    assert done(text, cue, content).certainty is certainty


def test_words_of_an_inner_speaker_are_not_the_outer_ones_doubt() -> None:
    text = "Ana Ruiz said the owner told her it may fall."
    outer = attribution(text, "Ana Ruiz", "said", "the owner told her it may fall")
    assert act_of(text, outer, text.index("the owner")).certainty is Certainty.CERTAIN


def test_an_attribution_without_a_cue_is_an_assertion() -> None:
    assert done("“It fell.”", "", "“It fell.”", source="") == Done(Act.ASSERT, False, Certainty.CERTAIN)
