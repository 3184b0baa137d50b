"""The least that an answer about every pixel takes: decode all bands, compare one, write a mask.

usage: floor.py rasterio|gdal MOSAIC MASK

Two processes decode strips of tiles; the first writes the mask as it comes, compressed by
two threads of the library.
"""

import multiprocessing
import sys

import numpy as np

ROWS = 1024
THRESHOLD = 8192
mosaic = None


class Rasterio:
    """The mosaic and the mask through rasterio."""

    def __init__(self, path):
        import rasterio

        self.file = rasterio.open(path)
        self.size = self.file.width, self.file.height

    def read(self, row, rows):
        """Every band of some rows."""
        return self.file.read(window=((row, row + rows), (0, self.size[0])))

    def mask_writer(self, path):
        """A function that writes rows of the mask, and one that closes it."""
        import rasterio

        target = rasterio.open(
            path, "w", driver="GTiff", width=self.size[0], height=self.size[1], count=1, dtype="uint8",
            nodata=0, crs=self.file.crs, transform=self.file.transform, tiled=True, blockxsize=512,
            blockysize=512, compress="DEFLATE", num_threads=2)
        return (
            lambda row, mask: target.write(mask, 1, window=((row, row + len(mask)), (0, mask.shape[1]))),
            target.close,
        )


class GDAL:
    """The same through GDAL's own module."""

    def __init__(self, path):
        from osgeo import gdal

        gdal.UseExceptions()
        self.file = gdal.Open(path)
        self.size = self.file.RasterXSize, self.file.RasterYSize

    def read(self, row, rows):
        """Every band of some rows."""
        return self.file.ReadAsArray(0, row, self.size[0], rows)

    def mask_writer(self, path):
        """A function that writes rows of the mask, and one that closes it."""
        from osgeo import gdal

        target = gdal.GetDriverByName("GTiff").Create(
            path, *self.size, 1, gdal.GDT_Byte,
            ["TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "COMPRESS=DEFLATE", "NUM_THREADS=2"])
        target.SetProjection(self.file.GetProjection())
        target.SetGeoTransform(self.file.GetGeoTransform())
        band = target.GetRasterBand(1)
        band.SetNoDataValue(0)
        return lambda row, mask: band.WriteArray(mask, 0, row), target.FlushCache


LIBRARIES = {"rasterio": Rasterio, "gdal": GDAL}


def open_mosaic(library, path):
    """Gives each process a handle of its own."""
    global mosaic
    mosaic = LIBRARIES[library](path)


def mask_rows(job):
    """1 and 2 below and above the threshold, 0 where all bands are."""
    row, rows = job
    bands = mosaic.read(row, rows)
    mask = (bands[-1] > THRESHOLD).view(np.uint8)
    mask += 1
    mask[~bands.any(axis=0)] = 0
    return row, mask


def main():
    """Reads, compares and writes."""
    library, source, target = sys.argv[1:]
    with multiprocessing.Pool(2, open_mosaic, (library, source)) as pool:
        whole = LIBRARIES[library](source)
        height = whole.size[1]
        write, close = whole.mask_writer(target)
        for row, mask in pool.imap(mask_rows, [(row, min(ROWS, height - row)) for row in range(0, height, ROWS)]):
            write(row, mask)
        close()


if __name__ == "__main__":
    main()
