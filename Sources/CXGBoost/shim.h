#ifndef FURROW_CXGBOOST_SHIM_H
#define FURROW_CXGBOOST_SHIM_H

// c_api.h of XGBoost 1.7 uses bool without including what defines it for C.
#include <stdbool.h>

#include <xgboost/c_api.h>

#endif
