"""Tests of audit.py against a server that answers as OSV's documentation says."""

import contextlib
import io
import json
import tempfile
import threading
import unittest
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import audit

MAVEN = """
The following files have been resolved:
   com.google.code.gson:gson:jar:2.8.5:compile -- module com.google.gson
   ai.djl.pytorch:pytorch-native-cpu:jar:linux-x86_64:2.7.1:runtime (optional)
"""
REQUIREMENTS = """# a comment
certifi==2026.10.19.post1
colorama==0.4.6 ; sys_platform == 'win32'
"""
CONTROLS = {"org.apache.commons:commons-lang3": ["GHSA-control-1"], "jinja2": ["GHSA-control-2"]}


class Osv(BaseHTTPRequestHandler):
    """Knows `vulnerable`, one vulnerability a page."""

    def do_POST(self):
        queries = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
        self.server.asked += queries
        self.reply({"results": [self.result(query) for query in queries]})

    def result(self, query):
        known = self.server.vulnerable.get(query["package"]["name"], [])
        page = int(query.get("page_token", 0))
        if page >= len(known):
            return {}
        more = {"next_page_token": str(page + 1)} if page + 1 < len(known) else {}
        return {"vulns": [{"id": known[page], "modified": "2026-01-01T00:00:00Z"}], **more}

    def do_GET(self):
        identifier = self.path.removeprefix("/vulns/")
        self.reply({"id": identifier, "aliases": ["CVE-1"], "summary": "it breaks"})

    def reply(self, answer):
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class AuditTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.maven = Path(temporary.name, "maven.txt")
        self.maven.write_text(MAVEN)
        self.requirements = Path(temporary.name, "requirements.txt")
        self.requirements.write_text(REQUIREMENTS)
        self.server = HTTPServer(("127.0.0.1", 0), Osv)
        self.server.vulnerable = dict(CONTROLS)
        self.server.asked = []
        thread = threading.Thread(target=self.server.serve_forever)
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)

    def run_audit(self, *files, service=None):
        """Exit status, output, complaints."""
        service = service or f"http://127.0.0.1:{self.server.server_port}"
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = audit.main(["--service", service, *map(str, files)])
        return status, out.getvalue(), err.getvalue()

    def test_asks_for_each_dependency_with_its_version(self):
        status, out, _ = self.run_audit(self.maven, self.requirements)
        self.assertEqual(0, status)
        self.assertEqual("4 dependencies, 0 with known vulnerabilities\n", out)
        self.assertEqual(
            [
                ("Maven", "com.google.code.gson:gson", "2.8.5"),
                ("Maven", "ai.djl.pytorch:pytorch-native-cpu", "2.7.1"),
                ("PyPI", "certifi", "2026.10.19.post1"),
                ("PyPI", "colorama", "0.4.6"),
                *audit.CONTROLS,
            ],
            [(q["package"]["ecosystem"], q["package"]["name"], q["version"]) for q in self.server.asked],
        )

    def test_lists_every_vulnerability_of_every_page(self):
        self.server.vulnerable["com.google.code.gson:gson"] = ["GHSA-a", "GHSA-b"]
        status, out, _ = self.run_audit(self.maven, self.requirements)
        self.assertEqual(1, status)
        self.assertEqual(
            "com.google.code.gson:gson 2.8.5\n"
            "    GHSA-a, CVE-1: it breaks\n"
            "    GHSA-b, CVE-1: it breaks\n"
            "4 dependencies, 1 with known vulnerabilities\n",
            out,
        )

    def test_an_answer_that_clears_a_known_vulnerable_package_is_no_answer(self):
        del self.server.vulnerable["jinja2"]
        status, out, err = self.run_audit(self.maven)
        self.assertEqual((2, ""), (status, out))
        self.assertIn("jinja2 3.1.2", err)

    def test_a_service_that_cannot_be_reached_is_no_answer(self):
        status, out, err = self.run_audit(self.maven, service="http://127.0.0.1:9")
        self.assertEqual((2, ""), (status, out))
        self.assertIn("http://127.0.0.1:9/querybatch gave no answer", err)

    def test_a_file_without_dependencies_is_refused(self):
        self.requirements.write_text("numpy>=2\n")
        with self.assertRaises(SystemExit) as refused:
            self.run_audit(self.requirements)
        self.assertEqual(2, refused.exception.code)


if __name__ == "__main__":
    unittest.main()
