#ifndef FURROW_CTIFF_SHIM_H
#define FURROW_CTIFF_SHIM_H

#include <tiffio.h>

#endif
