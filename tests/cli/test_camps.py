"""Camps from the command line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Mengya
from tests.cli.test_output import PROMISED, fields
from workshop.assessment.rubric.rubric import load_rubric
from workshop.base.content import home
from workshop.base.errors import AccessError
from workshop.model.camp import Action
from workshop.model.ids import seat_codes
from workshop.services.app import access
from workshop.services.app.content import read_content
from workshop.services.app.context import AppContext
from workshop.services.camp import answers, camps
from workshop.services.camp import control as controls
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival, join
from workshop.store.engine import opened


def made(mengya: Mengya) -> str:
    """A new camp's code."""
    return str(mengya("camp", "new", "--recipe", "camp-half", "--title", "试一试", "--json").json["code"])


def test_a_new_camp_comes_with_its_code_and_password(mengya: Mengya) -> None:
    done = mengya("camp", "new", "--recipe", "camp-half", "--title", "试一试", "--json")
    assert done.code == 0
    assert set(done.json) == {"camp", "code", "facilitator_password", "join_path"}
    assert done.json["join_path"] == f"/j/{done.json['code']}"
    listed = mengya("camp", "list", "--json").json["camps"]
    assert [(one["code"], one["title"], one["seats"]) for one in listed] == [(done.json["code"], "试一试", 0)]


def test_a_camp_shows_its_steps_with_their_state(mengya: Mengya) -> None:
    shape = mengya("--json", "camp", "show", made(mengya)).json
    assert [one["step"] for one in shape["steps"]] == [
        "check-in",
        "shared-vignettes",
        "stage-check",
        "place-on-map",
        "case-dialogue",
        "need-no-action",
        "speed-consult",
        "commit",
        "camp-close",
    ]
    assert {one["state"] for one in shape["steps"]} == {"draft"}
    assert (shape["seats"], shape["answers"]) == (0, 0)


def test_a_camp_is_found_however_its_code_is_typed(mengya: Mengya) -> None:
    code = made(mengya)
    typed = f"{code[:4].lower()}-{code[4:].lower()}"
    assert mengya("camp", "show", typed).code == 0


def test_a_step_is_steered_and_the_last_action_undone(mengya: Mengya) -> None:
    code = made(mengya)
    states = [
        mengya("control", code, action, "check-in", "--json").json
        for action in ("open", "freeze", "reveal", "close")
    ]
    assert [(one["state"], one["revealed"]) for one in states] == [
        ("open", False),
        ("frozen", False),
        ("frozen", True),
        ("closed", True),
    ]
    undone = mengya("control", code, "undo", "--json").json
    assert (undone["step"], undone["state"], undone["revealed"]) == ("check-in", "frozen", True)
    assert undone["event"]["undoes"] == states[-1]["event"]["seq"]


@pytest.mark.parametrize(
    ("arguments", "code", "exit_code"),
    [
        (["show", "ZZZZZZZZ"], "camp.unknown", 2),
        (["new", "--recipe", "no", "--title", "t"], "camp.no_recipe", 2),
        (["new", "--recipe", "camp-half", "--title", " "], "camp.title", 2),
        (["new", "--recipe", "camp-half", "--title", "t", "--capacity", "0"], "camp.capacity", 2),
    ],
)
def test_wrong_camps_are_refused(mengya: Mengya, arguments: list[str], code: str, exit_code: int) -> None:
    done = mengya("camp", *arguments, "--json")
    assert (done.code, done.json["error"]["code"]) == (exit_code, code)


@pytest.mark.parametrize(
    ("arguments", "code", "exit_code"),
    [
        (["fly", "check-in"], "cli.no_action", 2),
        (["open", "nothing"], "control.no_step", 2),
        (["open"], "cli.which_step", 2),
        (["undo", "check-in"], "cli.undo_step", 2),
        (["freeze", "check-in"], "control.not_now", 1),  # rightly typed; the room is not there yet
        (["undo"], "control.nothing_to_undo", 1),
    ],
)
def test_what_cannot_be_done_is_told_apart_from_what_is_mistyped(
    mengya: Mengya, arguments: list[str], code: str, exit_code: int
) -> None:
    done = mengya("control", made(mengya), *arguments, "--json")
    assert (done.code, done.json["error"]["code"]) == (exit_code, code)


@pytest.mark.slow
def test_somebody_withdraws_by_any_code_that_is_theirs(mengya: Mengya, tmp_path: Path) -> None:
    code = made(mengya)
    mengya("control", code, "open", "check-in")
    with opened(f"sqlite:///{tmp_path / 'mengya.sqlite3'}") as store:
        app = AppContext(store, read_content(home()))
        taken = [
            seats.join(
                app, code, seats.Arrival(f"k{number}", f"n{number}", "甲", "resident", consent=True)
            ).seat
            for number in range(3)
        ]
        answers.submit(app, taken[0], "a", "check-in", "hope", {"text": "t"})
        codes = seat_codes(taken)
    assert mengya("camp", "show", code, "--json").json["answers"] == 1
    for given in (taken[0].recovery, codes[taken[1].id], taken[2].id):
        assert mengya("withdraw", code, given, "--json").json["withdrawn"] is True
    left = mengya("camp", "show", code, "--json").json
    assert (left["seats"], left["answers"]) == (0, 0)
    again = mengya("withdraw", code, taken[0].id, "--json")
    assert (again.code, again.json["error"]["code"]) == (2, "seat.unknown")


