"""Makes the files in ``faq/words/english``: see the README.md beside that folder.

Needs torch, transformers, numpy, PyYAML and PyStemmer, a folder with the model all-MiniLM-L6-v2 and one with the files
of WordNet 3.0: ``PYTHONPATH=. python docs/distil_words.py --model DIR --wordnet DIR faq/words/english``. About half an
hour.
"""

from __future__ import annotations

import argparse
import random
import re
from pathlib import Path

import numpy as np
import Stemmer
import torch
import yaml
from transformers import AutoModel, AutoTokenizer

from faq.meanings import FILES, numbered

WIDTH = 256
"""Numbers of a word's vector that are kept."""

GLOSSES, PATTERNED = 110_000, 110_000
"""How many texts the vectors are fitted on."""

ROUNDS, BATCH, RATE = 4, 1024, 2e-3
SEED = 1
COMMON = 20
"""Rank at which a word counts half as rare as the rarest: the commonest words say little."""

PATTERNS = (
    "how do i {verb} the {noun}", "what is the best {noun} for {verb}ing", "can you {verb} my {noun} please",
    "is it safe to {verb} a {noun}", "why does my {noun} {verb}", "where can i find a {adj} {noun}",
    "i want to {verb} {noun} and {noun}", "my {noun} is {adj} what should i do", "how much {noun} should i {verb}",
    "should i {verb} my {noun} if it is {adj}", "does {noun} {verb} {noun}", "when will the {noun} {verb}",
    "tell me about {noun}", "who can {verb} the {adj} {noun}", "i need help with my {noun}",
    "i cannot {verb} the {noun}", "what {noun} do you have", "how long does it take to {verb} a {noun}",
    "is there a {noun} near me", "{noun} {noun}", "{adj} {noun}", "{verb} {noun}",
    "what happens if i {verb} without {noun}", "do you {verb} {noun} on {noun}", "please {verb} this {noun} for me",
    "are there any {adj} {noun}s", "what's the difference between {noun} and {noun}", "which {noun} is {adj}",
    "i have a {noun} question about {verb}ing", "my {noun} got {adj} after i {verb} it",
    "how many {noun}s does a {noun} have", "can i {verb} with a {noun}", "change the {noun} to {adj}",
    "what does {noun} mean", "set up a {noun} for {noun}", "how can i stop {verb}ing",
    "will a {adj} {noun} {verb} me", "is {noun} good for {noun}", "i was {verb}ing and my {noun} is {adj}",
    "did you {verb} my {noun} yet", "the {noun} doesn't {verb}", "give me the {noun} of the {noun}",
    "could a {noun} be {adj}", "whats my {noun}", "{noun} not {verb}ing", "thanks for the {adj} {noun}",
)  # fmt: skip


class Encoder:
    """The sentence encoder: texts -> unit vectors."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer = AutoTokenizer.from_pretrained(str(folder))
        self._model = AutoModel.from_pretrained(str(folder)).eval()
        self.vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")

    @torch.inference_mode()
    def encode(self, texts: list[str]) -> torch.Tensor:
        """Encode texts, those of like length together."""
        found = torch.zeros(len(texts), self._model.config.hidden_size)
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        for start in range(0, len(order), 256):
            places = order[start : start + 256]
            batch = self._tokenizer(
                [texts[place] for place in places], padding=True, truncation=True, max_length=48, return_tensors="pt"
            )
            mask = batch["attention_mask"][..., None]
            states = self._model(**batch).last_hidden_state
            found[places] = torch.nn.functional.normalize((states * mask).sum(1) / mask.sum(1))
        return found


def main() -> None:
    """Distil the words."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--wordnet", type=Path, required=True)
    parser.add_argument("folder", type=Path)
    wanted = parser.parse_args()
    torch.manual_seed(SEED)
    encoder = Encoder(wanted.model)
    words = listed_words(encoder.vocabulary, wanted.wordnet)
    vectors = fitted(words, texts_of(wanted.wordnet, frozenset(encoder.vocabulary)), encoder)
    _, _, axes = np.linalg.svd(vectors, full_matrices=False)
    kept = vectors @ axes[:WIDTH].T
    largest = np.abs(kept).max(axis=1)
    made = (
        numbered(words),
        numbered(Stemmer.Stemmer("english").stemWords(words)),
        np.round(kept / largest[:, None] * 127).astype(np.int8),
        (largest / 127).astype(np.float32),
    )
    wanted.folder.mkdir(exist_ok=True)
    for name, array in zip(FILES, made, strict=True):
        np.save(wanted.folder / f"{name}.npy", array)


