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
  -Xswiftc -DFUZZ -Xswiftc -sanitize=fuzzer,address -Xcc -fsanitize=fuzzer-no-link,address
export ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1
status=0
for reader in ${*:-job card forest sidecar boundaries strip mosaic}; do
  mkdir -p ".fuzz/corpus/$reader" ".fuzz/found/$reader" "Tests/Fuzz/Seeds/$reader"
  echo "== $reader"
  "$program" "$reader" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 \
    -print_final_stats=1 -verbosity=0 -artifact_prefix=".fuzz/found/$reader/" \
    ".fuzz/corpus/$reader" "Tests/Fuzz/Seeds/$reader" || status=1
done
exit $status
