"""`knowhow match`, as a librarian runs it."""

import csv
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot.cli.match import match_command

app = typer.Typer()
app.command("match")(match_command)

SIGNUPS = ["id,name,sites,department,role_group,email"] + [
    f"p{n:02},Person {n},{'Northgate' if n % 3 else 'Southfield;Northgate'},Dept {n % 5},"
    f"{'clinical' if n % 2 else 'non_clinical'},p{n}@example.org"
    for n in range(23)
]


def run(*args: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(arg) for arg in args])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def signups(tmp_path: Path) -> Path:
    path = tmp_path / "signups.csv"
    path.write_text("\n".join(SIGNUPS))
    return path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_pairs_and_a_summary(tmp_path: Path, signups: Path) -> None:
    code, out, _ = run(signups, "--seed", 7, "--out", tmp_path / "pairs.csv")
    assert code == 0
    assert out == (
        "23 people signed up\n"
        "10 pairs and 1 three; nobody left over\n"
        "no groups in which people met before; 11 groups of clinical with non-clinical\n"
        "How good that is: the best possible: proven\n"
        "Seed: 7\n"
    )
    pairs = rows(tmp_path / "pairs.csv")
    assert [row["group"] for row in pairs] == [str(number) for number in range(1, 12)]
    assert sorted(member for row in pairs for member in (row["a"], row["b"], row["c"]) if member) == [
        f"p{n:02}" for n in range(23)
    ]
    first = pairs[0]
    assert first["a_name"] == f"Person {int(first['a'][1:])}"
    assert first["b_email"] == f"p{int(first['b'][1:])}@example.org"
    assert first["why"].endswith(f"both at {first['site']}; never matched before")
    assert rows(tmp_path / "pairs.left-out.csv") == []


def test_earlier_pairs_are_history(tmp_path: Path, signups: Path) -> None:
    args: list[object] = [signups, "--seed", 1]
    met: set[frozenset[str]] = set()
    for number in range(4):
        out = tmp_path / f"{number}.csv"
        assert run(*args, "--out", out)[0] == 0
        pairs = {frozenset((row["a"], row["b"])) for row in rows(out)}
        assert not pairs & met
        met |= pairs
        args += ["--history", out]


def test_who_is_left_out_and_why(tmp_path: Path) -> None:
    path = tmp_path / "signups.csv"
    path.write_text("\n".join([*SIGNUPS, "x1,Xu,Eastgate,Library,clinical,", "x2,Yi,Eastgate,Library,clinical,"]))
    code, out, _ = run(path, "--out", tmp_path / "pairs.csv")
    assert code == 0
    assert "2 people left over" in out
    assert [(row["name"], row["why"]) for row in rows(tmp_path / "pairs.left-out.csv")] == [
        ("Xu", "the only other people at Eastgate are in your own department"),
        ("Yi", "the only other people at Eastgate are in your own department"),
    ]


def test_without_a_seed_one_is_drawn_and_told(tmp_path: Path, signups: Path) -> None:
    first, again = tmp_path / "first.csv", tmp_path / "again.csv"
    seed = run(signups, "--out", first)[1].split("Seed: ")[1].strip()
    run(signups, "--out", again, "--seed", seed)
    assert again.read_bytes() == first.read_bytes()


def test_bad_input_writes_nothing(tmp_path: Path, signups: Path) -> None:
    apart = tmp_path / "apart.csv"
    apart.write_text("a,b\np01,nobody\n")
    code, out, err = run(signups, "--apart", apart, "--out", tmp_path / "pairs.csv")
    assert (code, out) == (2, "")
    assert err == "apart.csv, line 2, column b: nobody of this id has signed up\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["apart.csv", "signups.csv"]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    code, _, err = run(tmp_path / "none.csv", "--out", tmp_path / "pairs.csv")
    assert code == 2
    assert "none.csv: this file cannot be read (No such file or directory)" in err


def test_the_same_bytes_in_any_order_and_process(tmp_path: Path) -> None:
    results = set()
    for number in range(2):
        path, out = tmp_path / f"{number}.csv", tmp_path / f"{number}-pairs.csv"
        shuffled = SIGNUPS[1:]
        random.Random(number).shuffle(shuffled)
        path.write_text("\n".join([SIGNUPS[0], *shuffled]))
        command = "import typer; from bot.cli.match import match_command; typer.run(match_command)"
        subprocess.run(  # noqa: S603 - our own interpreter on our own files
            [sys.executable, "-c", command, path, "--seed", "3", "--out", out],
            env=os.environ | {"PYTHONHASHSEED": str(number)},
            check=True,
            capture_output=True,
        )
        results.add((out.read_bytes(), (tmp_path / f"{number}-pairs.left-out.csv").read_bytes()))
    assert len(results) == 1
