from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

import sayso.lab.bench.__main__ as program
from sayso.lab.bench import lines, rounds, scores, texts, tools
from sayso.lab.bench.measure import Cost, RunError, measure
from sayso.lab.bench.rounds import Broken, Turn
from sayso.lab.bench.table import figures, spread, table
from sayso.lab.bench.tools import Tool


def cost(cpu: float, wall: float = 1.0, peak: int = 2**20) -> Cost:
    return Cost(cpu=cpu, wall=wall, peak=peak, stderr="")


def turn(tool: str, short: float, full: float, converting: float = 0.0) -> Turn:
    return Turn(tool=tool, short=cost(short), full=cost(full), converting=converting)


def script(path: Path, body: str) -> tuple[str, str]:
    path.write_text(body, encoding="utf-8")
    return sys.executable, str(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "articles"
    found.mkdir()
    (found / "b.txt").write_text("One two three.\n", encoding="utf-8")
    (found / "a.txt").write_bytes(b"Four\r\nfive.\r\n")
    (found / "notes.md").write_text("Not an article.\n", encoding="utf-8")
    return found


def test_articles_come_in_order_with_their_line_ends(folder: Path) -> None:
    assert texts.articles(folder) == [("a", "Four\r\nfive.\r\n"), ("b", "One two three.\n")]
    assert texts.words(folder) == 5


def test_paragraphs_are_trimmed_lines_that_are_not_blank() -> None:
    text = "  First one. \n\n \t\nSecond.\r\nThird"
    found = texts.paragraphs(text)
    assert [line for _, line in found] == ["First one.", "Second.", "Third"]
    assert all(text[start : start + len(line)] == line for start, line in found)


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ("nothing changes", "nothing changes", "changes"),
        ("''It is late,'' he said", '"It is late," he said', "late"),
        ("the workers' plan stands", "the workers'x plan stands", "plan"),
        ("he said,“Go on”and left", 'he said, "Go on" and left', "and"),
        ("“It never ended. She left.", '“It never ended. She left."', "left"),
        ("", "", ""),
    ],
)
def test_places_lead_back_through_what_a_tool_changed(before: str, after: str, word: str) -> None:
    where = texts.places(before, after)
    assert len(where) == len(after)
    assert all(0 <= place < len(before) for place in where)
    start = after.index(word)
    assert [before[s:e] for s, e in texts.moved([[start, start + len(word)]], where)] == [word] * bool(word)


def test_what_was_put_in_at_the_end_stays_inside_the_text() -> None:
    before, after = "“It never ended.", '“It never ended."'
    assert texts.moved([[0, len(after)]], texts.places(before, after)) == [[0, len(before)]]


def test_tokens_that_stand_side_by_side_are_one_span() -> None:
    assert texts.pieces([(7, 9), (0, 3), (4, 6)]) == [[0, 9]]
    assert texts.pieces([(0, 3), (10, 12)]) == [[0, 3], [10, 12]]
    assert texts.pieces([]) == []


