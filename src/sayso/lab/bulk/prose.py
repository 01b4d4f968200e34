"""Invent articles: prose in which people say things, different each time, the same for the same seed."""

from __future__ import annotations

import random
from dataclasses import dataclass

_GIVEN = (
    "Ada Bram Clara Dov Elin Falk Greta Hugo Ilse Joss Kaja Lorne Mira Nils Orla Pavel Quinn Rosa Sven Tilda"
)
_FAMILY = (
    "Abbot Barrow Calder Dunmore Ellery Farrow Gannet Hallam Ivers Jarrow Kestle Lomas Marren Norwick Oster "
    "Pellow Quill Renwick Stroud Tarn Ulver Vance Wexley Yarrow Zeller Brandt Corso Delaney Ferris Holt"
)
_PLACES = (
    "Velmor Tarnlock Ostrey Kelby Marsh-End Dunhaven Pellmouth Corrick Ashby-Vale Northgate Fenwick Harrowdale "
    "Lindmere Saltby Stonebeck Wickham-Cross Greyport Elmsford Brackwater Hollins"
)
_ROLES = (
    "mayor|deputy mayor|finance minister|union leader|harbour master|chief constable|council clerk|engineer|"
    "school principal|hospital director|farmer|shop owner|opposition leader|spokeswoman|auditor|judge|professor"
)
_BODIES = (
    "city council|water board|transport ministry|police union|port authority|teachers’ association|audit office|"
    "housing agency|regional court|chamber of commerce|fisheries committee|public health service"
)
_NOUNS = (
    "bridge budget contract tunnel school ferry report licence levy hospital dam road market grant lease pipeline "
    "inquiry tender depot reservoir strike tariff archive harbour station vote petition survey plan permit loan "
    "refund audit landfill orchard quarry cable library stadium warehouse barrier embankment clinic kitchen"
)
_ADJECTIVES = (
    "new old costly disputed regional local unpaid secret public late early broken narrow modern second final "
    "northern southern draft unsigned revised temporary promised missing crowded empty private wooden rural"
)
_VERBS = (
    "approved blocked delayed opened closed sold rebuilt inspected ignored signed cancelled defended questioned "
    "funded announced reviewed repaired rejected moved measured leased abandoned praised extended replaced"
)
_SAID = "said|told reporters|said in a statement|warned|argued|announced|insisted|explained|added|admitted"
_DENIED = "denied|rejected the claim|disputed"
_TIMES = (
    "on Monday|on Tuesday|on Thursday|last week|in October|this spring|two years ago|before the election|overnight|"
    "after a long meeting|in the morning|during the hearing|at a press conference|late on Friday|in March"
)
_REASONS = (
    "because the money had run out|although nobody had asked for it|while the work went on|despite heavy rain|"
    "since the old agreement ended|so that repairs could begin|without telling the neighbours|for the third time|"
    "as the deadline passed|to the surprise of many residents|under a rule from another century"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An article: its title, its outlet, its day and its paragraphs."""

    title: str
    outlet: str
    day: str
    paragraphs: tuple[str, ...]


class Writer:
    """Writes one article after the other."""

    def __init__(self, draw: random.Random) -> None:
        self._draw = draw

    def article(self) -> Written:
        """An article of some 400 words."""
        cast = [self._person() for _ in range(self._draw.randint(2, 5))]
        count = self._draw.randint(8, 18)
        return Written(
            title=self._thing("The").title() + " " + self._one(_VERBS.split(" ")) + " in " + self._place(),
            outlet=self.outlet(),
            day=f"2025-{self._draw.randint(1, 12):02}-{self._draw.randint(1, 28):02}",
            paragraphs=tuple(self._paragraph(cast) for _ in range(count)),
        )

    def outlet(self) -> str:
        """An outlet's name."""
        return f"{self._place()} {self._one('Courier Tribune Herald Beacon Observer Post'.split(' '))}"

    def plain(self) -> str:
        """A sentence in which nobody says anything."""
        return self._upper(
            f"{self._event()} {self._one(_TIMES.split('|'))}, {self._one(_REASONS.split('|'))}."
        )

    def _paragraph(self, cast: list[tuple[str, str]]) -> str:
        return " ".join(self._sentence(cast) for _ in range(self._draw.randint(1, 3)))

    def _sentence(self, cast: list[tuple[str, str]]) -> str:
        name, role = self._draw.choice(cast)
        who = self._draw.choice((name, f"{name}, the {role},", name.split(" ")[-1], f"The {role}"))
        event, said, when = self._event(), self._one(_SAID.split("|")), self._one(_TIMES.split("|"))
        body, other = self._one(_BODIES.split("|")), self._event()
        return self._upper(
            self._draw.choice(
                (
                    f"{who} {said} {when} that {event}.",
                    f"{who} {said} that {event} and that {other} {when}.",
                    f"“{self._upper(event)}, and {other},” {name} said.",
                    f"“We never wanted {self._thing('the')},” said {name}. “{self._upper(other)}.”",
                    f"According to the {body}, {event} {when}.",
                    f"The {body} {self._one(_DENIED.split('|'))} that {event}.",
                    f"Two officials close to the {body} said {event} {when}.",
                    f"The {body} declined to comment on {self._thing('the')}.",
                    self.plain(),
                    self.plain(),
                )
            )
        )

    def _event(self) -> str:
        return (
            f"{self._one(('the ' + b for b in _BODIES.split('|')))} had {self._one(_VERBS.split(' '))} "
            f"{self._thing('the')} {self._one(('near', 'in', 'outside', 'north of'))} {self._place()}"
        )

    def _thing(self, article: str) -> str:
        return f"{article} {self._one(_ADJECTIVES.split(' '))} {self._one(_NOUNS.split(' '))}"

    def _person(self) -> tuple[str, str]:
        return f"{self._one(_GIVEN.split(' '))} {self._one(_FAMILY.split(' '))}", self._one(_ROLES.split("|"))

    def _place(self) -> str:
        return self._one(_PLACES.split(" "))

    def _one(self, of: object) -> str:
        return self._draw.choice(list(of))  # type: ignore[call-overload, no-any-return]

    @staticmethod
    def _upper(words: str) -> str:
        return words[:1].upper() + words[1:]


#: Sentences in other languages; an article draws from those of one.
FOREIGN = {
    "de": (
        "Der Bürgermeister sagte am Montag, dass die Brücke im kommenden Jahr gebaut werde.",
        "Die Stadt habe lange auf das Geld gewartet, und nun sei es endlich da.",
        "Kritiker warnten dagegen vor den hohen Kosten, die niemand vorhergesehen hatte.",
        "Nach Angaben des Ministeriums wurden die Arbeiten schon im Frühling begonnen.",
        "„Wir haben den Speicher nie verkauft“, erklärte die Sprecherin der Hafenbehörde.",
        "Wer die Rechnung am Ende bezahlt, ist auch nach der Sitzung nicht klar geworden.",
    ),
    "fr": (
        "Le maire a déclaré lundi que le pont serait construit l’année prochaine.",
        "La ville a longtemps attendu cet argent, et il est enfin arrivé.",
        "Des critiques mettent en garde contre les coûts élevés que personne n’avait prévus.",
        "Selon le ministère, les travaux ont commencé dès le printemps.",
        "« Nous n’avons jamais vendu l’entrepôt », a expliqué la porte-parole du port.",
        "On ne sait toujours pas qui paiera la facture après cette réunion.",
    ),
    "es": (
        "El alcalde dijo el lunes que el puente se construirá el próximo año.",
        "La ciudad esperó mucho tiempo este dinero y por fin ha llegado.",
        "Los críticos advierten de los altos costes que nadie había previsto.",
        "Según el ministerio, las obras empezaron ya en primavera.",
        "«Nunca vendimos el almacén», explicó la portavoz del puerto.",
        "Después de la reunión sigue sin saberse quién pagará la factura.",
    ),
}
