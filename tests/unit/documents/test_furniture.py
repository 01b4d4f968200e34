from __future__ import annotations

import pytest

from sayso.documents.furniture import begins_tail, cut_short, is_furniture
from unit.documents.pages import around, said, text

FURNITURE = """
Politics
BUSINESS | MARKETS
Exclusive
By Ann Poole
By Ann Poole | May 31, 2024
Written by: Ann Poole
Published: May 31, 2024 at 6:10 a.m.
Updated 31 May 2024, 18:04
Last updated on Friday, 31 May 2024
May 31, 2024
Friday, May 31, 2024 6:10 PM EDT
4 min read
3 hours ago
@annpoole
Photo: Cy Marsh/Ashmere Ledger
Photograph by Cy Marsh
Image source, Getty Images
Image caption, The swing bridge on Tuesday
The swing bridge at low tide (Photo: Cy Marsh)
A lorry waits at the barrier / Getty Images
Credit: Cy Marsh
File photo
Enlarge this image
hide caption
Read more
Read more: Bridge was unsafe in March, papers show
READ NEXT: What the engineer wrote
Related: A town without a bridge
>> See also: The engineer's letter
Continue reading
Story continues below advertisement
Advertisement
Share
Share this story
Share on Facebook
Tweet
Facebook Twitter WhatsApp Email
Follow us on Instagram
Follow @annpoole on Twitter
Sign up for our morning newsletter
Subscribe
Get the day's news in your inbox
Enter your email address
Thank you for subscribing!
We use cookies to improve your experience.
This site uses cookies. Learn more.
Accept all cookies
Already a subscriber? Log in
This article is for subscribers only
© 2024 Ashmere Ledger
Copyright 2024 The Ashmere Ledger. All rights reserved.
This story was originally published May 31, 2024 6:10 AM.
Skip to main content
———
""".strip().splitlines()

PROSE = """
The harbour board voted on Tuesday night.
By Tuesday night, the bridge was shut.
By the time she arrived, nobody was left.
By then the river had risen.
Photographs of the bridge were shown to the board.
“Read more,” he told the pupils.
Share prices fell after the vote.
Business groups said the closure would cost jobs.
Politics is a hard trade, she said.
Subscribers to the ferry have doubled, the county said.
Related companies denied it.
Sign here, the clerk told him.
Follow the money, she said.
Updated plans were shown to the board, which said nothing.
May was quiet, he said.
Ann Poole said she would not sign.
More than 40 people came, police said.
Mayor: I knew
Poll: Two in three want a new bridge
“No.”
No comment, said the county.
“By God,” said Tom Redd.
He denied it
""".strip().splitlines()


@pytest.mark.parametrize("line", FURNITURE)
def test_lines_around_an_article_are_furniture(line: str) -> None:
    assert is_furniture(line)
    assert is_furniture(f"  {line}\t")


@pytest.mark.parametrize("line", PROSE)
def test_lines_of_an_article_are_not(line: str) -> None:
    assert not is_furniture(line)
    assert not begins_tail(line)


@pytest.mark.parametrize(
    "line",
    [
        "Comments",
        "12 comments",
        "Comments (3)",
        "View all comments",
        "Join the conversation",
        "Leave a reply",
        "More from Politics",
        "You may also like",
        "Recommended for you",
        "Most read",
        "Related stories",
        "Trending now",
    ],
)
def test_some_lines_head_what_comes_after_an_article(line: str) -> None:
    assert begins_tail(line)


def test_all_after_such_a_line_is_furniture() -> None:
    document = text("Bridge shut\n\nThe board voted.\n\nComments\n\njoe99: They said nothing!\n\nI agree.\n")
    assert said(document) == ["Bridge shut", "The board voted."]
    assert around(document) == ["Comments", "joe99: They said nothing!", "I agree."]


def test_such_a_line_before_the_article_cuts_nothing_off() -> None:
    document = text("Most read\n\nBridge shut\n\nThe board voted.\n")
    assert said(document)[-1] == "The board voted."


def test_plain_text_loses_what_is_around_the_article() -> None:
    document = text(
        "POLITICS\n\nBridge shut to lorries\n\nBy Ann Poole\nMay 31, 2024\n\n"
        "Photo: Cy Marsh/Ashmere Ledger\n\nThe board voted on Tuesday.\n\n"
        "Read more: The engineer's letter\n\n“Nobody told me,” said Tom Redd.\n\n"
        "Sign up for our morning newsletter\n\nShare on Facebook\n\nWe use cookies.\n"
    )
    assert said(document) == [
        "Bridge shut to lorries",
        "The board voted on Tuesday.",
        "“Nobody told me,” said Tom Redd.",
    ]
    assert len(around(document)) == 8


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        ("Subscribe to continue reading", "paywall"),
        ("You have read your 3 free articles this month.", "paywall"),
        ("We value your privacy. We and our 812 partners store data.", "consent"),
        ("Please enable JavaScript to view this page.", "scripts"),
    ],
)
def test_signs_that_a_page_is_cut_short_are_said(words: str, sign: str) -> None:
    (sentence,) = cut_short(f"The board voted. {words} The end.")
    assert sign in sentence


def test_an_article_without_such_signs_is_whole() -> None:
    assert cut_short("\n".join(PROSE)) == ()
