"""How often a property is tried.

`make test` tries the same examples on every machine and in every run, so that a red run means a change. `make fuzz` tries
the same properties with fresh ones, and many more: profile `fuzz`, MENGYA_EXAMPLES of each (1,000 unless told), as far
as they fit into MENGYA_SECONDS (120 unless told). `make quick` tries a quarter of the steady ones: profile `quick`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import wraps
from time import monotonic

from hypothesis import HealthCheck, settings
from hypothesis.errors import UnsatisfiedAssumption
from hypothesis.internal.conjecture import providers

FUZZED = int(os.environ.get("MENGYA_EXAMPLES", "1000"))
SECONDS = float(os.environ.get("MENGYA_SECONDS", "120"))

QUARTER = 4

# Whether examples come slowly says more about the machine than about the property.
TOLERATED = (HealthCheck.too_slow,)


def register_profiles() -> None:
    """The profile `steady` is loaded; `--hypothesis-profile` loads another later."""
    common = settings(deadline=None, database=None, print_blob=True, suppress_health_check=TOLERATED)
    settings.register_profile("steady", common, derandomize=True)
    settings.register_profile("fuzz", common, derandomize=False, max_examples=FUZZED)
    settings.register_profile("quick", common, derandomize=True, max_examples=100 // QUARTER)
    settings.load_profile("steady")
    # Hypothesis also draws on the constants of every module that happens to be loaded: another test before this one,
    # another example. Steady means without them.
    found = providers._get_local_constants
    providers._get_local_constants = lambda: found() if fuzzing() else providers._local_constants


def fuzzing() -> bool:
    """Whether this run looks for new examples."""
    return settings.get_current_profile_name() == "fuzz"


def examples(number: int, *, allow: Iterable[HealthCheck] = ()) -> settings:
    """Try a property with `number` examples, and with as many as it says in `make fuzz`.

    A plain `@settings(max_examples=…)` would hold in `make fuzz` too.
    """
    if fuzzing():
        number = max(number, FUZZED)
    elif settings.get_current_profile_name() == "quick":
        number = max(1, number // QUARTER)
    return settings(max_examples=number, suppress_health_check=[*TOLERATED, *allow])


class OutOfTime(BaseException):
    """Ends a property from within; hypothesis lets through what is no Exception."""


class Budget:
    """Ends a property once its seconds are over, and counts its examples.

    Never after a failure: hypothesis is then making the example smaller.
    """

    def __init__(self, seconds: float) -> None:
        self.ends = monotonic() + seconds
        self.tried = 0
        self.failed = False

    def around(self, test: Callable[..., None]) -> Callable[..., None]:
        @wraps(test)
        def within(*arguments: object, **named: object) -> None:
            self.tried += 1
            try:
                test(*arguments, **named)
            except UnsatisfiedAssumption:
                raise
            except Exception:
                self.failed = True
                raise
            # After the example, which has drawn all it draws; hypothesis holds anything less to be flaky.
            if not self.failed and monotonic() > self.ends:
                raise OutOfTime

        return within
