"""Mark-up of a page that is translated as one document."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from lxml import html

PAGE = """<!doctype html><html lang="pt"><head><title>Ponte</title></head><body><article>
<h1>A ponte nova abre na segunda-feira</h1>
<p>A <a href="https://barra.example/camara">Câmara Municipal</a> aprovou a obra, disse a vereadora
<strong>Ana Sousa</strong>, e o terreno tem 300 m<sup>2</sup>. O resto é <em>simples</em>.</p>
<p>Nada mais foi dito aos jornalistas que esperavam na margem do rio desde a manhã.</p>
</article></body></html>"""


def translated(page: Path, form: str) -> str:
    command = [
        sys.executable, "-m", "dragoman", "translate", str(page), "--to", "en", "--format", form,
    ]  # fmt: skip
    ended = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_html_and_json_have_the_links_and_emphasis_of_the_page(tmp_path):
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    tree = html.fromstring(translated(tmp_path / "page.html", "html"))
    assert tree.xpath("string(.//a[@href='https://barra.example/camara'])")
    assert tree.xpath("string(.//strong)") == "Ana Sousa"
    assert tree.xpath("string(.//sup)") == "2"
    assert len(tree.xpath(".//em")) == 1
    units = json.loads(translated(tmp_path / "page.html", "json"))["units"]
    found = [
        (kind, unit["target"][start:end])
        for unit in units
        for kind, start, end, _ in unit["inlines"]
    ]
    assert ("strong", "Ana Sousa") in found
    assert ("superscript", "2") in found
