"""The state survives a restart, in one file."""

from pathlib import Path

from bot.sandbox.installation import App
from bot.sandbox.keeping import load, save
from bot.sandbox.records import File
from bot.sandbox.server import Sandbox
from bot.sandbox.workspace import Workspace
from tests.sandbox.conftest import Town
from tests.sandbox.test_block_rules import actions, button, section


async def test_everything_is_there_again(town: Town, tmp_path: Path) -> None:
    workspace, path = town.slack.workspace, tmp_path / "workspace.json"
    blocks = [section("Hello"), actions(button(action_id="go"))]
    metadata = {"event_type": "parcel", "event_payload": {"key": "17"}}
    await town.client().chat_postMessage(channel=town.general.id, text="x", blocks=blocks, metadata=metadata)
    await town.client().views_publish(user_id=town.ann.id, view={"type": "home", "blocks": [section("Home")]})
    workspace.files["F1"] = File("F1", "a.csv", "A", 3, town.ann.id, 0, content=b"\x00\xff\x01")
    workspace.read(town.ann.id, town.general.id)

    save(workspace, path)
    again = load(path, calendar=lambda: 0.0)

    assert again.users == workspace.users
    assert again.conversations == workspace.conversations
    assert again.messages == workspace.messages
    assert again.homes == workspace.homes
    assert again.files == workspace.files
    assert again.transcript == workspace.transcript
    assert again.unread(town.ann.id, town.general.id) == 0
    assert again.unread(town.bo.id, town.general.id) == 1
    assert again.next_ts() > workspace.transcript[-1].ts


def test_only_the_one_file_is_left(tmp_path: Path) -> None:
    path = tmp_path / "workspace.json"

    save(Workspace(), path)
    save(Workspace(), path)

    assert list(tmp_path.iterdir()) == [path]


async def test_an_app_installed_again_keeps_its_bot_user(town: Town, tmp_path: Path) -> None:
    path = tmp_path / "workspace.json"
    chat = town.chat(town.ann)
    save(town.slack.workspace, path)

    async with Sandbox(load(path, calendar=lambda: 0.0), App()) as again:
        assert again.app.bot_user == town.slack.app.bot_user
        assert again.workspace.direct([town.ann.id, again.app.bot_user]) == chat
