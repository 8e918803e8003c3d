"""Prompts: a facilitator lets the bot ask on a date, or every so many weeks, whether something should be started.

The bot asks, and people decide. An activity has prompts by letting a `Prompting` add them to its table:

    Prompting("review", "Anything here to learn from?", "Start a review", opens).added_to(Activity(…))
"""

from dataclasses import replace
from datetime import date
from functools import partial

from activities.kit.activity import Activity, Answers, Verb, facilitator
from activities.kit.cards import Card
from activities.kit.events import ChannelNews, Event, Pressed, Submitted, Undelivered
from activities.kit.personal_data import PersonalData
from activities.kit.prompts import asking, channels, retention, setting
from activities.kit.prompts.asking import ask_again, is_of_a_prompt, not_asked
from activities.kit.prompts.kind import Kind, says
from activities.kit.turn import Turn
from storage.tables import Person

__all__ = ["Prompting", "is_of_a_prompt"]


class Prompting(Kind):
    """The prompts of one activity. See `Kind` for what it is made with."""

    def added_to(self, activity: Activity) -> Activity:
        """Return the activity with the verb `prompts`, and all that prompts do when people act, go or are asked."""
        buttons: dict[str, Answers[Pressed]] = {
            "prompt_form": facilitator(partial(setting.ask_when, self)),
            "stop_prompt": facilitator(partial(setting.stop, self)),
            **(self._buttons_of_others() if self.of_others else {}),
            "prompt_start": partial(asking.start, self),
            "prompt_not_now": partial(asking.not_this_time, self),
        }
        forms: dict[str, Answers[Submitted]] = {
            "prompt": facilitator(partial(setting.save, self)),
            **({"prompt_channel": facilitator(partial(channels.move, self))} if self.of_others else {}),
        }

        def current_state(turn: Turn, event: Event) -> Card:
            match event:
                case Pressed(action=name) | Submitted(form=name) if name in {*buttons, *forms}:
                    return setting.overview(self, turn) if turn.person.facilitates else setting.is_over_card(self.words)
                case _:
                    return activity.current_state(turn, event)

        def undelivered(turn: Turn, lost: Undelivered) -> None:
            if not asking.is_of_a_prompt(lost.key):
                activity.undelivered(turn, lost)
            else:
                not_asked(self, turn, lost)

        def channel_news(turn: Turn, news: ChannelNews) -> None:
            activity.channel_news(turn, news)
            channels.channel_news(self, turn, news)

        def on_leaver(turn: Turn, person: Person) -> None:
            activity.on_leaver(turn, person)
            retention.on_leaver(self, turn, person)

        def personal_data(turn: Turn, person: Person) -> tuple[PersonalData, ...]:
            return (*activity.personal_data(turn, person), *retention.personal_data(self, turn, person))

        def erase(turn: Turn, person: Person) -> None:
            activity.erase(turn, person)
            retention.erase(self, turn, person)

        def expire(turn: Turn, before: date) -> None:
            activity.expire(turn, before)
            retention.expire(self, turn, before)

        return replace(
            activity,
            commands={
                **activity.commands,
                "prompts": Verb(says(self.question), facilitator(partial(setting.show, self))),
            },
            buttons={**activity.buttons, **buttons},
            forms={**activity.forms, **forms},
            wakes={**activity.wakes, "prompt": partial(asking.ask, self)},
            current_state=current_state,
            undelivered=undelivered,
            channel_news=channel_news,
            on_leaver=on_leaver,
            keeps=(*activity.keeps, retention.keeps(self.words)),
            personal_data=personal_data,
            erase=erase,
            expire=expire,
        )

    def _buttons_of_others(self) -> dict[str, Answers[Pressed]]:
        return {
            "prompt_channel_form": facilitator(partial(channels.ask_where, self)),
            "prompt_again": facilitator(partial(channels.send_again, self)),
            "prompt_ask_again": facilitator(partial(ask_again, self)),
        }
