"""Which forms have taken effect: claims that say neither who sent which form, nor in what order."""

from datetime import date

from sqlmodel import Field, SQLModel

from storage.tables.columns import belongs


class Claim(SQLModel, table=True):
    """A form that was shown has taken effect. `digest` stands for it and for whoever sent it: see `storage.inbox`.

    `review_id` or `cafe_id`: what was answered anonymously with it; the claim goes when those answers are shown. SQLite
    keeps the rows by their digests alone, so not even their place in the file says which came first.
    """

    __tablename__ = "form_claims"
    __table_args__ = {"sqlite_with_rowid": False}

    organisation_id: int = Field(foreign_key="organisations.id", ondelete="CASCADE", primary_key=True)
    digest: str = Field(primary_key=True)
    day: date = Field(index=True)
    review_id: int | None = belongs("reviews", nullable=True)
    cafe_id: int | None = belongs("cafes", nullable=True)
