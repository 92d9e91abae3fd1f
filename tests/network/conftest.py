"""The tests on real networks are collected only where all of those lie."""

from __future__ import annotations

from tests.network.networks import ABSENT

collect_ignore = ["test_real_networks.py"] if ABSENT else []
