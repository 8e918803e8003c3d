"""The outbox and its parcels: one message a key, in order, changed in place, and blank once it has left."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from storage import outbox, parcels, people
from storage.database import Database
from storage.here import Here
from storage.parcels import Lease
from storage.tables import Message, Parcel

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Post:
    """One session, one organisation, and what may be told in it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        at = people.workspace(session, "slack", "T1", "Europe/London")
        self.here, self.workspace = at.organisation_id, at.id

    def tells(self, key: str, body: str = "Hello", office_hours: bool = False) -> bool:
        message = Message(organisation_id=self.here, activity="coffee", key=key, office_hours=office_hours)
        return outbox.put(self.session, message, body) is not None

    def message(self, key: str) -> Message:
        return self.session.exec(select(Message).where(Message.key == key)).one()

    def sorts(self, key: str, addressee: str = "ann") -> Parcel:
        message = self.message(key)
        message.sorted = True
        parcel = Parcel(
            organisation_id=self.here, workspace_id=self.workspace, message_id=message.id, addressee=addressee
        )
        self.session.add(parcel)
        self.session.flush()
        return parcel

    def ready(self, office_open: bool = True, pace: datetime = NOW) -> list[str]:
        found: Sequence[Parcel] = parcels.ready(self.session, self.workspace, pace, NOW, office_open, limit=10)
        return [parcels.key_of(self.session, parcel) for parcel in found]


@pytest.fixture
def post(database: Database) -> Iterator[Post]:
    with database.writing() as session:
        yield Post(session)


def test_the_same_content_again_does_nothing(post: Post) -> None:
    assert [post.tells("a"), post.tells("a"), post.tells("a", "Other")] == [True, False, True]
    assert (post.message("a").revision, post.message("a").body) == (2, "Other")


def test_new_content_changes_in_place_what_was_sent(post: Post) -> None:
    post.tells("a")
    parcel = post.sorts("a")
    parcels.settle(post.session, parcel, "sent", 1)
    assert post.message("a").body is None
    post.tells("a", "Other")
    post.session.refresh(parcel)
    assert (parcel.state, post.message("a").body) == ("waiting", "Other")


def test_what_is_told_anew_while_it_is_on_its_way_waits_again(post: Post) -> None:
    post.tells("a")
    parcel = post.sorts("a")
    parcel.state = "sending"
    post.session.flush()
    post.tells("a", "Other")
    parcels.settle(post.session, parcel, "sent", 1)
    assert (parcel.state, post.message("a").body) == ("waiting", "Other")
    parcels.settle(post.session, parcel, "sent", 2)
    assert (parcel.state, post.message("a").body) == ("sent", None)


def test_the_body_stays_until_the_last_parcel_has_settled(post: Post) -> None:
    post.tells("a")
    first, second = post.sorts("a", "ann"), post.sorts("a", "bo")
    parcels.settle(post.session, first, "sent", 1)
    assert post.message("a").body == "Hello"
    parcels.settle(post.session, second, "undelivered", 1)
    assert post.message("a").body is None


def test_messages_leave_in_order_at_each_place(post: Post) -> None:
    for key, addressee in (("a", "ann"), ("b", "ann"), ("c", "bo")):
        post.tells(key)
        post.sorts(key, addressee)
    assert post.ready() == ["a", "c"]
    first = parcels.ready(post.session, post.workspace, NOW, NOW, True, 1)[0]
    first.retry_at = NOW + MINUTE
    post.session.flush()
    assert post.ready() == ["c"]
    assert post.ready(pace=NOW + MINUTE) == ["a", "c"]
    parcels.settle(post.session, first, "sent", 1)
    assert post.ready() == ["b", "c"]


def test_a_retry_written_down_by_a_clock_that_was_ahead_holds_nothing_up(post: Post) -> None:
    post.tells("a")
    parcel = post.sorts("a")
    parcel.retry_at = NOW + 48 * 60 * MINUTE
    post.session.flush()
    assert post.ready() == ["a"]
    parcel.state = "sending"
    post.session.flush()
    assert list(parcels.left_in_the_middle(post.session, post.workspace, NOW)) == [parcel]


def test_what_waits_for_office_hours_holds_back_nothing(post: Post) -> None:
    post.tells("reminder", office_hours=True)
    post.tells("answer")
    for key in ("reminder", "answer"):
        post.sorts(key)
    assert post.ready(office_open=False) == ["answer"]
    assert post.ready(office_open=True) == ["reminder"]
    assert (parcels.pending(post.session), parcels.may_leave(post.session, NOW, closed=[post.here])) == (2, 1)


def test_what_is_uncertain_is_sent_again_on_a_persons_word_alone(post: Post) -> None:
    post.tells("a")
    parcel = post.sorts("a")
    parcels.settle(post.session, parcel, "uncertain", 1)
    assert post.ready() == []
    outbox.send_again(Here(post.session, post.here), "coffee", "a", "Hello again")
    post.session.refresh(parcel)
    assert (post.ready(), post.message("a").body) == (["a"], "Hello again")


def test_of_what_a_restored_backup_finds_waiting_only_posts_are_in_doubt(post: Post) -> None:
    for key in ("to be posted", "to be changed in place"):
        post.tells(key)
    posted, changed = post.sorts("to be posted"), post.sorts("to be changed in place", "bo")
    changed.reference = "1700000000.000100"
    post.session.flush()
    parcels.doubt_all(post.session)
    for parcel in (posted, changed):
        post.session.refresh(parcel)
    assert (posted.state, changed.state) == ("sending", "waiting")


def test_one_process_at_a_time_delivers_to_a_workspace(post: Post) -> None:
    def takes(holder: str, until: datetime, lapsed: Lease | None = None) -> bool:
        return parcels.take_lease(post.session, post.workspace, Lease(holder, until), lapsed)

    assert [takes("one", NOW), takes("other", NOW), takes("one", NOW + MINUTE)] == [True, False, True]
    assert not takes("other", NOW, lapsed=Lease("one", NOW))  # it was renewed meanwhile
    assert takes("other", NOW, lapsed=parcels.lease(post.session, post.workspace))
    assert not parcels.holds(post.session, post.workspace, "one")
    parcels.release(post.session, post.workspace, "one")  # not its own any more
    assert not takes("one", NOW + 2 * MINUTE)
    parcels.release(post.session, post.workspace, "other")
    assert takes("one", NOW + 2 * MINUTE)


def test_a_parcel_is_found_in_its_own_organisation_alone(post: Post) -> None:
    post.tells("a")
    parcel = post.sorts("a").id
    assert parcels.get(Here(post.session, post.here), parcel).id == parcel
    with pytest.raises(LookupError):
        parcels.get(Here(post.session, post.here + 1), parcel)


def test_two_who_sort_at_once_do_not_sort_the_same(postgres_url: str) -> None:
    database = Database(postgres_url)
    with database.writing() as session:
        post = Post(session)
        for key in "abc":
            post.tells(key)
    with database.writing() as mine, database.writing() as theirs:
        taken = [message.key for message in parcels.unsorted(mine, 2, [1])]
        assert (taken, [message.key for message in parcels.unsorted(theirs, 2, [1])]) == (["a", "b"], ["c"])
    database.close()
