from pathlib import Path

from faq.answering import Answerer
from faq.collisions import misled, same_words
from faq.entries import Faq
from faq.reading import Reader, count_words
from faq.trials import Rival, Trial, ask
from tests.faq.shop import entry, shop


def told(folder: Path, faq: Faq) -> list[str]:
    reader = Reader(faq.vocabulary, count_words(faq.vocabulary, (text for e in faq.entries for text in e.questions)))
    return [str(mistake).replace(f"{folder}/", "") for mistake in same_words(faq, reader)]


def test_the_words_of_another_entry_in_any_order_and_form(tmp_path: Path) -> None:
    faq = shop(tmp_path, entry("late", ("closing time", "on sundays, hours of opening", "the SPACE for Parking!")))
    assert told(tmp_path, faq) == []
    faq = shop(tmp_path, entry("late", ("closing time", "on sundays, opening hour")))
    assert told(tmp_path, faq) == [
        (
            "entries.yaml:26: 'on sundays, opening hour' of 'late' is the same to the search as 'opening hours on "
            "sundays' of 'hours' (entries.yaml:6); keep one of the two, or say in both what they are about"
        )
    ]


def test_synonyms_are_one_word(tmp_path: Path) -> None:
    more = entry("late", ("business hours",))
    assert told(tmp_path, shop(tmp_path, more)) == []
    words = "synonyms: [[opening, business]]\n"
    assert [line.partition(":")[2][:4] for line in told(tmp_path, shop(tmp_path, more, vocabulary=words))] == ["25: "]


def test_within_an_entry_the_same_words_harm_nobody(tmp_path: Path) -> None:
    assert told(tmp_path, shop(tmp_path, entry("late", ("closing time", "time of closing", "time closing")))) == []


def test_words_that_are_not_read(tmp_path: Path) -> None:
    vocabulary = "ignore: [have a nice day]\n"
    faq = shop(tmp_path, entry("bye", ("see you", "Have a nice day!")), vocabulary=vocabulary)
    assert told(tmp_path, faq) == [
        "entries.yaml:26: 'Have a nice day!' has no word that the search reads; write what is asked, or delete it"
    ]


class TestMisled:
    def test_what_finds_its_entry_is_not_told(self, tmp_path: Path) -> None:
        faq = shop(tmp_path)
        assert list(misled(faq, [Trial(0, 0, first=True, score=0.1, other=Rival(1, 0, 0.1))])) == []

    def test_another_entry_before_the_own(self, tmp_path: Path) -> None:
        faq = shop(tmp_path)
        found = misled(faq, [Trial(1, 2, first=False, score=0.1, other=Rival(0, 3, 0.6))])
        assert [str(mistake).replace(f"{tmp_path}/", "") for mistake in found] == [
            (
                "entries.yaml:16: 'is there parking nearby' finds 'hours' before 'parking', though it is learnt; "
                "nearest: 'opening hours on sundays' (entries.yaml:6); move it there, or reword it"
            )
        ]

    def test_nothing_at_all(self, tmp_path: Path) -> None:
        faq = shop(tmp_path, entry("odd", ("?!", "purple umbrellas")))
        found = misled(faq, [ask(Answerer(faq), faq, 2, 0)])
        assert [str(mistake).replace(f"{tmp_path}/", "") for mistake in found] == [
            (
                "entries.yaml:25: '?!' finds nothing, not even 'odd', though it is learnt; "
                "write it with other words, or delete it"
            )
        ]

    def test_alarms_are_told_once_for_an_entry(self, tmp_path: Path) -> None:
        faq = shop(tmp_path, entry("fire", ("it burns",), "  kind: emergency\n"))
        alarming = [Trial(number // 8, number % 8, first=False, score=0, other=Rival(2, 0, 1)) for number in (5, 1, 9)]
        assert [str(mistake).replace(f"{tmp_path}/", "") for mistake in misled(faq, alarming)] == [
            (
                "entries.yaml:4: 2 phrasings of 'hours' raise the alarm (also line 8); "
                "put what is no emergency under 'calm' of 'fire' (entries.yaml:23)"
            ),
            (
                "entries.yaml:15: this phrasing of 'parking' raises the alarm; "
                "put what is no emergency under 'calm' of 'fire' (entries.yaml:23)"
            ),
        ]
