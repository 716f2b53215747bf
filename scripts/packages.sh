# Debian packages of riskmap, and a function that installs those that are missing. Sourced, not run.

build_packages=(
    g++ cmake ninja-build
    libgdal-dev libgeos-dev libproj-dev
    libeigen3-dev libboost-dev
    libcli11-dev nlohmann-json3-dev libtomlplusplus-dev libfmt-dev
    libicu-dev libxlsxwriter-dev libssl-dev
)
# The test suite on top of that.
test_packages=(libgtest-dev python3)
# What the checks before a change lands need beside those.
ci_packages=(git clang clang-format)

# Names of those given that are not installed, one a line.
missing_packages() {
    local package status
    for package in "$@"; do
        status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
        [ "$status" = installed ] || printf '%s\n' "$package"
    done
}

# Installs what is missing of the packages given; does nothing, and needs no network, when nothing is.
install_missing() {
    if ! command -v dpkg-query >/dev/null; then
        echo "This is not Debian: install the packages named in scripts/packages.sh yourself." >&2
        return 0
    fi
    local missing=() package as_root=()
    while IFS= read -r package; do
        [ -z "$package" ] || missing+=("$package")
    done < <(missing_packages "$@")
    [ "${#missing[@]}" -gt 0 ] || return 0
    echo "Cần cài đặt / to install: ${missing[*]}" >&2
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "Hãy chạy với quyền root: apt-get install ${missing[*]}" >&2
            echo "Run as root: apt-get install ${missing[*]}" >&2
            return 1
        fi
        as_root=(sudo)
    fi
    "${as_root[@]}" apt-get update -qq >&2
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}

# Configures a preset once and builds it. Everything is said on stderr.
build_preset() {
    local preset=$1 jobs=()
    [ -f "build/$preset/build.ninja" ] || cmake --preset "$preset" >&2
    # A compiler of these sources takes up to about a gigabyte: fewer at once on a small machine.
    local kilobytes cores most
    kilobytes=$(awk '/^MemAvailable:/ { print $2 }' /proc/meminfo 2>/dev/null || true)
    cores=$(nproc)
    most=$(( ${kilobytes:-1048576} / 1048576 ))
    [ "$most" -ge 1 ] || most=1
    [ "$most" -ge "$cores" ] || cores=$most
    jobs=(--parallel "$cores")
    cmake --build --preset "$preset" "${jobs[@]}" >&2
}
