#!/bin/sh
# Counts the instructions of a run on a small simulated mosaic, which do not wobble, by stage and by
# function: instructions.sh [FURROW]
#
# Needs valgrind. It knows AVX2 at most, so kernels are those of such a processor. One thread; a stage's
# count holds what it calls, so stages overlap where one calls another.
set -eu

furrow=$(realpath "${1:-.build/release/furrow}")
here=$(cd "$(dirname "$0")" && pwd)
work=$here/../../.bench/instructions
mkdir -p "$work"
cd "$work"

[ -e small.tif ] || "$furrow" simulate --preset benchmark --seed 3 --size 1536x1536 --no-truth \
  --out . --name small >/dev/null
sed -e "s#\$MOSAIC#small.tif#; s#\$FIELDS#small.fields.gpkg#; s#\$OUT#out#; s#\$INDICES#[]#" \
  -e "s#\$CLEANING#[{majority: {size: 3}}, {sieve: {smaller_than_m2: 0.02}}]#" \
  "$here/jobs/rules.yaml" >job.yaml
rm -rf out counts
# Valgrind cannot read the compiler's debugging notes; names of functions are enough.
objcopy --strip-debug "$furrow" furrow
valgrind --tool=callgrind --callgrind-out-file=counts ./furrow run job.yaml --threads 1 >log.txt 2>&1 ||
  { cat log.txt >&2; exit 1; }

annotate() {
  callgrind_annotate --threshold=100 --inclusive="$1" counts | swift demangle --simplified |
    grep -E '^ *[0-9,]+ \(' | sed -E 's/^ *([0-9,]+) \([^)]*\) */\1\t/; s/ \[[^]]*\]$//; s/\t[^:]*:/\t/'
}
annotate yes >inclusive.txt
annotate no >exclusive.txt

total=$(sed -n 's/^.*Collected : *\([0-9]*\).*/\1/p' log.txt)
echo "$total instructions, $((total / 1536 / 1536)) for each of 1536 x 1536 pixels."
echo
echo "| stage | instructions a pixel | % |"
echo "|---|---|---|"
while IFS='|' read -r stage pattern; do
  awk -F '\t' -v stage="$stage" -v pattern="$pattern" -v total="$total" '
    $2 ~ pattern { gsub(",", "", $1); if ($1 > most) most = $1 }
    END { printf "| %s | %.0f | %.1f |\n", stage, most / 1536 / 1536, 100 * most / total }' inclusive.txt
done <<'STAGES'
decode|StripDecoder.decode
tiles|TileWork.run
calibrate|BandCalibrator.calibrate
indices and rules|PixelProgram.run
majority|MajorityFilter.apply
index figures|TileStatistics.add
components|ComponentStage.push
patches|PatchCollector.push
class areas|ClassTallies.add
mask and overviews|CloudOptimizedWriter.append
seal strips|FlightPipeline.seal|SealedStrip.encode
report and pictures|FlightReport
STAGES
echo
echo "| function | instructions a pixel | % |"
echo "|---|---|---|"
sed 's/,//g' exclusive.txt | sort -t "$(printf '\t')" -k1,1nr | grep -v "PROGRAM TOTALS" | head -25 |
  awk -F '\t' -v total="$total" '{
    name = substr($2, 1, 90); gsub(/\|/, "/", name)
    printf "| `%s` | %.1f | %.1f |\n", name, $1 / 1536 / 1536, 100 * $1 / total }'
