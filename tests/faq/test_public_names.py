import subprocess
import sys

import pytest

import faq


def test_all_names_are_there() -> None:
    for name in faq.__all__:
        assert getattr(faq, name).__name__ == name


def test_other_names_are_not() -> None:
    with pytest.raises(AttributeError, match="module 'faq' has no attribute 'nothing'"):
        _ = faq.nothing


def imported_by(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*sys.modules)"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


def test_the_package_itself_imports_nothing() -> None:
    assert {module for module in imported_by("import faq") if module.startswith("faq.")} == set()


def test_loading_imports_no_search_and_no_heavy_library() -> None:
    imported = imported_by("from faq import load; import pathlib; load(pathlib.Path('faq/content/en'))")
    assert "yaml" in imported
    assert imported.isdisjoint({"faq.search", "rapidfuzz", "Stemmer", "markdown_it", "pydantic", "telegram", "numpy"})
