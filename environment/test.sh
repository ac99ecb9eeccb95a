#!/usr/bin/env bash
# Every test: scripts, library, notebook runner, then each notebook in the smoke budget.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

check_prerequisites
if command -v shellcheck >/dev/null; then
  (cd "$root" && shellcheck -x -P SCRIPTDIR environment/*.sh .ci/run .binder/postBuild .binder/start)
else
  echo "shellcheck isn't installed: the scripts themselves are not checked"
fi
prepare_venv
use_device
# The Javadoc too, which fails on a warning.
package_library -Prelease verify
export_settings
(cd "$root/environment" && "$python" -m unittest -v test_scripts test_run_notebook test_audit test_ijava.LibraryTest)

# What notebook $1 leaves in folder $2 is there.
check_outputs() {
  local expected=("$1.ipynb" report.html) file
  if [ "$1" = 03-sn-vs-rivals ]; then
    expected+=(results.csv results.md results.tex)
    compgen -G "$2/*.png" >/dev/null || die "$1 left no picture in $2"
  fi
  for file in "${expected[@]}"; do
    [ -s "$2/$file" ] || die "$1 left no $file in $2"
  done
}

# Generators that the tests have exported, loaded by PyTorch itself where a Python has it: that takes 5 GB, so it isn't installed here.
check_exports() {
  local torch_python="${STABLEGAN_TORCH_PYTHON:-$python}"
  if "$torch_python" -c 'import torch, safetensors' 2>/dev/null; then
    "$torch_python" "$root/src/test/python/check_exports.py" "$root/target/exported-generators"
  else
    echo "PyTorch isn't in $torch_python: exported generators were loaded by the engine's alone"
  fi
}
check_exports

# The command line's script, from another folder.
(cd / && "$root/environment/stablegan.sh" data embedded)

runs=$(mktemp -d)
trap 'rm -rf "$runs"' EXIT
export STABLEGAN_BUDGET=smoke
executed=0
for notebook in "$root"/notebooks/*.ipynb; do
  [ -e "$notebook" ] || die "There is no notebook in notebooks/"
  name=$(basename "$notebook" .ipynb)
  # The code of those in Chinese is that of the English ones, as a test of the library asserts.
  [[ "$name" != *.zh-CN ]] || continue
  export STABLEGAN_RUN="$runs/$name"
  echo "Notebook $name"
  "$python" "$root/environment/run_notebook.py" "$notebook" "$STABLEGAN_RUN/$name.ipynb"
  check_outputs "$name" "$STABLEGAN_RUN"
  executed=$((executed + 1))
done
echo "notebooks: $executed passed, 0 failed"

# test.sh --browser: the same notebooks as a reader has them, in JupyterLab in Chromium.
unset STABLEGAN_RUN
if [ "${1:-}" = --browser ]; then
  command -v chromium >/dev/null || die "Missing:" "Chromium" "    $(install_hint chromium chromium)"
  "$python" -m pip install --quiet --disable-pip-version-check -r "$root/environment/requirements-browser.txt"
  (cd "$root/environment" && "$python" -m unittest -v test_lab)
fi

# test.sh --ijava: the same notebooks on the API of the kernel IJava.
if [ "${1:-}" = --ijava ]; then
  (cd "$root/environment" && "$python" -m unittest -v test_ijava)
fi

# test.sh --spark: comparisons on a Spark cluster of this machine.
if [ "${1:-}" = --spark ]; then
  "$root/environment/spark.sh" install
  (cd "$root/environment" && "$python" -m unittest -v test_spark)
fi
