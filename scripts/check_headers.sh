#!/usr/bin/env bash
# Compiles every header of the engine by itself, with warnings as errors.
set -euo pipefail
cd "$(dirname "$0")/.."

flags=(-std=c++20 -fsyntax-only -x c++ -Wall -Wextra -Wpedantic -Werror -Iengine -isystem /usr/include/gdal
       -isystem /usr/include/eigen3 -DRISKMAP_VERSION='""')
check() {
    local header=$1
    shift
    # Included, since "pragma once" in a main file is itself a warning.
    echo "#include \"${header#engine/}\"" | g++ "$@" - || { echo "not alone: $header" >&2; return 1; }
}
export -f check
find engine -name '*.hpp' -print0 | sort -z |
    xargs -0 -P "$(nproc)" -I {} bash -c 'check "$@"' _ {} "${flags[@]}"
echo "every header compiles alone"
