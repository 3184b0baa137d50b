#include "samples.h"

#include "dispatch.h"
