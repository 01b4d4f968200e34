"""Start the program again and again without waiting for its libraries: it is forked off one that has
them, with the parser loaded. Reads a line of JSON (the arguments) and answers with the process's id; at
the next line waits for its end and answers with its status."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from contextlib import redirect_stdout, suppress
from io import StringIO
from pathlib import Path

from sayso import assembly
from sayso.cli.main import main
from sayso.relations.compare import Comparer
from sayso.settings import Settings

WARM = "The pumps were tested, Ann Bell said on Monday. “We never sold them,” Joss Hallam told reporters.\n"


def serve() -> None:
    """Until there are no more lines."""
    loaded = assembly.extractor(Settings(extractor="rules_v1"))
    assembly.extractor = lambda settings: loaded
    assembly.comparer = lambda: Comparer(None)  # a network's threads don't come along when it forks
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(StringIO()), suppress(SystemExit):
        article = Path(folder) / "warm.txt"
        article.write_text(WARM, encoding="utf-8")
        main(["add", str(article), "--ledger", f"{folder}/warm.db"])
    while line := sys.stdin.readline():
        child = os.fork()
        if child == 0:
            os._exit(_run(json.loads(line)))
        print(child, flush=True)
        sys.stdin.readline()
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _run(arguments: list[str]) -> int:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    try:
        main(arguments)
    except SystemExit as stop:
        sys.stderr.flush()
        return stop.code if isinstance(stop.code, int) else 1
    return 0


if __name__ == "__main__":
    serve()
