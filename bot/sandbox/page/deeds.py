"""Everything that a window can ask for, by name, and what it is told where that cannot be done."""

from collections.abc import Mapping

from bot.faults.faults import note
from bot.sandbox.onlookers import CannotDo
from bot.sandbox.page import beside_slack, in_slack
from bot.sandbox.page.doer import GONE, Deed, Doer
from bot.sandbox.page.moments import TooFar
from bot.sandbox.page.play import UnderWay
from bot.sandbox.records import Json

DEEDS: Mapping[str, Deed] = {deed.__name__: deed for deed in (*in_slack.DEEDS, *beside_slack.DEEDS)}


async def do(doer: Doer, asked: Json) -> Json:
    """Do what `asked["do"]` names. Never raises: whatever goes wrong is told in `trouble`."""
    deed = DEEDS.get(str(asked.get("do")))
    if deed is None:
        return {"trouble": "This page is older than the program behind it. Please reload it."}
    try:
        return await deed(doer, asked)
    except (CannotDo, KeyError):
        return {"trouble": GONE}
    except UnderWay as already:
        return {"trouble": f"One moment: {already}."}
    except TooFar as why:
        return {"trouble": str(why)}
    except Exception as error:  # noqa: BLE001  (the window must hear of it, whatever it is)
        return {"trouble": f"Something went wrong; the program’s log has it as {note(f'page {deed.__name__}', error)}."}
