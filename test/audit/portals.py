"""The portals of a night, on loopback: what is asked for is answered from a table of pages."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from page import write_list, written
from world import Entry, Portal

PER_PAGE = 15


class Site:
    """A portal that can be asked. `pages` is by path; whatever is not there is 404."""

    def __init__(self, portal: Portal):
        self.portal = portal
        self.pages: dict[str, bytes] = {}
        # whether it answers 503 to everything
        self.is_down = False
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                body = site.pages.get(self.path)
                status = 503 if site.is_down else 404 if body is None else 200
                body = body if status == 200 and body is not None else b"<html><body>404 Not Found</body></html>"
                self.send_response(status)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.base = f"http://127.0.0.1:{self._server.server_address[1]}"

    def publish(self, entries: list[Entry], night: int) -> None:
        """Shows what is online this night, the newest first."""
        online = [entry for entry in entries if entry.is_online and entry.from_night <= night]
        pages = {entry.path: written(entry.state).body for entry in online}
        links = sorted(((entry.state.published, entry.path, entry.state.title) for entry in online), reverse=True)
        count = max(1, -(-len(links) // PER_PAGE))
        for number in range(1, count + 1):
            part = links[(number - 1) * PER_PAGE:number * PER_PAGE]
            name = "index.html" if number == 1 else f"index_{number}.html"
            listed = [(path, title, date) for date, path, title in part]
            pages[f"/zfxxgk/ndbg/{name}"] = write_list(listed, number, count).encode()
        self.pages = pages

    def config(self) -> str:
        """The portal's file; JSON is YAML."""
        portal = self.portal
        agencies = [
            {"name": agency.name, "kinds": [agency.kind],
             **({"aliases": list(agency.aliases)} if agency.aliases else {}),
             **({"since": agency.since} if agency.since else {}),
             **({"until": agency.until} if agency.until else {})}
            for agency in portal.agencies if agency.in_table
        ]
        return json.dumps({
            "name": portal.title, "region": portal.region, "baseUrl": f"{self.base}/", "pause": 0,
            "allowPrivateAddresses": True, "browser": "never",
            **({"agencies": agencies, "allAgencies": portal.all_agencies} if portal.has_table else {}),
            "columns": [{"family": "static", "page": "/zfxxgk/ndbg/index.html"}],
        }, ensure_ascii=False, indent=1)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
