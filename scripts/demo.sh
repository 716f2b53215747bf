#!/usr/bin/env bash
# Installs what is missing, builds riskmap, and runs it on the invented province: out/demo.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
source scripts/packages.sh

install_missing "${build_packages[@]}"
build_preset release

# Further words go to the program, such as --lang en or --threads 1.
build/release/bin/riskmap run data/demo/study.toml --out out/demo --overwrite "$@"

cat >&2 <<TEXT

Mở trước tiên / open first:
  $PWD/out/demo/report.html     báo cáo, bản đồ tra cứu / the report, with a map to search in
  $PWD/out/demo/riskmap.qgz     bản đồ: QGIS (ArcGIS: riskmap.gpkg) / the map: QGIS (ArcGIS: riskmap.gpkg)
  $PWD/out/demo/annex.xlsx      phụ lục, dự toán: Excel / the annex with its cost estimate: Excel
  $PWD/out/demo/ledger.csv      dòng nào không được tính, vì sao / which rows did not count, and why
TEXT
