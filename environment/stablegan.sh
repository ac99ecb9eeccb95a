#!/usr/bin/env bash
# The command line, with the settings and caches of the notebooks: environment/stablegan.sh run SN --out runs/sn
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

check_prerequisites
use_device
# What Maven says isn't what was asked for.
prepare_library >&2
export_settings
read -ra options <<<"$JJAVA_JVM_OPTS"
exec java "${options[@]}" -cp "$root/lib/*" stablegan.Main "$@"
