"""The state in one JSON file, so that it survives a restart."""

import base64
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.sandbox.records import Conversation, Entry, File, Message, User, View
from bot.sandbox.workspace import Workspace
from storage.private_file import write_private


def save(workspace: Workspace, path: Path) -> None:
    """Write everything to a file; whoever reads it meanwhile finds the old state or the new one, never half."""
    state: dict[str, Any] = {
        "team": workspace.team,
        "domain": workspace.domain,
        "counter": workspace.counter,
        "last_ts": workspace.last_ts,
        "users": [asdict(user) for user in workspace.users.values()],
        "conversations": [asdict(place) for place in workspace.conversations.values()],
        "messages": [asdict(message) for said in workspace.messages.values() for message in said],
        "homes": [asdict(view) for view in workspace.homes.values()],
        "modals": {user: [asdict(view) for view in stack] for user, stack in workspace.modals.items()},
        "files": [_written(file) for file in workspace.files.values()],
        "read_up_to": workspace.read_up_to,
        "transcript": [asdict(entry) for entry in workspace.transcript],
    }
    write_private(path, json.dumps(state, ensure_ascii=False).encode())


def load(path: Path, calendar: Callable[[], float]) -> Workspace:
    """Load the workspace that was saved in a file, dated from now on by this calendar."""
    state = json.loads(path.read_text(encoding="utf-8"))
    workspace = Workspace(
        team=state["team"],
        domain=state["domain"],
        calendar=calendar,
        users={about["id"]: User(**about) for about in state["users"]},
        conversations={about["id"]: Conversation(**about) for about in state["conversations"]},
        messages={about["id"]: [] for about in state["conversations"]},
        homes={about["user"]: View(**about) for about in state["homes"]},
        modals={user: [View(**about) for about in stack] for user, stack in state["modals"].items()},
        files={about["id"]: _read(about) for about in state["files"]},
        read_up_to=state["read_up_to"],
        transcript=[Entry(**about) for about in state["transcript"]],
        counter=state["counter"],
        last_ts=state["last_ts"],
    )
    for about in state["messages"]:
        workspace.messages[about["channel"]].append(Message(**about))
    return workspace


def _written(file: File) -> dict[str, Any]:
    return asdict(file) | {"content": None if file.content is None else base64.b64encode(file.content).decode()}


def _read(about: dict[str, Any]) -> File:
    content = about["content"]
    return File(**(about | {"content": None if content is None else base64.b64decode(content)}))
