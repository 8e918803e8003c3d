"""What is kept of somebody's actions: told, forgotten and deleted, on every kind of database."""

from datetime import date

from sqlmodel import select

from activities import ACTIVITIES
from storage.tables import Act, Action
from tests.actions.opening import FROM, LABELS, has_to, is_to_be_reminded, the_action
from tests.privacy.test_anywhere import everything
from tests.town import Town


def test_whoever_is_forgotten_leaves_what_was_open_to_somebody_else_and_none_of_their_words(anywhere: Town) -> None:
    annabel = anywhere.person("Annabel Quistgaard")
    has_to(anywhere, annabel)
    has_to(anywhere, annabel, "Thank the porters")
    is_to_be_reminded(anywhere, annabel)
    annabel.presses("Done", near="Thank the porters")
    annabel.fills("actions.done", outcome="They were astonished.")
    anywhere.lee.is_told("Annabel Quistgaard has done this")
    known = ("Annabel", "They were astonished.")
    assert all(one in everything(anywhere) for one in known)
    annabel.types("/knowhow forget me")
    annabel.presses("Forget me")
    assert [one for one in known if one in everything(anywhere)] == []
    anywhere.lee.is_told("Nobody has this any more")
    assert the_action(anywhere).phase == "waiting_for_owner"
    assert the_action(anywhere, "Thank the porters").phase == "done"
    with anywhere.database.reading() as session:
        assert not session.exec(select(Action).where(Action.own)).all()


def test_what_is_kept_is_told(anywhere: Town) -> None:
    ann = anywhere.person("Ann")
    has_to(anywhere, ann)
    ann.presses("Done")
    ann.fills("actions.done", outcome="They are here.")
    knowhow = next(activity for activity in ACTIVITIES if activity.name == "knowhow")
    with anywhere.turn() as turn:
        turn.by = ann.row(turn.session)
        text = knowhow.documents["mine"](turn, str(ann.id)).content.decode()
    assert f"Action: {LABELS}" in text
    assert "what you said of it: They are here." in text


def test_a_year_after_it_ended_it_goes_and_so_does_what_was_never_ended(anywhere: Town) -> None:
    ann = anywhere.person("Ann")
    has_to(anywhere, ann)
    has_to(anywhere, ann, "Never done", due=date(2026, 12, 18))
    anywhere.comes_to(date(2026, 11, 10))
    ann.presses("Done", near=LABELS)
    ann.fills("actions.done")
    anywhere.comes_to(date(2027, 11, 10))
    assert the_action(anywhere).phase == "done"
    anywhere.comes_to(date(2027, 11, 12))
    assert the_action(anywhere, "Never done").phase == "waiting_to_be_done"
    anywhere.comes_to(date(2027, 12, 20))
    with anywhere.database.reading() as session:
        assert not session.exec(select(Action)).all()


def test_what_came_from_one_review_is_put_on_hold_together(anywhere: Town) -> None:
    ann = anywhere.person("Ann")
    has_to(anywhere, ann)
    has_to(anywhere, ann, "Another thing", due=date(2026, 12, 18))
    anywhere.lee.types("/actions hold")
    anywhere.lee.presses(FROM)
    anywhere.lee.is_answered("is kept until Sunday 19 December 2027")
    anywhere.lee.presses("Put on hold")
    anywhere.lee.is_answered("is on hold")
    anywhere.comes_to(date(2028, 1, 10))
    assert the_action(anywhere).on_hold
    anywhere.lee.presses("Release")
    anywhere.comes_to(date(2028, 1, 12))
    with anywhere.database.reading() as session:
        assert not session.exec(select(Action)).all()


def test_what_a_facilitator_does_about_an_action_is_audited(anywhere: Town) -> None:
    has_to(anywhere, "the ward manager")
    anywhere.lee.presses("Close it")
    with anywhere.database.reading() as session:
        assert [(act.what, act.about) for act in session.exec(select(Act)).all()] == [
            ("actions.close", str(the_action(anywhere).id))
        ]
