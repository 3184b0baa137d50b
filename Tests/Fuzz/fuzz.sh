#!/bin/sh
# Fuzzes every reader, or those named, each for some seconds: fuzz.sh SECONDS [READER...]
# The corpus grows in .fuzz/corpus; what traps, hangs or takes too much memory lies in
# .fuzz/found. A small copy of it belongs into Tests/Fuzz/Found, with the mending.
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:?"usage: fuzz.sh SECONDS [READER...]"}
shift
program=.build-fuzz/release/furrow-fuzz
${SWIFT:-swift} build -c release --scratch-path .build-fuzz --product furrow-fuzz \
  -Xswiftc -DFUZZ -Xswiftc -sanitize=fuzzer,address -Xswiftc -use-ld=lld \
  -Xcc -fsanitize=fuzzer-no-link,address
export ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1
# Many readers want a file; they write one for each input.
[ -d /dev/shm ] && TMPDIR=/dev/shm
TMPDIR=$(mktemp -d "${TMPDIR:-/tmp}/furrow-fuzz.XXXXXX")
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
trap 'exit 130' INT TERM
status=0
for reader in ${*:-job card forest sidecar boundaries annotations list manifest plan shard shard-rows \
  shard-sums shard-settled shard-patches shard-tile strip mosaic}; do
  mkdir -p ".fuzz/corpus/$reader" ".fuzz/found/$reader" "Tests/Fuzz/Seeds/$reader" "Tests/Fuzz/Found/$reader"
  echo "== $reader"
  "$program" "$reader" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 \
    -artifact_prefix=".fuzz/found/$reader/" \
    ".fuzz/corpus/$reader" "Tests/Fuzz/Seeds/$reader" "Tests/Fuzz/Found/$reader" > ".fuzz/$reader.log" 2>&1 || status=1
  grep -E 'DONE|ERROR|SUMMARY|Test unit' ".fuzz/$reader.log" || tail -n 5 ".fuzz/$reader.log"
done
exit $status
