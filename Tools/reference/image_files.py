"""What Pillow and tifffile read from the corpus of odd and broken images.

    python3 Tools/reference/image_files.py ../shared/corpora/bad-inputs

Writes Tests/ImageFilesTests/Fixtures/{png-pixels,tiff-samples}.tsv: file, height, width, bits, and the
Adler-32 checksum of all samples (little-endian). PNG: red, green, blue of the first frame, alpha dropped;
of color images with 16 bits Pillow keeps the high byte, so that is what `bits` 8 means there.
TIFF: those of 1 or 3 channels of float32 or float64, narrowed to float32.
Made with Pillow 13.0.0 and tifffile 2026.3.3.
"""

import csv
import logging
import pathlib
import sys
import warnings
import zlib

import numpy as np
import tifffile
from PIL import Image

FIXTURES = pathlib.Path(__file__).parents[2] / "Tests/ImageFilesTests/Fixtures"


def png_row(path):
    image = Image.open(path)
    image.load()
    if image.mode.startswith("I"):
        gray = np.asarray(image).astype("<u2")
        pixels, bits = np.repeat(gray[..., None], 3, axis=-1), 16
    else:
        pixels, bits = np.asarray(image.convert("RGB")), 8
    return [*pixels.shape[:2], bits, zlib.adler32(np.ascontiguousarray(pixels).tobytes())]


def tiff_row(path):
    with tifffile.TiffFile(path) as file:
        page = file.pages[0]
        is_float = page.dtype in (np.float32, np.float64) and page.samplesperpixel in (1, 3)
        if len(file.pages) > 1 or not is_float:
            return None
        samples = page.asarray()
        if page.planarconfig == 2 and page.samplesperpixel == 3:
            samples = np.moveaxis(samples, 0, -1)
    samples = np.ascontiguousarray(samples.astype("<f4"))
    return [*samples.shape[:2], 32, zlib.adler32(samples.tobytes())]


def main(corpus):
    warnings.simplefilter("ignore")
    logging.disable()
    tables = {"png": [], "tiff": []}
    with open(corpus / "images.tsv") as listing:
        for entry in csv.DictReader(listing, delimiter="\t"):
            if entry["kind"] == "png" and entry["class"] == "valid":
                tables["png"].append([entry["file"], *png_row(corpus / entry["file"])])
            if entry["kind"] == "tiff" and entry["class"] != "invalid":
                try:
                    row = tiff_row(corpus / entry["file"])
                except Exception:
                    row = None
                if row:
                    tables["tiff"].append([entry["file"], *row])
    FIXTURES.mkdir(parents=True, exist_ok=True)
    for name, rows in [("png-pixels", tables["png"]), ("tiff-samples", tables["tiff"])]:
        text = "".join("\t".join(map(str, row)) + "\n" for row in sorted(rows))
        (FIXTURES / f"{name}.tsv").write_text(text)
        print(f"{name}: {len(rows)} files")


main(pathlib.Path(sys.argv[1]))
