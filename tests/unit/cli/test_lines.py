from __future__ import annotations

import pytest

from sayso.cli.lines import fitted


@pytest.mark.parametrize("width", [20, 40, 80, 200])
@pytest.mark.parametrize("line", ["", "short", "    " + "so many words " * 30, "plain " * 50, "x" * 300])
def test_lines_are_folded_without_loss(line: str, width: int) -> None:
    found = fitted(line, width)
    assert found.split() == line.split() or "".join(found.split()) == "".join(line.split())
    assert all(len(part) <= max(width, 24) for part in found.splitlines())


def test_folded_lines_keep_their_beginning() -> None:
    first, *rest = fitted("    " + "word " * 20, 30).splitlines()
    assert all(part.startswith("    word") for part in (first, *rest))


@pytest.mark.parametrize("width", [20, 80])
def test_lines_that_need_not_be_whole_are_cut(width: int) -> None:
    found = fitted("word " * 50, width, whole=False)
    assert found.endswith("…")
    assert len(found) <= width
