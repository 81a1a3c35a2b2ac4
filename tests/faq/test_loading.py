from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faq.entries import Entry, Guide, Kind, Place, Sign, Source, Thresholds, Vocabulary
from faq.loading import DEFAULTS, load
from faq.mistakes import FaqError, Mistake
from faq.phrases import Phrases
from faq.references import folded
from tests.faq.written import ENTRY, Files, lines, write

SHIPPED = Path(__file__).parents[2] / "faq" / "content" / "en"
DEFAULT_THRESHOLDS = Thresholds(answer=0.4, offer=0.3)
SAVE = "save the file as UTF-8 without BOM"

BROKEN: dict[str, tuple[Files, list[str]]] = {
    "empty file": ({"x.yaml": ""}, ["x.yaml:1: the file is empty; fill it or delete it"]),
    "blank file": ({"x.yaml": " \n\n"}, ["x.yaml:1: the file is empty; fill it or delete it"]),
    "nothing but comments": (
        {"x.yaml": "# to do\n"},
        ["x.yaml:1: the file holds nothing but comments; fill it or delete it"],
    ),
    "empty file beside a good one": (
        {"a.yaml": ENTRY, "guides.yaml": ""},
        ["guides.yaml:1: the file is empty; fill it or delete it"],
    ),
    "byte order mark": (
        {"x.yaml": b"\xef\xbb\xbf" + ENTRY.encode()},
        [f"x.yaml:1: the file begins with a byte order mark (BOM); {SAVE}"],
    ),
    "UTF-16": ({"x.yaml": ENTRY.encode("utf-16")}, [f"x.yaml:1: the file is saved as UTF-16; {SAVE}"]),
    "Latin-1": (
        {"x.yaml": "- id: a\n  questions: [b]\n  answer: café\n".encode("latin-1")},
        [f"x.yaml:3: byte 0xe9 in this line is not UTF-8; {SAVE}"],
    ),
    "Windows line ends": (
        {"x.yaml": ENTRY.replace("\n", "\r\n").replace("answer", "anwser")},
        [
            (
                "x.yaml:1: the file has Windows line ends (CRLF); "
                "save the file with Unix line ends (LF); editors show the choice as CRLF / LF"
            ),
            "x.yaml:1: the entry 'a' has no key 'answer'; add 'answer:' to it",
            "x.yaml:3: the entry has an unknown key 'anwser'; did you mean 'answer'?",
        ],
    ),
    "old line ends": (
        {"x.yaml": ENTRY.replace("\n", "\r")},
        [
            (
                "x.yaml:1: the file has old Macintosh line ends (CR); "
                "save the file with Unix line ends (LF); editors show the choice as CRLF / LF"
            )
        ],
    ),
    "zero byte": (
        {"x.yaml": "- id: a\n  answer: b\0c\n  questions: [d\u2028e]\n"},
        ["x.yaml:2: there is an invisible character (U+0000) in this line (and in 1 more); delete it"],
    ),
    "escaped zero byte": (
        {"x.yaml": '- id: a\n  answer: b\n  questions: ["c\\0d"]\n'},
        ["x.yaml:3: the item in 'questions' has an invisible character (U+0000) in it; delete it"],
    ),
    "tabs": (
        {"x.yaml": "- id: a\n\tquestions:\n\t\t- b\n\tanswer: c\n\ttopik: d\n"},
        [
            "x.yaml:2: a tab stands where the line is indented (and in 3 more); put spaces instead, two for each step",
            "x.yaml:5: the entry has an unknown key 'topik'; did you mean 'topic'?",
        ],
    ),
    "no entry": (
        {"guides.yaml": "- id: g\n  title: h\n  url: https://example.org\n"},
        [":1: the folder has no entries; add a file with entries: id, questions, answer"],
    ),
    "no file": (
        {"readme.txt": "x", ".hidden.yaml": "x"},
        [":1: the folder has no YAML file in it; add one with entries, such as entries.yaml"],
    ),
    "two files of guides": (
        {
            "a.yaml": ENTRY,
            "guides.yaml": "- id: g\n  title: h\n  url: https://example.org\n",
            "guides.yml": "- id: i\n  title: h\n  url: https://example.org\n",
        },
        ["guides.yml:1: the folder has guides.yaml already; put both into one file"],
    ),
}


