#!/usr/bin/env bash
# Builds riskmap from this commit in two folders of different names and lengths, and compares the programs byte for byte.
# Further words go to cmake, such as -DCMAKE_CXX_COMPILER_LAUNCHER=ccache.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
for name in a another-place/of-the-same-source; do
    mkdir -p "$work/$name/riskmap"
    git archive HEAD | tar -x -C "$work/$name/riskmap"
    cmake -S "$work/$name/riskmap" -B "$work/$name/riskmap/build/release" -G Ninja -DCMAKE_BUILD_TYPE=Release \
        -DRISKMAP_TESTS=OFF "$@" >&2
    cmake --build "$work/$name/riskmap/build/release" --target riskmap >&2
    strip -o "$work/$name/stripped" "$work/$name/riskmap/build/release/bin/riskmap"
    sha256sum "$work/$name/riskmap/build/release/bin/riskmap" "$work/$name/stripped"
done
cmp "$work/a/riskmap/build/release/bin/riskmap" "$work/another-place/of-the-same-source/riskmap/build/release/bin/riskmap"
echo "the same program, byte for byte"
