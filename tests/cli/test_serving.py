"""The demonstration really starts, tells how to get in, and leaves nothing behind."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.cli.conftest import Mengya
from workshop.base.address import own_address
from workshop.base.settings import Settings
from workshop.cli.serving import address, qr


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.slow
def test_a_demo_serves_and_tidies_up(tmp_path: Path) -> None:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "workshop", "demo", "--port", str(port), "--host", "127.0.0.1", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(tmp_path), "LC_ALL": "C.UTF-8"},
    )
    try:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        assert told["phone"] == f"http://127.0.0.1:{port}/j/{told['code']}"
        assert told["facilitator_password"]
        assert told["organiser_password"]
        page = urllib.request.urlopen(told["phone"], timeout=20).read().decode()
        assert "Sample data, invented" in page or "示例数据" in page
        assert list(tmp_path.glob("mengya-demo-*"))
    finally:
        process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=60)
    assert code == 0
    assert not list(tmp_path.glob("mengya-demo-*"))


def test_a_port_that_is_taken_is_told_before_anything_is_made(mengya: Mengya, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = mengya("serve", "--host", "127.0.0.1", "--port", port, "--json")
    assert (done.code, done.json["error"]["code"]) == (1, "cli.port_taken")
    assert not (tmp_path / "mengya.sqlite3").exists()


@pytest.mark.parametrize("port", ["0", "70000"])
def test_an_impossible_port_is_bad_input(mengya: Mengya, port: str) -> None:
    assert mengya("serve", "--port", port).code == 2


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (Settings(public_url="https://camp.example.org/"), "https://camp.example.org"),
        (Settings(host="192.168.1.7", port=8000), "http://192.168.1.7:8000"),
        (Settings(host="::1", port=8000), "http://[::1]:8000"),
    ],
)
def test_phones_are_told_an_address_they_can_reach(settings: Settings, expected: str) -> None:
    assert address(settings) == expected


def test_a_machine_listening_everywhere_gives_its_own_address() -> None:
    everywhere = Settings(host="0.0.0.0", port=80)
    assert address(everywhere) == f"http://{own_address()}:80"
    assert own_address().count(".") == 3


def test_the_qr_code_fits_a_terminal() -> None:
    lines = qr("http://192.168.100.200:8501/j/K7QM2XWP").splitlines()
    assert len([line for line in lines if line.strip()]) <= 24
    assert max(map(len, lines)) <= 80
