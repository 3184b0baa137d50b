#!/bin/sh
# Installs the Debian or Ubuntu packages that Furrow needs and that are missing.
set -eu

needed="libgdal-dev libtiff-dev libsqlite3-dev libdeflate-dev libzstd-dev libxgboost-dev pkg-config gdal-bin python3-gdal python3-venv sqlite3 jq unzip munge slurm-wlm libjs-leaflet"
[ "${1:-}" = "--all" ] && needed="$needed qgis python3-qgis qgis-providers chromium poppler-utils"

if ! command -v swift >/dev/null 2>&1; then
  echo "furrow needs Swift 6.3 or newer on the path: https://www.swift.org/install/linux/" >&2
  exit 78
fi
if ! command -v dpkg-query >/dev/null 2>&1; then
  echo "not a Debian or Ubuntu system: install yourself what stands for: $needed" >&2
  exit 0
fi

missing=""
for package in $needed; do
  status=$(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null || true)
  case "$status" in ii*) ;; *) missing="$missing $package" ;; esac
done
[ -z "$missing" ] && exit 0

as_root=""
if [ "$(id -u)" != 0 ]; then
  as_root="sudo"
  command -v sudo >/dev/null 2>&1 || {
    echo "these packages are missing and there is no sudo to install them:$missing" >&2
    exit 78
  }
fi
echo "installing system packages:$missing"
$as_root apt-get update -qq
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
