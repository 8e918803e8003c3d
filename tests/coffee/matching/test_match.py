"""What a caller relies on: the same again for a seed, plain words, and a second chance."""

import os
import subprocess
import sys
from dataclasses import replace
from random import Random

import pytest

from activities.coffee.matching import match
from activities.coffee.matching.problem import Candidate, Pool, Quality, Shortfall
from activities.coffee.spreadsheets import in_words, summary
from tests.coffee.matching import oracle
from tests.coffee.matching.hospitals import hospital

DRAW = """
from activities.coffee.matching import match
from tests.coffee.matching.hospitals import hospital
print(match(hospital(1, {people}, sites=3, rounds=8, virtual=0.2), 5))
"""


def person(id: str, department: str, *sites: str, clinical: bool = False, **more: bool) -> Candidate:  # noqa: A002
    return Candidate(id, sites, department, clinical, **more)


def in_a_new_process(people: int, hash_seed: int) -> bytes:
    return subprocess.run(  # noqa: S603 - our own interpreter on our own code
        [sys.executable, "-c", DRAW.format(people=people)],
        env=os.environ | {"PYTHONHASHSEED": str(hash_seed)},
        check=True,
        capture_output=True,
    ).stdout


def test_the_same_in_any_order_of_the_input() -> None:
    pool = hospital(2, 90, rounds=5, apart=10, virtual=0.2)
    draws = set()
    for seed in range(4):
        random = Random(seed)
        people = [replace(one, sites=tuple(random.sample(one.sites, len(one.sites)))) for one in pool.candidates]
        met = list(pool.met.items())
        random.shuffle(people)
        random.shuffle(met)
        draws.add(repr(match(Pool(tuple(people), dict(met), pool.apart), 9).groups))
    assert len(draws) == 1


@pytest.mark.slow
@pytest.mark.parametrize("people", [80, 6000])
def test_the_same_in_any_process(people: int) -> None:
    assert len({in_a_new_process(people, hash_seed) for hash_seed in (0, 1, 2)}) == 1


def test_another_seed_draws_another_matching() -> None:
    pool = hospital(2, 60)
    assert len({match(pool, seed).groups for seed in range(5)}) == 5


def test_nothing_heavy_is_imported_before_something_is_matched() -> None:
    heavy = "{'numpy', 'scipy', 'rustworkx', 'networkx'} & sys.modules.keys()"
    code = f"import sys; import activities.coffee.matching; import bot.cli.match; assert not {heavy}, {heavy}"
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 - our own interpreter on our own code


@pytest.mark.parametrize("people", [0, 1, 2, 3])
def test_hardly_anybody(people: int) -> None:
    pool = Pool(tuple(person(f"p{n}", f"D{n}", "Northgate") for n in range(people)))
    matching = match(pool, 1)
    oracle.check_lawful(pool, matching)
    assert [len(group.members) for group in matching.groups] == {0: [], 1: [], 2: [2], 3: [3]}[people]


def test_progress_runs_from_nothing_to_all() -> None:
    told: list[float] = []
    match(hospital(1, 3000, sites=6), 1, told.append)
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)
    assert len(told) > 4


@pytest.mark.parametrize(
    ("pool", "seed"),
    [
        (lambda: Pool((person("a", "X", "N"), person("a", "Y", "N"))), 1),
        (lambda: Pool((person("a", "X", ""),)), 1),
        (lambda: Pool((replace(person("a", "X", "N"), owed=-1),)), 1),
        (lambda: Pool(()), -1),
    ],
    ids=["twice", "nameless-site", "owed", "seed"],
)
def test_what_nobody_may_ask(pool: object, seed: int) -> None:
    with pytest.raises(ValueError, match=r"id|site|owed|seed"):
        match(pool(), seed)  # type: ignore[operator]


def test_why_a_pair() -> None:
    ann = person("ann", "Emergency Department", "Northgate", "Eastgate", clinical=True)
    bo = person("bo", "Finance", "Northgate")
    (group,) = match(Pool((ann, bo)), 1).groups
    assert group.site == "Northgate"
    assert group.why == (
        "Emergency Department (clinical) with Finance (non-clinical), both at Northgate; never matched before"
    )
    (again,) = match(Pool((ann, bo), {frozenset(("ann", "bo")): 3}), 1).groups
    assert again.met_before
    assert again.why.endswith("; matched before, 3 rounds ago")


