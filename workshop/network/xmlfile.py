"""XML from strangers: a document type is refused before anything is parsed, and nothing is fetched or expanded."""

from __future__ import annotations

import math
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from workshop.errors import TableError, Where
from workshop.network.graphfiles import MOST_EDGES, MOST_NODES, Attribute

MOST_TAGS = 3_000_000  # each costs memory, however little it says
NUMBERS = frozenset(
    ("int", "integer", "long", "float", "double", "real", "short", "byte", "bigdecimal", "biginteger")
)


def root_of(data: bytes, file: str) -> Element:
    """The document's first element. Raises TableError."""
    if data.count(b"<") > MOST_TAGS:
        raise TableError("network.too_large", Where(file), nodes=MOST_NODES, ties=MOST_EDGES)
    try:
        return fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise TableError("network.document_type", Where(file)) from error
    except ParseError as error:
        row, _ = error.position
        raise TableError("network.xml", Where(file, row=row)) from error
    except (ValueError, LookupError) as error:  # an encoding nobody knows
        raise TableError("table.encoding", Where(file)) from error


def inside(element: Element, name: str) -> list[Element]:
    """Every element of this name below, at any depth, in file order."""
    return [child for child in element.iter() if plain_name(child) == name]


def children(element: Element, name: str) -> list[Element]:
    """The elements of this name directly below."""
    return [child for child in element if plain_name(child) == name]


def plain_name(element: Element) -> str:
    """The tag without its namespace; comments have a function for a tag."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def needed(element: Element, name: str, file: str) -> str:
    """An attribute that must be there. Raises TableError."""
    value = element.get(name)
    if value is None:
        raise TableError("network.xml_attribute", Where(file), name=name, element=plain_name(element))
    return value


def typed(kind: str, text: str, file: str) -> Attribute:
    """A value by the type the file gives it. Raises TableError for a number that is none."""
    if kind == "boolean":
        return text.strip().casefold() in ("true", "1")
    if kind in NUMBERS:
        try:
            value = float(text)
        except ValueError as error:
            raise TableError("table.number", Where(file), value=text[:40]) from error
        if not math.isfinite(value):
            raise TableError("table.number", Where(file), value=text[:40])
        return value
    return text