@pytest.mark.parametrize(("files", "expected"), BROKEN.values(), ids=BROKEN.keys())
def test_mistakes_are_told_with_file_and_line(tmp_path: Path, files: Files, expected: list[str]) -> None:
    assert lines(write(tmp_path, files)) == expected


def test_a_file_with_one_entry_is_a_complete_faq(tmp_path: Path) -> None:
    faq_ = load(write(tmp_path, {"entries.yaml": ENTRY}))
    assert faq_.entries == (Entry("a", ("b",), "c", place=Place(f"{tmp_path}/entries.yaml", 1), lines=(2,)),)
    assert (faq_.guides, faq_.sources) == ({}, {})
    assert faq_.vocabulary.language == "english"
    assert "the" in faq_.vocabulary.ignore
    assert faq_.phrases.commands["help"]


def test_each_phrasing_has_a_place(tmp_path: Path) -> None:
    folder = write(
        tmp_path, {"x.yaml": "- id: a\n  questions:\n    - b\n\n    - >\n      c\n      d\n    - e\n  answer: f\n"}
    )
    entry = load(folder).entries[0]
    assert [str(entry.place_of(number)) for number in range(3)] == [f"{folder}/x.yaml:{line}" for line in (3, 5, 8)]
    assert Entry("a", ("b",), "c", place=Place("y", 7)).place_of(0) == Place("y", 7)


def test_every_key_becomes_data(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        {
            "2.yml": "- id: last\n  questions: [x]\n  answer: y\n",
            "1.yaml": "topic: Safety\nentries:\n"
            "- id: first\n  questions: [b, c]\n  answer: |\n    **d**\n\n    - e\n  topic: Own\n  guides: [g]\n"
            "  related: [last]\n  sources: [s, t]\n  reviewed: 2026-01-31\n"
            "- id: second\n  kind: emergency\n  questions: [f]\n  answer: g\n"
            "  words:\n    legs: [leg, both legs]\n    asking: [what is]\n"
            "  signs:\n    - all: [legs, [numb]]\n      unless: [asking]\n    - all: [[ambulance]]\n",
            "guides.yaml": "- id: g\n  title: h\n  url: https://example.org/i\n  about: j\n",
            "sources.yaml": "- id: s\n  title: t\n  year: 2014\n  url: http://example.org\n"
            "- id: t\n  title: u\n  primary: yes\n",
        },
    )
    faq_ = load(folder)
    assert [entry.id for entry in faq_.entries] == ["first", "second", "last"]
    first, second, last = faq_.entries
    assert first == Entry(
        id="first",
        questions=("b", "c"),
        answer="**d**\n\n- e",
        topic="Own",
        guides=("g",),
        related=("last",),
        sources=("s", "t"),
        reviewed=date(2026, 1, 31),
        place=Place(f"{folder}/1.yaml", 3),
        lines=(4, 4),
        reviewed_line=13,
    )
    assert second.topic == "Safety"
    assert second.kind is Kind.EMERGENCY
    assert second.signs == (Sign((("leg", "both legs"), ("numb",)), (("what is",),)), Sign((("ambulance",),)))
    assert last.topic is None
    assert faq_.guides == {"g": Guide("g", "h", "https://example.org/i", "j", Place(f"{folder}/guides.yaml", 1))}
    place = Place(f"{folder}/sources.yaml", 1)
    assert faq_.sources["s"] == Source("s", "t", "http://example.org", 2014, primary=False, place=place)
    assert faq_.sources["t"].primary


def test_what_was_typed_is_what_is_meant(tmp_path: Path) -> None:
    """Where YAML sees a flag, a number or nothing, a person who types a word means the word."""
    typed = ["yes", "No", "2023", "1.50", "0x1F", "null", "2026-01-31", "12:30", "=", "1_000", ".inf"]
    questions = "".join(f"    - {word}\n" for word in typed)
    faq_ = load(write(tmp_path, {"a.yaml": f"- id: 2023\n  topic: off\n  questions:\n{questions}  answer: true\n"}))
    (entry,) = faq_.entries
    assert (entry.id, entry.topic, entry.answer) == ("2023", "off", "true")
    assert entry.questions == tuple(typed)