def test_why_three() -> None:
    people = [
        person("ann", "Wards", "Northgate"),
        person("bo", "Finance", "Northgate"),
        person("cy", "Library", "Northgate"),
    ]
    (group,) = match(Pool(tuple(people), {frozenset(("ann", "bo")): 1, frozenset(("ann", "cy")): 1}), 1).groups
    assert group.third == "ann", "the other two never met, so they are the pair"
    assert group.why in (
        "Finance and Library, joined by Wards (all non-clinical), all three at Northgate; "
        "two of them matched before, in the last round",
        "Library and Finance, joined by Wards (all non-clinical), all three at Northgate; "
        "two of them matched before, in the last round",
    )


def test_why_virtual() -> None:
    pair = person("ann", "Wards", "Eastgate", virtual=True), person("bo", "Finance", virtual=True)
    (group,) = match(Pool(pair), 1).groups
    assert group.site == ""
    assert group.why == "Wards with Finance (both non-clinical), in a virtual meeting; never matched before"


@pytest.mark.parametrize(
    ("others", "apart", "why"),
    [
        ([], [], "nobody else wants to meet at Southfield"),
        ([("bo", "Wards", "Southfield")], [], "the only other people at Southfield are in your own department"),
        (
            [("bo", "Finance", "Southfield"), ("cy", "Wards", "Southfield")],
            [("ann", "bo")],
            "everybody else at Southfield is in your own department or to be kept apart from you",
        ),
        (
            [("bo", "Finance", "Southfield"), ("b2", "Wards", "Southfield"), ("b3", "Wards", "Southfield")],
            [("bo", "b2")],
            "more people at Southfield are from Wards than from all other departments together",
        ),
        (
            [("bo", "Finance", "Southfield"), ("cy", "Library", "Southfield")],
            [("ann", "cy")],
            "everybody you could meet at Southfield is already meeting somebody else",
        ),
    ],
    ids=["alone", "own-department", "apart", "many", "taken"],
)
def test_why_nobody(others: list[tuple[str, str, str]], apart: list[tuple[str, str]], why: str) -> None:
    people = (person("ann", "Wards", "Southfield"), *(person(*other) for other in others))
    pool = Pool(people, apart=frozenset(frozenset(pair) for pair in apart))
    reasons = {(one.id, one.site, one.why) for seed in range(8) for one in match(pool, seed).left_out}
    assert ("ann", "Southfield", why) in reasons


def test_a_second_chance_for_those_whose_meeting_fell_through() -> None:
    """Two know each other; a third was left out: nobody is sent back to whom they came from."""
    ann, bo, cy = (
        person("ann", "Wards", "Northgate"),
        person("bo", "Finance", "Northgate"),
        person("cy", "Library", "Northgate"),
    )
    free = Pool((ann, bo, replace(cy, owed=1)), {frozenset(("ann", "bo")): 1}, frozenset({frozenset(("ann", "bo"))}))
    matching = match(free, 3)
    (group,) = matching.groups
    assert "cy" in group.members
    assert len(matching.left_out) == 1
    assert matching.left_out[0].why == "everybody you could meet at Northgate is already meeting somebody else"


def test_one_meeting_at_each_site() -> None:
    ann = person("ann", "Wards", "Northgate", "Southfield", each_site=True)
    pool = Pool((ann, person("bo", "Finance", "Northgate"), person("cy", "Library", "Southfield")))
    groups = match(pool, 1).groups
    assert [(group.site, group.members) for group in groups] == [
        ("Northgate", ("ann", "bo")),
        ("Southfield", ("ann", "cy")),
    ]


def test_the_summary_says_how_good_it_is() -> None:
    lines = summary(match(hospital(1, 24, several_sites=0, owed=0), 4))
    assert lines[-2:] == ["How good that is: the best possible: proven", "Seed: 4"]
    near = Quality((900, 0, 900, 400, 800, 0), (Shortfall(3, 400, 1402), Shortfall(5, -3, 0)), 900, 0, 0, 400)
    assert in_words(near) == (
        "close to the best possible: 400 pairs of clinical with non-clinical, and at most 1,402 are possible"
    )
