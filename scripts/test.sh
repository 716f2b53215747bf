#!/usr/bin/env bash
# Installs what is missing, builds riskmap and its tests, and runs them all; ctest's summary comes last.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
source scripts/packages.sh

install_missing "${build_packages[@]}" "${test_packages[@]}"
build_preset test

# Further words go to ctest, such as -R geo or --rerun-failed.
ctest --preset test --parallel "$(nproc)" "$@"
