"""The patient-details stop, counted: what it must catch of each class, and how seldom it may warn for nothing.

The cases are written as ward managers, porters, librarians and others write; whatever looks like a patient's is
invented. NHS numbers are of the range 999, which is never issued, wherever that can be.
"""

from pathlib import Path

from activities.kit.policy import Policy
from bot.cli.screen_cases import judged, read_cases

CASES = Path(__file__).parent / "screen_cases.tsv"
AT_LEAST, FALSE_AT_MOST = 0.95, 0.03
CLASSES = (
    *("nhs number", "disguised nhs number", "hospital number", "birth", "bed and place", "address"),
    *("e-mail", "vehicle", "telephone"),
)


def test_of_each_class_nearly_all_is_caught_and_little_else() -> None:
    cases = read_cases(CASES)
    scores, misses = judged(cases, Policy())
    assert len(cases) >= 500
    assert {score.name for score in scores} == {*CLASSES, "nothing"}
    rates = {score.name: score.rate for score in scores if score.rate is not None}
    assert {name: rate for name, rate in rates.items() if rate < AT_LEAST} == {}, misses
    harmless = sum(score.cases - score.to_catch for score in scores)
    assert harmless >= 170
    assert sum(score.false for score in scores) < FALSE_AT_MOST * harmless, misses
