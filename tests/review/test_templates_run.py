"""Every kind of review runs to its record, and so does one that a librarian has dropped into a folder."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from activities import offering
from activities.review.template import Template
from activities.review.template.files import BUILT_IN, with_own
from storage.tables import Record, Review
from tests.front import Sheet
from tests.review.looking_back import fills, says, sends_round, starts, the_record, the_review, words
from tests.town import Town, Townsperson

OWN = """
title = "Huddle review"
says = "Ten minutes after a huddle"
ground_rules = ["Be brief."]
files = ["summary", "scores", "lessons"]

[timings]
minutes = [5, 10]

[[questions]]
id = "score"
asks = "How useful was it, out of ten?"
guidance = "0 is not at all."
kind = "score"

[[questions]]
id = "next"
asks = "What should the next one have?"
guidance = "One thing."
"""


def runs_through(town: Town, people: list[Townsperson], template: Template) -> Record:
    """Start it, answer every round, word it, agree, and give back what is filed."""
    town.lee.types("/review new")
    fills(town, people, template=template.name, title=template.title)
    if template.has_host:
        town.lee.fills("review.hosts", hosts=(str(people[0].id),))
    review = the_review(town, template.title)
    while review.phase == "waiting_for_answers":
        for person in people:
            answers_what_is_asked(person, review)
        town.comes_to(review.due + timedelta(days=1))
        review = the_review(town, template.title)
    assert review.phase == "waiting_for_summary"
    words(town)
    sends_round(town)
    for person in people:
        person.presses("I agree")
    return the_record(town)


def answers_what_is_asked(person: Townsperson, review: Review) -> None:
    """Answer each page of this round; those with nothing to answer are told that others do."""
    invited = [page for page in person.told if "Question" not in page.text and review.title in page.text][-1]
    if not any(button.label == "Answer" for button in invited.buttons):
        assert "others answer" in invited.text
        return
    person.presses("Answer")
    while isinstance(person.shown, Sheet):
        scored = bool(person.shown.options)
        says(person, "7" if scored else f"What {person.name} says in round {review.round}")


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_template_runs_to_its_record(town: Town, name: str) -> None:
    people = town.people(7)
    record = runs_through(town, people, BUILT_IN[name])
    assert record.title.startswith(BUILT_IN[name].title)
    assert record.lessons == ["Ask the porters first."]
    assert record.figures["asked"] in (6, 7)


def test_a_retrospect_files_its_scores(town: Town) -> None:
    record = runs_through(town, town.people(6), BUILT_IN["retrospect"])
    assert record.figures["scores"] == {"score": [7, 7, 7, 7, 7, 7]}


def test_a_template_dropped_into_the_folder_runs_too(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "huddle.toml").write_text(OWN, encoding="utf-8")
    templates = with_own(folder)
    town = Town(tmp_path, activities=offering(templates))
    record = runs_through(town, town.people(5), templates["huddle"])
    assert record.title == "Huddle review: Huddle review"
    assert record.figures["scores"] == {"score": [7, 7, 7, 7, 7]}
    town.close()


def test_rewording_a_template_changes_no_review_that_people_are_answering(town: Town) -> None:
    people = town.people(5)
    starts(town, people)
    aar = BUILT_IN["aar"]
    reworded = replace(aar, questions=(replace(aar.questions[0], asks="Was it fun?"), *aar.questions[1:]))
    town.engine.activities = {one.name: one for one in offering({**BUILT_IN, "aar": reworded})}
    people[0].presses("Answer")
    people[0].is_answered("What was expected to happen?")


def test_in_a_peer_assist_the_host_tells_visitors_help_and_the_host_says_what_it_adopts(town: Town) -> None:
    host, *visitors = town.people(6)
    town.lee.types("/review new")
    fills(town, [host, *visitors], template="peer_assist", title="Faster discharge")
    town.lee.fills("review.hosts", hosts=())
    town.lee.is_shown_errors(hosts="whose problem")
    town.lee.corrects(hosts=(str(host.id),))
    visitors[0].is_told("Just now others answer")
    host.is_told("Step 1 of 3: Tell.")
    host.presses("Answer")
    says(host, "Letters wait for two days.")
    town.lee.presses("Close answers now")
    visitors[0].is_told("Step 2 of 3: Ask and analyse.")
    visitors[0].presses("Read what was said so far")
    visitors[0].is_answered("Letters wait for two days. The host")
    for visitor in visitors:
        visitor.presses("Answer")
        says(visitor, "Who signs them?")
    town.lee.presses("Close answers now")
    host.is_told("Step 3 of 3: Feed back.")
    host.presses("Answer")
    says(host, "We let pharmacists sign, because two of you do.")
    for visitor in visitors:
        visitor.presses("Answer")
        says(visitor, "Start with one ward.")
    town.lee.presses("Close answers now")
    town.lee.presses("Read the answers")
    for _ in range(3):
        town.lee.presses("Next question")
    town.lee.is_answered("We let pharmacists sign, because two of you do. The host")


def test_a_before_action_review_leads_to_the_one_after(town: Town) -> None:
    people = town.people(5)
    town.lee.types("/review new")
    fills(town, people, template="bar", title="Ward 8 moves", happened_on=date(2026, 11, 30))
    for person in people:
        answers_what_is_asked(person, the_review(town, "Ward 8 moves"))
    town.lee.presses("Close answers now")
    words(town, summary="Beds first.", lessons="Ring the porters.")
    sends_round(town)
    for person in people:
        person.presses("I agree")
    town.comes_to(date(2026, 12, 1))
    town.lee.is_told("Is there something to learn from how it went?")
    town.lee.presses("Review how it went")
    assert town.lee.sheet("review.review").values["template"] == "aar"
    town.lee.fills("review.review", title="Ward 8 has moved", due=date(2026, 12, 11))
    people[0].is_told("It follows Before-action review: Ward 8 moves")
    after = the_review(town, "Ward 8 has moved")
    assert after.follows_id == the_review(town, "Ward 8 moves").id
