"""A desk to test: a house with the sample camp in it, and screens opened as somebody, in a language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import ButtonGroup

from tests.app_context import ORGANISER_PASSWORD, Clock, make_context
from tests.sample_camp import sampled
from workshop.base.settings import Settings
from workshop.base.text import Language
from workshop.desk.cockpit import live
from workshop.desk.map.network_map import PARTS, STEERING
from workshop.desk.ui import actions, visitor
from workshop.desk.ui import context as desk_house
from workshop.desk.ui.cache import Kept
from workshop.model.camp import CampStep
from workshop.sample.sample import SampleCamp
from workshop.services import workers
from workshop.services.app import access
from workshop.services.app.context import AppContext
from workshop.services.camp import control

ENTRY = Path(visitor.__file__).parents[1] / "app.py"
LOCALES: dict[Language, str] = {"zh": "zh-CN", "en": "en-GB"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Opening a screen takes a tenth of a second to one: `make quick` leaves them out."""
    for item in items:
        if isinstance(item, pytest.Function) and {"desk", "template"} & set(item.fixturenames):
            item.add_marker("screen")


@dataclass
class Desk:
    """One browser at the desk of a running installation."""

    context: AppContext
    sample: SampleCamp
    clock: Clock
    cookies: dict[str, str]
    signed_in: dict[str, str]

    def sign_in(self) -> None:
        """As the sample camp's facilitator."""
        self.cookies["desk"] = self.signed_in["facilitator"]

    def sign_in_anew(self) -> None:
        """As the facilitator, after so long that the session has ended."""
        camp = self.sample.camp
        self.cookies["desk"] = access.sign_in(self.context, camp.code, self.sample.password)

    def organise(self) -> None:
        """As the installation's organiser."""
        self.cookies["desk"] = self.signed_in["organiser"]

    def sit(self, seat: int = 0) -> None:
        """In one of the sample's seats."""
        self.cookies["seat"] = self.sample.seats[seat].token

    def open(self, screen: str, language: Language = "zh", *, embedded: bool = False) -> AppTest:
        """A screen, freshly opened."""
        page = AppTest.from_file(str(ENTRY), default_timeout=60)
        page.context = {
            "locale": LOCALES[language],
            "url": "http://192.0.2.7:8501/",
            "is_embedded": embedded,
        }
        page.run()
        page.switch_page(f"screens/{screen}.py")
        page.run()
        assert not page.exception, [one.value for one in page.exception]
        return page

    def step(self, exercise: str = "stage-check") -> CampStep:
        """A step of the sample camp as it stands now."""
        steps = control.steps(self.context, self.sample.camp.id)
        return next(step for step in steps if step.exercise == exercise)


@dataclass(frozen=True)
class Template:
    """A database with the sample camp and two open desk sessions, made once: every test gets a copy."""

    file: Path
    sample: SampleCamp
    signed_in: dict[str, str]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    folder = tmp_path_factory.mktemp("sample")
    with sampled(folder, seed=3) as (context, made):
        signed_in = {
            "facilitator": access.sign_in(context, made.camp.code, made.password),
            "organiser": access.sign_in(context, "", ORGANISER_PASSWORD),
        }
    return Template(folder / "mengya.sqlite3", made, signed_in)


@pytest.fixture(autouse=True)
def no_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit looks through every installed package for components whenever a test opens a page: half a second."""
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", lambda *_, **__: [])


@pytest.fixture
def desk(template: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    (tmp_path / "mengya.sqlite3").write_bytes(template.file.read_bytes())
    # Every copy of the sample is the same camp at the same event: what one test saw must not be kept for the next.
    monkeypatch.setattr(live, "_KEPT", Kept(60))
    # Tests press faster than hands do: here two presses are two.
    monkeypatch.setattr(actions, "DOUBLE_TAP", 0.0)
    clock = Clock()
    clock.forward(days=1)
    with make_context(tmp_path, clock=clock, seed=2) as context:
        cookies: dict[str, str] = {}
        monkeypatch.setattr(visitor, "cookies", lambda: cookies)
        desk_house.provide_context(context, Settings())
        yield Desk(context, template.sample, clock, cookies, template.signed_in)


@pytest.fixture
def inline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measures computed here instead of in another process, which would take seconds to start."""

    def run(_key: object, work: Callable[..., object], *arguments: object) -> object:
        return work(*arguments)

    monkeypatch.setattr(workers, "run", run)


def words(page: AppTest) -> str:
    """Everything written on the page."""
    kinds = ("title", "subheader", "markdown", "caption", "info", "warning", "error", "success")
    parts = [str(element.value) for kind in kinds for element in getattr(page, kind)]
    parts += [button.label for button in page.button]
    return "\n".join(parts)


def see(page: AppTest, view: str) -> AppTest:
    """Go to one of the views of a community's map, as somebody does who knows where it is."""
    part = next(name for name in PARTS if view in (*PARTS[name], *STEERING.get(name, ())))
    _ending(page, ".part").set_value(part).run()
    several = [one for one in page.button_group if (one.key or "").endswith(f".view.{part}")]
    if several:
        several[0].set_value(view).run()
    return page


def _ending(page: AppTest, key: str) -> ButtonGroup:
    return next(one for one in page.button_group if (one.key or "").endswith(key))
