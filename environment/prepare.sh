#!/usr/bin/env bash
# Whatever run.sh and lab.sh need, ahead of their first start: for images and containers.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

prepare