def test_null_is_as_good_as_nothing_where_nothing_is_needed(tmp_path: Path) -> None:
    (entry,) = load(write(tmp_path, {"a.yaml": ENTRY + "  topic: null\n  guides: ~\n  reviewed: null\n"})).entries
    assert (entry.topic, entry.guides, entry.reviewed) == (None, (), None)


@pytest.mark.parametrize(
    "answer",
    [
        "|\n    One\n    line.\n\n    - a\n    - b\n",
        ">\n    One\n    line.\n\n    - a\n    - b\n",
        ">-\n    One\n    line.\n\n    - a\n    - b",
    ],
)
def test_the_lines_of_an_answer_stay_as_they_were_typed(tmp_path: Path, answer: str) -> None:
    (entry,) = load(write(tmp_path, {"a.yaml": f"- id: a\n  questions: [b]\n  answer: {answer}\n  topic: c\n"})).entries
    assert entry.answer == "One\nline.\n\n- a\n- b"


def test_an_answer_without_quotes_keeps_its_paragraphs(tmp_path: Path) -> None:
    (entry,) = load(write(tmp_path, {"a.yaml": "- id: a\n  questions: [b]\n  answer: c 👣\n    d\n\n    e\n"})).entries
    assert entry.answer == "c 👣\nd\n\ne"


def test_a_phrasing_may_come_again_with_other_punctuation_in_its_own_entry(tmp_path: Path) -> None:
    (entry,) = load(
        write(tmp_path, {"a.yaml": "- id: a\n  questions: [uh-huh, uh huh, C, C++]\n  answer: b\n"})
    ).entries
    assert len(entry.questions) == 4


def test_a_folder_adds_to_the_words_of_its_language(tmp_path: Path) -> None:
    faq_ = load(
        write(
            tmp_path,
            {
                "a.yaml": ENTRY,
                "vocabulary.yaml": "ignore: [the, wife]\nspellings:\n  cannot: [cnt]\n  can not: [cant]\n"
                "near: [treadmill]\nchatter: [my cousin says]\nsynonyms: [[kid, child]]\ncommon: zebra yak\n"
                "answer_from: 66\n",
            },
        )
    )
    vocabulary = faq_.vocabulary
    assert vocabulary.language == "english"
    assert vocabulary.ignore.count("the") == 1
    assert vocabulary.ignore[-1] == "wife"
    assert vocabulary.spellings["cnt"] == "cannot"
    assert vocabulary.spellings["cant"] == "can not"
    assert vocabulary.near[-1] == "treadmill"
    assert vocabulary.chatter[-1] == "my cousin says"
    assert len(vocabulary.chatter) > 1
    assert vocabulary.thresholds == Thresholds(answer=0.66, offer=DEFAULT_THRESHOLDS.offer)
    assert vocabulary.synonyms[-1] == ("kid", "child")
    assert {"zebra", "yak", "people"} <= vocabulary.common


def test_a_folder_in_another_language_starts_without_english_words(tmp_path: Path) -> None:
    faq_ = load(write(tmp_path, {"a.yaml": ENTRY, "vocabulary.yaml": "language: german\nignore: [bitte]\n"}))
    assert faq_.vocabulary.language == "german"
    assert faq_.vocabulary.ignore == ("bitte",)
    assert faq_.vocabulary.common == frozenset()
    assert (faq_.vocabulary.near, faq_.vocabulary.chatter) == ((), ())
    # How sure the bot must be depends on no language.
    assert faq_.vocabulary.thresholds == DEFAULT_THRESHOLDS


