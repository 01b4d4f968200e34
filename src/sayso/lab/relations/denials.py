"""Claims and answers made from frames: what denials look like, for a network to learn from.

Real denials with their gold stay in the tests; these are built from ``frames.toml``, each kind by its own
reason (who, which act, when, where, how many, which cause), so that the network learns what tells a denial
that meets a claim from one that misses it. Everything is drawn from the seed.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from sayso.lab.relations.pairs import KINDS, NONE, Pair

_FIRST = (
    "Anna", "Marek", "Lucia", "Owen", "Priya", "Tobias", "Nadia", "Felix", "Rosa", "Samir", "Greta",
    "Ivan", "Clara", "Hugo", "Mei", "Jonas", "Leila", "Peter",
)  # fmt: skip
_LAST = (
    "Hale", "Novak", "Brandt", "Osei", "Lindqvist", "Moreno", "Petrov", "Kerr", "Dubois", "Tanaka",
    "Falk", "Reyes", "Stone", "Varga", "Nolan", "Amari", "Weiss", "Quinn",
)  # fmt: skip
_BODIES = (
    "Ardent Mining", "Northline Rail", "Helio Power", "the Baxter Group", "Corvane Foods",
    "Tidewater Bank", "Mirel Pharma", "Osprey Air", "Lumen Telecom", "the Stanton Trust",
    "Kestler Motors", "Fairhaven Clinic",
)  # fmt: skip
_PLACES = (
    "Port Marlow", "Eastvale", "Brennock", "Sandhurst Bay", "Karlow", "Vell", "Tarn Hill", "Oxmoor",
    "Lisk", "Dunfell",
)  # fmt: skip
_TITLES = (
    "Mayor", "Senator", "Governor", "Dr", "Judge", "Coach", "Minister", "Professor", "Chief",
    "Councillor",
)  # fmt: skip
_FOLDS = 10
_SAID = ("said", "told reporters", "told the court", "insisted", "wrote")
_SAID_THAT = ("said", "said", "insisted", "told the inquiry", "stated")
_FOUND = ("a witness said", "the inquiry found", "records show", "police said")
_FOUND_SAME = (
    "the inquiry found", "a witness said", "police said", "documents show", "two officials said",
    "the court held",
)  # fmt: skip
_FINDERS = (
    "An inquiry found that", "Prosecutors said", "A former colleague testified that", "Records show that",
    "The paper reported that",
)  # fmt: skip
_ADMITTED = ("admitted", "acknowledged", "confessed to")
_REPORTED = ("the prosecutor said", "three witnesses said", "the report says")


@cache
def _table() -> dict[str, Any]:
    return _list("frames.toml")


def denials(seed: int, rounds: int = 9) -> list[Pair]:
    """Pairs of claim (the hypothesis) and answer (the premise), whole frames held out."""
    made: list[Pair] = []
    for number, frame in enumerate(_table()["frame"]):
        for turn in range(rounds):
            draw = random.Random(f"{seed}-{number}-{turn}")
            held_out = number % _FOLDS == 4
            made.extend(_pair(k, c, a, held_out) for k, c, a in _Scene(frame, draw).all())
    for turn in range(rounds * 18):
        draw = random.Random(f"{seed}-counts-{turn}")
        made.extend(_pair(k, c, a, turn % _FOLDS == 0) for k, c, a in (*_counts(draw), *_causes(draw)))
    plain = _list("plain.toml")
    for number, act in enumerate(plain["acts"]):
        for turn in range(rounds * 2):
            draw = random.Random(f"{seed}-plain-{number}-{turn}")
            made.extend(_pair(k, c, a, number % _FOLDS == 4) for k, c, a in _plainly(act, plain, draw))
    return made


def _pair(kind: str, claim: str, answer: str, held_out: bool) -> Pair:
    return Pair(
        origin="denials",
        premise=answer,
        hypothesis=claim,
        way=NONE,
        kind=KINDS.index(kind),
        held_out=held_out,
    )


def _plainly(act: list[str], plain: dict[str, Any], draw: random.Random) -> Iterator[Row]:
    """Somebody did something, with a time or without; a general denial covers every time."""
    base, past, participle, it, him, other = act
    who, he = draw.choice(plain["people"])
    when1, when2 = draw.sample(_table()["answers"]["times"], 2)
    small = who[0].lower() + who[1:] if who.startswith("The ") else who
    someone = draw.choice(plain["others"])
    slots = {
        "Who": who, "who": small, "he": he, "He": _capital(he), "base": base, "past": past, "pp": participle,
        "it": it, "him": him, "other": other, "when1": when1, "when2": when2, "someone": someone,
        "Someone2": _capital(someone),
    }  # fmt: skip
    claim = f"{who} {past} {it}{draw.choice([f' {when1}', ''])}."
    denial = f"{who} {draw.choice([f'never {past}', f'did not {base}'])} {it}."
    for kind, many in (("contradicts", 4), ("misses", 3), ("supports", 2)):
        for template in draw.sample(plain[kind], many):
            yield kind, claim, template.format(**slots)
    for kind in ("contradicts", "supports"):
        yield kind, denial, draw.choice(plain[f"negated_{kind}"]).format(**slots)


@cache
def _list(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / name).read_text("utf-8"))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


Row = tuple[str, str, str]


class _Scene:
    """One act with its people, places and times drawn."""

    def __init__(self, frame: dict[str, Any], draw: random.Random) -> None:
        self.frame, self.draw = frame, draw
        person = frame["who"] == "person"
        first, second = draw.sample(_LAST, 2)
        title = f"{draw.choice(_TITLES)} " if draw.random() < 0.5 else ""
        bodies = draw.sample(_BODIES, 2)
        self.full = f"{title}{draw.choice(_FIRST)} {first}" if person else bodies[0]
        self.short = first if person else bodies[0].removeprefix("the ")
        self.person = person
        self.female = draw.random() < 0.5
        self.fill = {"B": f"{draw.choice(_FIRST)} {second}", "C": bodies[1], "P": draw.choice(_PLACES)}
        self.time, self.time2 = draw.sample(_table()["answers"]["times"], 2)
        self.place, self.place2 = draw.sample(_table()["answers"]["places"], 2)
        base, past, participle, gerund = frame["verb"].split()
        self.forms = {"base": base, "past": past, "participle": participle, "gerund": gerund}

    # words

    def pick(self, name: str) -> str:
        """One of the shared answers of a name."""
        found: str = self.draw.choice(_table()["answers"][name])
        return found

    def words(self, template: str, direct: bool = False) -> str:
        """A template with its slots filled, in the first person or in the third."""
        if self.person:
            third = (
                ("she", "her", "her", "hers", "herself")
                if self.female
                else ("he", "his", "him", "his", "himself")
            )
        else:
            third = ("it", "its", "it", "its", "itself")
        we = not self.person
        own = ("we", "our", "us", "ours", "ourselves") if we else ("I", "my", "me", "mine", "myself")
        one = own if direct else third
        slots = {
            **self.fill, "A": self.short, "I": one[0], "my": one[1], "me": one[2], "mine": one[3],
            "myself": one[4], "have": "have" if direct else "had", "T": self.time, "S": self.short,
            "am": ("are" if we else "am") if direct else "was", "a": third[0], "X": "the matter",
        }  # fmt: skip
        return template.format(**slots)

    def act(self, form: str, direct: bool = False) -> str:
        """The act in a form of its verb."""
        return f"{self.forms[form]} {self.words(self.frame['rest'], direct)}"

    def claim(self, adjunct: str = "") -> str:
        """The claim."""
        middle = self.act("past")
        lead = self.draw.random()
        if adjunct and lead < 0.2:
            return _capital(f"{adjunct}, {self.full} {middle}.")
        return _capital(f"{self.full} {middle}{' ' + adjunct if adjunct else ''}.")

    def say(self, template: str, speaker: str = "") -> str:
        """The template as somebody's words, quoted or retold."""
        draw = self.draw
        role = draw.choice(["mayor", "minister", "coach", "official"]) if self.person else "company"
        spokesman = f"A spokesman for {self.short}"
        who = speaker or draw.choice([self.short, self.short, self.full, spokesman, f"The {role}"])
        roll = draw.random()
        if roll < 0.45:
            return f"“{_capital(self.words(template, True))},” {who} {draw.choice(_SAID)}."
        if roll < 0.9:
            that = draw.choice(["that ", ""])
            return _capital(f"{who} {draw.choice(_SAID_THAT)} {that}{self.words(template)}.")
        return _capital(f"{self.words(template)}, {who} said.")

    # kinds

    def all(self) -> Iterator[Row]:
        """Every kind of answer, several of each."""
        yield from self.contradicting()
        yield from self.missing()
        yield from self.supporting()
        yield from self.evading()
        yield from self.apart()
        yield from self.turned()

    def contradicting(self) -> Iterator[Row]:
        """Full denials, denials of something wider, and facts that can't stand beside the claim."""
        frame, draw = self.frame, self.draw
        adjunct = draw.choice(["", "", self.time, self.place])
        wide = draw.choice([*frame["wider"], self._part()])
        breadth = self.words(self.pick("breadths"))
        templates = [
            "{I} {have} never " + wide, "{I} {have} never " + self._part() + ", " + breadth,
            "{I} did not " + self._base() + (f" {adjunct}" if adjunct else ""),
            "at no time {have} {I} " + wide,
        ]  # fmt: skip
        for template in draw.sample(templates, 2):
            yield "contradicts", self.claim(adjunct), self.say(template)
        tail = f" {adjunct}" if adjunct else ""
        verb = draw.choice(["denied", "has denied", "strongly denied", "denies"])
        yield "contradicts", self.claim(adjunct), f"{_capital(self.short)} {verb} {self.act('gerund')}{tail}."
        yield (
            "contradicts",
            self.claim(adjunct),
            f"{_capital(self.short)} {verb} having ever {self.words(wide)}.",
        )
        against = self.words(draw.choice(frame["against"]))
        yield "contradicts", self.claim(adjunct), self.say(draw.choice(frame["against"]))
        yield (
            "contradicts",
            self.claim(),
            _capital(f"{against}, {draw.choice(_FOUND)}."),
        )
        yield "contradicts", self.claim(adjunct), self.words(self.pick("denies"))
        hedge = self.pick("hedges")
        if draw.random() < 0.5:  # where the claim is about how, to deny how meets it
            claim = _capital(f"{self.full} {hedge} {self.act('past')}.")
            yield "contradicts", claim, self.say("{I} {have} never " + f"{hedge} " + self._part())

    def missing(self) -> Iterator[Row]:
        """Denials of less, of another's act, of another act, time or place; attacks; talk of virtue."""
        frame, draw = self.frame, self.draw
        others = self.pick("other_people" if self.person else "other_bodies")
        is_none = others.startswith(("no", "none"))
        yield (
            "misses",
            self.claim(),
            self.say(others + (" {have} ever " if is_none else " {have} never ") + self._part()),
        )
        yield (
            "misses",
            self.claim(),
            self.say(others + (" ever " if is_none else " never ") + self.act("past")),
        )
        yield "misses", self.claim(), self.say("{I} {have} never " + draw.choice(frame["narrower"]))
        yield (
            "misses",
            self.claim(),
            self.say(draw.choice(["{I} {have} never ", "{I} {have} not "]) + draw.choice(frame["other"])),
        )
        act = self.words(draw.choice(frame["other" if draw.random() < 0.5 else "narrower"]))
        yield (
            "misses",
            self.claim(),
            _capital(f"{self.short} denied having {act}."),
        )
        yield "misses", self.claim(self.time), self.say("{I} did not " + self._base() + f" {self.time2}")
        yield (
            "misses",
            self.claim(self.place),
            self.say("{I} {have} never " + self._part() + f" {self.place2}"),
        )
        hedge = self.pick("hedges")
        yield "misses", self.claim(), self.say("{I} {have} never " + f"{hedge} " + self._part())
        yield "misses", self.claim(), self.say("{I} {have} never " + self._part() + f" {self.pick('limits')}")
        yield "misses", self.claim(), self.say(draw.choice(frame["aside"]))
        yield "misses", self.claim(), self.words(self.pick("attack"))
        yield "misses", self.claim(), self.words(self.pick(draw.choice(["virtue", "status"])))

    def supporting(self) -> Iterator[Row]:
        """The act admitted, retold or found by others, with or without an excuse."""
        frame, draw = self.frame, self.draw
        yield (
            "supports",
            self.claim(),
            _capital(f"{self.words(draw.choice(frame['same']))}, {draw.choice(_FOUND_SAME)}."),
        )
        yield (
            "supports",
            self.claim(),
            _capital(f"{draw.choice(_FINDERS)} {self.words(draw.choice(frame['same']))}."),
        )
        reason = self.words(self.pick("reasons"))
        yield (
            "supports",
            self.claim(),
            _capital(f"{self.short} {draw.choice(_ADMITTED)} {self.act('gerund')}, {reason}."),
        )
        yield (
            "supports",
            self.claim(),
            self.say("{I} " + self._past() + f" {self.time}, " + self.pick("reasons")),
        )
        adjunct = draw.choice([self.time, self.place])
        yield (
            "supports",
            self.claim(),
            _capital(f"{self.full} {self.act('past')} {adjunct}, {draw.choice(_REPORTED)}."),
        )
        yield "supports", self.claim(), self.words(self.pick("admits"))

    def evading(self) -> Iterator[Row]:
        """Answers that are none."""
        for _ in range(6):
            claim = self.claim(self.draw.choice(["", self.time]))
            yield "evades", claim, _capital(self.words(self.pick("evades")))

    def apart(self) -> Iterator[Row]:
        """The same names in another matter."""
        draw, frame = self.draw, self.frame
        for template in (draw.choice(frame["else"]), self.pick("elsewhere"), draw.choice(frame["else"])):
            text = _capital(self.words(template)).rstrip(".")
            yield (
                "unrelated",
                self.claim(),
                draw.choice(
                    [
                        f"{text}.",
                        f"{text}, the local paper wrote.",
                        f"{_capital(self.short)} said that {self.words(template).rstrip('.')}.",
                    ]
                ),
            )
        other = _Scene(
            draw.choice([f for f in _table()["frame"] if f["who"] == frame["who"] and f is not frame]), draw
        )
        other.full, other.short, other.fill = self.full, self.short, self.fill
        yield (
            "unrelated",
            self.claim(),
            _capital(f"{other.full} {other.act('past')} {self.time}, a report says."),
        )

    def turned(self) -> Iterator[Row]:
        """The claim says that it was not done."""
        draw = self.draw
        claim = draw.choice([
            f"{self.full} did not {self.act('base')}.", f"{self.full} never {self.act('past')}.",
        ])  # fmt: skip
        yield "contradicts", _capital(claim), self.say("{I} " + self._past() + ", and {I} would do it again")
        yield (
            "contradicts",
            _capital(claim),
            _capital(f"{self.words(draw.choice(self.frame['same']))}, the inquiry found."),
        )
        yield "supports", _capital(claim), self.say("{I} {have} never " + draw.choice(self.frame["wider"]))
        yield (
            "supports",
            _capital(claim),
            _capital(f"{self.words(draw.choice(self.frame['against']))}, records show."),
        )

    def _part(self) -> str:
        return f"{self.forms['participle']} {self.frame['rest']}"

    def _base(self) -> str:
        return f"{self.forms['base']} {self.frame['rest']}"

    def _past(self) -> str:
        return f"{self.forms['past']} {self.frame['rest']}"


