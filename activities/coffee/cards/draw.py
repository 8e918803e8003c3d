"""A draw as facilitators see it, and what is said to whoever could not be matched."""

from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple
from zoneinfo import ZoneInfo

from activities.coffee.cards.trial import cancel_button, confirm_cancel, longer, pairs_follow, see_pairs
from activities.kit.cards import Bullets, Button, Buttons, Card, Confirm, Heading, Paragraph, Part, Small, say
from activities.kit.runs import Bold, Text, words
from activities.kit.subjects import PLACE
from activities.kit.wording import count, day, listed, moment
from storage.tables import Draw, Person, Trial
from storage.trials import DrawnGroup, NotDrawn

A_PAGE = 10

PARTNER_HAS_GONE = "whoever I had found for you has left since"

Names = Mapping[int, Person]


class NotIntroduced(NamedTuple):
    """Who was matched, and has no introduction: whose is on its way, and for whom it is too late."""

    yet: Set[frozenset[int]] = frozenset()
    at_all: Set[frozenset[int]] = frozenset()


class Leaf(NamedTuple):
    """Ten lines of a draw: which groups, and who without one, are on it; its number, and that of the last."""

    groups: Sequence[DrawnGroup]
    out: Sequence[NotDrawn]
    at: int
    last: int

    @property
    def people(self) -> set[int]:
        """Who is on it."""
        return drawn(self.groups, self.out)


