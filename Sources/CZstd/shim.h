#ifndef FURROW_CZSTD_SHIM_H
#define FURROW_CZSTD_SHIM_H

#include <zstd.h>

#endif
