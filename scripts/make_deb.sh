#!/usr/bin/env bash
# Builds riskmap and packs it: build/release/riskmap_VERSION_ARCH.deb, whose path is the one line on stdout.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
source scripts/packages.sh

install_missing "${build_packages[@]}" dpkg-dev python3
# The date in the package is that of the commit, so the same commit makes the same package.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
export SOURCE_DATE_EPOCH
build_preset release
(umask 022 && cpack --config build/release/CPackConfig.cmake -B build/release) >&2
ls -1t "$PWD"/build/release/riskmap_*.deb | head -n 1
