#!/usr/bin/env bash
# The main job: executes the notebook that compares SN with its rivals and leaves the results in runs/NAME.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

usage() {
  cat <<END
Usage: environment/run.sh [NAME]

Compares spectral normalization with its rivals on CIFAR-10, in an executed notebook, and leaves
notebook, report, tables and pictures in runs/NAME (sn-vs-rivals-BUDGET unless given). Started again
with the same NAME it goes on where it stopped.

  STABLEGAN_BUDGET   smoke (a minute), quick (20 minutes, the default) or full (the paper's size)
  STABLEGAN_DEVICE   cpu (the default) or gpu: PyTorch with CUDA is then downloaded too, 5 GB
  STABLEGAN_DATA     where data sets are kept (.cache/stablegan)
END
}

case "${1:-}" in
  -h | --help)
    usage
    exit
    ;;
  -* | .* | */*) die "NAME must be a plain folder name, not \"$1\"" "$(usage)" ;;
esac
[ $# -le 1 ] || die "One NAME at most, not $#" "$(usage)"

export STABLEGAN_BUDGET=${STABLEGAN_BUDGET:-quick}
case "$STABLEGAN_BUDGET" in
  smoke | quick | full) ;;
  *) die "STABLEGAN_BUDGET must be smoke, quick or full, not \"$STABLEGAN_BUDGET\"" ;;
esac
notebook=03-sn-vs-rivals
export STABLEGAN_RUN="$root/runs/${1:-sn-vs-rivals-$STABLEGAN_BUDGET}"

prepare
exec "$python" "$root/environment/run_notebook.py" "$root/notebooks/$notebook.ipynb" \
  "$STABLEGAN_RUN/$notebook.ipynb" --print results.md --mention report.html
