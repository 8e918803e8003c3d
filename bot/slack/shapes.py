"""The shapes of what Slack sends, as far as anything of it is read here or by Bolt."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Text = str | None
Id = Annotated[str, Field(min_length=1)]
Carried = Annotated[str, Field(min_length=0)] | None
"""What we had written and comes back. Looking at its length keeps out halves of characters, which no text has."""


class Shape(BaseModel):
    """What must hold of an object; it may hold more."""

    model_config = ConfigDict(extra="allow", strict=True, hide_input_in_errors=True)


class Identified(Shape):
    """Anything with an id."""

    id: Id


class Option(Shape):
    """One option that was chosen."""

    value: str


class Element(Shape):
    """What is filled in."""

    type: str
    value: Text = None
    selected_option: Option | None = None
    selected_options: list[Option] | None = None
    selected_date: Text = None
    selected_date_time: int | None = None
    selected_channel: Text = None
    selected_users: list[str] | None = None


class State(Shape):
    """What was filled in, by block and by action."""

    values: dict[str, dict[str, Element]] = {}


class Block(Shape):
    """Any block of a view; only input blocks are looked at closely."""

    type: str
    block_id: Text = None


class InputBlock(Block):
    """A block with a field, on which Slack can show an error."""

    type: Literal["input"]
    block_id: str


class View(Identified):
    """A modal or a home page, with what we put into it."""

    type: Text = None
    callback_id: Carried = None
    private_metadata: Carried = None
    app_installed_team_id: Text = None
    state: State | None = None
    blocks: list[InputBlock | Block] | None = None


class SentView(View):
    """A form that comes back, which is shown anew where something is wrong with it."""

    blocks: list[InputBlock | Block]


class Container(Shape):
    """Where the message stands in which something was pressed."""

    channel_id: Text = None
    is_ephemeral: bool | None = None


class Action(Shape):
    """What was pressed or changed."""

    action_id: Id
    value: Carried = None


class Authorization(Shape):
    """One installation that an event is for."""

    enterprise_id: Text = None
    team_id: Text = None
    is_enterprise_install: bool | None = None


class Sent(Shape):
    """Everything that is for one app."""

    api_app_id: Id
    team_id: Text = None
    enterprise_id: Text = None
    is_enterprise_install: bool | Literal["true", "false"] | None = None
    authorizations: list[Authorization] | None = None


class Command(Sent):
    """A slash command."""

    command: Id
    user_id: Id
    text: str = ""
    trigger_id: Id
    response_url: Text = None


class Interaction(Sent):
    """Something that somebody did in a message or a view."""

    type: str
    user: Identified
    team: Identified | None = None
    enterprise: Identified | None = None
    view: View | None = None
    channel: Identified | None = None
    container: Container | None = None
    response_url: Text = None


class Pressed(Interaction):
    """A button that was pressed."""

    actions: Annotated[list[Action], Field(min_length=1)]
    trigger_id: Id


class Searched(Interaction):
    """What somebody has typed so far into a menu that we fill."""

    action_id: Id
    value: Text = None


class Submitted(Interaction):
    """A form that was sent."""

    view: SentView
    trigger_id: Id


class Profile(Shape):
    """What somebody says of themselves."""

    display_name: Text = None
    real_name: Text = None
    email: Text = None


class EnterpriseUser(Shape):
    """Who somebody is in an Enterprise Grid, and in which of its workspaces."""

    id: Text = None
    enterprise_id: Text = None
    teams: list[str] | None = None


class Member(Identified):
    """Somebody as Slack describes them."""

    team_id: Text = None
    name: Text = None
    real_name: Text = None
    profile: Profile | None = None
    enterprise_user: EnterpriseUser | None = None


class ChannelShape(Identified):
    """A channel as an event describes it."""

    name: Text = None


class Happened(Shape):
    """What an event says has happened."""

    type: str
    tab: Text = None
    user: str | Member | None = None
    channel: str | ChannelShape | None = None
    old_channel_id: Text = None
    new_channel_id: Text = None


class Event(Sent):
    """Something that happened in Slack without anybody asking the bot."""

    event: Happened


class Challenge(Shape):
    """What Slack asks when it is given our address: it wants the same back."""

    challenge: str


class Anything(Interaction):
    """A kind that nothing listens to: it still says who did it, and for which app."""


HELD_BACK = "app_rate_limited"
"""What Slack posts instead of events over 30,000 an hour (https://docs.slack.dev/reference/events/app_rate_limited)."""


class HeldBack(Shape):
    """There were too many events, and some will not come: for which app in which workspace, and nobody did it."""

    api_app_id: str
    team_id: str


SHAPES: dict[str, type[Shape]] = {
    "command": Command,
    "block_actions": Pressed,
    "block_suggestion": Searched,
    "view_submission": Submitted,
    "event_callback": Event,
    "url_verification": Challenge,
    HELD_BACK: HeldBack,
}
"""By the type that a payload says it is of."""
