"""The part of the report about scores: whether they mean what they say, and where the decision should cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.wording import of_hundred
from faq.calibration import calibration
from faq.costs import OBJECTIVE
from faq.thresholds import best, weighed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.measuring import Measured
    from bot.tables import Page
    from faq.thresholds import Weighed


def print_calibration(page: Page, measured: Measured) -> None:
    """Print how often the best match is right, by its score."""
    bands = [band for band in calibration(measured.verdicts) if band.count]
    if not bands:
        return
    page.heading("Do scores mean what they say?")
    page.paragraph("Of 100 best matches with a score of 0.8 to 0.9, about 85 should be right.")
    page.table(
        ("score of the\nbest match", "questions", "shown as\nthe answer", "right", "right,\nof 100"),
        (
            (
                f"{band.low:.1f} to {band.high:.1f}",
                f"{band.count:,}",
                f"{band.answered:,}",
                f"{band.right:,}",
                of_hundred(band.share, band.count),
            )
            for band in bands
        ),
    )


def print_thresholds(page: Page, measured: Measured) -> None:
    """Print the current thresholds beside those that would have been best."""
    thresholds = measured.faq.vocabulary.thresholds
    now = weighed(measured.verdicts, thresholds)
    then = weighed(measured.verdicts, best(measured.verdicts, thresholds))
    page.heading("Thresholds")
    page.paragraph(
        f"Percent, as in vocabulary.yaml. Best is what costs least: {OBJECTIVE}. "
        "Neither threshold takes part in finding emergencies."
    )
    page.table(("", "now", "best here"), zip(_LABELS, _rows(now), _rows(then), strict=True))
    if now.cost == then.cost:
        page.paragraph("No other thresholds would have been better for these questions.")
    else:
        page.paragraph("The best are those for these questions: try them on others before you change anything.")


_LABELS = (
    "answer_from", "offer_from", "cost", "right, of 100", "right or offered, of 100", "wrong, of 100",
    "refused, of 100", "false answers, of 100",
)  # fmt: skip


def _rows(found: Weighed) -> Sequence[str]:
    sums = found.figures
    return (
        f"{100 * found.thresholds.answer:.0f}",
        f"{100 * found.thresholds.offer:.0f}",
        f"{found.cost:,}",
        *(of_hundred(share, sums.inside) for share in (sums.right, sums.offered, sums.wrong, sums.refused)),
        of_hundred(sums.outside_answered, sums.outside),
    )
