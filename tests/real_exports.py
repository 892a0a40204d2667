"""Writes one small export by each tool that is here: real_exports.py FOLDER. Prints the names of the files that it wrote."""

import io
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path

from feedgen.feed import FeedGenerator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

folder = Path(sys.argv[1])
WORDS = "Mayor Anna Hill opened the quay in Norrby on Monday, and thanked the harbour board for its work. "
STORY = f"<p>{WORDS * 3}</p><p>She will speak again in Karlsby on Friday, said her deputy, Rolf Berg.</p>"
PAGE = f"""<html><head><title>Quay opened</title><meta property="article:published_time" content="2024-03-05T10:00:00Z"></head>
<body><nav>Home News Sport</nav><article><h1>Quay opened</h1>{STORY}</article></body></html>"""

with open(folder / "crawl.warc.gz", "wb") as out:
    writer = WARCWriter(out, gzip=True)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
    record = writer.create_warc_record(
        "http://news.example/2024/03/05/quay", "response", payload=io.BytesIO(PAGE.encode()), http_headers=headers
    )
    writer.write_record(record)

feed = FeedGenerator()
feed.id("http://news.example/")
feed.title("The Norrby Echo")
feed.link(href="http://news.example/")
feed.description("News of Norrby")
entry = feed.add_entry()
entry.id("http://news.example/quay")
entry.title("Quay opened")
entry.link(href="http://news.example/quay")
entry.published(datetime(2024, 3, 5, 10, tzinfo=timezone.utc))
entry.updated(datetime(2024, 3, 6, 10, tzinfo=timezone.utc))
entry.content(STORY, type="html")
feed.atom_file(str(folder / "feed-atom.xml"))
feed.rss_file(str(folder / "feed-rss.xml"))

office = shutil.which("soffice") or shutil.which("libreoffice")
if office:
    with tempfile.TemporaryDirectory() as home:
        page = Path(home) / "letter.html"
        page.write_text(f"<html><body><p>Published: 5 March 2024</p>{STORY}</body></html>", encoding="utf-8")
        for kind in ("docx:Office Open XML Text", "pdf:writer_web_pdf_Export"):
            command = [office, f"-env:UserInstallation=file://{home}/profile", "--headless", "--convert-to", kind]
            subprocess.run([*command, "--outdir", str(folder), str(page)], check=True, timeout=120, capture_output=True)
else:
    print("left out: no LibreOffice on this machine", file=sys.stderr)

print("\n".join(sorted(path.name for path in folder.iterdir())))
