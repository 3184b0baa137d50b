// The loops over pixels that the compiler of Swift leaves to the baseline of the processor family.
#pragma once

#include "hashing.h"
#include "rasters.h"
#include "samples.h"
