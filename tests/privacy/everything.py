"""Somebody who takes part in everything there is, with words that stand nowhere else."""

from datetime import date, datetime

from storage.tables import Trial
from tests.cafe.round_the_tables import minutes_pass, under_way
from tests.library.shelf import files
from tests.lives import lives
from tests.review.looking_back import answers, of, sends_round, starts, words
from tests.town import LONDON, Town, Townsperson

JOB = "Perfusionist extraordinaire"
FEEDBACK = "Palliative rounds astonished me"
ANSWER = "Zygotic corridors confused us"
SEALED = "Quokka trolleys vanished"
OUTCOME = "Labels shimmer on every crate"
BACKGROUND = "Foundlings of the old laundry"
PROMPTED = "Xylophone handover"
REUSED = "Marmalade fixed our bleeps"
TAKES_AWAY = "Serendipity needs sofas"
WILL_DO = "Befriend the switchboard"
FILED_FIRST, FILED = "Crates by colour", "Crates by number"
TOLD_HERE = {"coffee", "review", "cafe", "actions", "library", "knowhow"}
"""What this story weaves together; of every other activity the life is lived that its own tests tell."""

OTHER_LIVES = [life for life in lives().values() if life.activity not in TOLD_HERE]
SAID = (
    *(FILED_FIRST, FILED, JOB, FEEDBACK, ANSWER, SEALED, OUTCOME, PROMPTED, REUSED, TAKES_AWAY, WILL_DO),
    *(word for life in OTHER_LIVES for word in life.said),
)
"""Every word of theirs that the bot keeps and knows to be theirs."""

CLOSED = datetime(2026, 11, 16, 17, tzinfo=LONDON)
REPORTED = date(2026, 12, 11)


def takes_part_in_everything(town: Town, annabel: Townsperson) -> Trial:
    """They meet, review, act, prompt, sit down in a café, file and reuse; gives back the trial in which they met.

    By the end something of every kind has ended and been filed, and a trial and a review are under way.
    """
    others = [town.person(name, department="Finance") for name in ("Bo", "Cat", "Dan", "Eve", "Fay")]
    trial = _joins_a_trial(town, annabel, others[0])
    _sits_in_a_cafe(town, annabel, others)
    _meets(town, annabel)
    _reviews_and_acts(town, annabel, others)
    _sets_a_prompt(annabel, others[0])
    _files_and_reuses(annabel, others[0])
    town.comes_to(REPORTED)
    town.lee.presses("File it", near="Spring")
    _is_in_the_middle_of_more(town, annabel, others)
    for life in OTHER_LIVES:  # what others write of them is theirs, and stays until a facilitator has looked at it
        life.takes_part(town, annabel, others)
        life.facilitates(town, annabel, others)
    return trial


def _joins_a_trial(town: Town, annabel: Townsperson, bo: Townsperson) -> Trial:
    trial = town.trial("Spring", joined=[bo], approve="automatic")
    annabel.presses("Join", near="Spring")
    annabel.fills("signup", job_title=JOB)
    return trial


def _sits_in_a_cafe(town: Town, annabel: Townsperson, others: list[Townsperson]) -> None:
    under_way(town, annabel, *others)
    minutes_pass(town, 10)
    town.lee.types("/cafe close")
    town.lee.presses("Stop")
    annabel.presses("Say what you take away")
    annabel.fills("cafe.takeaway", takes_away=TAKES_AWAY, will_do=WILL_DO, share="by_name")
    minutes_pass(town, 4 * 24 * 60)
    town.lee.presses("File it in the library")
    town.lee.fills("cafe.record", themes="Sit down before you hand over.")


def _meets(town: Town, annabel: Townsperson) -> None:
    annabel.presses("We’ve met")
    said = {"met": "yes", "knew_each_other": "no", "would_again": "yes"}
    annabel.fills("feedback", **said, what_came_of_it=FEEDBACK, quote_consent="by_name")


def _reviews_and_acts(town: Town, annabel: Townsperson, others: list[Townsperson]) -> None:
    starts(town, [annabel, *others], attribution="by_name")
    for person in others:
        answers(person, "The beds were late.")
    answers(annabel, ANSWER)
    town.comes_to(CLOSED)
    words(town)
    town.lee.presses("Add an action")
    town.lee.fills("review.action", text="Label the crates", owner=of(annabel), due=date(2026, 12, 4))
    sends_round(town)
    for person in (annabel, *others):
        person.presses("I agree")
    annabel.presses("Done", near="Label the crates")
    annabel.fills("actions.done", outcome=OUTCOME)


def _sets_a_prompt(annabel: Townsperson, bo: Townsperson) -> None:
    annabel.types("/aar prompts")
    annabel.presses("Set a prompt")
    annabel.fills("review.prompt", on=date(2026, 11, 23), every="12", people=of(annabel, bo), about=PROMPTED)


def _files_and_reuses(annabel: Townsperson, bo: Townsperson) -> None:
    files(annabel, title=FILED_FIRST)
    annabel.types(f"/library show {FILED_FIRST}")
    annabel.presses("Edit")
    annabel.fills("library.record", title=FILED)
    asking = files(bo, title="Bleeps at night", contact=annabel.profile.email)
    annabel.types(f"/library show {asking}")
    annabel.presses("I used this")
    annabel.fills("library.used", used_in="Theatres", came_of_it=REUSED)


def _is_in_the_middle_of_more(town: Town, annabel: Townsperson, others: list[Townsperson]) -> None:
    town.trial("Summer", [annabel, others[0]], signups_close=date(2027, 1, 8), meet_by=date(2027, 2, 8))
    starts(town, [annabel, *others], title="Night moves", happened_on=date(2026, 12, 1), due=date(2027, 1, 22))
    answers(annabel, SEALED)
    town.comes_to(datetime(2027, 1, 11, 9, tzinfo=LONDON))