def leaf(groups: Sequence[DrawnGroup], out: Sequence[NotDrawn], at: int) -> Leaf:
    """What stands on a page of a draw, or on the nearest that there is. Pages count from 1."""
    last = max(1, -(-(len(groups) + len(out)) // A_PAGE))
    at = min(max(at, 1), last)
    begins, ends = (at - 1) * A_PAGE, at * A_PAGE
    behind = len(groups)
    return Leaf(groups[begins:ends], out[max(begins - behind, 0) : max(ends - behind, 0)], at, last)


def drawn(groups: Sequence[DrawnGroup], out: Sequence[NotDrawn]) -> set[int]:
    """Everybody in a draw, matched or not."""
    return {*(person for group in groups for person in group["members"]), *(one["person"] for one in out)}


def page(
    trial: Trial,
    draw: Draw,
    groups: Sequence[DrawnGroup],
    out: Sequence[NotDrawn],
    names: Names,
    leaf: Leaf,
    missing: NotIntroduced,
) -> Card:
    """A page of a draw, a reason in each line, and what can be done with it. `names`: of those on it."""
    if draw.phase == "discarded":
        somebody = "because somebody in it has left, or because a facilitator wished so"
        why = "because the trial has been cancelled" if trial.phase == "cancelled" else somebody
        return say("This draw for ", Bold(trial.title), f" has been put aside, {why}. Nothing of it was sent.")
    says_so = any(all(_members(group) in some for group in groups) for some in missing)  # the first line does
    shown = [_group(group, names, NotIntroduced() if says_so else missing) for group in leaf.groups]
    shown += [_left_out(one, names, draw.phase == "sent") for one in leaf.out]
    stands = f"{_counted(groups, out)} {_stands(draw, groups, missing)}"
    parts: list[Part] = [Heading(f"The pairs of {trial.title}"), Paragraph(words(stands))]
    if shown:
        parts.append(Bullets(tuple(shown)))
    if leaf.last > 1:
        parts += [Small(words(f"Page {leaf.at} of {leaf.last}")), Buttons(tuple(_leafing(draw, leaf.at, leaf.last)))]
    if draw.phase == "waiting_for_approval":
        parts.append(Buttons(_decisions(trial, draw, groups, len(drawn(groups, out)))))
    if groups:
        drawn_at = moment(draw.drawn_at, ZoneInfo(trial.timezone))
        parts.append(Small(words(f"Drawn on {drawn_at} from seed {draw.seed}: the same sign-ups give the same pairs.")))
    return Card(f"{trial.title}: {stands}", tuple(parts))


def _group(group: DrawnGroup, names: Names, missing: NotIntroduced) -> Text:
    together = listed([names[one].name for one in group["members"] if one in names])
    introduced = ""
    if _members(group) in missing.yet:
        introduced = " Not introduced yet: my message has not arrived with each of them."
    elif _members(group) in missing.at_all:
        introduced = " They were never introduced: my message did not arrive with each of them."
    return words(Bold(together), f": {group['why']}.{introduced}")


def _members(group: DrawnGroup) -> frozenset[int]:
    return frozenset(group["members"])


def _left_out(out: NotDrawn, names: Names, sent: bool) -> Text:
    name = names[out["person"]].name if out["person"] in names else "Somebody who has gone"
    where = f" at {out['site']}" if out["site"] else ""
    read = "could not be matched{} and was told" if sent else "cannot be matched{} and will read"
    return words(Bold(name), f" {read.format(where)}: “{out['why']}”.")


def _counted(groups: Sequence[DrawnGroup], out: Sequence[NotDrawn]) -> str:
    if not groups:
        return "Nobody can be matched."
    threes = sum(len(group["members"]) > 2 for group in groups)
    sizes = [count(len(groups) - threes, "pair")] if len(groups) > threes else []
    sizes += [count(threes, "group of three", "groups of three")] if threes else []
    meeting = {person for group in groups for person in group["members"]}
    nobody = len({one["person"] for one in out} - meeting)
    partly = len({one["person"] for one in out} & meeting)
    rest = [f"{count(nobody, 'person', 'people')} without a partner"] if nobody else []
    rest += [f"{count(partly, 'person', 'people')} not at every site"] if partly else []
    return f"{'; '.join([listed(sizes), *rest])}."


def _stands(draw: Draw, groups: Sequence[DrawnGroup], missing: NotIntroduced) -> str:
    match draw.phase:
        case "waiting_for_groups":
            return "They are being drawn just now."
        case "waiting_for_approval" if groups:
            return "Nothing has been sent yet: please send them, or have them drawn again."
        case "waiting_for_approval":
            return "You can keep sign-ups open longer, so that more people join, or cancel the trial."
        case "waiting_for_introductions":
            return "They are being introduced just now."
        case _:
            return _introduced(groups, missing)


def _introduced(groups: Sequence[DrawnGroup], missing: NotIntroduced) -> str:
    yet = sum(_members(group) in missing.yet for group in groups)
    never = sum(_members(group) in missing.at_all for group in groups)
    if not yet and not never:
        return "They have been introduced."
    if yet == len(groups):
        return "Their introductions are on their way, and none has arrived yet."
    if never == len(groups):
        return "Nobody was introduced: my messages did not arrive with each of them."
    introduced = count(len(groups) - yet - never, "has been", "have been")
    waits = f"; {count(yet, 'still waits', 'still wait')} for my message to arrive" if yet else ""
    lost = f"; {count(never, 'was', 'were')} never introduced" if never else ""
    return f"Of these, {introduced} introduced{waits}{lost}."


def _leafing(draw: Draw, at: int, last: int) -> Sequence[Button]:
    ways = (("Previous page", at - 1), ("Next page", at + 1))
    return [Button(label, "coffee.page", PLACE.spell(draw.id, to)) for label, to in ways if 1 <= to <= last]


def _decisions(trial: Trial, draw: Draw, groups: Sequence[DrawnGroup], people: int) -> tuple[Button, ...]:
    if not groups:
        return (longer(trial), cancel_button(trial, people))
    return (
        Button("Send", "coffee.send", str(draw.id), "primary", _confirm_sending(groups)),
        Button("Shuffle again", "coffee.shuffle", str(draw.id)),
        Button("Cancel the trial", "coffee.cancel_draw", str(draw.id), "danger", confirm_cancel(people)),
    )


def _confirm_sending(groups: Sequence[DrawnGroup]) -> Confirm:
    met = {person for group in groups for person in group["members"]}
    return Confirm(f"{len(met)} people will be introduced to each other. That can’t be taken back.", "Send")


def shuffling(trial: Trial, runs_it: bool) -> Card:
    """For a facilitator who wants another draw; `runs_it`: it comes to them by itself."""
    return say("I’m drawing the pairs of ", Bold(trial.title), f" again. {pairs_follow(runs_it)}")


def reminder(trial: Trial) -> Card:
    """For facilitators, each working morning until somebody answers."""
    return say(
        "The pairs of ",
        Bold(trial.title),
        " are waiting for your word, and everybody who joined is waiting for them. Will you look?",
        buttons=[see_pairs(trial)],
    )


def reminder_of_nobody(trial: Trial, joined: int) -> Card:
    """The same where there is nothing to send."""
    return say(
        "Nobody can be matched in ",
        Bold(trial.title),
        " so far. Will you keep sign-ups open longer, or cancel it?",
        buttons=[longer(trial), cancel_button(trial, joined)],
    )


def too_late_to_send(trial: Trial) -> Card:
    """For facilitators, where people would be introduced with no time left to meet."""
    return say(
        "The pairs of ",
        Bold(trial.title),
        f" have not been sent, and people were to meet by {day(trial.meet_by)}: nobody would have the time. Please "
        "give them a later date, then send the pairs.",
        buttons=[Button("Change the date", "coffee.change", str(trial.id), "primary"), see_pairs(trial)],
    )


def sent(trial: Trial, groups: Sequence[DrawnGroup], out: Sequence[NotDrawn]) -> Card:
    """For the facilitator, once everybody is being introduced."""
    return say(
        Bold(trial.title),
        f": {_counted(groups, out)} Introductions are on their way, and everybody has until ",
        f"{day(trial.meet_by)} to meet. /coffee pairs shows who meets whom, and with whom it has arrived.",
    )


# ---- to whoever could not be matched ---------------------------------------------------------------------------------


def not_matched(trial: Trial, theirs: Sequence[NotDrawn], meets_elsewhere: bool) -> Card:
    """Says why, and what happens next."""
    why = "; ".join(dict.fromkeys(out["why"] for out in theirs))
    if meets_elsewhere:
        rest = "You do meet somebody elsewhere: you find that in a message of its own."
        return say("I could not find you a partner everywhere you asked for in ", Bold(trial.title), f": {why}. {rest}")
    rest = "If somebody who fits becomes free I’ll introduce you after all; if not, you’re first in line next time."
    return say("I’m sorry: I could not find you a partner in ", Bold(trial.title), f", because {why}. {rest}")
