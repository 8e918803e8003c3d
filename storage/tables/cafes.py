"""Knowledge cafés: one question, who is there, who sits where, and what they take away."""

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Column, Field, SQLModel

from storage.tables.columns import belongs, identity, listing, moment


class Cafe(SQLModel, table=True):
    """One café.

    `step`: 0 is the opening, then the rounds by number, then the circle; it lasts `until`. `told`: the
    newest round of which everybody has been told where they sit, and which so changes no more.

    `plan`: for each round the tables, for each table the ids of those who sit there. It fits the people who are there
    while `planned_for` is `revision`, which changes whenever somebody comes or goes. `key` seals what people take away,
    and is empty once that has been shown; `answered` is how many said something, known from then on.
    """

    __tablename__ = "cafes"

    id: int = identity()
    organisation_id: int = belongs("organisations")
    facilitator_id: int = belongs("people")
    workspace_id: int = belongs("workspaces", index=False)
    phase: str = Field(index=True)
    question: str
    starts_at: datetime = moment()
    channel: str
    channel_name: str = ""
    also_workspace_id: int | None = Field(default=None, foreign_key="workspaces.id", ondelete="SET NULL")
    also_channel: str = ""
    also_channel_name: str = ""
    place: str = ""
    rounds: int = 3
    round_minutes: int = 15
    group_size: int = 4
    opening_minutes: int = 10
    circle_minutes: int = 20
    harvest: bool = True
    seed: int = 0
    step: int = 0
    told: int = 0
    began_at: datetime | None = moment(nullable=True)
    until: datetime | None = moment(nullable=True)
    ended_at: datetime | None = moment(nullable=True)
    plan: list[list[list[int]]] = listing()
    revision: int = 1
    planned_for: int = 0
    key: str = ""
    answered: int = 0
    on_hold: bool = False
    opened_at: datetime = moment()

    @property
    def title(self) -> str:
        """What it is called: its question."""
        return self.question


class CafeGuest(SQLModel, table=True):
    """Somebody's place in a café. `state`: `in`, or `left`. What they take away is not."""

    __tablename__ = "cafe_guests"
    __table_args__ = (UniqueConstraint("cafe_id", "person_id"),)

    id: int = identity()
    organisation_id: int = belongs("organisations")
    cafe_id: int = belongs("cafes")
    person_id: int = belongs("people")
    state: str = "in"


class Takeaway(SQLModel, table=True):
    """What somebody takes away, and will do, until it is shown. `author` is a digest (`storage.takeaways`).

    `share`: `no` (the facilitator alone reads it), `yes` (it may be shared, nobody named) or `by_name`. `remind`: they
    want to be asked in a week what came of it. No time is kept.
    """

    __tablename__ = "takeaways"
    __table_args__ = (UniqueConstraint("cafe_id", "author"),)

    id: int = identity()
    organisation_id: int = belongs("organisations")
    cafe_id: int = belongs("cafes")
    author: str
    takes_away: str = Field(default="", sa_column=Column(Text, nullable=False))
    will_do: str = Field(default="", sa_column=Column(Text, nullable=False))
    share: str = "no"
    remind: bool = False


class ShownTakeaway(SQLModel, table=True):
    """One text as it is shown: what somebody `takes_away`, or what they `will_do` (`kind`). Nothing joins the two.

    `person_id` stands here only where `share` is `by_name`.
    """

    __tablename__ = "shown_takeaways"

    id: int = identity()
    organisation_id: int = belongs("organisations")
    cafe_id: int = belongs("cafes")
    kind: str
    text: str = Field(default="", sa_column=Column(Text, nullable=False))
    share: str = "no"
    person_id: int | None = belongs("people", nullable=True)
