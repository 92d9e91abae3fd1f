"""What red-dwarf finds in made conversations: `python -m tests.oracles.statements tests/learning/expected`.

Run once, in an environment that has red-dwarf 0.4.0 (and with it scikit-learn); the tests do not. Directions, places and
shares come from its reducer over the raw votes, gaps and all; the group-aware consensus from its statistics of
statements, given the groups the conversation was made with.
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
from reddwarf.utils.reducer.base import run_reducer
from reddwarf.utils.stats import calculate_comment_statistics, votes

from tests.oracles.tables import CONVERSATIONS


def figures(made):
    grid = pd.DataFrame(made.votes, dtype=float)
    places, _, model = run_reducer(grid.values, reducer="pca", n_components=2)
    consensus = calculate_comment_statistics(grid, cluster_labels=made.groups)[-1]
    return {
        "directions": model.components_.tolist(),
        "share": model.explained_variance_ratio_.tolist(),
        "places": np.asarray(places).tolist(),
        "consensus": consensus[votes.A].tolist(),
    }


def main(folder):
    found = {
        "made by": "tests/oracles/statements.py",
        "versions": {name: version(name) for name in ("red-dwarf", "scikit-learn", "numpy")},
        "conversations": {name: figures(made) for name, made in CONVERSATIONS.items()},
    }
    (folder / "statements.json").write_text(json.dumps(found) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
