"""A web server on loopback: answers with the statuses given, one a request,
the last one again and again; prints its port, then each request as JSON."""
import http.server
import json
import sys

statuses = [int(status) for status in sys.argv[1:]]


class Hook(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        status = statuses.pop(0) if len(statuses) > 1 else statuses[0]
        self.send_response(status)
        if status in (301, 302, 307, 308):
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()
        record = {
            "path": self.path,
            "type": self.headers.get("Content-Type"),
            "status": status,
            "body": json.loads(body) if body else None,
        }
        print(json.dumps(record), flush=True)

    do_GET = do_POST

    def log_message(self, *arguments):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Hook)
print(server.server_port, flush=True)
server.serve_forever()
