"""What cbrkit finds between made communities: `python -m tests.oracles.likeness tests/learning/expected`.

Run once, in an environment that has cbrkit 0.14.2; the tests do not. Every attribute is likened by cbrkit's own measure
of that kind where it has one (a table, a straight line, a weighted mean), so that no code is shared with ours.
"""

import json
import sys
import tomllib
from importlib.metadata import version
from math import log
from pathlib import Path

import cbrkit

from tests.oracles.tables import ASKERS, COMMUNITIES, SETTINGS, STAGES

NAMES = {"committee_support": "support"}


def measure(weights):
    span = weights["size_span"]

    def size(one, other):
        return max(0.0, 1 - abs(log((one + 1) / (other + 1))) / log(span))

    below, above = weights["stage"]["one_below"], weights["stage"]["one_above"]
    stages = [(one, one, 1.0) for one in STAGES]
    # cbrkit asks for the case first, then for who asks.
    stages += [(STAGES[n], STAGES[n + 1], below) for n in range(3)]
    stages += [(STAGES[n + 1], STAGES[n], above) for n in range(3)]
    settings = [(*pair["between"], pair["likeness"]) for pair in weights["settings"]]
    settings += [(one, one, 1.0) for one in SETTINGS]
    return cbrkit.sim.attribute_value(
        attributes={
            "stage": cbrkit.sim.generic.table(stages, symmetric=False),
            "setting": cbrkit.sim.generic.table(settings, default=weights["other_setting"]),
            "committee_support": cbrkit.sim.numbers.linear(max=3),
            "familiarity": cbrkit.sim.numbers.linear(max=3),
            "households": size,
            "groups": size,
        },
        aggregator=cbrkit.sim.aggregator(
            pooling="mean",
            pooling_weights={name: weights["attributes"][NAMES.get(name, name)] for name in COMMUNITIES[0]},
        ),
    )


def main(folder):
    weights = tomllib.loads((folder / "weights.toml").read_text(encoding="utf-8"))
    likeness = measure(weights)
    base = dict(enumerate(COMMUNITIES))
    found = {
        "made by": "tests/oracles/likeness.py",
        "versions": {"cbrkit": version("cbrkit")},
        "likeness": [[one.value for _, one in sorted(likeness(base, asker).items())] for asker in ASKERS],
    }
    (folder / "likeness.json").write_text(json.dumps(found) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
