"""How Sphinx makes a site of these pages: `make site`. The pages stay what they are where the code is read."""

import shutil
from importlib.metadata import version as version_of
from pathlib import Path

from sphinx.application import Sphinx

from bot import THE_DISTRIBUTION

project, author = "Knowhow", "the authors of Knowhow"
project_copyright = "MIT licence"
version = release = version_of(THE_DISTRIBUTION)
language = "en_GB"

extensions = ["myst_parser"]
root_doc = "README"
include_patterns = ["*.md", "docs/*.md", "docs/decisions/*.md", "docs/papers/*.md"]
exclude_patterns = [".*", "build", "dist", "**/node_modules"]
source_suffix = {".md": "markdown"}

myst_heading_anchors = 4
myst_url_schemes = {"http": None, "https": None, "mailto": None}

html_theme = "furo"
html_title = "Knowhow"
html_baseurl = ""
html_copy_source = False
html_show_sphinx = False
html_static_path = ["static"]
html_css_files = ["site.css"]
html_use_index = False

READERS = {
    "Use it": ["commands", "library", "templates", "matching", "rota"],
    "Run it": ["slack", "teams", "running", "settings", "command-line", "it", "monitoring", "scale"],
    "Answer for it": ["governance", "papers/README"],
    "Change it": ["architecture", "/CONTRIBUTING", "decisions/README"],
    "And": ["/CHANGELOG", "/SECURITY", "/CODE_OF_CONDUCT"],
}
"""The pages in the order in which somebody may want them, under what they have in mind."""


def lists_pages(app: Sphinx, page: str, source: list[str]) -> None:
    """Give the first page, and those that list others, what Sphinx wants to be told of it: it shows beside the page."""
    here = Path(app.srcdir, page).parent
    if page == root_doc:
        source[0] += "".join(_tree(pages, caption) for caption, pages in READERS.items())
    elif page in ("docs/decisions/README", "docs/papers/README"):
        source[0] += _tree(sorted(file.stem for file in here.glob("*.md") if file.stem != "README"))


def _tree(pages: list[str], caption: str = "") -> str:
    rows = [page if page.startswith("/") or not caption else f"docs/{page}" for page in pages]
    options = [":hidden:", *([f":caption: {caption}"] if caption else [])]
    return "\n".join(["", "", "```{toctree}", *options, "", *rows, "```", ""])


def begins_here(app: Sphinx, error: Exception | None) -> None:
    """Let the site begin with the page with which the repository does."""
    if error is None:
        shutil.copyfile(Path(app.outdir, f"{root_doc}.html"), Path(app.outdir, "index.html"))


def setup(app: Sphinx) -> None:
    """Tell Sphinx what to call."""
    app.connect("source-read", lists_pages)
    app.connect("build-finished", begins_here)
