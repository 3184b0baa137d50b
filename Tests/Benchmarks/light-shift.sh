#!/bin/sh
# What a model loses on other fields, under other light and on another date, with and without
# augmentation: light-shift.sh FURROW [SEED ...]
#
# For each seed a farm is simulated twice, sixteen days apart. A model learns one maize field of the
# first flight and is judged there out of fold, on the farm's other maize fields, on these under shifted
# light, and on all of them on the later date. Prints tables in Markdown. Works in .bench/light-shift/;
# needs GDAL's programs and Python 3. A seed takes some minutes.
set -eu

furrow=$(realpath "$1")
shift
[ $# -gt 0 ] || set -- 1 2 3
here=$(cd "$(dirname "$0")" && pwd)
bench=$here/../../.bench/light-shift
mkdir -p "$bench"
cd "$bench"

# A flight over the farm, cut to its three maize fields: SEED NAME DAYS.
fly() {
  "$furrow" simulate --out . --seed "$1" --size 2400x2000 --pixel-size 0.0125 --sensor rgb \
    --name "farm" --days "$3" --shift 0,0 >/dev/null
  copy -srcwin 600 160 700 1640 farm.tif "$2.tif"
  gdal_translate -q -of VRT -srcwin 600 160 700 1640 -scale 0 255 0 255 farm.labels.tif farm.vrt
  # Disease counts as crop.
  sed -i -e 's|<NODATA>255</NODATA>|&<LUT>0:0,1:1,2:2,3:1,255:255</LUT>|' \
    -e '/<ColorTable/,/<\/ColorTable/d' -e 's/Palette/Gray/' farm.vrt
  label "$2" learned "field_id = 'F06'"
  label "$2" others "crop = 'maize' and field_id <> 'F06'"
}

copy() { gdal_translate -q -co COMPRESS=DEFLATE -co TILED=YES "$@"; }

label() {
  gdalwarp -q -overwrite -co COMPRESS=DEFLATE -dstnodata 255 -cutline farm.fields.gpkg -cwhere "$3" \
    farm.vrt "$1-$2.tif"
}

farm() {
  fly "$1" later 16
  fly "$1" flight 0
  copy -srcwin 60 480 600 640 flight.tif learned.tif
  copy -srcwin 60 480 600 640 flight-learned.tif learned.labels.tif
  # A camera that is darker (gain 0.8), steeper (gamma 1.2) and warmer (red 1.08, blue 0.92).
  copy -scale_1 0 255 0 220.32 -exponent_1 1.2 -scale_2 0 255 0 204 -exponent_2 1.2 \
    -scale_3 0 255 0 187.68 -exponent_3 1.2 -scale_4 0 255 0 255 flight.tif shifted.tif
  # Scenes are told apart by their names.
  ln -sf flight.tif other-fields.tif
  ln -sf later.tif other-fields-later.tif
}

# The job with other bands and other augmentation: BANDS AUGMENTATION.
job() {
  case $2 in
    none) varied="copies: 0" ;;
    standard) varied="copies: 2" ;;
    wide) varied="copies: 2, gain: 0.3, gamma: 0.25, white_balance: 0.12" ;;
  esac
  sed -e "s/copies: 0/$varied/" -e "s/model: model/model: model-$1-$2/" "$here/light-shift.yaml" >job.tmp
  if [ "$1" = plain ]; then
    sed -e 's/"137 \* red .*"/red/' -e 's/"120 \* green .*"/green/' -e 's/"103 \* blue .*"/blue/' job.tmp
  else
    cat job.tmp
  fi
  rm job.tmp
}

for seed in "$@"; do
  mkdir -p "farm-$seed"
  cd "farm-$seed"
  [ -e done ] || farm "$seed"
  touch done
  for bands in plain normalised; do
    for augmentation in none standard wide; do
      case=$bands-$augmentation
      [ -s "$case.json" ] && continue
      job $bands $augmentation >"$case.yaml"
      "$furrow" train "$case.yaml" >"$case.txt" 2>"$case.log"
      "$furrow" evaluate "$case.yaml" --to "$case" --json >"$case.part" 2>>"$case.log"
      mv "$case.part" "$case.json"
    done
  done
  cd ..
done

python3 "$here/light-shift.py" "$@"
