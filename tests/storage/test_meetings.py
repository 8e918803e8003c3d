"""Who met whom, and who is owed a meeting."""

from datetime import UTC, date, datetime

from sqlmodel import Session

from storage import meetings, organisations, people
from storage.database import Database
from storage.here import Here
from storage.tables import Meeting, MeetingMember, Organisation, Person, Signup, Trial

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Hospital:
    """One organisation with people in it, and trials that have brought some of them together."""

    def __init__(self, session: Session, names: str = "abcd") -> None:
        self.session = session
        self.organisation: Organisation = organisations.new(session, "Europe/London")
        self.org = self.organisation.id
        self.workspace = people.workspace(session, "slack", f"T{self.org}", "Europe/London").id
        rows = [Person(organisation_id=self.org, name=name) for name in names]
        session.add_all(rows)
        session.flush()
        self.ids = {row.name: row.id for row in rows}

    def trial(self, *groups: str, phase: str = "filed", joined: str = "abcd", meetups: str = "one") -> Trial:
        """A trial that these joined and that introduced these groups, all of them at Northgate."""
        trial = Trial(
            organisation_id=self.org,
            facilitator_id=self.ids["a"],
            phase=phase,
            title="KNOWvember",
            channel="C1",
            workspace_id=self.workspace,
            timezone="Europe/London",
            signups_close=date(2026, 11, 6),
            meet_by=date(2026, 11, 30),
            opened_at=NOON,
        )
        self.session.add(trial)
        self.session.flush()
        for name in joined:
            self.session.add(self._signup(trial, name, meetups))
        for group in groups:
            self.introduce(trial, group)
        self.session.flush()
        return trial

    def introduce(self, trial: Trial, group: str, phase: str = "waiting_to_meet") -> None:
        """Bring people together; `phase` is that of each one's place."""
        meeting = Meeting(
            organisation_id=self.org,
            trial_id=trial.id,
            phase="waiting_to_meet",
            site="Northgate",
            first_writer_id=self.ids[group[0]],
            introduced_at=NOON,
        )
        self.session.add(meeting)
        self.session.flush()
        for name in group:
            self.session.add(
                MeetingMember(organisation_id=self.org, meeting_id=meeting.id, person_id=self.ids[name], phase=phase)
            )
        self.session.flush()

    def met(self, names: str = "abcd") -> dict[str, int]:
        """`met_before`, by two names."""
        by_id = {person: name for name, person in self.ids.items()}
        found = meetings.met_before(Here(self.session, self.org), [self.ids[name] for name in names])
        return {"".join(sorted(by_id[person] for person in pair)): ago for pair, ago in found.items()}

    def owed(self) -> dict[str, int]:
        """`owed`, by name."""
        found = meetings.owed(Here(self.session, self.org), list(self.ids.values()))
        return {name: found[person] for name, person in self.ids.items()}

    def _signup(self, trial: Trial, name: str, meetups: str) -> Signup:
        return Signup(
            organisation_id=self.org,
            trial_id=trial.id,
            person_id=self.ids[name],
            sites=["Northgate", "Southfield"],
            meetups=meetups,
        )


def test_rounds_are_counted_back_from_the_last_trial_that_introduced_anybody(database: Database) -> None:
    with database.writing() as session:
        here = Hospital(session)
        here.trial("ab", "cd")
        here.trial("ab")
        here.trial("acd")
        here.trial()
        assert here.met() == {"ac": 1, "ad": 1, "cd": 1, "ab": 2}
        assert here.met("ab") == {"ab": 2}


def test_nothing_is_seen_of_another_organisation(database: Database) -> None:
    with database.writing() as session:
        here, elsewhere = Hospital(session), Hospital(session)
        trial = here.trial("ab")
        assert elsewhere.met() == {}
        assert elsewhere.owed() == dict.fromkeys("abcd", 0)
        assert meetings.in_trial(Here(session, elsewhere.org), trial.id) == []
        assert list(meetings.introduced(Here(session, elsewhere.org), trial.id)) == []


def test_who_was_left_out_or_in_a_three_is_owed(database: Database) -> None:
    with database.writing() as session:
        here = Hospital(session, "abcde")
        here.trial("abc", joined="abcde")
        here.trial("ab", "cd", joined="abcde")
        assert here.owed() == {"a": 1, "b": 1, "c": 1, "d": 1, "e": 2}


def test_a_trial_that_was_cancelled_or_has_not_introduced_anybody_owes_nothing(database: Database) -> None:
    with database.writing() as session:
        here = Hospital(session)
        here.trial("ab", phase="cancelled")
        here.trial(phase="waiting_for_draw")
        assert here.owed() == dict.fromkeys("abcd", 0)


def test_one_site_of_two_is_half_a_debt(database: Database) -> None:
    with database.writing() as session:
        here = Hospital(session)
        here.trial("ab", joined="ab", meetups="each_site")
        assert here.owed() == {"a": 1, "b": 1, "c": 0, "d": 0}


def test_who_waited_for_somebody_new_in_vain_is_owed_and_who_found_one_is_not(database: Database) -> None:
    with database.writing() as session:
        here = Hospital(session)
        trial = here.trial(joined="abcd")
        here.introduce(trial, "ab", phase="waiting_for_match")
        here.introduce(trial, "cd", phase="matched_again")
        here.introduce(trial, "ac")
        assert here.owed() == {"a": 0, "b": 1, "c": 0, "d": 1}
