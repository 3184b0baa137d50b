"""Serves a folder as a bucket of an object store, on a port of this machine.

    bucket.py FOLDER LOG [WHAT=HOW ...]

WHAT is list, page (the second page of a listing) or object; HOW is a status such
as 404 or 500, or hang. Prints the port, then serves until it is killed; every
request is a line of LOG. Listings have two names a page, so that paging counts.
"""

import email.utils
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlparse
from xml.sax.saxutils import escape

FOLDER, LOG = sys.argv[1:3]
FAILING = dict(argument.split("=") for argument in sys.argv[3:])
PAGE = 2


def names():
    for folder, _, files in os.walk(FOLDER):
        for file in files:
            yield os.path.relpath(os.path.join(folder, file), FOLDER)


class Bucket(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        with open(LOG, "a") as log:
            print(self.command, self.path, file=log, flush=True)
        url = urlparse(self.path)
        bucket, _, key = unquote(url.path).lstrip("/").partition("/")
        if bucket != "bucket":
            return self.fail("404")
        return self.list(parse_qs(url.query)) if not key else self.give(key)

    def fail(self, how):
        if how == "hang":
            time.sleep(60)
        code = {"404": "NoSuchBucket", "500": "InternalError"}.get(how, "SlowDown")
        self.answer(int(how) if how.isdigit() else 500, f"<Error><Code>{code}</Code></Error>".encode())

    def answer(self, status, body, headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def list(self, query):
        prefix = query.get("prefix", [""])[0]
        marker = (query.get("marker") or query.get("continuation-token") or [""])[0]
        how = FAILING.get("page" if marker else "list")
        if how:
            return self.fail(how)
        found = set()
        for name in names():
            if name.startswith(prefix):
                rest = name[len(prefix):]
                found.add(prefix + (rest.split("/")[0] + "/" if "/" in rest else rest))
        found = sorted(name for name in found if name > marker)
        page, isCut = found[:PAGE], len(found) > PAGE
        parts = [f"<Prefix>{escape(prefix)}</Prefix><IsTruncated>{str(isCut).lower()}</IsTruncated>"]
        if isCut:
            parts.append(f"<NextMarker>{escape(page[-1])}</NextMarker>")
            parts.append(f"<NextContinuationToken>{escape(page[-1])}</NextContinuationToken>")
        for name in page:
            if name.endswith("/"):
                parts.append(f"<CommonPrefixes><Prefix>{escape(name)}</Prefix></CommonPrefixes>")
            else:
                status = os.stat(os.path.join(FOLDER, name))
                when = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(status.st_mtime))
                parts.append(
                    f"<Contents><Key>{escape(name)}</Key><LastModified>{when}</LastModified>"
                    f"<Size>{status.st_size}</Size><StorageClass>STANDARD</StorageClass></Contents>")
        xml = f'<?xml version="1.0"?><ListBucketResult>{"".join(parts)}</ListBucketResult>'
        self.answer(200, xml.encode(), [("Content-Type", "application/xml")])

    def give(self, key):
        how = FAILING.get("object")
        path = os.path.join(FOLDER, key)
        if how:
            return self.fail(how)
        if not os.path.isfile(path):
            return self.fail("404")
        with open(path, "rb") as file:
            data = file.read()
        headers = [("Accept-Ranges", "bytes"), ("Last-Modified", email.utils.formatdate(os.stat(path).st_mtime))]
        span = self.headers.get("Range")
        if not span:
            return self.answer(200, data, headers)
        first, _, last = span.removeprefix("bytes=").partition("-")
        first, last = int(first), min(int(last or len(data) - 1), len(data) - 1)
        if first >= len(data):
            return self.answer(416, b"", headers)
        headers.append(("Content-Range", f"bytes {first}-{last}/{len(data)}"))
        return self.answer(206, data[first:last + 1], headers)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Bucket)
server.daemon_threads = True
print(server.server_address[1], flush=True)
server.serve_forever()
