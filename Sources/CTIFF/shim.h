#ifndef FURROW_CTIFF_SHIM_H
#define FURROW_CTIFF_SHIM_H

#include <stdarg.h>
#include <tiffio.h>

#if TIFFLIB_VERSION < 20221213
#error "Furrow needs libtiff 4.5 or newer"
#endif

/* TIFFGetField is variadic, which Swift does not import. */
static inline uint16_t furrow_tiff_short(TIFF *file, uint32_t tag, uint16_t otherwise) {
  uint16_t value = otherwise;
  return TIFFGetFieldDefaulted(file, tag, &value) ? value : otherwise;
}

static inline uint32_t furrow_tiff_long(TIFF *file, uint32_t tag, uint32_t otherwise) {
  uint32_t value = otherwise;
  return TIFFGetFieldDefaulted(file, tag, &value) ? value : otherwise;
}

/* 1 tells libtiff that the message is dealt with: the handlers of the whole
 * process, which are GDAL's, are not called. */
static inline int furrow_tiff_ignore(
    TIFF *file, void *user, const char *place, const char *format, va_list values) {
  (void)file, (void)user, (void)place, (void)format, (void)values;
  return 1;
}

/* Opens a file to be read without a memory map (a file that is cut short
 * meanwhile would end the process) and with its tables of blocks read piece by
 * piece. Takes over the descriptor where it succeeds. */
static inline TIFF *furrow_tiff_open(int descriptor, const char *name, tmsize_t largest_allocation) {
  TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
  if (!options) return NULL;
  TIFFOpenOptionsSetMaxSingleMemAlloc(options, largest_allocation);
  TIFFOpenOptionsSetErrorHandlerExtR(options, furrow_tiff_ignore, NULL);
  TIFFOpenOptionsSetWarningHandlerExtR(options, furrow_tiff_ignore, NULL);
  TIFF *file = TIFFFdOpenExt(descriptor, name, "rmOC", options);
  TIFFOpenOptionsFree(options);
  return file;
}

#endif
