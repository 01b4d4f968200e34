from __future__ import annotations

from pathlib import Path

from sayso.bulk.tries import Tries


def test_only_what_ends_the_process_twice_is_given_up(tmp_path: Path) -> None:
    place = tmp_path / "tries" / "3"
    careful = []
    for _ in range(2):
        tries = Tries(place)
        tries.begin(0)  # the process ends somewhere
        careful.append(tries.careful)
    for ends_at in (7, 4, 7):
        tries = Tries(place)
        careful.append(tries.careful)
        assert not tries.fatal
        for position in range(ends_at + 1):
            tries.begin(position)
    assert careful == [False, False, True, True, True]
    tries = Tries(place)
    assert tries.fatal == {7}
    tries.done()
    assert not Tries(place).careful
