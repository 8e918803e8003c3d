"""A review that begins because the bot was asked to ask."""

from datetime import date

from tests.review.looking_back import fills, of, the_review
from tests.town import COFFEE, Town


def test_somebody_says_yes_and_their_facilitator_starts_the_review(town: Town) -> None:
    ann, *others = town.people(6)
    town.lee.types("/aar prompts")
    town.lee.presses("Set a prompt")
    town.lee.fills(
        "review.prompt", on=date(2026, 11, 9), every="4", people=of(ann), channel=COFFEE, about="The new ward round"
    )
    town.comes_to(date(2026, 11, 9))
    ann.is_told("Anything here to learn from? It’s about The new ward round.")
    ann.presses("Start a review", near="asked me to ask you")
    town.lee.presses("Start a review", near="says yes")
    assert town.lee.sheet("review.review").values["title"] == "The new ward round"
    fills(
        town,
        [ann, *others],
        template="aar",
        title="The new ward round",
        happened_on=date(2026, 11, 6),
        due=date(2026, 11, 20),
    )
    assert the_review(town, "The new ward round").phase == "waiting_for_answers"
    ann.is_told("asks you to take part in a review of The new ward round")


def test_a_late_click_on_a_prompt_says_nothing_of_a_review(town: Town) -> None:
    (ann,) = town.people(1)
    town.lee.types("/aar prompts")
    town.lee.presses("Set a prompt")
    town.lee.fills("review.prompt", on=date(2026, 11, 9), every="0", people=of(ann))
    town.lee.types("/aar prompts")
    stop = town.lee.button("Stop")
    town.lee.presses("Stop")
    town.lee.presses_old(stop)
    town.lee.is_answered("moved on since")
    town.lee.is_answered("There are none yet.")
