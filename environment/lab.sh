#!/usr/bin/env bash
# JupyterLab on this machine alone (127.0.0.1); further arguments go to it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

prepare
as_root=()
[ "$(id -u)" != 0 ] || as_root=(--allow-root)
cd "$root"
address=(--ServerApp.ip=127.0.0.1)
case " $* " in *" --ServerApp.ip="*) address=() ;; esac # a second one is refused
exec "$python" -m jupyterlab ${address[@]+"${address[@]}"} --ServerApp.root_dir="$root" \
  --LabApp.default_url=/lab/tree/notebooks ${as_root[@]+"${as_root[@]}"} "$@"
