"""Somebody in a town: what they do, and what they then have before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from activities.kit.cards import Button
from activities.kit.events import Account, Channel, Kind, Profile, Value
from activities.kit.forms import FieldErrors
from storage.tables import Person
from tests.front import Page, Sheet, Shown, StoppedByTheClient

if TYPE_CHECKING:
    from tests.town import Town

PLATFORM, TENANT = "slack", "T0TOWN"
COFFEE = Channel("C0COFFEE", "coffee", bot_is_in=True)


class Townsperson:
    """Somebody who types, presses, fills in forms and reads."""

    def __init__(self, town: Town, user: str, name: str) -> None:
        self.town = town
        self.profile = Profile(
            Account(town.front.platform, town.front.tenant, user), name, f"{user.lower()}@hospital.example"
        )
        self.shown: Shown = None
        """What the last thing they did put before them."""
        town.front.hears_of(self.profile)

    def __repr__(self) -> str:
        return self.profile.name

    @property
    def name(self) -> str:
        return self.profile.name

    @property
    def id(self) -> int:
        with self.town.database.reading() as session:
            return self.row(session).id

    def row(self, session: Session) -> Person:
        """Their row, as it stands in this session."""
        served = self.town.engine.serving.organisations(session)
        theirs = select(Person).where(Person.email == self.profile.email, col(Person.organisation_id).in_(served))
        return session.exec(theirs).one()

    # ---- doing -------------------------------------------------------------------------------------------------------

    def types(self, text: str) -> None:
        """Type a command: `/coffee join`."""
        self._does(self.town.front.types(self.profile, text))

    def presses(self, label: str, near: str = "") -> None:
        """Press the newest button with this label that they can see, on a page that says `near`; and confirm."""
        self._does(self.town.front.presses(self.profile, self.button(label, near)))

    def presses_old(self, button: Button) -> None:
        """Press a button seen earlier, whether or not it still stands anywhere."""
        self._does(self.town.front.presses(self.profile, button))

    def fills(self, form: str, **values: Value) -> None:
        """Send the form before them: what stands in it already, with these answers in place of some."""
        sheet = self.sheet(form)
        answers = {**sheet.values, **values}
        assert answers.keys() == sheet.values.keys(), f"no such field: {answers.keys() - sheet.values.keys()}"
        self._does(self.town.front.sends(self.profile, sheet, answers))
        if isinstance(self.shown, FieldErrors):
            self._corrects = sheet

    def corrects(self, **values: Value) -> None:
        """Send the form again whose fields had errors, with these answers."""
        self.shown = self._corrects
        self.fills(self._corrects.name, **values)

    def repeats(self) -> None:
        """What they did last is delivered once more."""
        self._does(self.town.front.repeats(self.profile))

    def goes_home(self) -> None:
        """Open the bot's home page."""
        self.shown = self.town.front.opens_home(self.profile)

    def leaves_the_hospital(self) -> None:
        """Their account is deactivated, and they have been waited for."""
        self.is_switched_off()
        self.town.has_waited()

    def becomes_a_guest(self) -> None:
        """Their account becomes a guest's, and they have been waited for."""
        self._becomes(kind=Kind.GUEST)
        self.town.has_waited()

    def is_switched_off(self) -> None:
        """Their account is deactivated just now."""
        self._becomes(active=False)

    def is_switched_on(self) -> None:
        """It is in use again."""
        self._becomes()

    # ---- seeing ------------------------------------------------------------------------------------------------------

    @property
    def told(self) -> list[Page]:
        """What stands in their own chat and in those they share, in its newest form."""
        return list(self.town.front.chats(self.profile))

    def sees(self, text: str) -> None:
        """It stands before them: in what was just answered, or in a chat."""
        assert any(self._there(text) in page for page in self._reading()), self._instead(text)

    def does_not_see(self, text: str) -> None:
        """It stands nowhere before them."""
        assert not any(self._there(text) in page for page in self._reading()), f"{self} sees {text!r}"

    def is_answered(self, text: str) -> None:
        """It stands in what was just answered."""
        assert self._there(text) in _read(self.shown), f"{self} was answered:\n{_read(self.shown)}"

    def is_answered_once(self) -> None:
        """What was delivered twice had its answer before: there is no other now, or one that says so."""
        assert self.shown is None or "That’s already done." in _read(self.shown), _read(self.shown)

    def is_told(self, text: str, times: int = 1) -> None:
        """So many messages in their chats say it."""
        saying = [page.text for page in self.told if self._there(text) in page.text]
        assert len(saying) == times, f"{len(saying)} say {text!r}. {self._instead(text)}"

    def is_not_told(self, text: str) -> None:
        self.is_told(text, times=0)

    def is_shown_errors(self, **sentences: str) -> None:
        """The form came back with exactly these fields marked, each sentence containing these words.

        What a platform's client notices by itself it says in words of its own.
        """
        assert isinstance(self.shown, FieldErrors), f"no errors, but:\n{_read(self.shown)}"
        assert self.shown.sentences.keys() == sentences.keys(), self.shown.sentences
        for field, words in sentences.items() if not isinstance(self.shown, StoppedByTheClient) else ():
            assert words in self.shown.sentences[field], self.shown.sentences[field]

    def button(self, label: str, near: str = "") -> Button:
        """The newest button with this label that they can see."""
        for page in self._pages():
            for button in page.buttons:
                if button.label == label and near in page.text:
                    return button
        raise AssertionError(f"{self} sees no button {label!r} near {near!r}. {self._instead(label)}")

    def has_no_button(self, label: str) -> None:
        """No such button stands before them."""
        assert not [button for page in self._pages() for button in page.buttons if button.label == label]

    def sheet(self, form: str) -> Sheet:
        """The form that lies before them."""
        assert isinstance(self.shown, Sheet), f"{self} has no form, but:\n{_read(self.shown)}"
        assert self.shown.name == (form if "." in form else f"coffee.{form}"), self.shown.name
        return self.shown

    def _does(self, shown: Shown) -> None:
        self.shown = shown
        self.town.follows()

    def _becomes(self, active: bool = True, kind: Kind = Kind.MEMBER) -> None:
        self.profile = Profile(self.profile.account, self.name, self.profile.email, kind, active)
        self.town.front.hears_of(self.profile)
        self.town.settle()

    def _pages(self) -> list[Page]:
        answered = [self.shown] if isinstance(self.shown, Page) else []
        return [*answered, *reversed(self.told), *reversed(self.town.front.channel(COFFEE.id))]

    def _there(self, text: str) -> str:
        return self.town.front.writes(text)

    def _reading(self) -> list[str]:
        return [_read(self.shown), *(page.text for page in self.told)]

    def _instead(self, text: str) -> str:
        return f"{self} looks for {text!r} in:\n" + "\n---\n".join(self._reading())


def _read(shown: Shown) -> str:
    match shown:
        case Page(text=text) | Sheet(text=text):
            return text
        case FieldErrors(sentences=sentences):
            return "\n".join(sentences.values())
        case None:
            return ""
