// Runs of equal bytes.
#pragma once

#include <stddef.h>
#include <stdint.h>

// Where runs end: ends[k] is the place after the last byte of run k, the last of them `count`. There must be room
// for `count` ends. Gives back the number of runs.
size_t find_run_ends(size_t count, const uint8_t *bytes, int32_t *ends);
