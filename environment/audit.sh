#!/usr/bin/env bash
# Lists known vulnerabilities of every Java and Python dependency, transitive ones and those of the tests included.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

check_prerequisites
java=$(mktemp)
trap 'rm -f "$java"' EXIT
(cd "$root" && mvn -B -q -Dstyle.color=never dependency:list -DoutputFile="$java")
python3 "$root/environment/audit.py" "$java" "$root/environment/requirements.txt" "$root/src/test/python/requirements.txt"
