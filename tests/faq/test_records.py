import pytest

from faq.decoding import decode
from faq.entries import Place
from faq.folders import ContentFile, Role
from faq.records import Content, content
from faq.yaml_nodes import compose


def read(*, unread: bool = False, **texts: str) -> Content:
    files = [ContentFile(f"{name}.yaml", Role(name), text.encode()) for name, text in texts.items()]
    return content([(file, compose(decode(file.data))) for file in files], unread=unread)


def test_each_file_gives_what_its_role_says() -> None:
    found = read(
        entries="topic: t\nentries:\n- id: a\n  questions: [b, [c], d]\n- id: e\n",
        guides="- id: g\n",
        sources="- id: s\n- id: r\n",
        vocabulary="language: english\n",
        phrases="greeting: x\n",
    )
    first, second = found.entries
    assert (first.id, first.topic, second.id) == ("a", "t", "e")
    assert [node.value for node in first.items("questions")] == ["b", "d"]
    assert first.place() == Place("entries.yaml", 3)
    assert first.place(first.node.get("questions")) == Place("entries.yaml", 4)
    assert [record.id for record in found.guides] == ["g"]
    assert [record.id for record in found.sources] == ["s", "r"]
    assert found.vocabulary is not None
    assert found.vocabulary.text("language") == "english"
    assert found.phrases is not None
    assert found.whole == frozenset(Role)


@pytest.mark.parametrize("text", ["a", "[a, [b]]", "entries: a", "{}", "entries:", "[]"])
def test_what_has_another_shape_is_left_out(text: str) -> None:
    assert [record.id for record in read(entries=text).entries if record.id] == []


def test_what_could_not_be_read_to_its_end_is_not_whole() -> None:
    assert read(entries="- id: a\n- 'b", guides="- id: g\n").whole == frozenset(Role) - {Role.ENTRIES}
    assert read(guides="- id: g\n", unread=True).whole == frozenset()
