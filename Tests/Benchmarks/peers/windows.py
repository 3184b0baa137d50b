"""Windows of a mosaic, worked through by two processes, written by a third."""

import multiprocessing

import rasterio

SIDE = 1024
mosaic = None
work = None


def begin(path, make_work, arguments):
    """Gives each process a handle and tools of its own."""
    global mosaic, work
    mosaic = rasterio.open(path)
    work = make_work(*arguments)


def step(window):
    """What a window becomes."""
    return window, work(mosaic.read(window=window))


def each(path, make_work, arguments):
    """Windows in order with what `make_work(*arguments)` makes of their bands."""
    with rasterio.open(path) as file:
        height, width = file.shape
    windows = [
        ((row, min(row + SIDE, height)), (column, min(column + SIDE, width)))
        for row in range(0, height, SIDE)
        for column in range(0, width, SIDE)
    ]
    with multiprocessing.Pool(2, begin, (path, make_work, arguments)) as pool:
        yield from pool.imap(step, windows)


def writer(path, like, **options):
    """A raster of one band on the grid of another."""
    with rasterio.open(like) as file:
        grid = dict(width=file.width, height=file.height, crs=file.crs, transform=file.transform)
    return rasterio.open(
        path, "w", driver="GTiff", count=1, tiled=True, blockxsize=512, blockysize=512, num_threads=2,
        bigtiff="IF_SAFER", **grid, **options)
