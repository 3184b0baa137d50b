#!/bin/sh
# Measures a whole run beside a plain copy of the same mosaic by gdal_translate and prints a
# table in Markdown: whole-process.sh FURROW [SIDE ...]
#
# Simulated mosaics are made once, in .bench/ (about 8 bytes a pixel). Files are read once before
# each series, so that the disk does not count; the run of median wall time is shown.
set -eu

furrow=$(realpath "$1")
shift
[ $# -gt 0 ] || set -- 4096 8192 16384
here=$(cd "$(dirname "$0")" && pwd)
bench=$here/../../.bench
mkdir -p "$bench"
cd "$bench"

# The median of three runs by wall time: "wall user system kilobytes".
measure() {
  prepare=$1
  shift
  : >times.txt
  for round in 1 2 3; do
    $prepare
    if ! /usr/bin/time -a -o times.txt -f '%e %U %S %M' "$@" >log.txt 2>&1; then
      cat log.txt >&2
      exit 1
    fi
  done
  sort -n times.txt | sed -n 2p
}

clean_copy() { rm -f copy.tif; }
clean_out() { rm -rf "out-$side"; }

# One line of the table, from two lines of figures on standard input.
row() {
  awk -v side="$1" -v bytes="$2" '
    { wall[NR] = $1; cpu[NR] = $2 + $3; mib[NR] = $4 / 1024 }
    END {
      printf "| %d | %.0f | %.2f | %.2f | %.0f | %.2f | %.2f | %.0f | %.2f | %.2f | %.1f |\n",
        side, bytes / 1048576, wall[1], cpu[1], mib[1], wall[2], cpu[2], mib[2],
        wall[2] / wall[1], cpu[2] / cpu[1], side * side / 1e6 / wall[2]
    }'
}

echo "$(lscpu | sed -n 's/^Model name: *//p' | head -1), $(nproc) cores;" \
  "furrow $("$furrow" --version), $(gdalinfo --version | cut -d, -f1);" \
  "load before: $(cut -d' ' -f1 /proc/loadavg)"
echo
echo "| side, pixels | file, MiB | copy: wall, s | CPU, s | peak, MiB | furrow run: wall, s | CPU, s |" \
  "peak, MiB | wall ratio | CPU ratio | Mpx/s |"
echo "|---|---|---|---|---|---|---|---|---|---|---|"
for side in "$@"; do
  mosaic=mosaic-$side.tif
  [ -e "$mosaic" ] || "$furrow" simulate --preset benchmark --size "${side}x$side" \
    --compression deflate --no-truth --out . --name "mosaic-$side" >/dev/null
  sed "s/SIZE/$side/g" "$here/whole-process.yaml" >"job-$side.yaml"
  cat "$mosaic" >/dev/null
  copy=$(measure clean_copy gdal_translate -q -co COMPRESS=DEFLATE -co TILED=YES -co BIGTIFF=IF_SAFER \
    "$mosaic" copy.tif)
  run=$(measure clean_out "$furrow" run "job-$side.yaml")
  printf '%s\n%s\n' "$copy" "$run" | row "$side" "$(stat -c %s "$mosaic")"
  clean_copy
  clean_out
done
