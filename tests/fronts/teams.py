"""The desk in Teams: what people do travels as Teams' own activities, and what they read stands in a small Teams."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import replace

from sqlmodel import select

from activities.kit.cards import Button
from activities.kit.events import Channel, Kind, Profile, Value
from activities.kit.forms import FieldErrors
from activities.kit.wording import PLEASE_FILL_IN, goes_on_below, welcome
from bot.delivery.channel_look import look_at_channels
from bot.engine.engine import Engine
from bot.teams.forms import carried
from bot.teams.lookups import KEPT_FOR
from bot.teams.text import Json, without_slashes
from storage.tables import Parcel
from tests.front import Page, Sheet, Shown, StoppedByTheClient
from tests.fronts.beside import Beside
from tests.fronts.delivering import has_to_deliver
from tests.fronts.onlooking import teams_was_sent
from tests.fronts.teams_bot import TeamsBot, connected, serving
from tests.fronts.teams_cards import (
    carried_by,
    errors_on,
    form_of,
    inputs,
    is_sheet,
    page_of,
    sheet_of,
    typed_into,
)
from tests.fronts.teams_drive import Drive
from tests.fronts.teams_menus import Menus
from tests.fronts.teams_reach import Reach
from tests.fronts.teams_service import TEAM, Posted, Service

BESIDE_AN_ANSWER = (welcome().summary, goes_on_below().summary)

TENANT = "0a1b2c3d-5b6a-4789-9abc-def012345678"


class TeamsFront:
    """The bot in a small Teams, with one team in which everybody is.

    Everything that was told arrives between two things that people do. So an answer never races a message here.
    """

    platform, tenant = "teams", TENANT

    def __init__(self, engine: Engine) -> None:
        self._service = Service(TENANT)
        self._beside = Beside()
        self._far_end, self._running = AsyncExitStack(), AsyncExitStack()
        far_end = serving(self._service.application())
        self._service.address = self._beside.run(self._far_end.enter_async_context(far_end))
        self._bot = self._starts(engine)
        self._answers: set[str] = set()
        self._last: dict[str, Json] = {}
        self._stood: dict[tuple[str, str, str], Posted] = {}
        self.drive = Drive(self._service, self._posts)
        self.reach = Reach(self._service)
        self.menus = Menus(self._service, lambda asked: self._beside.run(self._service.sends(asked)))
        self._service.on_change += [self._stands, lambda posted: teams_was_sent(posted.activity)]
        self._team_begins()

    def close(self) -> None:
        self._beside.run(self._running.aclose())
        self._beside.run(self._far_end.aclose())
        self._beside.close()

    def restarts(self) -> None:
        """The bot is stopped, and started again with nothing but what is in its database."""
        before = self._bot.engine
        self._beside.run(self._running.aclose())
        self._bot = self._starts(Engine(before.database, list(before.activities.values()), before.rules))

    def _starts(self, engine: Engine) -> TeamsBot:
        return self._beside.run(self._running.enter_async_context(connected(engine, self._service)))

    def catches_up(self) -> None:
        if has_to_deliver(self._bot.engine):
            self._beside.run(self._bot.delivers())

    def hears_of(self, who: Profile) -> None:
        user = who.account.user
        is_known = user in self._service.people
        role = "guest" if who.kind is Kind.GUEST else "user"
        tenant = "another" if who.kind is Kind.STRANGER else TENANT
        self._service.add(user, who.name, who.email, userRole=role, tenantId=tenant)
        if who.kind is Kind.BOT:  # apps are in no roster
            del self._service.people[user]
        elif not who.active:
            gone = self._service.people[user]
            left = self._service.activity("conversationUpdate", user, TEAM, membersRemoved=[gone])
            del self._service.people[user]
            self._posts(left)
        elif not is_known:
            joined = [self._service.people[user]]
            self._posts(self._service.activity("conversationUpdate", user, TEAM, membersAdded=joined))
        else:  # Teams tells nobody of a change; the nightly listing finds it
            self._beside.run(self._bot.pace.sleep(KEPT_FOR.total_seconds()))
            self.lists_everybody()

    def lists_everybody(self) -> None:
        """A night comes, in which the bot looks who is there."""
        self._beside.run(self._bot.lists_everybody())

    # ---- what people do ----------------------------------------------------------------------------------------------

    def writes(self, text: str) -> str:
        return without_slashes(text)

    def types(self, who: Profile, text: str) -> Shown:
        own_chat = self._service.own_chat(who.account.user)
        return self._does(who, self._service.activity("message", who.account.user, own_chat, text=text))

    def presses(self, who: Profile, button: Button) -> Shown:
        place = self._place_of(who, button)
        value = {"action": button.action, "subject": button.subject}
        user = who.account.user
        pressed = self._service.activity("message", user, place.conversation, value=value, replyToId=place.id)
        return self._does(who, pressed)

    def sends(self, who: Profile, sheet: Sheet, values: Mapping[str, Value]) -> Shown:
        posted = next(one for one in reversed(self._own(who)) if is_sheet(one.card, sheet))
        form = form_of(posted.card)
        assert form is not None
        self._know(values)
        looked_for = self.menus.looks_for(who, posted, values)
        return self._sends(who, posted, {**typed_into(form, dict(values)), **looked_for})

    def sends_a_copy(self, who: Profile) -> Shown:
        """What somebody sent last is sent from another copy of its card, as that stood, by a press of its own."""
        before = self._last[who.account.user]
        own_chat = self._service.own_chat(who.account.user)
        fresh = self._service.activity("message", who.account.user, own_chat)
        return self._does(who, {**before, "id": fresh["id"]})

    def sends_from_before(self, who: Profile, **typed: str) -> Shown:
        """Send the newest form before somebody, with this typed, as its card was made before forms had a nonce."""
        posted = self._form_before(who)
        stands = {name: str(one.get("value", "")) for name, one in inputs(posted.card).items()}
        form = form_of(posted.card)
        assert form is not None
        value = {**carried(replace(form.form, nonce="")), **stands, **typed}
        own_chat = posted.conversation
        return self._does(
            who, self._service.activity("message", who.account.user, own_chat, value=value, replyToId=posted.id)
        )

    def types_into(self, who: Profile, **typed: str) -> Shown:
        """Send the newest form before somebody: what stands in it, with this typed, by the inputs’ ids."""
        posted = self._form_before(who)
        given = inputs(posted.card)
        stands = {name: str(one.get("value", "")) for name, one in given.items()}
        assert typed.keys() <= given.keys(), f"no such input: {typed.keys() - given.keys()}"
        return self._sends(who, posted, stands | typed)

    def _sends(self, who: Profile, posted: Posted, typed: Mapping[str, str]) -> Shown:
        given = inputs(posted.card)
        if missing := {name for name, one in given.items() if one.get("isRequired") and not typed.get(name)}:
            return StoppedByTheClient({name.partition(".")[0]: PLEASE_FILL_IN for name in missing})
        value = {**carried_by(posted.card), **typed}
        own_chat = posted.conversation
        sent = self._service.activity("message", who.account.user, own_chat, value=value, replyToId=posted.id)
        return self._does(who, sent)

    def stands_in(self, who: Profile) -> dict[str, Json]:
        """The inputs of the newest form before somebody, by id."""
        return inputs(self._form_before(who).card)

    def _form_before(self, who: Profile) -> Posted:
        return next(one for one in reversed(self._own(who)) if form_of(one.card))

    def repeats(self, who: Profile) -> Shown:
        return self._does(who, self._last[who.account.user])

    def opens_home(self, who: Profile) -> Page:
        shown = self.types(who, "home")
        assert isinstance(shown, Page)
        return shown

    # ---- what people read --------------------------------------------------------------------------------------------

    def chats(self, who: Profile) -> Sequence[Page]:
        passing = self._answers - self._told()
        return [self._read(one) for one in self._own(who) if one.id not in passing]

    def own_chat(self, who: Profile) -> Sequence[Page]:
        """Everything that stands in somebody's chat with the bot, answers too."""
        return [self._read(one) for one in self._own(who)]

    def channel(self, channel: str) -> Sequence[Page]:
        return [self._read(one) for one in self._service.in_conversation(channel)]

    def _told(self) -> set[str]:
        """The ids of what the bot has told, wherever it stands now."""
        with self._bot.engine.database.reading() as session:
            return {reference for reference in session.exec(select(Parcel.reference)).all() if reference}

    def _own(self, who: Profile) -> list[Posted]:
        return self._service.in_conversation(self._service.own_chat(who.account.user))

    def _read(self, posted: Posted) -> Page:
        """A message: its card, or the words above a file that is offered."""
        page, words = page_of(posted.card), str(posted.activity.get("text") or "")
        return replace(page, text=f"{words}\n{page.text}") if words else page

    def _stands(self, posted: Posted) -> None:
        """Note what can be pressed on a message now: it may still be pressed when the message has changed."""
        for button in page_of(posted.card).buttons:
            self._stood[posted.conversation, button.action, button.subject] = posted

    # ---- doing, and seeing what comes of it --------------------------------------------------------------------------

    def _does(self, who: Profile, activity: Json) -> Shown:
        """Do it, and look at what appears in the person's own chat: something new, or a card that has changed.

        Where nothing appears but what is told, its first message is what they see.
        """
        self._last[who.account.user] = activity
        with self._appearing(who) as mine:
            self._posts(activity)
        self._answers |= {one.id for one in mine if not one.changes}
        mine = [one for one in mine if page_of(one.card).text not in BESIDE_AN_ANSWER]
        if not mine:
            with self._appearing(who) as told:
                self.catches_up()
            mine = told[:1]
        if not mine:
            return None
        card = mine[-1].card
        form = form_of(card)
        if form is None:
            return self._read(mine[-1])
        return FieldErrors(errors) if (errors := errors_on(card)) else sheet_of(card, form)

    @contextmanager
    def _appearing(self, who: Profile) -> Iterator[list[Posted]]:
        """What is posted or changed in somebody's own chat meanwhile."""
        own_chat = self._service.own_chat(who.account.user)
        appeared: list[Posted] = []

        def watch(posted: Posted) -> None:
            if posted.conversation == own_chat:
                appeared.append(posted)

        self._service.on_change.append(watch)
        yield appeared
        self._service.on_change.remove(watch)

    def has_no_address(self, who: Profile) -> None:
        """From now on Microsoft names neither an address of somebody's nor the name with which they sign in."""
        self._service.people[who.account.user] |= {"email": None, "userPrincipalName": None}

    def bot_is_in_no_team(self) -> None:
        """Somebody takes the bot out of the only team that has it; each keeps it for themselves."""
        someone = next(iter(self._service.people))
        self._posts(self._service.activity("installationUpdate", someone, TEAM, action="remove"))

    def is_in_the_team_again(self) -> None:
        """Somebody adds the bot to it once more."""
        someone = next(iter(self._service.people))
        self._posts(self._service.activity("installationUpdate", someone, TEAM, action="add"))

    def happens(self, what: str, channel: str = TEAM, team: str = "Library") -> None:
        """Teams tells of something that has become of a channel, or of the whole team."""
        told = self._service.activity("conversationUpdate", next(iter(self._service.people)), TEAM)
        about = {"eventType": what, "team": {"id": TEAM, "name": team}, "channel": {"id": channel}}
        self._posts({**told, "channelData": {**told["channelData"], **about}})

    def closes(self, channel: str, *refusal: int | str) -> None:
        """Nobody can write in a channel from now on, for this reason; with none, the bot can again."""
        status, code = refusal
        self._service.closed[channel] = (int(status), str(code))

    def calls_channel(self, channel: str, name: str) -> None:
        """A channel gets another name."""
        self._service.channels[channel] = name

    def looks_at_channels(self) -> None:
        """A night comes, in which the bot looks how channels stand."""
        self._beside.run(look_at_channels(self._bot.engine, self._bot.connection.platform))

    def is_posted(self, kind: str, **details: object) -> int:
        """How the bot answers a signed activity of somebody's, with these details in place of what Teams would say."""
        self._service.add("U0ANYBODY", "Any Body")
        activity = self._service.activity(kind, "U0ANYBODY", self._service.own_chat("U0ANYBODY"))
        status, _ = self._beside.run(self._service.sends({**activity, **details}))
        self._beside.run(self._bot.connection.has_answered())
        return status

    def _posts(self, activity: Json) -> None:
        status, _ = self._beside.run(self._service.sends(activity))
        assert status == 200, status
        self._beside.run(self._bot.connection.has_answered())

    def _place_of(self, who: Profile, button: Button) -> Posted:
        """Where somebody finds a button; one that has changed meanwhile still stands before who has not caught up."""
        for posted in self._before(who):
            if any(
                (one.action, one.subject) == (button.action, button.subject) for one in page_of(posted.card).buttons
            ):
                return posted
        for (_, action, subject), posted in reversed(self._stood.items()):
            if (action, subject) == (button.action, button.subject) and posted in list(self._before(who)):
                return posted
        raise LookupError(f"{who.name} never had that button before them")

    def _before(self, who: Profile) -> Iterator[Posted]:
        yield from reversed(self._own(who))
        yield from reversed(
            [one for channel in self._service.channels for one in self._service.in_conversation(channel)]
        )

    def _team_begins(self) -> None:
        """Somebody adds the bot to the team, which has a channel for coffee."""
        self._service.channels["C0COFFEE"] = "coffee"
        self._service.add("U0OWNER", "Olu Owner")
        installed = self._service.activity("installationUpdate", "U0OWNER", TEAM, action="add")
        self._posts(installed)
        del self._service.people["U0OWNER"]
        self._service.messages.clear()

    def _know(self, values: Mapping[str, Value]) -> None:
        """A channel that the bot is in is one of the team's."""
        for value in values.values():
            if isinstance(value, Channel) and value.bot_is_in:
                self._service.channels[value.id] = value.name