_SAYS = (
    "the coast guard said",
    "the ministry said",
    "an audit found",
    "the union said",
    "police said",
    "the inquiry says",
    "officials said",
)


def _counts(draw: random.Random) -> Iterator[Row]:
    """How many: more than, at least, all, some, most, none."""
    noun, act = draw.choice(_table()["counts"]["things"])
    low = draw.choice([3, 8, 12, 20, 40, 60, 100, 250, 400, 1000, 5000])
    less, more, far = (
        max(1, int(low * draw.uniform(0.2, 0.8))),
        int(low * draw.uniform(1.15, 2.5)) + 1,
        low * 5,
    )
    says = draw.choice(_SAYS)
    who = says.removesuffix("said").removesuffix("found").removesuffix("says")
    leads = _list("plain.toml")["leads"]
    bound = draw.choice([f"more than {low}", f"at least {low}", f"over {low}"])
    claim = f"{_capital(bound)} {noun} {act}."
    yield (
        "contradicts",
        claim,
        _capital(f"{draw.choice([*leads, 'only ', 'just '])}{less} {noun} {act}, {says}."),
    )
    yield (
        "contradicts",
        claim,
        _capital(f"{who}put the number at {less} in all."),
    )
    yield "supports", claim, _capital(f"{draw.choice(leads)}{more} {noun} {act}, {says}.")
    yield (
        "misses",
        claim,
        draw.choice(
            [
                f"The ministry denied that {far} {noun} {act}.",
                f"“It is nonsense that {far} {noun} {act},” the minister said.",
            ]
        ),
    )
    top = f"Fewer than {low} {noun} {act}."
    yield "contradicts", top, _capital(f"{draw.choice(leads)}{more} {noun} {act}, {says}.")
    yield "supports", top, _capital(f"{draw.choice(leads)}{less} {noun} {act}, {says}.")
    everyone, some = (
        f"All of the {noun} {act}.",
        f"{draw.choice(['Some of the', 'Several of the', 'A few of the'])} {noun} {act}.",
    )
    short = f"not all of the {noun} {act}, {says}."
    two = (
        f"two of the {noun} were not among those who {act}, {says}."
        if "were" not in act
        else f"two of the {noun} were spared, {says}."
    )
    nobody = f"{draw.choice(['none', 'not a single one'])} of the {noun} {act}, {says}."
    yield "contradicts", everyone, _capital(draw.choice([short, two]))
    yield "misses", some, _capital(draw.choice([short, two]))
    yield "contradicts", some, _capital(nobody)
    whole = low * 2
    most = f"Most of the {whole} {noun} {act}."
    yield "supports", most, _capital(f"{int(whole * 0.9)} of the {whole} {noun} {act}, {says}.")
    yield (
        "contradicts",
        most,
        _capital(f"only {max(1, int(whole * 0.15))} of the {whole} {noun} {act}, {says}."),
    )
    yield "misses", most, _capital(short)
    none = f"None of the {noun} {act}."
    yield "contradicts", none, _capital(f"{less + 1} of the {noun} {act}, {says}.")
    yield "supports", none, _capital(f"not one of the {noun} {act}, {says}.")
    yield "unrelated", claim, _capital(f"{low} {noun} were at a fair in {draw.choice(_PLACES)}, {says}.")


