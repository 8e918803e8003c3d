"""Where the bot can write: remembered as the platform described it, and gone with whoever is forgotten."""

from storage import conversations, joining, people
from storage.database import Database
from storage.tables import Person

REFERENCE = {"serviceUrl": "https://smba.trafficmanager.net/uk/", "conversation": {"id": "a:1"}}


def test_a_conversation_is_new_once_and_brought_up_to_date(database: Database) -> None:
    with database.writing() as session:
        at = people.workspace(session, "teams", "T1", "Europe/London")
        assert conversations.keep(session, at, "19:one", conversations.TEAM, reference=REFERENCE, name="Wards")
        assert not conversations.keep(session, at, "19:one", conversations.TEAM, reference={"serviceUrl": "moved"})
        (team,) = conversations.of_kind(session, at, conversations.TEAM)
        assert (team.name, team.reference) == ("Wards", {"serviceUrl": "moved"})
        conversations.forget(session, at, "19:one")
        assert conversations.newest(session, at) is None


def test_somebodys_own_chat_goes_when_they_are_forgotten(database: Database) -> None:
    with database.writing() as session:
        at = people.workspace(session, "teams", "T1", "Europe/London")
        conversations.keep(session, at, "a:1", conversations.PERSONAL, reference=REFERENCE)
        conversations.belongs_to(session, at, "a:1", "ann")
        assert conversations.own_chat(session, at, "ann") is None
        ann, _ = joining.know(session, at, "ann", name="Ann", email=None, kind="member", active=True)
        conversations.belongs_to(session, at, "a:1", "ann")
        assert conversations.own_chat(session, at, "ann") == "a:1"
        people.forget(session, ann, called="A colleague")
    with database.reading() as session:
        assert conversations.find(session, at, "a:1") is None


def test_somebody_with_two_accounts_is_here_until_both_have_gone(database: Database) -> None:
    def appears(platform: str, active: bool) -> Person:
        at = people.workspace(session, platform, "T1", "Europe/London")
        return joining.know(session, at, "ann", name="Ann", email="ann@hospital.example", kind="member", active=active)[
            0
        ]

    with database.writing() as session:
        ann = appears("slack", active=True)
        assert appears("teams", active=True) is ann
        appears("teams", active=False)
        assert ann.active
        appears("slack", active=False)
        assert not ann.active
        assert appears("slack", active=True) is ann
        assert ann.active
