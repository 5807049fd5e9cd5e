"""Files and folders to articles; what is bad is named and stops nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.read import Limits, read_articles
from ingest.records import Article, Duplicate, IngestError, Unreadable, content_id

BODY = "The council of Kestria met on Monday. It did not vote.\n"


def read(*sources: Path, limits: Limits | None = None) -> list[Article | Duplicate | Unreadable]:
    return list(read_articles(sources, limits=limits))


def reasons(records: Sequence[object]) -> dict[str, str]:
    return {record.path: record.reason for record in records if isinstance(record, Unreadable)}


def test_front_matter_describes_the_article(tmp_path: Path) -> None:
    file = tmp_path / "vote.md"
    file.write_text(
        "---\ntitle: 'Council: no vote'\noutlet: La Marea\n"
        "author: [Ada Coyle, Ines Tavares]\ndate: 2021-03-04\n"
        f"url: https://example.org/vote\n---\n\n# Council: no vote\n\n{BODY}",
        encoding="utf-8",
    )
    (article,) = read(file)
    assert isinstance(article, Article)
    assert article.text == f"Council: no vote\n\n{BODY.strip()}"
    assert (article.title, article.outlet, article.author) == (
        "Council: no vote",
        "La Marea",
        "Ada Coyle, Ines Tavares",
    )
    assert (article.published, article.url, article.path) == (
        "2021-03-04",
        "https://example.org/vote",
        "vote.md",
    )
    assert article.id == content_id(article.text)


def test_folder_is_read_in_one_order_with_paths_inside_it(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", "c.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(BODY + name, encoding="utf-8")
    assert [record.path for record in read(tmp_path)] == ["a.txt", "b/1.txt", "b/2.txt", "c.md"]


def test_same_articles_elsewhere_give_the_same_records(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "a.txt").write_text(BODY, encoding="utf-8")
    shutil.copytree(tmp_path / "here", tmp_path / "there" / "deeper")
    assert read(tmp_path / "here") == read(tmp_path / "there" / "deeper")


def test_several_folders_name_themselves_in_the_path(tmp_path: Path) -> None:
    for folder in ("left", "right"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(BODY + folder, encoding="utf-8")
    assert [record.path for record in read(tmp_path / "left", tmp_path / "right")] == [
        "left/a.txt",
        "right/a.txt",
    ]


def test_same_text_twice_is_one_article_and_a_named_duplicate(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "b.txt").write_text(BODY + "\n\n", encoding="utf-8")
    first, second = read(tmp_path)
    assert isinstance(first, Article)
    assert second == Duplicate(path="b.txt", original="a.txt")


def test_bad_files_are_named_and_the_others_read(tmp_path: Path) -> None:
    (tmp_path / "binary.txt").write_bytes(b"\x7fELF\x02\x01\x00\x00" + os.urandom(64))
    (tmp_path / "blank.txt").write_text(" \n\n", encoding="utf-8")
    (tmp_path / "controls.txt").write_bytes(bytes(range(1, 9)) * 40)
    (tmp_path / "empty.txt").touch()
    (tmp_path / "front.md").write_text("---\ntitle: a: b: c\n---\nText.", encoding="utf-8")
    (tmp_path / "furniture.txt").write_text("Advertisement\n\n***\n", encoding="utf-8")
    (tmp_path / "good.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "huge.txt").write_text(BODY * 100, encoding="utf-8")
    records = read(tmp_path, limits=Limits(file_bytes=2_000))
    assert [record.path for record in records if isinstance(record, Article)] == ["good.txt"]
    named = reasons(records)
    assert named["binary.txt"].startswith("it is not text")
    assert named["controls.txt"].startswith("it is not text")
    assert named["blank.txt"] == named["empty.txt"] == "it is empty"
    assert "not valid YAML near line" in named["front.md"]
    assert named["furniture.txt"] == "it holds no article text"
    assert "more than 0.002 MB, the limit" in named["huge.txt"]


def test_file_without_permission_is_named(tmp_path: Path) -> None:
    file = tmp_path / "secret.txt"
    file.write_text(BODY, encoding="utf-8")
    file.chmod(0)
    if os.access(file, os.R_OK):
        pytest.skip("SKIPPED: this user may read everything")
    assert "cannot be opened" in reasons(read(file))["secret.txt"]


def test_pipe_is_no_regular_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert reasons(read(tmp_path)) == {"pipe.txt": "it is no regular file"}


def test_link_to_nothing_is_named(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    assert "gone.txt" in reasons(read(tmp_path))


def test_other_encodings_are_read_and_noted(tmp_path: Path) -> None:
    text = (
        "El senador Íñigo Peña denunció a la señora Muñoz. ¿Por qué? La sesión terminó así, según él.\n" * 3
    )
    (tmp_path / "old.txt").write_bytes(text.encode("cp1252"))
    (tmp_path / "wide.txt").write_bytes(text.replace("Íñigo", "Iñaki").encode("utf-16"))
    old, wide = read(tmp_path)
    assert isinstance(old, Article)
    assert isinstance(wide, Article)
    assert "Íñigo Peña denunció a la señora Muñoz" in old.text
    assert "Iñaki Peña denunció a la señora Muñoz" in wide.text
    assert any("not as UTF-8" in note for note in old.notes)


def test_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + BODY.encode())
    (article,) = read(tmp_path)
    assert isinstance(article, Article)
    assert article.text.startswith("The council")


def test_rule_of_dashes_is_no_front_matter(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"---\nA dispatch from Anselm\n---\n\n{BODY}", encoding="utf-8")
    (article,) = read(tmp_path)
    assert isinstance(article, Article)
    assert "A dispatch from Anselm" in article.text


def test_missing_source_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="does not exist"):
        read(tmp_path / "nowhere")


def test_folder_without_files_is_an_error(tmp_path: Path) -> None:
    (tmp_path / ".hidden").touch()
    for name in ("logo.png", "README.md", "LICENSE"):
        (tmp_path / name).touch()
    with pytest.raises(IngestError, match="holds no file to read"):
        read(tmp_path)


def test_project_directory_inside_a_folder_is_no_source(tmp_path: Path) -> None:
    project = tmp_path / "graph.whowhom"
    project.mkdir()
    for name in ("documents.jsonl", "claims.jsonl"):
        (project / name).write_text("{}\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    assert [record.path for record in read(tmp_path)] == ["a.txt"]


def test_front_matter_that_unfolds_to_gigabytes_is_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)), "title: *a39"]
    (tmp_path / "bomb.md").write_text("---\n" + "\n".join(lines) + f"\n---\n{BODY}", encoding="utf-8")
    assert "aliases" in reasons(read(tmp_path))["bomb.md"]


def test_text_decoded_twice_is_text(tmp_path: Path) -> None:
    mangled = "The envoy said: “It is over”, she “left”.\n".encode().decode("latin-1") * 20
    (tmp_path / "a.txt").write_text(mangled, encoding="utf-8")
    (article,) = read(tmp_path)
    assert isinstance(article, Article)
    assert "“It is over”" in article.text