def _causes(draw: random.Random) -> Iterator[Row]:
    """What brought something about: another cause contradicts, a doubt or a side matter misses."""
    event = draw.choice(_table()["causes"]["events"])
    cause, other = draw.sample(_table()["causes"]["things"], 2)
    firm, says = draw.choice(_BODIES), draw.choice(_SAYS)
    claim = draw.choice([f"{_capital(event)} was caused by {cause}.", f"{_capital(cause)} caused {event}."])
    yield (
        "contradicts",
        claim,
        draw.choice(
            [
                f"{_capital(other)} caused {event}, {says}.",
                f"{_capital(event)} was caused by {other} and not by {cause}, {says}.",
            ]
        ),
    )
    yield "contradicts", claim, f"{_capital(cause)} had nothing to do with {event}, {says}."
    yield "supports", claim, f"{_capital(event)} began with {cause}, {says}."
    yield (
        "misses",
        claim,
        draw.choice(
            [
                f"“We have no sign of {cause} so far,” {firm} said.",
                f"{_capital(firm)} said that {event} was not caused by cuts to its budget.",
                f"{_capital(firm)} said that its rules on {cause} were strict.",
            ]
        ),
    )
    yield (
        "evades",
        claim,
        draw.choice(
            [
                f"{_capital(firm)} said it would not speculate on the cause.",
                f"The inquiry will establish the cause, {firm} said.",
            ]
        ),
    )
    year = draw.randint(2009, 2022)
    knew = f"{_capital(firm)} knew of {cause} in {year}."
    yield (
        "contradicts",
        knew,
        f"{_capital(firm)} first learned of {cause} in {year + draw.randint(1, 3)}, it said.",
    )
    yield "supports", knew, f"Staff had told {firm}'s managers of {cause} in {year}, {says}."
    yield (
        "misses",
        knew,
        f"{_capital(firm)} said that it had not known of {cause} in {year - draw.randint(1, 4)}.",
    )
    before = f"{_capital(firm)} was warned before {event}."
    yield "contradicts", before, f"{_capital(firm)} said that the warning came only after {event}."
    yield "supports", before, f"A warning reached {firm} two weeks before {event}, {says}."
    without = f"{_capital(firm)} built the hall without a permit."
    yield (
        "contradicts",
        without,
        f"{_capital(firm)} showed the permit for the hall, issued two months before work on it began.",
    )
    yield "misses", without, f"{_capital(firm)} said the hall was safe and had cost less than planned."
