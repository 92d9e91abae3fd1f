"""A disk that remembers in which order it was written to, and what was safe at any moment.

SQLite does its work through a VFS. This one hands everything on to the usual one and notes each write, cut and sync of the
database and its log. From the notes the files can be made as they would lie there after the power went at any moment:
what was synced is there; what was not may be there, may be missing, or may be there in part, sector by sector.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar
from unittest.mock import patch

SECTOR = 512  # what a disk writes whole
OPEN_MAIN, OPEN_JOURNAL, OPEN_LOG = 0x100, 0x800, 0x80000
NAME = b"remembering"

_P, _I, _L = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64
_OPEN = ctypes.CFUNCTYPE(_I, _P, _P, _P, _I, _P)
_DELETE = ctypes.CFUNCTYPE(_I, _P, _P, _I)
_WRITE = ctypes.CFUNCTYPE(_I, _P, _P, _I, _L)
_TRUNCATE = ctypes.CFUNCTYPE(_I, _P, _L)
_SYNC = ctypes.CFUNCTYPE(_I, _P, _I)


class _Vfs(ctypes.Structure):
    """`sqlite3_vfs` up to the calls we take over; the rest is copied as it is."""

    _fields_: ClassVar = [
        ("version", _I), ("file_size", _I), ("longest_path", _I), ("following", _P), ("name", ctypes.c_char_p),
        ("own", _P), ("open", _P), ("delete", _P), ("rest", _P * 15),
    ]  # fmt: skip


class _Methods(ctypes.Structure):
    """`sqlite3_io_methods`, version 3."""

    _fields_: ClassVar = [
        ("version", _I), ("close", _P), ("read", _P), ("write", _P), ("truncate", _P), ("sync", _P), ("rest", _P * 13),
    ]  # fmt: skip


@dataclass(frozen=True)
class Written:
    """Bytes at an offset."""

    file: str
    offset: int
    data: bytes


@dataclass(frozen=True)
class Cut:
    """The file ends here."""

    file: str
    size: int


@dataclass(frozen=True)
class Synced:
    """All that was done to the file before is safe."""

    file: str


@dataclass(frozen=True)
class Removed:
    """The file is taken from its folder."""

    file: str


@dataclass(frozen=True)
class Acknowledged:
    """Somebody was told that this is kept."""

    what: str


Deed = Written | Cut | Synced | Removed | Acknowledged


@dataclass
class Disk:
    """The files as they lay when it began, and all that happened since."""

    folder: Path
    began: dict[str, bytes]
    deeds: list[Deed] = field(default_factory=list)

    def acknowledge(self, what: str) -> None:
        self.deeds.append(Acknowledged(what))


@contextmanager
def remembering(folder: Path) -> Iterator[Disk]:
    """Within the block every SQLite connection of this process works through the remembering disk; it notes what happens
    to the files in `folder`."""
    library = ctypes.CDLL(ctypes.util.find_library("sqlite3"))
    library.sqlite3_vfs_find.restype = _P
    library.sqlite3_vfs_find.argtypes = [ctypes.c_char_p]
    library.sqlite3_vfs_register.argtypes = [_P, _I]
    library.sqlite3_vfs_unregister.argtypes = [_P]
    disk = Disk(folder, {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()})
    usual = library.sqlite3_vfs_find(None)
    shim = _Shim(usual, disk)
    library.sqlite3_vfs_register(ctypes.addressof(shim.vfs), 1)
    try:
        with patch.object(os, "fsync", _noting(disk)):
            yield disk
    finally:
        library.sqlite3_vfs_unregister(ctypes.addressof(shim.vfs))
        library.sqlite3_vfs_register(usual, 1)


def _noting(disk: Disk) -> Callable[[int], None]:
    """`os.fsync` that notes the files of the folder: what is made safe beside SQLite counts too."""
    sync = os.fsync

    def noted(number: int) -> None:
        sync(number)
        path = Path(f"/proc/self/fd/{number}").readlink()
        if path.parent == disk.folder:
            disk.deeds.append(Synced(path.name))

    return noted


class _Shim:
    def __init__(self, usual: int, disk: Disk) -> None:
        self.disk = disk
        self.usual = usual
        self.vfs = _Vfs.from_buffer_copy(ctypes.string_at(usual, ctypes.sizeof(_Vfs)))
        original = _Vfs.from_address(usual)
        self._open = _OPEN(original.open)
        self._delete = _DELETE(original.delete)
        # Kept alive as long as SQLite may call them.
        self._calls: list[object] = [_OPEN(self.open), _DELETE(self.delete)]
        self.vfs.name = NAME
        self.vfs.open, self.vfs.delete = (ctypes.cast(one, _P) for one in self._calls)  # type: ignore[arg-type]
        self._names: dict[int, str] = {}
        self._methods: dict[int, _Methods] = {}

    def open(self, _vfs: int, name: int | None, file: int, flags: int, out: int | None) -> int:
        result: int = self._open(self.usual, name, file, flags, out)
        path = Path(ctypes.string_at(name).decode()) if name else None
        if (
            result
            or path is None
            or path.parent != self.disk.folder
            or not flags & (OPEN_MAIN | OPEN_JOURNAL | OPEN_LOG)
        ):
            return result
        self._names[file] = path.name
        slot = ctypes.c_void_p.from_address(file)
        if slot.value is not None:
            slot.value = ctypes.addressof(self._watched(slot.value))
        return result

    def delete(self, _vfs: int, name: int, sync_folder: int) -> int:
        result: int = self._delete(self.usual, name, sync_folder)
        path = Path(ctypes.string_at(name).decode())
        if not result and path.parent == self.disk.folder:
            self.disk.deeds.append(Removed(path.name))
        return result

    def _watched(self, address: int) -> _Methods:
        if address not in self._methods:
            original = _Methods.from_address(address)
            watched = _Methods.from_buffer_copy(original)
            calls = (
                _WRITE(self._write(_WRITE(original.write))),
                _TRUNCATE(self._truncate(_TRUNCATE(original.truncate))),
                _SYNC(self._sync(_SYNC(original.sync))),
            )
            self._calls.extend(calls)
            watched.write, watched.truncate, watched.sync = (ctypes.cast(one, _P) for one in calls)
            self._methods[address] = watched
        return self._methods[address]

    def _write(self, original: Callable[[int, int, int, int], int]) -> Callable[[int, int, int, int], int]:
        def write(file: int, data: int, size: int, offset: int) -> int:
            # Noted before it is done: an acknowledgement can only come after.
            self.disk.deeds.append(Written(self._names[file], offset, ctypes.string_at(data, size)))
            return original(file, data, size, offset)

        return write

    def _truncate(self, original: Callable[[int, int], int]) -> Callable[[int, int], int]:
        def truncate(file: int, size: int) -> int:
            self.disk.deeds.append(Cut(self._names[file], size))
            return original(file, size)

        return truncate

    def _sync(self, original: Callable[[int, int], int]) -> Callable[[int, int], int]:
        def sync(file: int, flags: int) -> int:
            result = original(file, flags)
            self.disk.deeds.append(Synced(self._names[file]))
            return result

        return sync


def power_cuts(
    disk: Disk, moments: list[int], chance: random.Random
) -> Iterator[tuple[int, dict[str, bytes], frozenset[str]]]:
    """For each moment (how many deeds were done; ascending): the files as found afterwards, and what was acknowledged."""
    safe = {name: bytearray(data) for name, data in disk.began.items()}
    loose: dict[str, list[Written | Cut]] = {}
    told: set[str] = set()
    done = 0
    for moment in moments:
        for deed in disk.deeds[done:moment]:
            match deed:
                case Written() | Cut():
                    loose.setdefault(deed.file, []).append(deed)
                case Synced(name):
                    for one in loose.pop(name, []):
                        _apply(safe.setdefault(name, bytearray()), one)
                case Removed(name):
                    safe.pop(name, None)
                    loose.pop(name, None)
                case Acknowledged(what):
                    told.add(what)
        done = moment
        found = {name: bytearray(data) for name, data in safe.items()}
        for name, deeds in loose.items():
            _some(found.setdefault(name, bytearray()), deeds, chance)
        yield moment, {name: bytes(data) for name, data in found.items()}, frozenset(told)


def _apply(data: bytearray, deed: Written | Cut) -> None:
    match deed:
        case Written(_, offset, new):
            if len(data) < offset:
                data.extend(bytes(offset - len(data)))
            data[offset : offset + len(new)] = new
        case Cut(_, size):
            del data[size:]


def _some(data: bytearray, deeds: list[Written | Cut], chance: random.Random) -> None:
    """What of the deeds that were not synced reached the disk: nothing, all up to one, or any, the sectors of any one apart."""
    match chance.randrange(4):
        case 0:
            return
        case 1:
            for deed in deeds[: chance.randint(0, len(deeds))]:
                _apply(data, deed)
        case 2:
            for deed in deeds:
                if chance.random() < 0.5:
                    _apply(data, deed)
        case _:
            for deed in deeds:
                for part in _sectors(deed):
                    if chance.random() < 0.7:
                        _apply(data, part)


def _sectors(deed: Written | Cut) -> Iterator[Written | Cut]:
    if isinstance(deed, Cut):
        yield deed
        return
    at, end = deed.offset, deed.offset + len(deed.data)
    while at < end:
        upto = min(end, (at // SECTOR + 1) * SECTOR)
        yield Written(deed.file, at, deed.data[at - deed.offset : upto - deed.offset])
        at = upto
