"""The views.* methods: modals and the home page."""

from bot.sandbox.block_rules import check_view
from bot.sandbox.interactions import Trigger
from bot.sandbox.modals import find_view, open_modal, publish_home, push_modal, update_view
from bot.sandbox.records import Json, View
from bot.sandbox.refusals import Refused
from bot.sandbox.shapes import view_object
from bot.sandbox.web_api.call import Call


def open_view(call: Call) -> Json:
    """Answer views.open."""
    trigger = _exchange(call)
    return _answer(call, open_modal(call.workspace, trigger.user, call.json("view")))


def push(call: Call) -> Json:
    """Answer views.push: upon the modal in which the user acted."""
    trigger = _exchange(call)
    if not trigger.in_modal:
        raise Refused("invalid_trigger_id")
    return _answer(call, push_modal(call.workspace, trigger.user, call.json("view")))


def update(call: Call) -> Json:
    """Answer views.update, by `view_id` or `external_id`; a `hash` protects from changing something newer."""
    view = find_view(call.workspace, call.string("view_id"), call.string("external_id"))
    if call.string("hash") and call.string("hash") != view.hash:
        raise Refused("hash_conflict")
    update_view(call.workspace, view, call.json("view"))
    return _answer(call, view)


def publish(call: Call) -> Json:
    """Answer views.publish."""
    user = call.user("user_id")
    return _answer(call, publish_home(call.workspace, user.id, call.json("view"), call.string("hash")))


def _exchange(call: Call) -> Trigger:
    """Use up the trigger, but only for a view that can be shown: a refused one leaves it good for another try."""
    if not call.string("trigger_id"):
        raise Refused("invalid_arguments")
    check_view(call.json("view"), "modal")
    return call.interactions.exchange(call.string("trigger_id"))


def _answer(call: Call, view: View) -> Json:
    return {"view": view_object(call.workspace, view, call.app)}
