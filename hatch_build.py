"""Build hook: learns from the packaged FAQ while it is installed, so that the first start answers at once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class LearnHook(BuildHookInterface):  # type: ignore[type-arg]
    """Keeps what is learnt from the packaged FAQ beside it. Without it the first start learns, and takes longer."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - as hatchling calls it
        """Learn, and have the wheel carry the result."""
        sys.path.insert(0, self.root)
        from faq import Answerer, load  # noqa: PLC0415 - found only now
        from faq.caching import PACKAGED  # noqa: PLC0415

        Answerer(load(Path(self.root) / "faq" / "content" / "en"), PACKAGED)
        build_data["artifacts"].append("/faq/learnt/*.learnt")
