#!/usr/bin/env bash
# JupyterLab with the kernel IJava in place of JJava: environment/ijava.sh ijava-1.3.0.zip, its release archive.
# IJava is in no package registry; https://github.com/SpencerPark/IJava/releases has the archive. By hand, two commands:
#   unzip ijava-1.3.0.zip -d ijava
#   python3 ijava/install.py --sys-prefix
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

[ $# -ge 1 ] || die "Give IJava's release archive: environment/ijava.sh ijava-1.3.0.zip" \
  "    https://github.com/SpencerPark/IJava/releases/tag/v1.3.0 has it"
archive=$1
shift
[ -f "$archive" ] || die "There is no file $archive"
prepare_venv
ijava="$root/.cache/ijava"
unpacked=$(mktemp -d)
trap 'rm -rf "$unpacked"' EXIT
"$python" -m zipfile -e "$archive" "$unpacked" 2>/dev/null || die "$archive is no zip archive"
[ -f "$unpacked/install.py" ] || die "$archive is not IJava's release archive: it holds no install.py"
rm -rf "$ijava"
# Not into .venv, where it would take the place of JJava, whose kernel has the same name.
"$python" "$unpacked/install.py" --prefix "$ijava" --replace
[ -f "$ijava/share/jupyter/kernels/java/kernel.json" ] || die "IJava's installer left no kernel in $ijava"
export_settings
# Ahead of .venv's kernels, and with the options that JJava's launcher reads from a variable of its own.
export JUPYTER_PATH="$ijava/share/jupyter" JDK_JAVA_OPTIONS="$JJAVA_JVM_OPTS"
rm -rf "$unpacked"
exec "$root/environment/lab.sh" "$@"