def test_a_runners_lines_are_read_as_they_were_written(tmp_path: Path) -> None:
    found = {"a": [{"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 20], [25, 30]]}], "b": []}
    out = tmp_path / "out.jsonl"
    lines.write(found, str(out))
    assert lines.read(out.read_text("utf-8").splitlines()) == found


def test_the_mark_is_found_among_other_words() -> None:
    marks, stream = lines.Marks(), io.StringIO()
    with marks.conversion():
        sum(range(200_000))
    assert marks.converting > 0
    stream.write("a warning of the tool\n")
    marks.write(stream)
    assert lines.marks(stream.getvalue() + "and more\n") == {"converting": round(marks.converting, 4)}
    assert lines.marks("a warning of the tool\n") == {}


def test_our_own_statements_are_read_by_the_articles_name(tmp_path: Path) -> None:
    def one(start: int, end: int) -> dict[str, object]:
        spans = {"source": [[0, 2]], "cue": [[3, 5]], "content": [[start, end]]}
        return {role: {"text": "", "spans": found} for role, found in spans.items()}

    out = tmp_path / "out.jsonl"
    nested = {"document": {"path": "some/where/a.txt"}, "statements": [one(6, 40), one(10, 20)]}
    out.write_text(json.dumps(nested) + "\n", encoding="utf-8")
    (found,) = tools.ours().found(out)["a"]
    assert found == {"source": [[0, 2]], "cue": [[3, 5]], "content": [[6, 40]]}


def test_ours_is_the_program_as_a_user_runs_it() -> None:
    command = tools.ours().command(Path("in"), Path("out.jsonl"))
    assert Path(command[0]).name == "sayso"
    assert command[1:] == ["extract", "in", "--out", "out.jsonl"]


def test_an_environment_without_the_tools_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="make bench"):
        tools.others(tmp_path / "python")


def test_every_requirement_is_pinned() -> None:
    path = Path(tools.__file__).with_name("requirements.txt")
    wanted = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    packages = {package for (package, *_), _ in tools.OTHERS.values()}
    assert packages <= {line.partition("==")[0] for line in wanted}
    assert all(line.partition("==")[2] for line in wanted)


def test_a_process_is_measured_with_one_thread() -> None:
    code = (
        "import os, sys; block = b'x' * (400 << 20); sum(range(3_000_000));"
        "print(os.environ['SAYSO_THREADS'], os.environ['OMP_NUM_THREADS'], os.environ['X'], file=sys.stderr)"
    )
    found = measure([sys.executable, "-c", code], {"X": "given"})
    assert found.stderr.split() == ["1", "1", "given"]
    assert found.peak > 400 << 20
    assert found.cpu > 0.01
    assert 0.01 < found.wall < 60


def test_what_is_measured_keeps_its_bytecode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    code = "import sys; print(sys.dont_write_bytecode, file=sys.stderr)"
    assert measure([sys.executable, "-c", code]).stderr.strip() == "False"


def test_a_child_of_the_process_counts() -> None:
    busy = "import time\nwhile time.process_time() < 0.3: pass"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}], check=True)"
    assert measure([sys.executable, "-c", code]).cpu > 0.3


def test_a_process_that_fails_says_why() -> None:
    with pytest.raises(RunError, match="exit code 3: no such model"):
        measure([sys.executable, "-c", "import sys; print('no such model', file=sys.stderr); sys.exit(3)"])


def test_tools_run_in_turns() -> None:
    three = [Tool(name=name, version="1", how="", program=()) for name in "abc"]
    assert "".join(tool.name for _, tool in rounds.order(three, 3)) == "abcabcabc"
    assert [number for number, _ in rounds.order(three, 2)] == [1, 1, 1, 2, 2, 2]


def test_a_tool_that_breaks_is_left_out_and_the_others_go_on(tmp_path: Path, folder: Path) -> None:
    mark = lines.MARK + json.dumps({"converting": 0.25})
    well = (
        "import pathlib, sys\n"
        "names = sorted(p.stem for p in pathlib.Path(sys.argv[1]).glob('*.txt'))\n"
        'rows = [\'{"id": "%s", "attributions": []}\' % name for name in names]\n'
        "pathlib.Path(sys.argv[2]).write_text('\\n'.join(rows))\n"
        f"print({mark!r}, file=sys.stderr)\n"
    )
    good = Tool(name="good", version="1", how="", program=script(tmp_path / "good.py", well))
    bad = Tool(name="bad", version="1", how="", program=script(tmp_path / "bad.py", "raise OSError('x')\n"))
    work = tmp_path / "work"
    work.mkdir()
    found = list(rounds.run([good, bad], folder, 3, work))
    assert [one.tool for one in found] == ["good", "bad", "good", "good"]
    assert [one.reason for one in found if isinstance(one, Broken)] == ["exit code 1: OSError: x"]
    assert all(one.converting == 0.25 for one in found if isinstance(one, Turn))
    assert good.found(rounds.output(work, good)) == {"a": [], "b": []}


def test_a_spread_shows_its_range() -> None:
    assert spread([3.0, 1.0, 2.0]).shown(1) == "2.0 (1.0 to 3.0)"
    assert spread([4321.4]).shown(0) == "4,321 (4,321 to 4,321)"


