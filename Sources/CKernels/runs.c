#include "runs.h"

#include <string.h>

size_t find_run_ends(size_t count, const uint8_t *bytes, int32_t *ends) {
  size_t found = 0, i = 0;
  for (; i + 9 <= count; i += 8) {
    uint64_t here, next;
    memcpy(&here, bytes + i, sizeof here);
    memcpy(&next, bytes + i + 1, sizeof next);
    uint64_t differs = here ^ next;
    while (differs) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
      int place = __builtin_ctzll(differs) / 8;
      differs &= place == 7 ? 0 : ~(uint64_t)0 << (8 * (place + 1));
#else
      int place = __builtin_clzll(differs) / 8;
      differs &= place == 7 ? 0 : ~(uint64_t)0 >> (8 * (place + 1));
#endif
      ends[found++] = (int32_t)(i + (size_t)place + 1);
    }
  }
  for (; i < count; i++) {
    if (i + 1 == count || bytes[i] != bytes[i + 1]) ends[found++] = (int32_t)(i + 1);
  }
  return found;
}
