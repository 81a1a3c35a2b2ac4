from pathlib import Path

from faq.checking import check
from faq.entries import Place

SHIPPED = Path(__file__).parents[2] / "faq" / "content" / "en"


def entry(name: str, extra: str = "", questions: int = 8) -> str:
    asked = "".join(f"    - {name} {number}\n" for number in range(questions))
    return f"- id: {name}\n  questions:\n{asked}  answer: x\n{extra}"


def warnings(folder: Path, **files: str) -> list[str]:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    findings = check(folder)
    assert findings.mistakes == ()
    assert findings.faq is not None
    return [str(warning).replace(f"{folder}/", "") for warning in findings.warnings]


def test_the_shipped_faq_has_neither_mistakes_nor_warnings() -> None:
    findings = check(SHIPPED)
    assert [str(mistake) for mistake in findings.mistakes] == []
    assert [str(warning) for warning in findings.warnings] == []


def test_mistakes_are_handed_on(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("- id: a\n", encoding="utf-8")
    findings = check(tmp_path)
    assert findings.faq is None
    assert [mistake.place for mistake in findings.mistakes] == [Place(f"{tmp_path}/a.yaml", 1)] * 2
    assert findings.warnings == ()


def test_what_an_answer_should_have(tmp_path: Path) -> None:
    text = entry("Odd_Id", questions=2).replace("Odd_Id 1", "odd id 0!").replace("Odd_Id 0", "Odd id 0")
    assert warnings(tmp_path, a=text) == [
        (
            "a.yaml:1: 'Odd_Id' is an id with other signs than a-z, 0-9 and '-'; "
            "use these alone, so that links are easy to type"
        ),
        "a.yaml:1: 'Odd_Id' has 2 questions; write 8 or more: short, long, keywords, indirect",
        "a.yaml:1: 'Odd_Id' has 'Odd id 0' and 'odd id 0!', which read the same; delete one of the two",
        "a.yaml:1: 'Odd_Id' has 0 related entries; name 2 to 4",
    ]


def test_small_talk_and_emergencies_stand_alone(tmp_path: Path) -> None:
    text = (
        entry("hello", "  kind: smalltalk\n")
        + entry("sos", "  kind: emergency\n")
        + entry("help", "  kind: emergency\n  signs: [{all: [[help]]}]\n")
    )
    assert warnings(tmp_path, a=text) == [
        "a.yaml:13: 'sos' is an emergency without signs; add 'signs:', or it is found by its phrasings alone"
    ]


def test_guides_and_sources_are_there_to_be_named(tmp_path: Path) -> None:
    related = "  related: [{}, {}]\n"
    text = (
        entry("a", related.format("b", "c") + "  guides: [g]\n  sources: [s]\n")
        + entry("b", related.format("a", "c"))
        + entry("c", related.format("a", "b") + "  guides: [g]\n  sources: [s]\n")
    )
    guides = "- id: g\n  title: G\n  url: https://example.org\n- id: h\n  title: H\n  url: https://example.org\n"
    assert warnings(tmp_path, a=text, guides=guides, sources="- id: s\n  title: S\n") == [
        "a.yaml:15: 'b' links no guide; name one that a reader of this answer would want",
        "a.yaml:15: 'b' names no source; name what the answer rests on",
        "guides.yaml:4: 'h' is named by no entry; name it in one, or delete it",
        "sources.yaml:1: no source is primary; add 'primary: true' to the one that the FAQ is built from",
    ]


def test_words_are_read_as_the_search_reads_them(tmp_path: Path) -> None:
    alone = "  kind: smalltalk\n"
    text = entry("a", alone) + entry("b", alone).replace("- b 7", "- a 7 7")
    assert warnings(tmp_path, a=text, vocabulary="near:\n  - moon\n  - the sun\n  - the moon\n  - moon, the\n") == [
        (
            "a.yaml:22: 'a 7 7' of 'b' is the same to the search as 'a 0' of 'a' (a.yaml:3); "
            "keep one of the two, or say in both what they are about"
        ),
        "vocabulary.yaml:5: 'moon, the' has the words of line 4; delete one of the two",
    ]


def test_a_title_fits_a_list(tmp_path: Path) -> None:
    text = entry("a", "  kind: smalltalk\n").replace("- a 0", f"- {'b' * 101}")
    assert warnings(tmp_path, a=text) == [
        "a.yaml:1: 'a' has a title of 101 characters; begin with a question of up to 100"
    ]


def test_a_file_that_an_editor_has_called_otherwise_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    for name in ("b.yaml.txt", "notes.txt", ".hidden.yaml.txt", "a.yaml.bak", "a.yaml~"):
        (tmp_path / name).write_text(entry("b"), encoding="utf-8")
    told = warnings(
        tmp_path,
        a=entry("a", "  related: [c, d]\n") + entry("c", "  related: [a, d]\n") + entry("d", "  related: [a, c]\n"),
    )
    problem = "the file is not read, for its name does not end in .yaml or .yml"
    assert [line for line in told if "not read" in line] == [
        f"b.yaml.txt:1: {problem}; rename it so that it ends in .yaml, or move it elsewhere"
    ]
