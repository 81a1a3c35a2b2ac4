import pytest
import yaml
from hypothesis import settings

import faq.yaml_nodes

# How long an example takes depends on what else the machine does.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(params=["C", "Python"])
def both_parsers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML has two parsers, and not every installation has the one in C."""
    monkeypatch.setattr(faq.yaml_nodes, "_Loader", yaml.CSafeLoader if request.param == "C" else yaml.SafeLoader)
