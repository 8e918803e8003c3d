"""Seating people from a spreadsheet."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.program import knowhow

HEAD = "id,name,department,role_group\n"


def call(*arguments: str) -> Result:
    return CliRunner().invoke(knowhow, ["rota", *arguments])


def test_people_are_seated_in_every_round_and_alike_from_the_same_seed(tmp_path: Path) -> None:
    people, out = tmp_path / "people.csv", tmp_path / "rota.csv"
    people.write_text(HEAD + "".join(f"p{one},Ann {one},Radiology,clinical\n" for one in range(16)))
    ran = call(str(people), "--rounds", "5", "--seed", "1", "--out", str(out))
    rows = [line.split(",") for line in out.read_text().splitlines()]
    assert (ran.exit_code, rows[0]) == (0, ["round", "table", "id"])
    assert sorted((row[0], row[2]) for row in rows[1:]) == sorted(
        (str(r), f"p{p}") for r in range(1, 6) for p in range(16)
    )
    assert call(str(people), "--rounds", "5", "--seed", "1").stdout == out.read_text()


@pytest.mark.parametrize(
    ("number", "rounds", "says"),
    [
        (16, "5", "Seated 16 people for 5 rounds. Nobody meets anybody twice."),
        (17, "3", "Seated 17 people for 3 rounds. Two people meet again 2 times: fewer are impossible."),
        (19, "6", "Seated 19 people for 6 rounds. Two people meet again 3 times: I found no way with fewer."),
    ],
)
def test_how_good_the_rota_is_is_said(tmp_path: Path, number: int, rounds: str, says: str) -> None:
    people, out = tmp_path / "people.csv", tmp_path / "rota.csv"
    people.write_text(HEAD + "".join(f"p{one},Ann {one},Radiology,clinical\n" for one in range(number)))
    assert call(str(people), "--rounds", rounds, "--seed", "1", "--out", str(out)).stdout.strip() == says


def test_a_file_with_nobody_in_it_is_no_use(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text(HEAD)
    ran = call(str(people), "--out", str(tmp_path / "rota.csv"))
    assert ran.exit_code == 2
    assert ran.stderr.splitlines() == ["people.csv, line 1: there is nobody in this file"]


def test_a_file_needs_each_of_its_columns(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("id\na\n")
    ran = call(str(people), "--out", str(tmp_path / "rota.csv"))
    assert ran.exit_code == 2
    assert ran.stderr.splitlines() == [
        f"people.csv, line 1, column {column}: this column is missing"
        for column in ("department", "name", "role_group")
    ]


def test_what_is_wrong_with_a_file_is_said_by_line_and_nothing_is_written(tmp_path: Path) -> None:
    people, out = tmp_path / "people.csv", tmp_path / "rota.csv"
    people.write_text(HEAD + "a,Ann,,\na,Bo,,\n,Cat,,\n")
    ran = call(str(people), "--out", str(out))
    assert ran.exit_code == 2
    assert ran.stderr.splitlines() == [
        "people.csv, line 3, column id: this person stands in line 2 already",
        "people.csv, line 4, column id: please give everybody an id",
    ]
    assert not out.exists()
