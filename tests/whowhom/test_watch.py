"""``whowhom watch`` follows a real folder and a real feed on loopback, and tells what is new."""

from __future__ import annotations

import functools
import http.server
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.read.feed import read_feed, strip_markup
from ingest.records import IngestError

FIRST = "Ruta Palmgren praised Oskar Lindqvist on Monday."
SECOND = "Oskar Lindqvist condemned the Halvern Compact on Tuesday."
PAGE = """<html><head><title>Compact under fire</title><meta property="og:site_name" content="The Page"></head>
<body><article><h1>Compact under fire</h1><p>{}</p><p>The session of the assembly went on until late in the
evening, and was then put off to the next week, as its speaker told the members.</p></article></body></html>"""
RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbour Wire</title>{}</channel></rss>"""
ITEM = """<item><guid>{key}</guid><title>{title}</title><link>{link}</link><dc:creator>Ada Coyle</dc:creator>
<pubDate>Mon, 04 Mar 2024 09:30:00 GMT</pubDate>{body}</item>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Gathered</title><entry><id>1</id>
<title>Old</title><source><title>Northern Courier</title></source><updated>2024-03-05T10:00:00Z</updated>
<content type="html">&lt;p&gt;One &amp;amp; two.&lt;/p&gt;&lt;p&gt;Three&lt;/p&gt;</content></entry></feed>"""


def item(key: str, title: str, link: str = "", *, whole: str = "", summary: str = "") -> str:
    body = f"<content:encoded><![CDATA[<p>{whole}</p>]]></content:encoded>" if whole else ""
    return ITEM.format(key=key, title=title, link=link, body=body + f"<description>{summary}</description>")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder and the address at which it is served."""
    folder = tmp_path / "site"
    folder.mkdir()
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    handler.log_message = lambda *_: None  # type: ignore[attr-defined]
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield folder, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_feed_tells_text_title_author_outlet_day_and_address():
    feed = RSS.format(item("1", "A &amp;amp; B", "https://wire.example/1", whole=FIRST))
    (entry,) = read_feed(feed.encode(), "wire.xml")
    assert (entry.text, entry.title, entry.author) == (FIRST, "A & B", "Ada Coyle")
    assert (entry.outlet, entry.published, entry.url) == (
        "Harbour Wire",
        "2024-03-04",
        "https://wire.example/1",
    )
    assert entry.whole


def test_an_atom_feed_that_gathers_others_names_the_outlet_of_each():
    (entry,) = read_feed(ATOM.encode(), "all.xml")
    assert (entry.outlet, entry.text, entry.published) == (
        "Northern Courier",
        "One & two.\n\nThree",
        "2024-03-05",
    )


def test_markup_gives_words_and_no_scripts():
    assert strip_markup("<p>A <b>b</b>&nbsp;c<script>x()</script><br>d") == "A b c\n\nd"


def test_what_is_no_feed_is_refused():
    with pytest.raises(IngestError, match=r"page\.html is no RSS or Atom feed"):
        list(read_feed(b"<html><body>hello</body></html>", "page.html"))


def test_a_feed_on_the_web_is_read_in_full_and_told_once(run, site, tmp_path):
    folder, address = site
    (folder / "page.html").write_text(PAGE.format(SECOND), encoding="utf-8")
    entries = item("1", "Praise", f"{address}/1", whole=FIRST)
    entries += item("2", "Compact", f"{address}/page.html", summary="In short.")
    entries += item("3", "Lost", f"{address}/nowhere", summary="Tomas Ekdahl thanked Norway.")
    (folder / "feed.xml").write_text(RSS.format(entries), encoding="utf-8")
    command = ("watch", f"{address}/feed.xml", "-o", tmp_path / "p.whowhom", "--once")
    outcome = run(*command)
    assert outcome.code == 0, outcome.err
    assert "new claims: " in outcome.out
    assert "Ruta Palmgren SUPPORTED Oskar Lindqvist (Harbour Wire)" in outcome.out
    assert "Oskar Lindqvist OPPOSED Halvern Compact (The Page)" in outcome.out
    assert "nowhere cannot be fetched" in outcome.err
    assert "Ekdahl SUPPORTED Norway (Harbour Wire)" in outcome.out
    assert run(*command).out == ""
    # What a feed has dropped stays in the project.
    (folder / "feed.xml").write_text(RSS.format(item("4", "Quiet", whole="It rained.")), encoding="utf-8")
    assert run(*command).out == "1 new article, no new claim\n"
    assert "Palmgren" in run("show", "Ruta Palmgren", "-p", tmp_path / "p.whowhom").out


def test_a_feed_in_a_file_fetches_nothing(run, tmp_path):
    feed = tmp_path / "wire.xml"
    feed.write_text(RSS.format(item("1", "Praise", "http://127.0.0.1:1/x", summary=FIRST)), encoding="utf-8")
    outcome = run("watch", feed, "-o", tmp_path / "p.whowhom", "--once")
    assert outcome.code == 0, outcome.err
    assert outcome.out == "1 new claim: Ruta Palmgren SUPPORTED Oskar Lindqvist (Harbour Wire)\n"
    assert outcome.err == ""


def test_a_feed_that_does_not_answer_and_a_source_that_is_not_there(run, tmp_path):
    outcome = run("watch", "http://127.0.0.1:1/feed", "-o", tmp_path / "p.whowhom", "--once")
    assert outcome.code == 1
    assert "http://127.0.0.1:1/feed cannot be fetched" in outcome.err
    outcome = run("watch", tmp_path / "nowhere", "-o", tmp_path / "p.whowhom", "--once")
    assert outcome.code == 1
    assert "does not exist" in outcome.err


def test_a_folder_is_followed_until_ctrl_c(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text(FIRST, encoding="utf-8")
    command = [sys.executable, "-m", "whowhom", "watch", str(folder), "-o", str(folder / "p.whowhom")]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        # A test run in the background ignores Ctrl-C, and so would its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "1 new claim: Ruta Palmgren SUPPORTED Oskar Lindqvist (one.txt)\n"
        time.sleep(1.0)  # the second file comes while it watches
        (folder / "two.md").write_text(f"---\noutlet: Courier\n---\n{SECOND}", encoding="utf-8")
        assert process.stdout.readline() == "1 new claim: Oskar Lindqvist OPPOSED Halvern Compact (Courier)\n"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
    assert (process.returncode, out) == (0, "")
    assert err == f"stopped; {folder / 'p.whowhom'} is whole\n"