def test_export_lists_what_it_wrote(mengya: Mengya, tmp_path: Path) -> None:
    done = mengya("export", made(mengya), "--out", tmp_path / "out", "--json")
    assert done.code == 0
    assert set(done.json["files"]) == {
        "report.docx",
        "camp.xlsx",
        "answers.csv",
        "ratings.csv",
        "rubric.toml",
        "camp.json",
    }
    assert all((tmp_path / "out" / name).is_file() for name in done.json["files"])
    # The rubric travels with the levels: they can be worked out where nobody has it.
    assert load_rubric(tmp_path / "out" / "rubric.toml").key == "self-organisation@2"


def test_a_copy_brings_back_what_was_there(mengya: Mengya, tmp_path: Path) -> None:
    first = made(mengya)
    copy = tmp_path / "copy.sqlite3"
    assert mengya("backup", copy, "--json").json["bytes"] == copy.stat().st_size
    second = made(mengya)
    refused = mengya("restore", copy, "--json")
    assert (refused.code, refused.json["error"]["code"]) == (2, "copies.in_the_way")
    restored = mengya("restore", copy, "--replace", "--json")
    assert restored.code == 0
    listed = [one["code"] for one in mengya("camp", "list", "--json").json["camps"]]
    assert listed == [first]
    kept = [
        one["code"] for one in mengya("camp", "list", "--db", restored.json["kept"], "--json").json["camps"]
    ]
    assert sorted(kept) == sorted([first, second])


def test_only_whole_databases_of_ours_are_restored(mengya: Mengya, tmp_path: Path) -> None:
    strange = tmp_path / "strange.db"
    strange.write_bytes(b"SQLite format 3\x00" + b"\x00" * 200)
    for file in (strange, tmp_path / "missing.db"):
        done = mengya("restore", file, "--db", tmp_path / "new.db", "--json")
        assert done.code == 2
    assert not (tmp_path / "new.db").exists()


def test_a_copy_never_overwrites_a_file(mengya: Mengya, tmp_path: Path) -> None:
    made(mengya)
    (tmp_path / "mine.txt").write_text("keep")
    assert mengya("backup", tmp_path / "mine.txt").code == 2
    assert (tmp_path / "mine.txt").read_text() == "keep"


@pytest.mark.parametrize(
    ("database", "code"),
    [
        ("mysql://localhost/x", "store.unknown_database"),
        ("postgresql://me:secret@127.0.0.1:1/x", "store.unreachable"),
        ("/dev/null/below/x.db", "store.unreachable"),
        ("sqlite://nonsense:nonsense:nonsense", "store.address"),
    ],
)
def test_a_database_we_cannot_use_is_told_without_a_traceback(
    mengya: Mengya, database: str, code: str
) -> None:
    done = mengya("camp", "list", "--db", database, "--json")
    assert (done.code, done.json["error"]["code"]) == (1, code)
    assert "secret" not in done.out + done.err


def test_a_lost_organisers_password_is_replaced(mengya: Mengya, tmp_path: Path) -> None:
    first = mengya("password", "--json").json["organiser_password"]
    second = mengya("password", "--json").json["organiser_password"]
    with opened(f"sqlite:///{tmp_path / 'mengya.sqlite3'}") as store:
        app = AppContext(store, read_content(home()))
        assert access.right_of(app, access.sign_in(app, "", second)) == access.Right(None)
        with pytest.raises(AccessError):
            access.sign_in(app, "", first)


def test_the_follow_up_lists_who_is_due(mengya: Mengya, tmp_path: Path) -> None:
    """A camp whose last day is long past: everybody who promised something is due."""
    code = made(mengya)
    with opened(f"sqlite:///{tmp_path / 'mengya.sqlite3'}") as store:
        long_ago = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=8)
        app = AppContext(store, read_content(home()), now=lambda: long_ago)
        camp = camps.find(app, code)
        controls.act(app, camp.id, Action.OPEN, "commit", "f")
        arrival = Arrival("k" * 20, "小林", "甲社区", "resident", consent=True)
        seat = join(app, camp.code, arrival).seat
        row = {"what": "办摄影展", "with": "王老师"}
        answers.submit(app, seat, "a" * 20, "commit", "promise", {"rows": [row]})
    done = mengya("followup", code, "--json")
    assert sorted(fields(done.json)) == PROMISED["followup"]
    assert done.json["counts"] == {
        "commitments": 1,
        "kept": 0,
        "changed": 0,
        "dropped": 0,
        "not_yet": 0,
        "silent": 1,
    }
    (line,) = done.json["due"]
    assert (line["nickname"], line["about"], line["days"], line["late"]) == ("小林", "commitment", 7, False)
    assert "办摄影展" in mengya("followup", code, "--lang", "zh").out