@pytest.mark.parametrize(("written", "read"), [("1", 0.01), ("75", 0.75), ("100", 1.0)])
def test_thresholds_are_written_in_percent(tmp_path: Path, written: str, read: float) -> None:
    files: Files = {"a.yaml": ENTRY, "vocabulary.yaml": f"answer_from: {written}\noffer_from: {written}\n"}
    assert load(write(tmp_path, files)).vocabulary.thresholds == Thresholds(answer=read, offer=read)


def test_without_thresholds_of_its_own_a_folder_has_the_defaults(tmp_path: Path) -> None:
    assert load(write(tmp_path, {"a.yaml": ENTRY})).vocabulary.thresholds == DEFAULT_THRESHOLDS
    assert Vocabulary().thresholds == DEFAULT_THRESHOLDS


@pytest.mark.parametrize(("written", "read"), [("", 365), ("review_after_days: 1\n", 1)])
def test_how_long_a_review_holds(tmp_path: Path, written: str, read: int) -> None:
    files: Files = {"a.yaml": ENTRY, "vocabulary.yaml": f"language: german\n{written}"}
    assert load(write(tmp_path, files)).vocabulary.review_after == read
    assert Vocabulary().review_after == 365


def test_a_folder_replaces_single_phrases(tmp_path: Path) -> None:
    ours = load(
        write(tmp_path, {"a.yaml": ENTRY, "phrases.yaml": "greeting: Moin, {bot}\ncommands:\n  ask: Frag\n"})
    ).phrases
    theirs = load(SHIPPED).phrases
    assert ours.greeting == "Moin, {bot}"
    assert ours.commands["ask"] == "Frag"
    assert ours.commands["help"]
    assert ours.commands.keys() == theirs.commands.keys()
    assert ours.error != theirs.error


def test_a_phrase_missing_in_the_defaults_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    defaults = tmp_path / "defaults"
    defaults.mkdir()
    for name in ("phrases.yaml", "vocabulary.yaml"):
        text = (DEFAULTS / name).read_text(encoding="utf-8")
        (defaults / name).write_text(text.replace("\nguides:", "\n# guides:"), encoding="utf-8")
    monkeypatch.setattr("faq.loading.DEFAULTS", defaults)
    first = next(number for number, line in enumerate(text_lines(defaults / "phrases.yaml"), 1) if line[:1].isalpha())
    assert lines(write(tmp_path, {"a.yaml": ENTRY})) == [
        f"defaults/phrases.yaml:{first}: the file has no key 'guides'; add 'guides:' to it"
    ]


def text_lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").split("\n")


def test_the_version_is_that_of_the_content(tmp_path: Path) -> None:
    version = load(write(tmp_path, {"a.yaml": ENTRY, "notes.txt": "x"})).version
    assert len(version) == 12
    assert load(write(tmp_path, {"notes.txt": "y"})).version == version
    assert load(write(tmp_path, {"a.yaml": f"{ENTRY}# z\n"})).version != version
    (tmp_path / "a.yaml").rename(tmp_path / "b.yaml")
    assert load(write(tmp_path, {"b.yaml": ENTRY})).version != version


def test_the_shipped_faq_has_no_mistakes() -> None:
    faq_ = load(SHIPPED)
    assert len(faq_.entries) > 40
    assert isinstance(faq_.phrases, Phrases)
    assert all(entry.id == faq_.by_id[entry.id].id for entry in faq_.entries)


def test_places_are_as_short_as_they_can_be_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write(tmp_path, {"a.yaml": ENTRY}))
    assert load(tmp_path).entries[0].place == Place("a.yaml", 1)
    assert load(Path()).entries[0].place == Place("a.yaml", 1)


def test_thousands_of_mistakes_are_told_as_well(tmp_path: Path) -> None:
    text = "".join(f"- id: e{n}\n  questions: [q]\n  answer: a\n  related: [f{n}]\n" for n in range(3000))
    assert len(lines(write(tmp_path, {"a.yaml": text}))) == 3000 + 2999


words = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff"),
    min_size=1,
    max_size=30,
)
one_line = words.map(str.strip).filter(lambda text: text and text != "~")
safe = st.from_regex("[a-zé][a-zé ,]{0,20}[a-zé]", fullmatch=True)
answers = st.lists(safe, min_size=1, max_size=3).map("\n\n".join)
ids = st.from_regex("[A-Za-z0-9_-]{1,48}", fullmatch=True)


