"""Questions that a bot about back walking might miss, put together by hand as a curator would.

The threshold was chosen by ``TUNED``; ``BLIND`` was written before, and looked at once it stood.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

TUNED: tuple[tuple[str, ...], ...] = (
    (
        "can my dog walk on my back",
        "is it ok if my dog steps on my back",
        "my dog likes to stand on my back, is that a problem",
        "dog on my back??",
        "what if the dog walks over me",
    ),
    (
        "how much does a session cost",
        "what does a session cost",
        "price of one session",
        "how expensive is it",
        "what do you charge for a session",
    ),
    (
        "can I do this in a sauna",
        "back walking in the sauna",
        "is it safe in the sauna",
        "sauna and walking on the back",
    ),
    (
        "should I wear socks",
        "with or without socks?",
        "can she keep her socks on",
        "are socks ok or barefoot",
    ),
    (
        "does it help with hiccups",
        "will this cure hiccups",
        "hiccups",
        "can walking on my back stop hiccups",
    ),
    (
        "I have a pacemaker, can I do this",
        "is it dangerous with a pacemaker",
        "pacemaker",
        "my dad has a pacemaker and wants to try",
    ),
    (
        "does insurance pay for it",
        "will my insurance cover this",
        "is back walking covered by health insurance",
        "insurance coverage",
    ),
    (
        "what music goes with it",
        "which music should we play",
        "good music for a massage",
    ),
    (
        "I just had a tattoo on my back",
        "fresh tattoo, can she walk on it",
        "how long after a new tattoo can we do it",
        "tattoo still healing",
    ),
    (
        "can we do it after eating",
        "is it bad right after dinner",
        "how long to wait after a big meal",
        "should I eat before",
    ),
    ("do you ship to Canada",),
    ("which mattress do you recommend",),
    ("who won the match yesterday",),
    ("is this allowed in Islam",),
    ("what is the weather in Bristol",),
    ("can I get a certificate",),
    ("does it make you taller",),
    ("where do I report a bug in the app",),
)

BLIND: tuple[tuple[str, ...], ...] = (
    (
        "is it ok when I have a sunburn",
        "my back is sunburnt, can he still do it",
        "sunburn on my back",
        "walking on sunburned skin",
    ),
    (
        "can we do it in the pool",
        "does it work under water",
        "back walking in a swimming pool",
        "in the water?",
    ),
    (
        "will it help me sleep",
        "is it good against insomnia",
        "I can't sleep, does this help",
        "sleeping problems",
    ),
    (
        "my husband snores, would it help",
        "does this stop snoring",
        "snoring",
    ),
    (
        "can I wear my bra during it",
        "bra on or off?",
        "should I take off the bra",
    ),
    (
        "do you have gift cards",
        "can I buy a gift voucher",
        "vouchers for christmas",
        "gift card for my wife",
    ),
    (
        "is there an app for this",
        "do you have an app",
        "which app teaches it",
        "app for iphone?",
    ),
    (
        "I have asthma, is it safe",
        "asthma",
        "can people with asthma get walked on",
        "my asthma gets worse when I lie on my belly",
    ),
    (
        "can I use a weighted blanket instead",
        "weighted blanket vs back walking",
        "is a heavy blanket as good",
    ),
    (
        "does it burn calories for the walker",
        "how many calories does it burn",
        "is walking on someone a workout",
        "calories burned",
    ),
    ("how do I cancel my subscription",),
    ("can my cat be massaged too",),
    ("what does the article say about elephants",),
    ("I need a plumber",),
    ("best pizza in town",),
    ("does it leave marks on the skin",),
    ("is there a world record",),
    ("translate this into French",),
)


def pairs(groups: Iterable[Iterable[str]]) -> set[frozenset[str]]:
    """All pairs of texts that stand in the same group."""
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}
