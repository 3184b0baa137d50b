"""Flights for a soak: simulated mosaics, and one way after another to break them."""

import random
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import numpy
from osgeo import gdal

gdal.UseExceptions()


@dataclass(frozen=True)
class Breakage:
    """A way to break a mosaic, and a word that the reason must hold."""

    name: str
    word: str
    apply: Callable[[Path, random.Random], None]


def simulate(furrow, folder, name, seed):
    """Makes one small mosaic with its boundaries beside it; returns the mosaic."""
    subprocess.run(
        [furrow, "simulate", "--out", folder, "--name", name, "--seed", str(seed), "--size", "768x512",
         "--tile-size", "128", "--no-truth", "--quantise", "64", "--threads", "1"],
        check=True, capture_output=True)
    return folder / f"{name}.tif"


def rewritten(path, change, **options):
    """Writes the mosaic anew after `change(samples, dataset)` gave its samples."""
    source = gdal.Open(str(path))
    samples = change(source.ReadAsArray(), source)
    wkt, transform = options.get("wkt", source.GetProjection()), source.GetGeoTransform()
    names = [source.GetRasterBand(band + 1).GetDescription() for band in range(source.RasterCount)]
    beside = path.with_suffix(".new")
    target = gdal.GetDriverByName("GTiff").Create(
        str(beside), samples.shape[2], samples.shape[1], samples.shape[0],
        options.get("type", gdal.GDT_UInt16), ["TILED=YES", "COMPRESS=DEFLATE"])
    target.SetGeoTransform(options.get("transform", transform))
    if wkt:
        target.SetProjection(wkt)
    for band in range(samples.shape[0]):
        target.GetRasterBand(band + 1).WriteArray(samples[band])
        if not options.get("unnamed") and band < len(names):
            target.GetRasterBand(band + 1).SetDescription(names[band])
    target = source = None
    beside.replace(path)


def header(width, height, tags=()):
    """A TIFF of one directory whose only strip is not there."""
    entries = [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1),
               (273, 4, 1, 8), (277, 3, 1, 1), (278, 4, 1, height), (279, 4, 1, 64), *tags]
    directory = struct.pack("<H", len(entries))
    directory += b"".join(struct.pack("<HHII", *entry) for entry in sorted(entries))
    return directory


def crafted(width, height, loops=False):
    directory = header(width, height)
    following = 72 if loops else 0
    return struct.pack("<2sHI", b"II", 42, 72) + bytes(64) + directory + struct.pack("<I", following)


def flip(path, rng):
    """Breaks tiles until one of them cannot be decoded."""
    data = bytearray(path.read_bytes())
    for place in range(len(data) // 4, len(data) * 3 // 4, 97):
        data[place] ^= 1 << rng.randrange(8)
    path.write_bytes(data)


def breakages():
    """Twenty ways, no two alike."""
    def cut(share):
        return lambda path, _: path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])

    def text(content):
        return lambda path, _: path.write_bytes(content)

    def samples(change, **options):
        return lambda path, _: rewritten(path, change, **options)

    vrt = b'<VRTDataset rasterXSize="9" rasterYSize="9"><VRTRasterBand dataType="Byte" band="1"/></VRTDataset>'
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    return [
        Breakage("empty file", "empty", text(b"")),
        Breakage("cut in the middle", "", cut(0.5)),
        Breakage("cut in its directory", "", cut(0.003)),
        Breakage("flipped bits in tiles", "", flip),
        Breakage("two million squared", "", text(crafted(2_000_000, 2_000_000))),
        Breakage("width of zero", "", text(crafted(0, 64))),
        Breakage("directories in a loop", "", text(crafted(64, 64, loops=True))),
        Breakage("VRT named .tif", "", text(vrt)),
        Breakage("XML bomb", "", text(bomb)),
        Breakage("a page of HTML", "", text(b"<!doctype html><title>404</title>" * 40)),
        Breakage("a ZIP archive", "", text(b"PK\x03\x04" + bytes(2000))),
        Breakage("noise", "", lambda path, rng: path.write_bytes(rng.randbytes(20_000))),
        Breakage("no reference system", "reference system", samples(lambda s, _: s, wkt="")),
        Breakage("two bands of five", "band", samples(lambda s, _: s[:2])),
        Breakage("all nodata", "no valid pixels", samples(lambda s, _: numpy.zeros_like(s))),
        Breakage("a geotransform of zeros", "", samples(lambda s, _: s, transform=(0, 0, 0, 0, 0, 0))),
        Breakage("not a number in the geotransform", "",
                 samples(lambda s, _: s, transform=(float("nan"), 0.05, 0, 0, 0, -0.05))),
        Breakage("counts a thousand times too low", "", samples(lambda s, _: s // 4000)),
        Breakage("reflectance taken as counts", "", samples(
            lambda s, _: (s / 32768).astype("float32"), type=gdal.GDT_Float32)),
        Breakage("bands without names", "band", samples(lambda s, _: s[:4], unnamed=True)),
    ]


def upload(source, target, rng, pause):
    """Copies a file in pieces, as a slow connection does."""
    data = source.read_bytes()
    pieces = rng.randrange(1, 4)
    with open(target, "wb") as file:
        for piece in range(pieces):
            file.write(data[len(data) * piece // pieces: len(data) * (piece + 1) // pieces])
            file.flush()
            pause(rng.uniform(0.0, 0.05))