@st.composite
def contents(draw: st.DrawFn) -> list[dict[str, Any]]:
    names = draw(st.lists(ids, min_size=1, max_size=5, unique=True))
    questions = draw(st.lists(one_line, min_size=len(names), max_size=12, unique_by=folded))
    entries: list[dict[str, Any]] = [{"id": name, "questions": [], "answer": draw(answers)} for name in names]
    for number, question in enumerate(questions):
        entries[number % len(entries)]["questions"].append(question)
    for entry in entries:
        if draw(st.booleans()):
            entry["topic"] = draw(safe)
        others = [name for name in names if name != entry["id"]]
        entry["related"] = draw(st.lists(st.sampled_from(others), unique=True)) if others else []
    return entries


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contents(), st.sampled_from(["as it is", "escaped"]))
def test_a_faq_written_by_a_program_is_read_as_it_was_meant(
    tmp_path: Path, entries: list[dict[str, Any]], style: str
) -> None:
    text = yaml.safe_dump(entries, allow_unicode=style == "as it is", sort_keys=False)
    loaded = load(write(tmp_path, {"entries.yaml": text})).entries
    assert [entry.id for entry in loaded] == [entry["id"] for entry in entries]
    assert [list(entry.questions) for entry in loaded] == [entry["questions"] for entry in entries]
    assert [entry.answer for entry in loaded] == [entry["answer"] for entry in entries]
    assert [entry.topic for entry in loaded] == [entry.get("topic") for entry in entries]
    assert [list(entry.related) for entry in loaded] == [entry["related"] for entry in entries]


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.text(max_size=10)
keys = (
    st.sampled_from(["id", "questions", "answer", "topic", "entries", "signs", "all", "words", "kind", "url", "title"])
    | scalars
)
documents = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4), max_leaves=30
)
names = st.sampled_from(["a.yaml", "guides.yaml", "sources.yaml", "vocabulary.yaml", "phrases.yaml"])
YAML_SIGNS = (
    "- ", "id: ", "questions:", "answer: ", "|", ">", "\n", "\n  ", "\n    ", "[", "]", "{", "}", "'", '"', "*a", "&a ",
    "!!t ", "#", ": ", "x", "yes", "\t", "\\x", "---\n", "...\n", "%", "? ", ", ", "<<", "é", "\0", "\r\n", "\x85",
    "\u2028", "@", "`",
)  # fmt: skip
yaml_pieces = st.lists(st.sampled_from(YAML_SIGNS), max_size=40).map("".join)


def mistakes_of(folder: Path) -> tuple[Mistake, ...]:
    """Anything but a loaded FAQ or an FaqError fails the test."""
    try:
        load(folder)
    except FaqError as error:
        return error.mistakes
    return ()


def loads_or_tells(folder: Path, name: str, data: bytes) -> None:
    """Every mistake is one visible line that names a line of the file."""
    count = data.count(b"\n") + data.count(b"\r") + 1
    for mistake in mistakes_of(write(folder, {name: data})):
        assert 1 <= mistake.place.line <= count
        assert str(mistake).isprintable()


@pytest.mark.usefixtures("both_parsers")
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names,
    yaml_pieces.map(str.encode)
    | st.binary(max_size=80)
    | st.text(max_size=80).map(lambda text: text.encode("utf-8", "surrogatepass")),
)
def test_no_bytes_raise_anything_but_mistakes(tmp_path_factory: pytest.TempPathFactory, name: str, data: bytes) -> None:
    loads_or_tells(tmp_path_factory.mktemp("faq"), name, data)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names, documents)
def test_no_document_raises_anything_but_mistakes(
    tmp_path_factory: pytest.TempPathFactory, name: str, document: object
) -> None:
    loads_or_tells(
        tmp_path_factory.mktemp("faq"),
        name,
        yaml.safe_dump(document, allow_unicode=True).encode("utf-8", "surrogatepass"),
    )
