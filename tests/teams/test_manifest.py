"""The app package for Teams: written from the registry, of Microsoft's shape, and asking for no more than is used."""

import json
import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from jsonschema_rs import Draft4Validator, ValidationErrorKind
from typer.testing import CliRunner

from activities import ACTIVITIES
from activities.kit.activity import Activity
from bot.cli.program import WRONG_USE, knowhow
from bot.teams.manifest import MOST_COMMANDS, PERMISSIONS, SCOPES, app_package, manifest
from tests.slack.tea import Tea

APP = "0a1b2c3d-0000-4000-8000-00000000beef"
SCHEMA = json.loads(Path(__file__).with_name("teams_manifest_1.19.json").read_text(encoding="utf-8"))


def commands(activities: tuple[Activity, ...] = ACTIVITIES) -> list[dict[str, str]]:
    (bot,) = manifest(APP, activities=activities)["bots"]
    (listed,) = bot["commandLists"]
    assert listed["scopes"] == list(SCOPES)
    offered: list[dict[str, str]] = listed["commands"]
    return offered


def test_it_is_what_microsofts_schema_asks_for() -> None:
    Draft4Validator(SCHEMA).validate(manifest(APP))


def test_microsofts_schema_is_strict_enough_to_notice() -> None:
    made = manifest(APP)
    made["bots"][0]["commandLists"][0]["commands"][0]["title"] = "x" * 33

    kinds = [wrong.kind for wrong in Draft4Validator(SCHEMA).iter_errors(made)]
    assert [type(kind) for kind in kinds] == [ValidationErrorKind.MaxLength]


def test_it_offers_help_and_commands_of_every_activity_that_exist() -> None:
    titles = [command["title"] for command in commands()]

    assert titles[0] == "help"
    assert len(titles) == MOST_COMMANDS
    names = {activity.name: activity for activity in ACTIVITIES}
    for activity, _, verb in (title.partition(" ") for title in titles if " " in title):
        assert verb in names[activity].commands


def test_what_everybody_may_do_comes_before_what_facilitators_may() -> None:
    tea = Tea().activity()

    titles = [command["title"] for command in commands((tea,))]

    everybodys = [f"tea {name}" for name, verb in tea.commands.items() if not verb.for_facilitators]
    assert titles[2 : 2 + len(everybodys)] == everybodys


def test_it_asks_for_nothing_in_graph_and_for_no_more_than_is_used() -> None:
    made = manifest(APP)

    assert made["permissions"] == sorted(PERMISSIONS)
    assert not {"authorization", "webApplicationInfo", "devicePermissions"} & set(made)


def test_the_package_is_the_same_to_the_byte_and_has_all_that_it_names() -> None:
    package = app_package(APP)

    assert package == app_package(APP)
    with zipfile.ZipFile(BytesIO(package)) as unpacked:
        made = json.loads(unpacked.read("manifest.json"))
        assert set(unpacked.namelist()) == {"manifest.json", *made["icons"].values()}
        color, outline = (pixels(unpacked.read(made["icons"][name])) for name in ("color", "outline"))
    assert len(color) == 192 * 192
    assert {alpha for *_, alpha in color} == {255}
    assert len(outline) == 32 * 32
    assert {tuple(rgb) for *rgb, alpha in outline if alpha} == {(255, 255, 255)}
    assert any(alpha == 0 for *_, alpha in outline)


def test_the_command_writes_it(tmp_path: Path) -> None:
    file = tmp_path / "knowhow-teams.zip"

    done = CliRunner().invoke(
        knowhow, ["manifest", "teams", "--out", str(file), "--app-id", APP, "--site", "https://trust.example/knowhow"]
    )

    assert (done.exit_code, done.output) == (0, "")
    assert file.read_bytes() == app_package(APP, "https://trust.example/knowhow")


@pytest.mark.parametrize(
    "wrong", [["--app-id", "mine"], ["--app-id", APP, "--site", "http://trust.example"], []], ids=["id", "site", "none"]
)
def test_the_command_takes_no_other_id_and_no_unsafe_page(
    wrong: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MICROSOFT_APP_ID", raising=False)

    done = CliRunner().invoke(knowhow, ["manifest", "teams", "--out", "a.zip", *wrong])

    assert done.exit_code == WRONG_USE
    assert not Path("a.zip").exists()


def pixels(png: bytes) -> list[tuple[int, ...]]:
    """Red, green, blue and alpha of every pixel of an 8-bit PNG with or without alpha, row by row."""
    at, packed, header = 8, b"", b""
    while at < len(png):
        (size,) = struct.unpack_from(">I", png, at)
        kind, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        header, packed = (body if kind == b"IHDR" else header), packed + (body if kind == b"IDAT" else b"")
        at += size + 12
    width, height, depth, color = struct.unpack_from(">IIBB", header)
    assert depth == 8
    channels = {2: 3, 6: 4}[color]
    return _unfiltered(zlib.decompress(packed), width, height, channels)


def _unfiltered(raw: bytes, width: int, height: int, channels: int) -> list[tuple[int, ...]]:
    """PNG writes each byte as what it differs from its neighbours by, in one of five ways a row."""
    above, seen, length = [0] * width * channels, [], width * channels
    for row in range(height):
        way, *line = raw[row * (length + 1) : (row + 1) * (length + 1)]
        for at in range(length):
            left = line[at - channels] if at >= channels else 0
            corner = above[at - channels] if at >= channels else 0
            line[at] = (line[at] + _foretold(way, left, above[at], corner)) % 256
        seen += [(*line[at : at + channels], 255)[:4] for at in range(0, length, channels)]
        above = line
    return seen


def _foretold(way: int, left: int, above: int, corner: int) -> int:
    nearest = min((left, above, corner), key=lambda one: abs(left + above - corner - one))
    return (0, left, above, (left + above) // 2, nearest)[way]
