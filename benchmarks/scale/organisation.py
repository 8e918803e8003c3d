"""An organisation of any size: who is on its staff list, who joins its one large trial, and what else goes on there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from sqlmodel import Session, select

from benchmarks.speed.hospital import CHANNEL, DEPARTMENTS, TEAM, job_title, profile, user_id
from benchmarks.speed.inserting import like, put
from benchmarks.speed.trials import NOW, fill_meetings
from bot.register.staff_list import StaffRow
from storage.tables import AccountRow, Person, Signup, Trial, Workspace

LEE = 1
"""Whoever facilitates, by the number on the staff list, which is the id too."""

JOINING = 0.05
"""The part of everybody who joins the one large trial."""

OTHERS, IN_EACH = 20, 0.01
"""How many other trials are under way in which people have been introduced, and the part of everybody in each."""

ANSWERING = 0.6
"""The part of those introduced who give feedback."""

SITES = tuple(f"Site {number}" for number in range(1, 11))
"""As many as a trial may have."""


@dataclass(frozen=True)
class Organisation:
    """So many people."""

    people: int

    @property
    def joiners(self) -> range:
        """Who joins the large trial, by number: an even number of people."""
        return range(LEE + 1, LEE + 1 + 2 * max(2, round(self.people * JOINING / 2)))

    @property
    def answering(self) -> range:
        """Who of them gives feedback."""
        return self.joiners[: round(len(self.joiners) * ANSWERING)]

    @property
    def in_others(self) -> Mapping[int, list[int]]:
        """Who is in each of the others, by its number: drawn from everybody, those who join the large one included."""
        chance, those = Random(1), range(LEE + 1, self.people + 1)
        many = 2 * max(1, round(self.people * IN_EACH / 2))
        return {trial: chance.sample(those, many) for trial in range(1, OTHERS + 1)}

    def staff(self) -> Iterable[StaffRow]:
        """The rows of the staff list."""
        return (StaffRow.model_validate({"id": str(one), **_listed(one)}) for one in range(1, self.people + 1))


def answers_of(number: int) -> dict[str, Any]:
    """What somebody says on joining a trial."""
    return {
        "sites": (SITES[number // len(DEPARTMENTS) % len(SITES)],),
        "meetups": "one",
        "department": DEPARTMENTS[number % len(DEPARTMENTS)],
        "role_group": "clinical" if number % 3 else "non_clinical",
        "job_title": job_title(number),
    }


def _listed(number: int) -> dict[str, Any]:
    who, said = profile(number), answers_of(number)
    return {
        "name": who.name,
        "email": who.email,
        "sites": ";".join(said["sites"]),
        "department": said["department"],
        "role_group": said["role_group"],
        "job_title": said["job_title"],
    }


def put_others(session: Session, organisation: Organisation) -> None:
    """Let there be the other trials, in which everybody has been introduced; and let Lee facilitate.

    Everybody is on the staff list by then. What came of it stands in rows, as the bot would have left them.
    """
    at = session.exec(select(Workspace)).one()
    here, were_in = at.organisation_id, organisation.in_others
    session.get_one(Person, LEE).facilitates = True
    session.flush()
    account = AccountRow(
        organisation_id=here, workspace_id=at.id, person_id=0, platform="slack", tenant=TEAM, user="", acted_at=NOW
    )
    known = sorted({LEE, *(person for them in were_in.values() for person in them)})
    accounts = ({"person_id": one, "user": user_id(one)} for one in known)
    put(session, AccountRow, like(account, accounts, without=["id"]))
    today = NOW.date()
    trial = Trial(
        id=0,
        organisation_id=here,
        facilitator_id=LEE,
        phase="waiting_for_meetings",
        title="",
        channel=CHANNEL,
        channel_name="coffee",
        workspace_id=at.id,
        timezone="Europe/London",
        signups_close=today - timedelta(days=14),
        meet_by=today + timedelta(days=90),
        sites=list(SITES),
        opened_at=NOW,
    )
    put(session, Trial, like(trial, ({"id": one, "title": f"Trial {one}"} for one in were_in)))
    signup = Signup(organisation_id=here, trial_id=0, person_id=0)
    places = (
        {**answers_of(one), "sites": list(answers_of(one)["sites"]), "trial_id": number, "person_id": one}
        for number, them in were_in.items()
        for one in them
    )
    put(session, Signup, like(signup, places, without=["id"]))
    fill_meetings(session, here, were_in, said=False)
