#ifndef FURROW_CFOREST_H
#define FURROW_CFOREST_H

#include <stdint.h>

#endif
