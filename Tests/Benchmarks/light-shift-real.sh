#!/bin/sh
# The light shift of light-shift.sh on a real mosaic in colour: light-shift-real.sh FURROW MOSAIC LABELS
#
# A model learns the left half of a mosaic of 10,880 x 3,200 pixels and is judged there out of fold, on
# the right half, and on the right half under shifted light. Prints a table in Markdown. Works in
# .bench/light-shift-real/; takes some tens of CPU minutes.
set -eu

furrow=$(realpath "$1")
mosaic=$(realpath "$2")
labels=$(realpath "$3")
here=$(cd "$(dirname "$0")" && pwd)
bench=$here/../../.bench/light-shift-real
mkdir -p "$bench"
cd "$bench"

copy() { gdal_translate -q -co COMPRESS=DEFLATE -co TILED=YES "$@"; }

if [ ! -e right-shifted.tif ]; then
  copy -srcwin 0 0 5440 3200 "$mosaic" left.tif
  copy -srcwin 5440 0 5440 3200 "$mosaic" right.tif
  copy -srcwin 0 0 5440 3200 "$labels" left.labels.tif
  copy -srcwin 5440 0 5440 3200 "$labels" right.labels.tif
  # A camera that is darker (gain 0.8), steeper (gamma 1.2) and warmer (red 1.08, blue 0.92).
  copy -scale_1 0 255 0 220.32 -exponent_1 1.2 -scale_2 0 255 0 204 -exponent_2 1.2 \
    -scale_3 0 255 0 187.68 -exponent_3 1.2 right.tif right-shifted.tif
fi

# The job with other bands and other augmentation: BANDS AUGMENTATION.
job() {
  case $2 in
    none) varied="copies: 0" ;;
    standard) varied="copies: 2" ;;
  esac
  sed -e "s/copies: 0/$varied/" -e "s/model: model/model: model-$1-$2/" "$here/light-shift-real.yaml" >job.tmp
  if [ "$1" = plain ]; then
    sed -e 's/"131 \* red .*"/red/' -e 's/"118 \* green .*"/green/' -e 's/"90 \* blue .*"/blue/' job.tmp
  else
    cat job.tmp
  fi
  rm job.tmp
}

for augmentation in none standard; do
  for bands in plain normalised; do
    case=$bands-$augmentation
    [ -s "$case.json" ] && continue
    job $bands $augmentation >"$case.yaml"
    "$furrow" train "$case.yaml" >"$case.txt" 2>"$case.log"
    "$furrow" evaluate "$case.yaml" --model "model-$case" --to "$case" --json >"$case.part" 2>>"$case.log"
    mv "$case.part" "$case.json"
  done
done

python3 "$here/light-shift.py" --real
