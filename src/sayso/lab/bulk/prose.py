"""Invent articles: prose in which people say things, different each time, the same for the same seed."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from pathlib import Path

_WORDS = tomllib.loads(Path(__file__).with_name("prose.toml").read_text("utf-8"))
#: Sentences in other languages.
FOREIGN: dict[str, list[str]] = _WORDS["foreign"]
#: An article's paragraphs, at least and at most.
PARAGRAPHS = (8, 18)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An article: its title, its outlet, its day and its paragraphs."""

    title: str
    outlet: str
    day: str
    paragraphs: tuple[str, ...]


class Writer:
    """Writes one article after the other."""

    def __init__(self, draw: random.Random, paragraphs: tuple[int, int] = PARAGRAPHS) -> None:
        self._draw = draw
        self._paragraphs = paragraphs

    def article(self) -> Written:
        """An article, of some 500 words unless it was said otherwise."""
        cast = [self._person() for _ in range(self._draw.randint(2, 5))]
        count = self._draw.randint(*self._paragraphs)
        return Written(
            title=self._thing("The").title() + " " + self._one("verbs") + " in " + self._place(),
            outlet=self.outlet(),
            day=f"2025-{self._draw.randint(1, 12):02}-{self._draw.randint(1, 28):02}",
            paragraphs=tuple(self._paragraph(cast) for _ in range(count)),
        )

    def outlet(self) -> str:
        """An outlet's name."""
        return f"{self._place()} {self._one('papers')}"

    def plain(self) -> str:
        """A sentence in which nobody says anything."""
        return self._upper(f"{self._event()} {self._one('times')}, {self._one('reasons')}.")

    def _paragraph(self, cast: list[tuple[str, str]]) -> str:
        return " ".join(self._sentence(cast) for _ in range(self._draw.randint(1, 3)))

    def _sentence(self, cast: list[tuple[str, str]]) -> str:
        name, role = self._draw.choice(cast)
        who = self._draw.choice((name, f"{name}, the {role},", name.split(" ")[-1], f"The {role}"))
        event, said, when = self._event(), self._one("said"), self._one("times")
        body, other = self._one("bodies"), self._event()
        return self._upper(
            self._draw.choice(
                (
                    f"{who} {said} {when} that {event}.",
                    f"{who} {said} that {event} and that {other} {when}.",
                    f"“{self._upper(event)}, and {other},” {name} said.",
                    f"“We never wanted {self._thing('the')},” said {name}. “{self._upper(other)}.”",
                    f"According to the {body}, {event} {when}.",
                    f"The {body} {self._one('denied')} that {event}.",
                    f"Two officials close to the {body} said {event} {when}.",
                    f"The {body} declined to comment on {self._thing('the')}.",
                    self.plain(),
                    self.plain(),
                )
            )
        )

    def _event(self) -> str:
        return (
            f"the {self._one('bodies')} had {self._one('verbs')} "
            f"{self._thing('the')} {self._draw.choice(('near', 'in', 'outside', 'north of'))} {self._place()}"
        )

    def _thing(self, article: str) -> str:
        return f"{article} {self._one('adjectives')} {self._one('nouns')}"

    def _person(self) -> tuple[str, str]:
        return f"{self._one('given')} {self._one('family')}", self._one("roles")

    def _place(self) -> str:
        return self._one("places")

    def _one(self, of: str) -> str:
        return str(self._draw.choice(_WORDS[of]))

    @staticmethod
    def _upper(words: str) -> str:
        return words[:1].upper() + words[1:]
