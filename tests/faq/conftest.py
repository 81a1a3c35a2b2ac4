import pytest
import yaml

import faq.yaml_nodes


@pytest.fixture(params=["C", "Python"])
def both_parsers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML has two parsers, and not every installation has the one in C."""
    monkeypatch.setattr(faq.yaml_nodes, "_Loader", yaml.CSafeLoader if request.param == "C" else yaml.SafeLoader)
