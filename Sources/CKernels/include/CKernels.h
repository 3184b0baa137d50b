// The loops over pixels that the compiler of Swift leaves to the baseline of the processor family.
#pragma once

#include "calibration.h"
#include "decisions.h"
#include "figures.h"
#include "hashing.h"
#include "majority.h"
#include "previews.h"
#include "rasters.h"
#include "runs.h"
#include "samples.h"
#include "vectors.h"
