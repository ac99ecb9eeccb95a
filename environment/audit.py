"""Lists known vulnerabilities of dependencies, by asking OSV (https://osv.dev), which takes no key.

Reads files with one dependency a line: the output of `mvn dependency:list`, or Python requirements
pinned with ==. The exit status is 0 if no vulnerability is known, 1 if one is, 2 if OSV did not answer.
"""

import argparse
import http.client
import json
import re
import sys
import urllib.request
from collections import namedtuple
from pathlib import Path

SERVICE = "https://api.osv.dev/v1"
SECONDS_TO_ANSWER = 60
SCOPES = "compile|runtime|provided|test|system"
JAVA = re.compile(rf"^ +([\w.-]+:[\w.-]+):jar:(?:[\w.-]+:)?([\w.-]+):(?:{SCOPES})\b")
PYTHON = re.compile(r"^([\w.-]+)==([\w.+!-]+)")

Package = namedtuple("Package", "ecosystem name version")

# Known to be vulnerable: an answer that clears them was given to a question that OSV did not understand.
CONTROLS = (
    Package("Maven", "org.apache.commons:commons-lang3", "3.16.0"),
    Package("PyPI", "jinja2", "3.1.2"),
)


class NoAnswer(Exception):
    """OSV can't be asked."""


def packages_in(path):
    """What a file names, each once, in its order."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        for ecosystem, pattern in (("Maven", JAVA), ("PyPI", PYTHON)):
            if match := pattern.match(line):
                found[Package(ecosystem, *match.groups())] = None
    return list(found)


def ask(url, question=None):
    """The answer to a GET, or to a POST if there is a question."""
    body = None if question is None else json.dumps(question).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=SECONDS_TO_ANSWER) as answer:
            return json.load(answer)
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise NoAnswer(f"{url} gave no answer: {error}") from error


def vulnerabilities(service, packages):
    """The identifiers of each package's known vulnerabilities."""
    known = {package: [] for package in packages}
    pending = [(package, {}) for package in packages]
    while pending:
        queries = [
            {"package": {"ecosystem": ecosystem, "name": name}, "version": version, **page}
            for (ecosystem, name, version), page in pending
        ]
        results = ask(f"{service}/querybatch", {"queries": queries}).get("results", [])
        if len(results) != len(queries):
            raise NoAnswer(f"{service} gave {len(results)} answers to {len(queries)} questions")
        more = []
        for (package, _), result in zip(pending, results):
            known[package] += [vulnerability["id"] for vulnerability in result.get("vulns", [])]
            if token := result.get("next_page_token"):
                more.append((package, {"page_token": token}))
        pending = more
    return known


def describe(service, identifier):
    """One line: identifier, those of other databases, what it is."""
    entry = ask(f"{service}/vulns/{identifier}")
    names = ", ".join([identifier, *entry.get("aliases", [])])
    return f"{names}: {entry.get('summary', 'no summary')}"


def audit(service, packages):
    """Prints what is known; whether anything is."""
    known = vulnerabilities(service, list(dict.fromkeys((*packages, *CONTROLS))))
    for control in CONTROLS:
        if not known[control]:
            raise NoAnswer(
                f"{service} knows nothing against {control.name} {control.version}, which is known to be"
                " vulnerable: its other answers mean nothing either"
            )
    vulnerable = [package for package in packages if known[package]]
    for package in vulnerable:
        print(f"{package.name} {package.version}")
        for identifier in known[package]:
            print(f"    {describe(service, identifier)}")
    print(f"{len(packages)} dependencies, {len(vulnerable)} with known vulnerabilities")
    return bool(vulnerable)


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "files", nargs="+", type=Path, help="output of mvn dependency:list, or requirements pinned with =="
    )
    parser.add_argument("--service", default=SERVICE, help="where OSV answers (default: %(default)s)")
    options = parser.parse_args(arguments)
    packages = {}
    for path in options.files:
        found = packages_in(path)
        if not found:
            parser.error(f"{path} has no line of group:artifact:jar:version:scope or name==version")
        packages |= dict.fromkeys(found)
    try:
        return int(audit(options.service, list(packages)))
    except NoAnswer as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
