"""What a row of each file must hold, checked by pydantic; every fault becomes a problem with its line and column."""

from typing import Annotated, Literal, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator, model_validator

from activities.coffee.matching.problem import MOST_OWED
from activities.kit.table import Problem, Row


def _word(value: object) -> object:
    """Read Non-Clinical, non clinical and NON_CLINICAL as one word; an empty cell as None."""
    return "_".join(value.lower().replace("-", " ").replace("_", " ").split()) if isinstance(value, str) else value


def _spaced(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


Model = TypeVar("Model", bound=BaseModel)
Filled = Annotated[str, BeforeValidator(_spaced), Field(min_length=1)]


class SignUp(BaseModel):
    """A row of the sign-ups: one person."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    id: Filled
    name: Filled
    sites: tuple[str, ...] = ()
    department: Filled
    role_group: Annotated[Literal["clinical", "non_clinical"], BeforeValidator(_word)]
    email: str = ""
    job_title: str = ""
    meetups: Annotated[Literal["one", "each_site"], BeforeValidator(_word)] = "one"
    owed: Annotated[int, Field(ge=0, le=MOST_OWED)] = 0
    virtual: Annotated[Literal["yes", "no"], BeforeValidator(_word)] = "no"

    @field_validator("sites", mode="before")
    @classmethod
    def split(cls, value: object) -> object:
        """Split one or several, with semicolons between."""
        if not isinstance(value, str):
            return value
        return tuple(dict.fromkeys(" ".join(site.split()) for site in value.split(";") if site.strip()))

    @model_validator(mode="after")
    def can_meet(self) -> Self:
        """Refuse a row that names no site and would not meet online. Raises `ValueError` with the column’s name."""
        if not self.sites and self.virtual == "no":
            raise ValueError("sites")
        return self


class Met(BaseModel):
    """A row of the history: two or three people who met; the round if the file has several."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    round: int | None = None
    a: Filled
    b: Filled
    c: Annotated[str, BeforeValidator(_spaced)] = ""


class Apart(BaseModel):
    """A row of the pairs to be kept apart."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    a: Filled
    b: Filled


def checked(model: type[Model], row: Row, problems: list[Problem]) -> Model | None:
    """Read a row as a model; or None, with each of its faults added to `problems`.

    An empty cell counts as not given.
    """
    try:
        return model.model_validate({column: value for column, value in row.values.items() if value})
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_input=False):
            column = str(fault["loc"][0]) if fault["loc"] else "sites"
            if column in row.values or not fault["loc"] or not model.model_fields[column].is_required():
                problems.append(row.problem(column, _ASKED[column]))
        return None


_ASKED = {
    "id": "give each person an id",
    "name": "give the person's name",
    "sites": "name at least one site, or put yes under virtual",
    "department": "give the person's department",
    "role_group": "put clinical or non_clinical",
    "meetups": "put one or each_site, or leave it empty",
    "owed": f"put a whole number from 0 to {MOST_OWED:,}, or leave it empty",
    "virtual": "put yes or no, or leave it empty",
    "round": "put a whole number",
    "a": "give the id of a person",
    "b": "give the id of a person",
}
