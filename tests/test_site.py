"""What the site is held to: that its pages ask nobody else for anything, and that their links are whole."""

from pathlib import Path

import pytest

from docs.site.stays_here import problems


@pytest.mark.parametrize(
    "asks",
    [
        '<script src="https://cdn.example/a.js"></script>',
        '<link rel="stylesheet" href="//fonts.example/css">',
        '<img src="http://pictures.example/a.png">',
        '<p style="background: url(https://pictures.example/a.png)">',
        "<style>@import 'https://fonts.example/css';</style>",
        '<a href="http://open.example/">no lock</a>',
        '<a href="https://nowhere/">no name</a>',
        '<a href="javascript:go()">no link</a>',
    ],
)
def test_a_page_that_asks_elsewhere_is_found(asks: str, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(f"<!doctype html><p>Hello</p>{asks}", encoding="utf-8")
    assert len(list(problems(tmp_path))) == 1


def test_a_style_sheet_that_asks_elsewhere_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text('@font-face { src: url("https://fonts.example/a.woff2") }', encoding="utf-8")
    assert len(list(problems(tmp_path))) == 1


def test_a_page_that_stays_is_let_be(tmp_path: Path) -> None:
    page = '<link href="a.css#b"><img src="../a:b.png"><a href="it.html#hosts">IT</a><a href="mailto:a@b.uk">mail</a>'
    page += (
        '<a href="https://ico.org.uk/x">ICO</a><style>p { background: url(a.png) }</style><script src="a.js"></script>'
    )
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    (tmp_path / "a.css").write_text("p { background: url(data:image/png;base64,AAAA) }", encoding="utf-8")
    assert list(problems(tmp_path)) == []
