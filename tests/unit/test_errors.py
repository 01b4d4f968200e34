from __future__ import annotations

import re

import pytest

from sayso import errors


def tree(root: type[errors.SaysoError]) -> list[type[errors.SaysoError]]:
    return [root, *(e for child in root.__subclasses__() for e in tree(child))]


ALL = tree(errors.SaysoError)


def test_every_error_of_the_module_is_in_the_tree() -> None:
    declared = {name for name in vars(errors) if name.endswith("Error")}
    assert declared == {e.__name__ for e in ALL}
    assert len(ALL) > 20


def test_no_two_have_the_same_code() -> None:
    codes = [e.exit_code for e in ALL]
    assert len(set(codes)) == len(codes)
    assert all(0 < code < 126 for code in codes)  # a shell keeps the rest for itself


@pytest.mark.parametrize("error", ALL, ids=lambda e: e.__name__)
def test_an_error_says_what_it_is_and_has_a_code_of_its_own(error: type[errors.SaysoError]) -> None:
    assert re.fullmatch(r"[A-Z].*\.", (error.__doc__ or "").split("\n")[0])
    assert "exit_code" in vars(error)
    with pytest.raises(errors.SaysoError, match="why"):
        raise error("why")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.SaysoError, 1),
        (errors.UsageError, 2),
        (errors.PartialFailureError, 3),
        (errors.EmptyInputError, 12),
        (errors.UnsafeAddressError, 21),
        (errors.NoArticleError, 31),
        (errors.ModelDamagedError, 42),
    ],
)
def test_codes_do_not_change(error: type[errors.SaysoError], code: int) -> None:
    assert error.exit_code == code
