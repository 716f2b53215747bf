#!/usr/bin/env bash
# check_deb.sh PACKAGE.deb BARE: copies the bare Debian 12 in BARE (debootstrap --variant=minbase), installs the package there with
# apt, and runs the demo from an empty folder with what the package brought and nothing else. Needs root.
set -euo pipefail
package=$(realpath -- "$1")
bare=$(realpath -- "$2")

root=$(mktemp -d "$(dirname -- "$bare")/riskmap-deb-XXXXXX")
trap 'umount -q "$root/proc" || true; rm -rf --one-file-system -- "$root"' EXIT
cp -a -- "$bare/." "$root/"
cp -- "$package" "$root/tmp/riskmap.deb"
cp /etc/resolv.conf "$root/etc/resolv.conf"
mount -t proc proc "$root/proc"
inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
inside apt-get update -qq >&2
inside apt-get install -y -qq --no-install-recommends /tmp/riskmap.deb >&2
inside riskmap doctor
inside riskmap init /tmp/study
inside riskmap run /tmp/study/study.toml --out /tmp/out --lang en
inside riskmap explain /tmp/out 00201 --lang en > /dev/null
inside riskmap reproduce /tmp/out --lang en
inside dpkg -L riskmap
echo "installed and ran on a bare Debian 12"
