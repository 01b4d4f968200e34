"""A speaker's statements over time: each day or interval of days a bar, and where the story changed an arc.

Of many statements the numbers in each stretch of time are drawn instead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from sayso.views.shown import shown
from sayso.web.words import FAMILY_WORDS, days

_WIDTH, _LEFT, _RIGHT = 1080, 200, 24
_ROW, _BAR, _LEAST = 15, 10, 10
_TALLEST = 46
#: Stretches that many statements are counted in, and rows of bars in a lane.
_STRETCHES, _ROWS = 90, 12
#: Months from one tick to the next.
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A statement on the line: from the first to the last day on which it may have been said.

    ``told`` is false where the days are those of publication. ``address`` is where a click leads.
    """

    id: str
    family: str
    start: date
    end: date
    told: bool = True
    label: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    def x(self, day: date) -> float:
        span = max((self.last - self.first).days, 1)
        return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * (day - self.first).days / span, 1)


def drawn(moments: Sequence[Moment], turns: Sequence[tuple[str, str, str]] = ()) -> str:
    """The SVG; ``turns`` are pairs of statements between which the story changed, with how.

    Nothing where no day is known.
    """
    if not moments:
        return ""
    scale = _scaled(moments)
    lanes: list[str] = []
    places: dict[str, tuple[float, float]] = {}
    y = 34.0 if turns else 12.0
    for family in (f for f in FAMILY_WORDS if any(m.family == f for m in moments)):
        own = [m for m in moments if m.family == family]
        made, height = _lane(own, scale, y, places)
        lanes.append(_text(8, y + height / 2 + 4, FAMILY_WORDS[family], f"lane {family}"))
        lanes.extend(made)
        y += height + 12
        lanes.append(f'<line class="rule" x1="0" x2="{_WIDTH}" y1="{y - 6:g}" y2="{y - 6:g}"/>')
    arcs = [arc for one, other, how in turns for arc in _turn(places, one, other, how)]
    return (
        f'<svg class="timeline" viewBox="0 0 {_WIDTH} {y + 26:g}" role="group" '
        f'aria-label="Statements over time, {escape(days(scale.first.isoformat(), scale.last.isoformat()))}">'
        f"{''.join(_axis(scale, y))}{''.join(lanes)}{''.join(arcs)}</svg>"
    )


