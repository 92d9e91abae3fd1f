"""Templates: what is the same for everybody who reads a language is written into them once, and reads the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from workshop.base.text import LANGUAGES, Language, say
from workshop.phone.page import HERE, templates

PAGE = """{% macro greet(say) %}<b>{{ say("phone.skip") }}</b>{% endmacro %}
<p title="{{ say('phone.name') }}">{{ greet(say) }}</p>
{{- say("phone.name") if large else say("phone.skip") }} {{ say("phone.question.most_chars", n=7) }} {{ asset("a&b") }}
{{ "say(" }} {{ name }}
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_reads_as_if_every_sentence_were_looked_up(tmp_path: Path, language: Language) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    made = templates(tmp_path, language, lambda name: f"/a/{name}")
    name, skip = say(language, "phone.name"), say(language, "phone.skip")
    most = say(language, "phone.question.most_chars", n=7)
    assert "phone." not in (made.compile(PAGE, raw=True).replace("phone.question.most_chars", ""))
    assert made.get_template("page.html").render(large=True, name="<i>") == (
        f'<p title="{name}"><b>{skip}</b></p>{name} {most} /a/a&amp;b\nsay( &lt;i&gt;'
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_without_a_number_are_looked_up_when_a_template_is_compiled(language: Language) -> None:
    made = templates(HERE / "pages", language, lambda name: f"/a/{name}")
    source = made.loader.get_source(made, "base.html")[0] if made.loader else ""
    assert '{{ say("phone.skip") }}' in source
    code = made.compile(source, raw=True)
    assert (say(language, "phone.skip") in code, "phone.skip" in code) == (True, False)
