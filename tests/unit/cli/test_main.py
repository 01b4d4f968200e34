from __future__ import annotations

import importlib
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from sayso import __version__
from sayso.cli.main import COMMANDS, main, program


def ended(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        main(list(arguments))
    out, err = capsys.readouterr()
    assert isinstance(stop.value.code, int)
    return stop.value.code, out, err


def test_help_lists_every_command_with_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = ended(capsys, "--help")
    assert (code, err) == (0, "")
    for name, line in COMMANDS.items():
        assert f"  {name} " in out
        assert line.split(",")[0] in out


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_help_with_an_example_and_every_option_explained(name: str) -> None:
    found = CliRunner().invoke(program, [name, "-h"])
    assert found.exit_code == 0
    assert f"Usage: sayso {name}" in found.output.replace("program ", "sayso ")
    assert f"  sayso {name} " in found.output
    command: click.Command = importlib.import_module(f"sayso.cli.{name}").command
    options = [p for p in command.params if isinstance(p, click.Option)]
    assert [o.name for o in options if not o.help] == []
    assert all(o.opts[0] in found.output for o in options)


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(capsys, "--version") == (0, f"sayso, version {__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["nonsense"], "No such command 'nonsense'"),
        (["read"], "Missing argument 'SOURCE'"),
        (["read", "a.txt", "--json", "--jsonl"], "choose one of --json and --jsonl"),
        (["read", "a.txt", "--width", "0"], "Invalid value for '--width'"),
        (["read", "a.txt", "--width", "wide"], "Invalid value for '--width'"),
        (["read", "a.txt", "--no"], "No such option"),
        (["extract"], "Missing argument 'PATH...'"),
        (["schema", "x"], "unexpected extra argument"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_why(
    capsys: pytest.CaptureFixture[str], arguments: list[str], line: str
) -> None:
    code, out, err = ended(capsys, *arguments)
    assert (code, out) == (2, "")
    assert line in err


def test_an_error_of_ours_is_one_line_with_its_code(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = ended(capsys, "read", "no\x1bsuch\nfile.txt")
    assert (code, out) == (11, "")
    assert err.startswith("sayso: ")
    assert err.count("\n") == 1
    assert "\x1b" not in err


def test_an_extractor_that_is_none_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = ended(capsys, "read", "a.txt", "--extractor", "none")
    assert code == 2
    assert err == "sayso: there is no extractor 'none'; there are model_v1 and rules_v1\n"


def test_help_loads_nothing_that_is_slow() -> None:
    slow = "{'numpy', 'onnxruntime', 'spacy', 'trafilatura', 'httpx', 'rich', 'dateparser', 'lxml'}"
    code = (
        "import sys\n"
        "from sayso.cli.main import main\n"
        "try:\n    main(['--help'])\n"
        f"finally:\n    sys.stderr.write(' '.join(sorted({slow} & set(sys.modules))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    assert done.stderr == b""
