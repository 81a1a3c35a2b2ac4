from dataclasses import fields

import Stemmer

from faq.phrases import COMMANDS, Phrases
from faq.shapes import LANGUAGES, RecordShape, phrases_file


def test_every_language_has_a_stemmer() -> None:
    assert set(LANGUAGES) <= set(Stemmer.algorithms())


def test_every_phrase_is_a_key() -> None:
    keys = phrases_file(complete=True).keys
    assert [key.name for key in keys] == [field.name for field in fields(Phrases)]
    assert all(key.required for key in keys)
    assert not any(key.required for key in phrases_file(complete=False).keys)
    (commands,) = (key.shape for key in keys if key.name == "commands")
    assert isinstance(commands, RecordShape)
    assert [key.name for key in commands.keys] == list(COMMANDS)
