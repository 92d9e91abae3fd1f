"""Settings that cannot work are refused at the start."""

from __future__ import annotations

import pytest

from workshop.base.errors import InputError
from workshop.base.settings import read_settings
from workshop.base.text import LANGUAGES, explain


@pytest.mark.parametrize(
    "address",
    ["", "http://camp.example", "https://camp.example:8443/", "http://[::1]:8501", "http://10.0.0.5"],
)
def test_an_address_phones_can_follow_is_taken(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("MENGYA_PUBLIC_URL", address)
    assert read_settings().public_url == address


@pytest.mark.parametrize(
    "address",
    [
        "https://foundation.example/camp",
        "https://foundation.example/?room=1",
        "https://foundation.example/#room",
        "camp.example",
        "camp.example:8501",
        "ftp://camp.example",
        "http://",
        "http://somebody@camp.example",
        "http://camp.example:port",
    ],
)
def test_an_address_whose_links_would_miss_the_phone_is_refused(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("MENGYA_PUBLIC_URL", address)
    with pytest.raises(InputError) as error:
        read_settings()
    assert error.value.code == "cli.public_url"
    assert all(address in explain(language, error.value) for language in LANGUAGES)
