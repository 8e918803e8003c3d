"""What an activity puts into its table to have prompts."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from activities.kit.activity import Answers, Verb, facilitator
from activities.kit.events import Due, Event, Pressed, Submitted, Undelivered
from activities.kit.held import Held
from activities.kit.prompts import asking, cards, keeping, setting
from activities.kit.prompts.kind import Kind
from activities.kit.turn import Turn
from activities.kit.views import Card
from storage.tables import Person


class Prompting(Kind):
    """The prompts of one activity, ready for its table.

    `verbs`, `buttons`, `forms` and `wakes` go into the mappings of these names; the methods are asked by the activity’s
    own of the same name. See `Kind` for what it is made with.
    """

    @property
    def verbs(self) -> Mapping[str, Verb]:
        return {"prompts": Verb(cards.says(self.question), facilitator(partial(setting.show, self)))}

    @property
    def buttons(self) -> Mapping[str, Answers[Pressed]]:
        return {
            "prompt_form": facilitator(partial(setting.ask_when, self)),
            "stop_prompt": facilitator(partial(setting.stop, self)),
            "prompt_start": partial(asking.start, self),
            "prompt_not_now": partial(asking.not_this_time, self),
        }

    @property
    def forms(self) -> Mapping[str, Answers[Submitted]]:
        return {"prompt": facilitator(partial(setting.save, self))}

    @property
    def wakes(self) -> Mapping[str, Callable[[Turn, Due], None]]:
        return {"prompt": partial(asking.ask, self)}

    def present(self, turn: Turn, event: Event) -> Card | None:
        """For a late or repeated click on a prompt; `None` for what is about no prompt."""
        match event:
            case Pressed(action=name) | Submitted(form=name) if name in {*self.buttons, *self.forms}:
                return setting.overview(self, turn) if turn.person.facilitates else cards.is_over(self.words)
            case _:
                return None

    def left(self, turn: Turn, person: Person) -> None:
        """Whoever set a prompt has gone: another facilitator looks after it from now on, or it stops."""
        keeping.left(self, turn, person)

    def undelivered(self, turn: Turn, lost: Undelivered) -> None:
        """A channel that cannot be written to any more is asked no more. Does nothing for what is about no prompt."""
        keeping.undelivered(self, turn, lost)

    def held(self, turn: Turn, person: Person) -> tuple[Held, ...]:
        """The prompts that somebody set, and those that ask them."""
        return keeping.held(self, turn, person)

    def forget(self, turn: Turn, person: Person) -> None:
        """Let somebody look after no prompt and be asked by none."""
        keeping.forget(self, turn, person)

    def expire(self, turn: Turn, before: date) -> None:
        """Delete what ended before a day."""
        keeping.expire(self, turn, before)
