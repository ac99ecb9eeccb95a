#!/usr/bin/env bash
# The command line, with the settings and caches of the notebooks: environment/stablegan.sh run SN --out runs/sn
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

check_prerequisites
# What installing and Maven say isn't what was asked for.
{
  # PyTorch with CUDA is installed by the Python of .venv.
  [ "${STABLEGAN_DEVICE:-cpu}" = cpu ] || prepare_venv
  use_device
  prepare_library
} >&2
export_settings
read -ra options <<<"$JJAVA_JVM_OPTS"
path="$root/lib/*"
for argument in "$@"; do
  if [[ "$argument" == --master* ]]; then
    find_spark || die "There is no Spark: environment/spark.sh install gets it, or set SPARK_HOME"
    path+=":$SPARK_HOME/jars/*"
    options+=("${spark_options[@]}")
  fi
done
# Java can't ask how wide the terminal is that its progress line must fit into.
size=$(stty size <&2 2>/dev/null) && export COLUMNS="${size#* }"
exec java "${options[@]}" -cp "$path" stablegan.Main "$@"
