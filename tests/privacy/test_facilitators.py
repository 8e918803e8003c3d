"""Who facilitates: shown to all, changed by facilitators, begun by the settings, and never nobody."""

from dataclasses import replace

import pytest
from sqlmodel import select

from activities.kit.events import Kind, People
from storage import audit
from storage.here import Here
from storage.tables import Act
from tests.fronts.differences import NO_ADMINS
from tests.town import Town, Townsperson


def appoints(town: Town, by: Townsperson, *chosen: Townsperson) -> None:
    by.types("/knowhow facilitators")
    by.presses("Add somebody")
    by.fills("knowhow.appoint", people=People(tuple(one.profile for one in chosen)))


def acts(town: Town) -> list[tuple[str, str, str]]:
    """Who did what about what."""
    with town.database.reading() as session:
        since = session.exec(select(Act.done_at)).first()
        assert since is not None
        return [(person.name, act.what, act.about) for act, person in audit.acts(Here(session, 1), since)]


def test_everybody_may_see_who_facilitates(town: Town) -> None:
    ann = town.person("Ann")
    ann.types("/knowhow facilitators")
    ann.is_answered("Lee Librarian")
    ann.has_no_button("Add somebody")
    ann.has_no_button("Hand over")


@pytest.mark.quick_through("teams")
def test_facilitators_add_and_remove_one_another(town: Town) -> None:
    ann, bo = town.person("Ann"), town.person("Bo")
    appoints(town, town.lee, ann, bo)
    town.lee.is_answered("Ann and Bo can facilitate now")
    ann.is_told("Lee Librarian has made you a facilitator")
    ann.types("/coffee new")
    assert ann.sheet("trial")
    bo.types("/knowhow facilitators")
    bo.presses("Remove")
    bo.types("/knowhow facilitators")
    bo.presses("Stop facilitating")
    bo.has_no_button("Add somebody")
    bo.types("/coffee new")
    bo.is_answered("Only a facilitator can do that.")


def test_whoever_is_removed_does_not_come_back_by_the_settings(town: Town) -> None:
    ann = town.person("Ann")
    appoints(town, town.lee, ann)
    ann.types("/knowhow facilitators")
    ann.presses_old(replace(ann.button("Remove"), subject=str(town.lee.id)))
    town.lee.is_told("You no longer facilitate")
    town.lee.types("/coffee new")
    town.lee.is_answered("Only a facilitator can do that. Please ask Ann.")
    town.engine.meet(town.lee.profile)
    town.lee.types("/coffee new")
    town.lee.is_answered("Only a facilitator can do that. Please ask Ann.")


def test_the_last_one_cannot_go(town: Town) -> None:
    ann = town.person("Ann")
    appoints(town, town.lee, ann)
    town.lee.types("/knowhow facilitators")
    button = town.lee.button("Stop facilitating")
    ann.types("/knowhow facilitators")
    ann.presses("Stop facilitating")
    town.lee.presses_old(button)
    town.lee.is_answered("there is nobody else. Please hand over instead")
    town.lee.types("/coffee new")
    assert town.lee.sheet("trial")


def test_handing_over(town: Town) -> None:
    ann = town.person("Ann")
    trial = town.trial(joined=[ann])
    town.lee.types("/knowhow facilitators")
    town.lee.presses("Hand over")
    town.lee.fills("knowhow.hand_over", people=People((town.lee.profile,)))
    town.lee.is_shown_errors(people="somebody else")
    town.lee.corrects(people=People((ann.profile,)))
    town.lee.is_answered("Handed over to Ann")
    town.lee.types("/coffee new")
    town.lee.is_answered("Only a facilitator can do that. Please ask Ann.")
    town.comes_to(trial.signups_close)
    ann.types("/coffee cancel")
    ann.is_answered(trial.title)


@pytest.mark.quick_through("teams")
@pytest.mark.parametrize("kind", [Kind.GUEST, Kind.BOT, Kind.STRANGER])
def test_only_members_can_be_chosen(town: Town, kind: Kind) -> None:
    ann = town.person("Ann")
    ann.profile = replace(ann.profile, kind=kind)
    town.front.hears_of(ann.profile)
    appoints(town, town.lee, ann)
    town.lee.is_shown_errors(people="only members")
    town.lee.corrects(people=None)
    town.lee.is_shown_errors(people="Please choose somebody.")


@pytest.mark.quick_through("slack")
@pytest.mark.not_through("teams", reason=NO_ADMINS)
def test_an_admin_may_appoint_and_sees_nothing_more(town: Town) -> None:
    ann, bo = town.person("Ann"), town.person("Bo")
    ann.profile = replace(ann.profile, is_admin=True)
    town.front.hears_of(ann.profile)
    trial = town.trial(joined=[ann, bo])
    ann.types("/coffee pairs")
    ann.is_answered("Only a facilitator can do that.")
    ann.types("/knowhow facilitators")
    ann.has_no_button("Remove")
    ann.has_no_button("Hand over")
    appoints(town, ann, bo)
    ann.is_answered("Bo can facilitate now")
    bo.types("/coffee cancel")
    bo.is_answered(trial.title)
    ann.types("/coffee report")
    ann.is_answered("Only a facilitator can do that.")


def test_whoever_leaves_and_comes_back_is_appointed_anew(town: Town) -> None:
    ann = town.person("Ann")
    appoints(town, town.lee, ann)
    ann.leaves_the_hospital()
    ann.profile = replace(ann.profile, active=True)
    town.front.hears_of(ann.profile)
    ann.types("/coffee new")
    ann.is_answered("Only a facilitator can do that.")


def test_every_act_of_a_facilitator_is_audited_without_its_content(town: Town) -> None:
    ann = town.person("Ann")
    trial = town.trial(title="Secret title", joined=[ann, town.person("Bo")])
    town.lee.types("/coffee status")
    town.lee.types("/coffee close")
    appoints(town, town.lee, ann)
    assert acts(town) == [
        ("Lee Librarian", "coffee.trial", str(trial.id)),
        ("Lee Librarian", "coffee.close", str(trial.id)),
        ("Lee Librarian", "knowhow.appoint", str(ann.id)),
    ]
