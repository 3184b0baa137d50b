// Each kernel is one plain loop, compiled for several instruction sets and chosen when the program starts.
// Sums and products are never contracted, so that every choice gives the same bits.
#pragma once

#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__)
#define KERNEL __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define KERNEL
#endif
