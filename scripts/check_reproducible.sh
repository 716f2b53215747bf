#!/usr/bin/env bash
# Builds riskmap from this commit in two folders of different names and lengths, and compares the programs byte for byte.
#   check_reproducible.sh [words for cmake]
#   check_reproducible.sh --against PROGRAM|PACKAGE.deb [words for cmake]    builds once, and compares with one built elsewhere
# Debug sections, of which a package has none, are left out of the comparison with another program.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

# build NAME [words for cmake]: $work/NAME/stripped from the sources of HEAD in $work/NAME.
build() {
    local source=$work/$1/riskmap
    mkdir -p "$source"
    git archive HEAD | tar -x -C "$source"
    cmake -S "$source" -B "$source/build/release" -G Ninja -DCMAKE_BUILD_TYPE=Release -DRISKMAP_TESTS=OFF "${@:2}" >&2
    cmake --build "$source/build/release" --target riskmap >&2
    strip -o "$work/$1/stripped" "$source/build/release/bin/riskmap"
    sha256sum "$source/build/release/bin/riskmap" "$work/$1/stripped"
}

if [ "${1:-}" = --against ]; then
    other=$(realpath -- "$2")
    shift 2
    if [[ $other == *.deb ]]; then
        dpkg-deb --extract "$other" "$work/package"
        other=$work/package/usr/bin/riskmap
    fi
    strip -o "$work/other" "$other"
    sha256sum "$work/other"
    build another-place/of-the-same-source "$@"
    cmp "$work/other" "$work/another-place/of-the-same-source/stripped"
else
    build a "$@"
    build another-place/of-the-same-source "$@"
    cmp "$work/a/riskmap/build/release/bin/riskmap" "$work/another-place/of-the-same-source/riskmap/build/release/bin/riskmap"
fi
echo "the same program, byte for byte"
