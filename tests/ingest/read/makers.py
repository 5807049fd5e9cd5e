"""Articles in every format, made on the spot."""

from __future__ import annotations

import csv
import io
import json
import zipfile

PARAGRAPHS = (
    "The council of Kestria met on Monday and did not vote on the blockade of the port of Anselm.",
    "Its chair, Ada Coyle, accused the Harbour League of having emptied the room before the count.",
    "The League denied it. “We were the last to leave,” said its envoy, Ines Tavares, that evening.",
)
TEXT = "\n\n".join(PARAGRAPHS)

PAGE = """<!DOCTYPE html><html><head><title>Council meets | La Marea</title>
<meta property="og:title" content="Council meets"><meta property="og:site_name" content="La Marea">
<meta property="article:published_time" content="2024-03-04T10:00:00Z">
<meta name="author" content="Ada Roe">
<link rel="canonical" href="https://example.org/council"></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Council meets</h1>{body}<p>Subscribe to our weekly briefing.</p></article>
<aside><a href="/1">Ten recipes with herring</a></aside><footer>Copyright 2024 La Marea</footer>
</body></html>"""


def page(*paragraphs: str) -> bytes:
    """A newspaper's page: navigation, article, teasers and footer."""
    return PAGE.format(body="".join(f"<p>{each}</p>" for each in paragraphs or PARAGRAPHS)).encode()


def pdf(*pages: list[list[str]], password: str = "") -> bytes:
    """A PDF; each page is a list of columns, each column a list of lines."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, encrypt=password or None)
    for columns in pages:
        for at, lines in enumerate(columns):
            for row, line in enumerate(lines):
                canvas.drawString(60 + at * 250, 760 - row * 14, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def docx(*paragraphs: str, title: str = "", author: str = "") -> bytes:
    """A Word file."""
    import docx as word

    document = word.Document()
    document.core_properties.title, document.core_properties.author = title, author
    for paragraph in paragraphs or PARAGRAPHS:
        document.add_paragraph(paragraph)
    document.add_table(rows=1, cols=1).rows[0].cells[0].text = "For the motion: 9. Against it: 4."
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def jsonl(*rows: object) -> bytes:
    """One JSON value a line."""
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def table(rows: list[dict[str, str]], delimiter: str = ",") -> bytes:
    """A CSV file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def warc(pages: dict[str, bytes], *, compressed: bool = True, status: str = "200 OK") -> bytes:
    """A web archive of responses."""
    import gzip

    out = b""
    for address, body in pages.items():
        http = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n"
            f"WARC-Date: 2024-03-05T00:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-1234567890ab>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        record = head.encode() + http + b"\r\n\r\n"
        out += gzip.compress(record, mtime=0) if compressed else record
    return out
