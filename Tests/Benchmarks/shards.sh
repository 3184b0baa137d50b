#!/bin/bash
# What shards cost: shards.sh FURROW FOLDER SIDE SHARDS [ROUNDS]
#
# Works a simulated mosaic of SIDE x SIDE pixels through whole, and in about SHARDS shards; prints
# a row of a table in Markdown with seconds of processor time (user and system, one thread), medians
# of ROUNDS (3): of the run, the plan, all shards, the longest of them, merging; then megabytes of
# sealed files and whether all published files but the report are the same. Only these files count,
# since a report states times. Mosaics are made in FOLDER once. Needs GNU time.
set -eu

furrow=$(realpath "$1") folder=$2 side=$3 shards=$4 rounds=${5:-3}
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$folder"
cd "$folder"
name=m$side
[ -e "$name.tif" ] || "$furrow" simulate --out . --name "$name" --preset benchmark \
  --size "${side}x$side" --no-truth >/dev/null
sed -e "s|\$MOSAIC|$PWD/$name.tif|; s|\$FIELDS|$PWD/$name.fields.gpkg|" \
  -e "s|\$OUT|out-$side|; s|\$INDICES|[]|" \
  -e 's|\$CLEANING|[{majority: {size: 3}}, {sieve: {smaller_than_m2: 0.02}}]|' \
  "$here/jobs/rules.yaml" >"rules-$side.yaml"

# Seconds of processor time of a command.
cpu() { command time -q -f '%U %S' -o cpu "$@" >/dev/null 2>>log && awk '{ print $1 + $2 }' cpu; }
median() { sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

if [ ! -e "whole-$side" ]; then
  for _ in $(seq "$rounds"); do
    rm -rf "out-$side"
    cpu "$furrow" run "rules-$side.yaml" --threads 1
  done | median >"whole-$side.cpu"
  cp -r "out-$side/flight" "whole-$side"
fi
sealed=shards-$side-$shards
for _ in $(seq "$rounds"); do
  rm -rf "out-$side" "$sealed"
  cpu "$furrow" shard plan "rules-$side.yaml" --shards "$shards" --threads 1 --into "$sealed" >>"$sealed.plan"
  count=$(grep -c '"number"' "$sealed/plan.json")
  for number in $(seq "$count"); do cpu "$furrow" shard work "$sealed/plan.json" "$number"; done |
    awk -v all="$sealed.work" -v longest="$sealed.longest" \
      '{ sum += $1; if ($1 > most) most = $1 } END { print sum >>all; print most >>longest }'
  cpu "$furrow" shard reduce "$sealed/plan.json" >>"$sealed.reduce"
done
same=yes
for file in mask.tif results.gpkg fields.csv; do
  cmp -s "whole-$side/$file" "out-$side/flight/$file" || same="no: $file"
done
echo "| $side | $count | $(cat "whole-$side.cpu") | $(median <"$sealed.plan") | $(median <"$sealed.work")" \
  "| $(median <"$sealed.longest") | $(median <"$sealed.reduce")" \
  "| $(du -sm "$sealed" | cut -f1) | $same |"
rm -rf "$sealed" "$sealed".*
