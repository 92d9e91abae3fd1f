"""What cbrkit 0.14.2 finds between used cars: `python tests/oracles/cars.py cars-1k.csv tests/learning/cars`.

Run once, in an environment that has cbrkit 0.14.2; the tests do not. Each car stands as a community whose attributes
are of the kinds ours have (see `COLUMNS`), and every attribute is likened by cbrkit's own measure of that kind where it
has one (a table, a straight line, a weighted mean), so that no code is shared with ours.
"""

import csv
import json
import sys
import tomllib
from math import log
from pathlib import Path

import cbrkit

STAGES = ("0", "1.0", "2.0", "3.0")
SETTINGS = {"octavia": "old_unit", "fabia": "commercial", "focus": "mixed", "mondeo": "resettlement"}
COLUMNS = ("stage", "setting", "committee_support", "familiarity", "households", "groups")
NAMES = {"committee_support": "support"}
QUERIES = (0, 7, 100, 333, 512, 998)
EVERY = 9  # of the 999 cars


def community(car):
    """A car's attributes as a community's."""
    return {
        "stage": STAGES[("fwd", "rwd", "4wd").index(car["drive"]) + (car["fuel"] == "diesel")],
        "setting": SETTINGS.get(car["make"], "village"),
        "committee_support": (int(car["year"]) // 5) % 4,
        "familiarity": (int(car["year"]) // 3) % 4,
        "households": int(car["miles"]),
        "groups": int(car["price"]) // 1000,
    }


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
    settings += [(one, one, 1.0) for one in (*SETTINGS.values(), "village")]
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
            pooling_weights={name: weights["attributes"][NAMES.get(name, name)] for name in COLUMNS},
        ),
    )


def main(source, folder):
    weights = tomllib.loads((folder / "weights.toml").read_text(encoding="utf-8"))
    with source.open(encoding="utf-8") as lines:
        cars = [community(car) for car in csv.DictReader(lines)]
    likeness = measure(weights)
    kept = range(0, len(cars), EVERY)
    base = {number: cars[number] for number in kept}
    expected = []
    for query in QUERIES:
        found = likeness(base, cars[query])
        expected.append({"asker": cars[query], "likeness": [found[number].value for number in kept]})
    (folder / "expected.json").write_text(json.dumps(expected), encoding="utf-8")
    with (folder / "cars.csv").open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, COLUMNS)
        table.writeheader()
        table.writerows(base.values())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