def test_figures_leave_out_loading_and_conversion() -> None:
    turns = [turn("us", 1.0, 2.0), turn("them", 2.0, 6.5, converting=0.5), turn("slow", 1.0, 9.0)] * 3
    found = figures(turns, 1000, "us")
    assert found["us"]["words a CPU second, net of load"].median == 1000
    assert found["us"]["words a CPU second, gross"].median == 500
    assert found["them"]["words a CPU second, net of load"].median == 250
    assert found["us"]["times them, net of load"].median == 4
    assert found["us"]["times them, gross"].median == 3
    assert found["them"]["times them, net of load"].median == 1
    assert found["slow"]["times them, net of load"].median == 0.5


def test_a_ratio_is_taken_within_a_round() -> None:
    turns = [turn("us", 0.0, 1.0), turn("them", 0.0, 2.0), turn("us", 0.0, 3.0), turn("them", 0.0, 6.0)]
    found = figures(turns, 600, "us")["us"]
    assert found["words a CPU second, gross"].shown(0) == "400 (200 to 600)"
    assert found["times them, gross"].shown(1) == "2.0 (2.0 to 2.0)"


def test_speed_net_of_load_is_left_out_where_loading_is_most_of_a_turn() -> None:
    made = figures([turn("us", 1.0, 4.0), turn("them", 3.0, 4.0)], 1200, "us")
    assert made["us"]["words a CPU second, net of load"].median == 400
    assert made["them"]["words a CPU second, gross"].median == 300
    assert not [name for name in made["them"] if "net" in name]
    assert [name for name in made["us"] if name.startswith("times")] == ["times them, gross"]
    (line,) = [row for row in table(made, {}).splitlines() if "net of load" in row]
    assert [cell.strip() for cell in line.split("|")[2:4]] == ["400 (400 to 400)", "too few words"]


def test_we_alone_have_no_ratio() -> None:
    assert not [name for name in figures([turn("us", 1.0, 2.0)], 10, "us")["us"] if name.startswith("times")]


def test_the_table_has_a_column_a_tool_and_scores_below() -> None:
    made = figures([turn("us", 1.0, 2.0), turn("them", 1.0, 3.0)], 1000, "us")
    keys = ("full F1", "content soft F1", "content exact F1", "direct full R", "indirect full R")
    shown = table(made, {"us": dict.fromkeys(keys, 0.75)}).splitlines()
    assert [cell.strip() for cell in shown[0].split("|")[2:4]] == ["us", "them"]
    assert len({len(line) for line in shown}) == 1
    (full,) = [line for line in shown if line.startswith("| full F1")]
    assert [cell.strip() for cell in full.split("|")[2:4]] == ["0.750", ""]
    assert "F1" not in table(made, {})


def test_scores_are_over_the_articles_that_were_read(tmp_path: Path) -> None:
    path = tmp_path / "scorer.py"
    script(
        path,
        "def read_gold(folders):\n"
        "    return {'a': 1, 'b': 2, 'unread': 3}\n"
        "def score(gold, found):\n"
        "    return {'gold': len(gold), 'found': len(found)}, {}\n",
    )
    scorer = scores.load(tmp_path, path)
    found = scores.scores(scorer, tmp_path, {"a", "b", "without"}, {"us": {"a": [], "without": []}})
    assert found == {"us": {"gold": 2, "found": 1}}


def test_gold_for_none_of_the_articles_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "scorer.py"
    script(path, "def read_gold(folders):\n    return {'other': 1}\n")
    assert scores.scores(scores.load(tmp_path, path), tmp_path, {"a"}, {"us": {}}) == {}
    assert "none of the articles" in capsys.readouterr().err


def test_a_missing_scorer_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no scorer at"):
        scores.load(tmp_path, tmp_path / "absent.py")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["{folder}", "--others", "python", "--rounds", "2"], "at least 3"),
        (["{folder}/absent", "--others", "python"], "is no folder"),
        (["{folder}"], "--others"),
    ],
)
def test_wrong_usage_is_refused(
    arguments: list[str],
    said: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["bench", *(a.format(folder=folder) for a in arguments)])
    with pytest.raises(SystemExit) as caught:
        program.main()
    assert caught.value.code == 2
    assert said in capsys.readouterr().err


def test_a_folder_without_articles_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["bench", str(tmp_path), "--others", sys.executable])
    with pytest.raises(SystemExit, match="holds no"):
        program.main()
