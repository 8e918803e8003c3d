"""The pairs of a trial as facilitators see them: who is to meet whom, and who has been introduced."""

from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple
from zoneinfo import ZoneInfo

from activities.coffee.meeting import MEETING
from activities.coffee.trial import can_still_meet, cancel_button, confirm_cancel, longer_button
from activities.coffee.trial.draw import groups_of, left_out_of
from activities.kit.cards import Bullets, Button, Buttons, Card, Confirm, Heading, Paragraph, Part, Small, say
from activities.kit.runs import Bold, Text, words
from activities.kit.subjects import PLACE
from activities.kit.turn import Turn
from activities.kit.wording import count, listed, moment
from storage import meetings, people, trials
from storage.tables import Draw, Person, Trial
from storage.trials import DrawnGroup, NotDrawn

A_PAGE = 10
Names = Mapping[int, Person]


class NotIntroduced(NamedTuple):
    """Who was matched, and has no introduction: whose is on its way, and for whom it is too late."""

    yet: Set[frozenset[int]] = frozenset()
    at_all: Set[frozenset[int]] = frozenset()


def page(turn: Turn, trial: Trial, draw: Draw, at: int = 1) -> Card:
    """Show one page of a draw, as it stands."""
    groups, out = groups_of(draw), left_out_of(draw)
    leaf = find_leaf(groups, out, at)
    names = {person.id: person for person in people.several(turn.here, leaf.people)}
    missing = _not_introduced(turn, trial) if draw.phase == "sent" else NotIntroduced()
    return page_card(trial, draw, groups, out, names, leaf, missing)


def anybody_waits(turn: Turn, trial: Trial) -> bool:
    """Say whether anybody is to meet, and does not know yet."""
    return meetings.anybody_waits(turn.here, trial.id, MEETING.ends)


def _not_introduced(turn: Turn, trial: Trial) -> NotIntroduced:
    """Find those whose introduction has not arrived with each of them yet, and those for whom it no longer can."""
    yet, at_all = dict[int, set[int]](), dict[int, set[int]]()
    there_is_time = can_still_meet(turn, trial)
    for meeting, phase, person in meetings.not_introduced(turn.here, trial.id):
        on_its_way = there_is_time and phase not in MEETING.ends
        (yet if on_its_way else at_all).setdefault(meeting, set()).add(person)
    return NotIntroduced(frozenset(map(frozenset, yet.values())), frozenset(map(frozenset, at_all.values())))


def tell_pairs_anew(turn: Turn, trial: Trial) -> None:
    """Bring the page of pairs up to date wherever it was shown."""
    draw = trials.newest_draw(turn.here, trial.id)
    for person in turn.facilitators() if draw else ():
        assert draw is not None  # noqa: S101
        if turn.has_told(person, ("draw", draw.id)):
            turn.tell(person, page(turn, trial, draw), ("draw", draw.id))


# ---- what people see ------------------------------------------------------------------------------------------------


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


def find_leaf(groups: Sequence[DrawnGroup], out: Sequence[NotDrawn], at: int) -> Leaf:
    """Find what stands on a page of a draw, or on the nearest that there is. Pages count from 1."""
    last = max(1, -(-(len(groups) + len(out)) // A_PAGE))
    at = min(max(at, 1), last)
    begins, ends = (at - 1) * A_PAGE, at * A_PAGE
    behind = len(groups)
    return Leaf(groups[begins:ends], out[max(begins - behind, 0) : max(ends - behind, 0)], at, last)


def drawn(groups: Sequence[DrawnGroup], out: Sequence[NotDrawn]) -> set[int]:
    """Return the ids of everybody in a draw, matched or not."""
    return {*(person for group in groups for person in group["members"]), *(one["person"] for one in out)}


def page_card(
    trial: Trial,
    draw: Draw,
    groups: Sequence[DrawnGroup],
    out: Sequence[NotDrawn],
    names: Names,
    leaf: Leaf,
    missing: NotIntroduced,
) -> Card:
    """Build the card of a page of a draw for facilitators: a reason in each line, and what can be done with it.

    `names`: of those on it.
    """
    if draw.phase == "discarded":
        somebody = "because somebody in it has left, or because a facilitator wished so"
        why = "because the trial has been cancelled" if trial.phase == "cancelled" else somebody
        return say("This draw for ", Bold(trial.title), f" has been put aside, {why}. Nothing of it was sent.")
    says_so = any(all(_members(group) in some for group in groups) for some in missing)  # the first line does
    shown = [_group(group, names, NotIntroduced() if says_so else missing) for group in leaf.groups]
    shown += [_left_out(one, names, draw.phase == "sent") for one in leaf.out]
    stands = f"{counted(groups, out)} {_stands(draw, groups, missing)}"
    parts: list[Part] = [Heading(f"The pairs of {trial.title}"), Paragraph(words(stands))]
    if shown:
        parts.append(Bullets(tuple(shown)))
    if leaf.last > 1:
        parts += [Small(words(f"Page {leaf.at} of {leaf.last}")), Buttons(tuple(_leafing(draw, leaf.at, leaf.last)))]
    if draw.phase == "waiting_for_approval":
        parts.append(Buttons(_decisions_buttons(trial, draw, groups, len(drawn(groups, out)))))
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


def counted(groups: Sequence[DrawnGroup], out: Sequence[NotDrawn]) -> str:
    """Say how many pairs and threes a draw has, and for how many it has nobody."""
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


def _decisions_buttons(trial: Trial, draw: Draw, groups: Sequence[DrawnGroup], people: int) -> tuple[Button, ...]:
    if not groups:
        return (longer_button(trial), cancel_button(trial, people))
    return (
        Button("Send", "coffee.send", str(draw.id), "primary", _confirm_sending(groups)),
        Button("Shuffle again", "coffee.shuffle", str(draw.id)),
        Button("Cancel the trial", "coffee.cancel_draw", str(draw.id), "danger", confirm_cancel(people)),
    )


def _confirm_sending(groups: Sequence[DrawnGroup]) -> Confirm:
    met = {person for group in groups for person in group["members"]}
    return Confirm(f"{len(met)} people will be introduced to each other. That can’t be taken back.", "Send")
