#ifndef FURROW_CDEFLATE_SHIM_H
#define FURROW_CDEFLATE_SHIM_H

#include <libdeflate.h>

#endif