def counted(dated: Sequence[tuple[str, date]], address: str = "") -> str:
    """The SVG of how many statements of each family there are in each stretch of time.

    ``address`` is where a search for them begins: the days are put to it.
    """
    if not dated:
        return ""
    scale = _Scale(min(d for _, d in dated), _later(max(d for _, d in dated), 1))
    step = max(-(-(scale.last - scale.first).days // _STRETCHES), 1)
    found = Counter((family, (day - scale.first).days // step) for family, day in dated)
    most = max(found.values())
    y, lanes = 12.0, []
    for family in (f for f in FAMILY_WORDS if any(key[0] == f for key in found)):
        lanes.append(_text(8, y + _TALLEST / 2 + 4, FAMILY_WORDS[family], f"lane {family}"))
        for (_, place), number in sorted((k, n) for k, n in found.items() if k[0] == family):
            begin = _later(scale.first, place * step)
            end = min(_later(begin, step - 1), scale.last)
            height = max(_TALLEST * number / most, 2)
            x, right = scale.x(begin), scale.x(min(_later(begin, step), scale.last))
            bar = (
                f'<rect class="{family}" x="{x:g}" y="{y + _TALLEST - height:.1f}" '
                f'width="{max(right - x - 1, 1.5):.1f}" height="{height:.1f}"/>'
            )
            label = f"{days(begin.isoformat(), end.isoformat())}: {number}"
            lanes.append(_linked(bar, label, f"{address}&from={begin}&to={end}" if address else ""))
        y += _TALLEST + 12
        lanes.append(f'<line class="rule" x1="0" x2="{_WIDTH}" y1="{y - 6:g}" y2="{y - 6:g}"/>')
    return (
        f'<svg class="timeline" viewBox="0 0 {_WIDTH} {y + 26:g}" role="group" '
        f'aria-label="How many statements there are over time">'
        f"{''.join(_axis(scale, y))}{''.join(lanes)}</svg>"
    )


def _scaled(moments: Sequence[Moment]) -> _Scale:
    first, last = min(m.start for m in moments), max(m.end for m in moments)
    pad = max((last - first).days // 30, 1)
    return _Scale(_later(first, -pad), _later(last, pad))


def _later(day: date, count: int) -> date:
    """The day so many days later, or the last or first that the calendar has."""
    return date.fromordinal(min(max(day.toordinal() + count, date.min.toordinal()), date.max.toordinal()))


def _lane(
    moments: Sequence[Moment], scale: _Scale, top: float, places: dict[str, tuple[float, float]]
) -> tuple[list[str], float]:
    """The bars of one lane in as few rows as they fit into, and the lane's height."""
    ends: list[float] = []
    made = []
    for one in sorted(moments, key=lambda m: (m.start, m.end, m.id)):
        x = scale.x(one.start)
        width = max(scale.x(one.end) - x, 0) + _LEAST
        x -= _LEAST / 2
        row = next((n for n, end in enumerate(ends) if end + 2 <= x), None)
        if row is None:
            row = len(ends) if len(ends) < _ROWS else min(range(len(ends)), key=ends.__getitem__)
        ends[row : row + 1] = [x + width]
        y = top + row * _ROW
        places[one.id] = (x + width / 2, y)
        made.append(_bar(one, x, y, width))
    return made, max(len(ends), 2) * _ROW


def _bar(one: Moment, x: float, y: float, width: float) -> str:
    kind = one.family if one.told else f"{one.family} untold"
    rect = f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{width:g}" height="{_BAR}" rx="2"/>'
    return _linked(rect, one.label, one.address)


def _linked(drawn: str, label: str, address: str) -> str:
    """What is drawn, with what it is; a link where it leads anywhere."""
    title = f"<title>{escape(shown(label))}</title>"
    if not address:
        return f"<g>{title}{drawn}</g>"
    return f"<a href={quoteattr(address)} aria-label={quoteattr(shown(label))}>{title}{drawn}</a>"


def _turn(places: dict[str, tuple[float, float]], one: str, other: str, how: str) -> Iterator[str]:
    """An arc over the lanes from a statement to the one that it stands against."""
    if one not in places or other not in places:
        return
    (x, y), (to, below) = sorted((places[one], places[other]))
    middle, lift = (x + to) / 2, max(min(y, below) - 24 - abs(to - x) / 14, 2)
    path = f"M{x:g} {y:g} Q{middle:g} {lift:g} {to:g} {below:g}"
    yield f'<path class="turn {escape(how)}" d="{path}"><title>{escape(how)}</title></path>'


def _axis(scale: _Scale, y: float) -> Iterator[str]:
    yield f'<line class="axis" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:g}" y2="{y:g}"/>'
    for day, label in _ticks(scale):
        x = scale.x(day)
        yield f'<line class="tick" x1="{x:g}" x2="{x:g}" y1="8" y2="{y + 5:g}"/>'
        yield _text(x, y + 20, label, "label", middle=True)


def _ticks(scale: _Scale) -> Iterator[tuple[date, str]]:
    """Days, months or years, as many as there is room for."""
    span = (scale.last - scale.first).days
    if span <= 62:
        step = max(span // 9, 1)
        for number in range(0, span + 1, step):
            day = _later(scale.first, number)
            yield day, f"{day.day} {_MONTHS[day.month - 1]}"
        return
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month
    step = next((s for s in _STEPS if months / s <= 12), _STEPS[-1])
    number = scale.first.year * 12 + scale.first.month
    for one in range(number, number + months + 1):
        if one % step or not 1 <= one // 12 <= 9999:
            continue
        day = date(one // 12, one % 12 + 1, 1)
        if scale.first <= day <= scale.last:
            yield day, str(day.year) if day.month == 1 or step >= 12 else _MONTHS[day.month - 1]


def _text(x: float, y: float, words: str, kind: str, *, middle: bool = False) -> str:
    anchor = ' text-anchor="middle"' if middle else ""
    return f'<text class="{kind}" x="{x:g}" y="{y:g}"{anchor}>{escape(words)}</text>'
