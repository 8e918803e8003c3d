"""Views in the making: a modal opened, pushed or changed, a home page published, and what stays filled in."""

from typing import Any, Literal

from bot.sandbox.block_rules import check_view, with_ids
from bot.sandbox.fields import initial_state
from bot.sandbox.records import Json, View
from bot.sandbox.refusals import Refused
from bot.sandbox.workspace import Workspace

MOST_IN_A_STACK = 3


def open_modal(workspace: Workspace, user: str, shown: Any) -> View:
    """Open a new modal in front of a user, in the place of any that was there."""
    view = _new_view(workspace, "modal", user, shown)
    workspace.show_modal(user, [view])
    return view


def push_modal(workspace: Workspace, user: str, shown: Any) -> View:
    """Push a new modal upon the one that a user has in front of them. Raises Refused with `push_limit_reached`."""
    stack = workspace.modals.get(user, [])
    if not stack:
        return open_modal(workspace, user, shown)
    if len(stack) >= MOST_IN_A_STACK:
        raise Refused("push_limit_reached")
    view = _new_view(workspace, "modal", user, shown)
    view.root_id, view.previous_id = stack[0].id, stack[-1].id
    workspace.show_modal(user, [*stack, view])
    return view


def update_view(workspace: Workspace, view: View, shown: Any) -> None:
    """Change a view in place. What was typed stays where block_id and action_id are the same as before."""
    check_view(shown, view.type)
    _check_external_id(workspace, shown, view)
    typed = view.state
    _fill(workspace, view, shown)
    for block_id, actions in view.state.items():
        for action_id, value in actions.items():
            before = typed.get(block_id, {}).get(action_id)
            if before is not None and before["type"] == value["type"]:
                actions[action_id] = before
    view.errors = {}
    if view.type == "home":
        workspace.show_home(view.user, view)
    else:
        workspace.show_modal(view.user, workspace.modals[view.user])


def publish_home(workspace: Workspace, user: str, shown: Any, wanted_hash: str) -> View:
    """Publish the home page of a user, in place of the one before. Raises Refused with `hash_conflict`."""
    before = workspace.homes.get(user)
    if before is None:
        view = _new_view(workspace, "home", user, shown)
        workspace.show_home(user, view)
        return view
    if wanted_hash and wanted_hash != before.hash:
        raise Refused("hash_conflict")
    update_view(workspace, before, shown)
    return before


def close_modal(workspace: Workspace, view: View, *, whole_stack: bool = False) -> None:
    """Take a modal away, and with it what was pushed upon it; the one below appears again."""
    stack = workspace.modals.get(view.user, [])
    if view in stack:  # the app may have put another in its place meanwhile
        workspace.show_modal(view.user, [] if whole_stack else stack[: stack.index(view)])


def find_view(workspace: Workspace, view_id: str, external_id: str) -> View:
    """Find an open view by either of its ids. Raises Refused with `not_found`."""
    for view in workspace.all_views():
        if view.id == view_id or (external_id and view.shown.get("external_id") == external_id):
            return view
    raise Refused("not_found")


def _new_view(workspace: Workspace, kind: Literal["modal", "home"], user: str, shown: Any) -> View:
    check_view(shown, kind)
    _check_external_id(workspace, shown, None)
    view_id = workspace.new_id("V")
    view = View(id=view_id, type=kind, user=user, shown={}, hash="", root_id=view_id)
    _fill(workspace, view, shown)
    return view


def _fill(workspace: Workspace, view: View, shown: Json) -> None:
    view.shown = shown | {"blocks": with_ids(shown["blocks"], workspace.fingerprint)}
    view.hash = f"{int(workspace.calendar())}.{workspace.fingerprint()}"
    view.state = initial_state(view.blocks)


def _check_external_id(workspace: Workspace, shown: Json, itself: View | None) -> None:
    wanted = shown.get("external_id")
    others = (view for view in workspace.all_views() if view is not itself)
    if wanted and any(view.shown.get("external_id") == wanted for view in others):
        raise Refused("duplicate_external_id")
