// Samples as a file stores them, on their way into planes.
#pragma once

#include <stddef.h>
#include <stdint.h>
