"""Reading the form on a page, as a browser or a careful script would: fields, choices, what is already in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

Fields = dict[str, list[str]]


@dataclass
class PageForm:
    """One form: where it goes, its fields with their present values, and what radio and check boxes offer."""

    action: str
    method: str
    values: Fields = field(default_factory=dict)
    offers: Fields = field(default_factory=dict)
    writing: list[str] = field(default_factory=list)  # names of text fields, in order, repeats included
    days: list[str] = field(default_factory=list)  # names of fields with a calendar
    buttons: list[str] = field(default_factory=list)  # names of its buttons, "" for one that only sends

    def value(self, name: str) -> str:
        return self.values.get(name, [""])[-1]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self.open: PageForm | None = None
        self.area: str | None = None
        self.text: list[str] = []
        self.select: str | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        got = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.open = PageForm(got.get("action", ""), got.get("method", "get"))
            self.forms.append(self.open)
        elif self.open is not None and tag == "button" and got.get("type", "submit") == "submit":
            self.open.buttons.append(got.get("name", ""))
        elif self.open is not None and tag == "input" and "name" in got:
            self._input(self.open, got)
        elif self.open is not None and tag == "textarea":
            self.area, self.text = got["name"], []
        elif self.open is not None and tag == "select":
            self.select = got["name"]
        elif self.open is not None and tag == "option" and self.select and "value" in got:
            self.open.offers.setdefault(self.select, []).append(got["value"])
            if "selected" in got:
                self.open.values.setdefault(self.select, []).append(got["value"])

    def _input(self, form: PageForm, got: dict[str, str]) -> None:
        name, kind = got["name"], got.get("type", "text")
        if kind in ("radio", "checkbox"):
            form.offers.setdefault(name, []).append(got.get("value", "on"))
            if "checked" not in got:
                return
        elif kind == "date":
            form.days.append(name)
        elif kind != "hidden":
            form.writing.append(name)
        form.values.setdefault(name, []).append(got.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea" and self.area is not None and self.open is not None:
            self.open.writing.append(self.area)
            self.open.values.setdefault(self.area, []).append("".join(self.text).lstrip("\n"))
            self.area = None


def forms_in(page: str) -> list[PageForm]:
    """Every form of a page."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms


def form_to(page: str, action: str) -> PageForm | None:
    """The form that posts to `action`, if the page has one."""
    return next((form for form in forms_in(page) if form.action == action and form.method == "post"), None)
