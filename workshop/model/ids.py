"""Short codes people read aloud and type (join, recovery, password), and random tokens nobody reads.

Letters that are mistaken for another (I L O 0 1) are left out: 31 symbols, 8 characters, about 8.5e11 codes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable

from workshop.model.camp import Seat

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8

# A source of randomness: n -> a whole number in 0 … n-1 (secrets.randbelow in service, a seeded one in tests).
Chance = Callable[[int], int]


def new_code(chance: Chance, length: int = LENGTH) -> str:
    """A code such as `K7QM2XWP`."""
    return "".join(ALPHABET[chance(len(ALPHABET))] for _ in range(length))


def new_token(chance: Chance) -> str:
    """A random token of 128 bits as 32 hexadecimal digits: identifies a seat, an answer, an event."""
    return f"{(chance(1 << 64) << 64) | chance(1 << 64):032x}"


def tidy_code(typed: str) -> str:
    """Normalise a typed code: spaces, dashes and lower case do not matter.

    >>> tidy_code(" k7qm-2xwp ")
    'K7QM2XWP'
    """
    return re.sub(r"[\s\-–—·_]", "", typed).upper()


def spaced(code: str) -> str:
    """A code in two halves, easier to read aloud: `K7QM-2XWP`."""
    middle = len(code) // 2
    return f"{code[:middle]}-{code[middle:]}"


SHORTEST_CODE = 4


def seat_codes(seats: Iterable[Seat]) -> dict[str, str]:
    """Seat id -> code such as `P7K3Q`: a hash of the id, so it stays when others leave and does not reveal the id."""
    codes: dict[str, str] = {}
    for seat in sorted(seats, key=lambda one: one.id):
        long = _letters(seat.id)
        length = SHORTEST_CODE
        while f"P{long[:length]}" in codes.values():
            length += 1
        codes[seat.id] = f"P{long[:length]}"
    return codes


def seat_mark(seat_id: str) -> str:
    """A mark by which a form says whose it is: 12 digits drawn from the id, which they do not give away."""
    return hashlib.sha256(f"seat mark {seat_id}".encode()).hexdigest()[:12]


def _letters(seat_id: str) -> str:
    number = int.from_bytes(hashlib.sha256(f"seat code {seat_id}".encode()).digest(), "big")
    letters = []
    while number:
        number, rest = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return "".join(letters)
