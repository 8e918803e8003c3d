"""Inviting people to a café who have never used the bot."""

from activities.cafe.cafe import CAFE, METHOD, about_one, lasts, minutes, starts, the_cafe
from activities.kit.inviting import Inviting
from activities.kit.poster import Poster
from activities.kit.turn import Turn
from storage.tables import Cafe

# ---- what people see ------------------------------------------------------------------------------------------------

KIND = "A knowledge café"
LEAD = "Here is the café as text, to paste into an e-mail or a newsletter; a poster to print follows:"


def _text(turn: Turn, cafe: Cafe) -> tuple[str, ...]:
    return cafe.question, METHOD, "\n".join(f"{label}: {said}" for label, said in _facts(turn, cafe))


def _poster_comes(cafe: Cafe) -> str:
    return f"A poster for your café: {cafe.question}"


def _facts(turn: Turn, cafe: Cafe) -> tuple[tuple[str, str], ...]:
    long = minutes(round(lasts(cafe).total_seconds() / 60))
    return (("When", f"{starts(cafe, turn.zone)}, for {long}"), ("Where", cafe.place))


def _poster(turn: Turn, cafe: Cafe) -> Poster:
    return Poster(KIND, cafe.question, METHOD, _facts(turn, cafe), INVITING.typed, ask=turn.who_runs(cafe)[0])


INVITING = Inviting("cafe", the_cafe, lambda _: LEAD, _text, _poster, _poster_comes)

invite = about_one("invite", CAFE.where("join"), INVITING.invite)