def listed_words(vocabulary: list[str], wordnet: Path) -> list[str]:
    """Whole words of the encoder, the commonest first, everyday words, then those of WordNet's tagged texts."""
    whole = [word for word in vocabulary if word.isascii() and word.isalnum() and not word.isdigit() and len(word) > 1]
    defaults = Path(__file__).parents[1] / "faq" / "defaults" / "vocabulary.yaml"
    everyday = yaml.safe_load(defaults.read_text(encoding="utf-8"))["common"].split()
    tagged: dict[str, int] = {}
    for line in (wordnet / "cntlist.rev").read_text(encoding="utf-8").splitlines():
        key, _, count = line.split()
        word = key.partition("%")[0]
        if word.isascii() and word.isalpha() and len(word) > 3:  # noqa: PLR2004 - shorter ones are abbreviations
            tagged[word] = tagged.get(word, 0) + int(count)
    by_use = sorted(tagged, key=lambda word: (-tagged[word], word))
    return list(dict.fromkeys([*whole, "a", "i", *sorted(everyday), *by_use]))


def texts_of(wordnet: Path, known: frozenset[str]) -> list[str]:
    """Glosses, examples and groups of synonyms, and questions drawn from patterns."""
    chance = random.Random(SEED)  # noqa: S311 - no secret depends on it
    glosses: list[str] = []
    drawn: dict[str, list[str]] = {"noun": [], "verb": [], "adj": []}
    for part in ("noun", "verb", "adj", "adv"):
        for line in (wordnet / f"data.{part}").read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("  "):
                continue
            head, _, gloss = line.partition(" | ")
            fields = head.split()
            names = [fields[4 + 2 * number].lower().replace("_", " ") for number in range(int(fields[3], 16))]
            drawn.get(part, []).extend(name for name in names if name in known and len(name) > 2)  # noqa: PLR2004
            pieces = [piece.strip().strip('"') for piece in gloss.split(";")]
            glosses += [piece for piece in pieces if 2 <= len(piece.split()) <= 25]  # noqa: PLR2004
            if len(names) > 1:
                glosses.append(" ".join(names[:4]))
            if chance.random() < 1 / 2:
                glosses.append(f"{names[0]} {pieces[0][:100]}")
    short = list(dict.fromkeys(glosses))
    chance.shuffle(short)
    questions = [
        re.sub(r"\{(\w+)\}", lambda slot: chance.choice(drawn[slot[1]]), chance.choice(PATTERNS))
        for _ in range(PATTERNED)
    ]
    return short[:GLOSSES] + questions


def fitted(words: list[str], texts: list[str], encoder: Encoder) -> np.ndarray:
    """A vector for each word, so that the sum of a text's vectors points where the encoder puts the text."""
    rows = {word: row for row, word in enumerate(words)}
    stem = Stemmer.Stemmer("english").stemWord
    of_stem = {stem(word): row for row, word in reversed(list(enumerate(words)))}
    wanted = encoder.encode(texts)
    centre = wanted.mean(0)
    alone = torch.nn.functional.normalize(encoder.encode(words) - centre)
    goals = torch.cat([torch.nn.functional.normalize(wanted - centre), alone])
    members = [
        [row for word in words_of(text) if (row := rows.get(word, of_stem.get(stem(word)))) is not None]
        for text in [*texts, *words]
    ]
    places = [place for place, member in enumerate(members) if member]

    sums = torch.nn.EmbeddingBag(len(words), alone.shape[1], mode="sum")
    sums.weight.data = alone * rarity(len(words))[:, None]
    optimizer = torch.optim.Adam(sums.parameters(), lr=RATE)
    chance = np.random.default_rng(SEED)
    for number in range(ROUNDS):
        for group in optimizer.param_groups:
            group["lr"] = RATE * (1 - number / ROUNDS)
        order = chance.permutation(places)
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            flat = torch.tensor([row for place in batch for row in members[place]])
            starts = torch.tensor(np.cumsum([0, *(len(members[place]) for place in batch[:-1])]))
            loss = 1 - torch.nn.functional.cosine_similarity(sums(flat, starts), goals[batch]).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return sums.weight.detach().numpy()


def words_of(text: str) -> list[str]:
    """Words of a text, as the search has them."""
    return re.findall("[a-z0-9]+", text.lower().replace("'", ""))


def rarity(count: int) -> torch.Tensor:
    """Smooth inverse frequency (Arora, Liang, Ma, 2017) with frequencies by Zipf's law."""
    frequencies = 1 / (torch.arange(count).float() + COMMON)
    return 1e-3 / (1e-3 + frequencies / frequencies.sum())


if __name__ == "__main__":
    main()
