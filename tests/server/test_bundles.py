"""The desk's files arrive small and whole, and its page speaks the visitor's language from the first byte."""

from __future__ import annotations

import gzip
import re

import brotli
import pytest

from tests.server.conftest import Site
from workshop.server.bundles import STATIC

DOCUMENT = {"accept": "text/html,application/xhtml+xml"}


def document(site: Site) -> dict[str, str]:
    """What a facilitator's browser sends for a page."""
    return {**DOCUMENT, "cookie": f"desk={site.cookies['facilitator']['desk']}"}


def a_script() -> str:
    """The address of the page's own script."""
    found = re.search(r'src="(?:\./|/)?(static/js/index\.[^"]+\.js)"', (STATIC / "index.html").read_text())
    assert found is not None
    return "/" + found.group(1)


def raw(site: Site, path: str, encoding: str) -> tuple[dict[str, str], bytes]:
    """Headers and the bytes on the wire, not unpacked by the client."""
    with site.client.stream("GET", path, headers={"accept-encoding": encoding}) as reply:
        assert reply.status_code == 200
        return dict(reply.headers), b"".join(reply.iter_raw())


def test_a_script_is_the_same_however_it_is_packed(site: Site) -> None:
    path = a_script()
    plain, body = raw(site, path, "identity")
    assert body == (STATIC / path.lstrip("/")).read_bytes()
    assert "content-encoding" not in plain
    small, packed = raw(site, path, "gzip, deflate")
    assert small["content-encoding"] == "gzip"
    assert gzip.decompress(packed) == body
    smaller, tight = raw(site, path, "gzip, deflate, br")
    assert smaller["content-encoding"] == "br"
    assert brotli.decompress(tight) == body
    assert len(tight) < len(packed) < len(body) / 2


def test_a_packing_the_browser_refuses_is_not_used(site: Site) -> None:
    headers, _ = raw(site, a_script(), "br;q=0, gzip")
    assert headers["content-encoding"] == "gzip"


def test_what_carries_its_own_mark_is_kept_for_a_year(site: Site) -> None:
    headers, _ = raw(site, a_script(), "br")
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert headers["vary"] == "Accept-Encoding"
    assert headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize(
    "path",
    [
        "/static/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/static/%2e%2e/%2e%2e/%2e%2e/config.py",
        "/static/..%2f..%2fconfig.py",
        "/static/%2fetc%2fpasswd",
        "/static//etc/passwd",
        "/static/js/..%5c..%5cindex.html",
        "/static/%00",
        "/static/js/index.js%00.html",
        "/static/" + "a" * 5000,
        "/static/",
        "/static/js",
    ],
)
def test_nothing_outside_the_bundle_is_served(site: Site, path: str) -> None:
    reply = site.client.get(path, headers={"accept": "*/*"})
    assert reply.status_code == 404
    assert len(reply.content) < 100


@pytest.mark.parametrize(
    ("cookie", "asked", "language"),
    [
        ("", "zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("", "en-GB,en;q=0.9,zh;q=0.5", "en"),
        ("", "fr,en;q=0.5,zh;q=0.7", "zh-CN"),
        ("", "", "zh-CN"),  # as on the plain pages
        ("en", "zh-CN", "en"),
        ("zh", "en-GB", "zh-CN"),
        ("tlh", "en-GB", "en"),
    ],
)
def test_the_page_says_its_language(site: Site, cookie: str, asked: str, language: str) -> None:
    assert language_of_page(site, "/room", cookie, asked) == language


def test_the_language_in_the_address_comes_first(site: Site) -> None:
    assert language_of_page(site, "/room?lang=en", "zh", "zh-CN") == "en"


def language_of_page(site: Site, path: str, cookie: str, asked: str) -> str:
    site.client.cookies.clear()
    headers = {
        **DOCUMENT,
        "accept-language": asked,
        "cookie": f"desk={site.cookies['facilitator']['desk']}; "
        + (f"xlang=zh; lang={cookie}" if cookie else "a=b"),
    }
    found = re.search(r'<html lang="([^"]+)"', site.client.get(path, headers=headers).text)
    assert found is not None
    return found.group(1)


def test_the_shim_runs_before_any_other_script_and_changes_its_address_with_its_content(site: Site) -> None:
    page = site.client.get("/", headers=document(site)).text
    scripts = re.findall(r"<script[^>]*>", page)
    assert re.fullmatch(r'<script src="(/a/shim\.js\?v=[0-9a-f]{10})">', scripts[0])
    assert page.index("<head>") + len("<head>") == page.index(scripts[0])
    reply = site.client.get(scripts[0].split('"')[1])
    assert reply.status_code == 200
    assert "immutable" in reply.headers["cache-control"]
    assert "RegExp" in reply.text


def test_the_page_names_no_other_host(site: Site) -> None:
    page = site.client.get("/", headers=document(site)).text
    assert re.findall(r"""(?:src|href)=["'](?:https?:)?//[^"']*""", page) == []
    assert "<title>Streamlit</title>" not in page


def test_the_page_itself_is_asked_for_afresh(site: Site) -> None:
    reply = site.client.get("/agenda", headers=document(site))
    assert reply.headers["cache-control"] == "no-cache"
    assert {"Accept-Language", "Cookie"} <= set(reply.headers["vary"].split(", "))
