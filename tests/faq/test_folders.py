import os
import sys
from pathlib import Path

import pytest

from faq.folders import Role, read_folder, show
from faq.mistakes import FaqError

not_root = pytest.mark.skipif(sys.platform != "win32" and os.geteuid() == 0, reason="root may read every file")


def told(folder: Path) -> str:
    with pytest.raises(FaqError) as caught:
        read_folder(folder)
    return str(caught.value).replace(str(folder.parent), "")


def test_files_come_in_the_order_of_their_names_with_what_they_hold(tmp_path: Path) -> None:
    for name in (
        "b.yml",
        "Guides.YAML",
        "a.yaml",
        "phrases.yaml",
        "sources.yml",
        "vocabulary.yaml",
        ".a.yaml",
        "c.txt",
    ):
        (tmp_path / name).write_text(name)
    folder = read_folder(tmp_path)
    assert [(Path(file.shown).name, file.role) for file in folder.files] == [
        ("Guides.YAML", Role.GUIDES),
        ("a.yaml", Role.ENTRIES),
        ("b.yml", Role.ENTRIES),
        ("phrases.yaml", Role.PHRASES),
        ("sources.yml", Role.SOURCES),
        ("vocabulary.yaml", Role.VOCABULARY),
    ]
    assert folder.files[1].data == b"a.yaml"
    assert folder.mistakes == ()


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    remedy = "name the folder that holds the YAML files"
    assert told(tmp_path / "gone") == f"/gone:1: the folder cannot be read (no such file or directory); {remedy}"
    assert told(tmp_path / "file") == f"/file:1: the folder cannot be read (not a directory); {remedy}"


@not_root
def test_a_folder_that_cannot_be_listed(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0)
    assert told(locked).startswith("/locked:1: the folder cannot be read (permission denied)")
    locked.chmod(0o700)


def test_things_that_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("x")
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    (tmp_path / "nowhere.yaml").symlink_to("gone")
    os.mkfifo(tmp_path / "pipe.yaml")
    folder = read_folder(tmp_path)
    assert [file.role for file in folder.files] == [Role.ENTRIES]
    remedy = "make it a readable file, or remove it from the folder"
    assert [str(mistake).replace(f"{tmp_path}/", "") for mistake in folder.mistakes] == [
        f"folder.yaml:1: the file cannot be read (it is a folder); {remedy}",
        f"loop.yaml:1: the file cannot be read (too many levels of symbolic links); {remedy}",
        f"nowhere.yaml:1: the file cannot be read (no such file or directory); {remedy}",
        f"pipe.yaml:1: the file cannot be read (it is not a regular file); {remedy}",
    ]


def test_a_link_to_a_file_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("x")
    (tmp_path / "a.yaml").symlink_to("elsewhere")
    assert [file.data for file in read_folder(tmp_path).files] == [b"x"]


def test_a_name_with_odd_characters_is_shown_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a\nb.yaml").write_text("x")
    (file,) = read_folder(tmp_path).files
    assert file.shown == f"{tmp_path}/a?b.yaml"
    assert show(Path(os.fsdecode(b"a\xff.yaml"))) == "a\ufffd.yaml"
