"""XML from strangers as elements: the declared encoding followed, nothing fetched, nothing expanded.

A document type that only names a format (`<!DOCTYPE graphml SYSTEM "…">`) is passed over: the address in it is never
asked. One that brings declarations of its own (an internal subset) is refused, because entities live there (XXE,
entity expansion).
"""

from __future__ import annotations

import codecs
import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from workshop.base.errors import TableError, Where
from workshop.network.io.encoding import decode
from workshop.network.io.graphfiles import MOST_EDGES, MOST_NODES
from workshop.network.io.imported import Note

DEEPEST = 200  # elements inside elements; yEd's nested folders with their shapes stay under 100
MOST_TAGS = 3_000_000  # each costs memory, however short
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_ENTITY = re.compile(r"&(?!amp;|lt;|gt;|quot;|apos;|#)[^\s&;<]{1,60};")
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Encodings of text a declaration may name; a wider one stands for those it contains.
_READ_AS = {"gb2312": "gb18030", "gbk": "gb18030", "hz": "hz", "big5": "cp950"}
_TEXT = re.compile(
    r"(utf|iso8859|cp|koi8|gb|big5|shift_jis|euc|iso2022|mac|johab|ascii|latin|hz|tis|viscii)[-_0-9a-z]*$"
)


class _NoSubset(DefusedXMLParser):
    """Refuses a document type only where it brings declarations; `forbid_dtd` calls this for every one."""

    def defused_start_doctype_decl(
        self, name: str, sysid: str | None, pubid: str | None, has_internal_subset: bool
    ) -> None:
        if has_internal_subset:
            super().defused_start_doctype_decl(name, sysid, pubid, has_internal_subset)


def root_of(data: bytes, file: str) -> tuple[Element, list[Note]]:
    """The root element, and a note where the file is in another encoding than it says. Raises TableError."""
    if data.count(b"<") > MOST_TAGS:
        raise TableError("network.file_too_large", Where(file), nodes=MOST_NODES, ties=MOST_EDGES)
    text, notes = _decoded(data, file)
    if "<!DOCTYPE" in text and _ENTITY.search(
        text
    ):  # declared elsewhere; the parser would drop it in silence
        raise TableError("network.document_type", Where(file))
    parser = _NoSubset(forbid_dtd=True)
    try:
        parser.feed(text)
        root: Element = parser.close()
    except DefusedXmlException as error:
        raise TableError("network.document_type", Where(file)) from error
    except ParseError as error:
        row, _ = error.position
        raise TableError("network.xml", Where(file, row=row)) from error
    except (ValueError, LookupError) as error:  # lone surrogates, NUL
        raise TableError("table.encoding", Where(file)) from error
    if _too_deep(root):
        raise TableError("network.xml_deep", Where(file), n=DEEPEST)
    return root, notes


def _too_deep(root: Element) -> bool:
    """Whether elements nest so deep that walking what is inside each would never end."""
    level, depth = [root], 0
    while level and depth <= DEEPEST:
        level = [child for element in level for child in element]
        depth += 1
    return bool(level)


def _decoded(data: bytes, file: str) -> tuple[str, list[Note]]:
    """The text, by what the file says of itself where its bytes allow that.

    A file that was saved anew in UTF-8 often keeps its old declaration: bytes that are UTF-8 with characters of three
    bytes are practically never anything else. A file whose bytes contradict its declaration is read as any table is.
    """
    declared = _DECLARED.match(data[:400])
    name = _codec(declared.group(1).decode("ascii")) if declared else None
    if name is None or name.startswith("utf") or data.startswith(_MARKS) or _is_utf8(data):
        text = decode(data, file)
        known = declared is None or name is None or _fits(data, name) or data.startswith(_MARKS)
        return text, [] if known else [Note("declared_encoding", 1, (_said(declared),))]
    try:
        return data.decode(name), []
    except UnicodeDecodeError:
        return decode(data, file), [Note("declared_encoding", 1, (_said(declared),))]


def _said(declared: re.Match[bytes] | None) -> str:
    return declared.group(1).decode("ascii") if declared else ""


def _codec(declared: str) -> str | None:
    try:
        name = codecs.lookup(declared).name.replace("-", "_").casefold()
    except LookupError:
        return None
    name = _READ_AS.get(name, name)
    return name.replace("utf_", "utf-") if _TEXT.match(name) else None


def _is_utf8(data: bytes) -> bool:
    try:
        return any(character >= "\u0800" for character in data.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _fits(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeError:
        return False
    return b"\0" in data if name.startswith(("utf-16", "utf-32")) else name == "utf-8" or not _is_utf8(data)


def children_named(element: Element, name: str) -> list[Element]:
    """All descendants of this name, in file order."""
    return [child for child in element.iter() if plain_name(child) == name]


def children(element: Element, name: str) -> list[Element]:
    """Direct children of this name."""
    return [child for child in element if plain_name(child) == name]


def plain_name(element: Element) -> str:
    """The tag without its namespace; comments have a function for a tag."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def plain_attributes(element: Element) -> dict[str, str]:
    """The attributes by their names without namespace, and in small letters."""
    return {name.rpartition("}")[2].casefold(): value for name, value in element.attrib.items()}


def needed(element: Element, name: str, file: str) -> str:
    """A required attribute. Raises TableError, with the element's id where it has one."""
    value = element.get(name)
    if value is None:
        where = Where(file, key=element.get("id"))
        raise TableError("network.xml_attribute", where, name=name, element=plain_name(element))
    return value
