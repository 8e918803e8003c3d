"""Inviting people who have never used the bot: text, links and poster together, and Join where the link leads."""

from datetime import date

import pytest
from sqlmodel import col, select

from activities import ACTIVITIES
from activities.kit.phases import MovedOn
from activities.kit.views import Document
from activities.kit.ways_in import WayIn
from storage.tables import Message
from tests.cafe.round_the_tables import plan
from tests.kit.codes import pictures, read_back
from tests.town import Town, Townsperson

pytestmark = pytest.mark.engine_alone("says itself which ways in there are")

SLACK = WayIn(
    "Slack", "https://slack.com/app_redirect?app=A1&team=T1", "slack.com/app_redirect?app=A1", "send /{typed}"
)
NOBODY = "No account in Slack? Write to Lee Librarian"


@pytest.fixture
def way(town: Town) -> WayIn:
    town.is_like_no_other()  # what others were told says nothing of it
    town.engine.ways_in["slack"] = SLACK
    return SLACK


def made(town: Town, by: Townsperson, document: str) -> list[Document]:
    """The files of this kind that are on their way, as they are when they are sent."""
    found = []
    with town.turn() as turn:
        turn.by = by.row(turn.session)
        recipes = select(Message).where(Message.document == document).order_by(col(Message.id))
        for message in turn.session.exec(recipes).all():
            activity = next(one for one in ACTIVITIES if one.name == message.activity)
            found.append(activity.documents[document](turn.for_activity(activity.name), message.subject))
    return found


def posters(town: Town, by: Townsperson) -> list[str]:
    """The posters that are on their way."""
    return [document.content.decode() for document in made(town, by, "poster")]


def test_whoever_opens_a_trial_gets_text_links_and_poster_together(town: Town, way: WayIn) -> None:
    town.trial()
    town.lee.is_told(f"Slack: open {way.link} and send /coffee join.")
    town.lee.is_told(NOBODY)
    town.lee.is_told("A poster for KNOWvember")
    (poster,) = posters(town, town.lee)
    assert [read_back(picture) for picture, _ in pictures(poster)] == [[way.link]]
    for words in ("<h1>KNOWvember</h1>", "Friday 6 November, 17:00", "Northgate or Southfield", NOBODY):
        assert words in poster


def test_whoever_plans_a_cafe_gets_them_too(town: Town, way: WayIn) -> None:
    cafe = plan(town)
    town.lee.is_told(f"Slack: open {way.link} and send /cafe join.")
    (poster,) = posters(town, town.lee)
    assert [read_back(picture) for picture, _ in pictures(poster)] == [[way.link]]
    assert f"<h1>{cafe.question}</h1>" in poster
    assert cafe.place in poster


def test_they_can_be_had_again_as_they_are_now(town: Town, way: WayIn) -> None:
    town.trial()
    town.lee.types("/coffee change")
    town.lee.fills("trial", signups_close=date(2026, 11, 13))
    town.lee.types("/coffee invite")
    town.lee.is_answered("Sign up by Friday 13 November")
    assert "Friday 13 November, 17:00" in posters(town, town.lee)[-1]
    plan(town)
    town.lee.types("/cafe invite")
    town.lee.is_answered(NOBODY)


def test_a_code_can_be_had_as_a_picture_with_a_text_for_those_who_do_not_see_it(town: Town, way: WayIn) -> None:
    town.trial()
    town.lee.presses("Slack code as a picture", near="KNOWvember")
    town.lee.is_answered("The code is in your own chat with me")
    town.lee.sees("to paste into one or into a newsletter")
    plan(town)
    town.lee.presses("Slack code as a picture", near="Here is the café")
    for picture in made(town, town.lee, "code"):
        assert read_back(picture.content) == [way.link]
        assert picture.alt == f"QR code for Slack. It leads to {way.link}"
    assert len(made(town, town.lee, "code")) == 2
    town.engine.ways_in.clear()  # as in a process that does not serve that platform any more
    with pytest.raises(MovedOn):
        made(town, town.lee, "code")


def test_where_nothing_is_open_there_is_nothing_to_invite_to(town: Town) -> None:
    for command in ("/coffee invite", "/cafe invite"):
        town.lee.types(command)
        town.lee.is_answered("nothing to invite people to")


def test_nobody_but_a_facilitator_gets_a_poster(town: Town, way: WayIn) -> None:
    town.trial()
    ann = town.person("Ann Able")
    ann.types("/coffee join")
    ann.fills("signup")
    with pytest.raises(MovedOn):
        posters(town, ann)
    ann.types("/coffee invite")
    ann.is_answered("Only a facilitator can do that.")


def test_where_the_link_leads_join_stands_at_once(town: Town, way: WayIn) -> None:
    town.trial()
    ann = town.person("Ann Able")
    ann.goes_home()
    ann.presses("Join", near="KNOWvember")
    ann.fills("signup")
    ann.is_answered("you’re in")
    bo = town.person("Bo Baker")
    bo.types("/coffee join")
    bo.fills("signup")
    bo.is_answered("you’re in")
