"""The nine features of a pixel that every peer reads."""

import numpy as np

NAMES = ["blue", "green", "red", "rededge", "nir", "ndvi", "ndre", "gndvi", "exg"]


def indices(bands):
    """NDVI, NDRE, GNDVI and ExG of float32 bands (blue, green, red, red edge, near infrared)."""
    blue, green, red, edge, nir = bands
    with np.errstate(divide="ignore", invalid="ignore"):
        values = [(nir - other) / (nir + other) for other in (red, edge, green)]
        values.append((2 * green - red - blue) / (red + green + blue))
    return [np.nan_to_num(each, copy=False, nan=0, posinf=0, neginf=0) for each in values]


def table(bands):
    """A row for each pixel of bands of shape (5, count)."""
    bands = bands.astype(np.float32)
    return np.ascontiguousarray(np.vstack([bands, *indices(bands)]).T)
