#ifndef FURROW_CGDAL_SHIM_H
#define FURROW_CGDAL_SHIM_H

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <cpl_vsi_error.h>
#include <gdal.h>
#include <gdal_alg.h>
#include <gdal_frmts.h>
#include <gdalwarper.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#if GDAL_VERSION_NUM < 3060000
#error "Furrow needs GDAL 3.6 or newer"
#endif

/* The vector drivers' registration functions have C linkage, but the header
 * that declares them (ogrsf_frmts.h) is C++. */
void RegisterOGRShape(void);
void RegisterOGRGeoJSON(void);
void RegisterOGRGeoPackage(void);
void RegisterOGRFlatGeobuf(void);

/* GDAL_VERSION_NUM is computed from other macros, which Swift does not import. */
static inline int furrow_gdal_version(void) { return GDAL_VERSION_NUM; }

/* INIT_RASTERIO_EXTRA_ARG is a statement macro, which Swift does not import. */
static inline GDALRasterIOExtraArg furrow_raster_io_extra(void) {
  GDALRasterIOExtraArg extra;
  INIT_RASTERIO_EXTRA_ARG(extra);
  return extra;
}

/* CPLMalloc is a macro over a function with a hidden size type. */
static inline void *furrow_allocate(size_t count) { return VSIMalloc(count); }

/* A VSILFILE is a FILE in GDAL 3.6 and an incomplete type from 3.7 on, which
 * Swift imports as different pointers. */
static inline void *furrow_file_open(const char *path) { return VSIFOpenExL(path, "rb", TRUE); }
static inline int furrow_file_close(void *file) { return VSIFCloseL((VSILFILE *)file); }
static inline int furrow_file_seek(void *file, vsi_l_offset offset, int whence) {
  return VSIFSeekL((VSILFILE *)file, offset, whence);
}
static inline vsi_l_offset furrow_file_tell(void *file) { return VSIFTellL((VSILFILE *)file); }
static inline size_t furrow_file_read(void *file, void *bytes, size_t count) {
  return VSIFReadL(bytes, 1, count, (VSILFILE *)file);
}

/* Flags that are macros with an "or" of macros or a cast. */
static inline int furrow_mask_is_all_valid(int flags) { return (flags & GMF_ALL_VALID) != 0; }
static inline int furrow_mask_is_per_dataset(int flags) { return (flags & GMF_PER_DATASET) != 0; }
static inline int furrow_mask_is_alpha(int flags) { return (flags & GMF_ALPHA) != 0; }
static inline int furrow_mask_is_nodata(int flags) { return (flags & GMF_NODATA) != 0; }

/* wkbFlatten is a function-like macro. */
static inline OGRwkbGeometryType furrow_flat_type(OGRwkbGeometryType type) {
  return OGR_GT_Flatten(type);
}

/* Ends the text that a C string function of the CPL allocated; VSIFree is the
 * function behind the CPLFree macro. */
static inline void furrow_free(void *memory) { VSIFree(memory); }

#endif
