"""Writes the golden clouds of PointCloudsTests and the arrays of TensorFilesTests with Open3D and NumPy.

Run: python Tools/reference/clouds.py   (needs numpy, open3d, safetensors; any working directory)

PointCloudsTests/Fixtures/clouds: one organised cloud of 9 x 7 points with colours and NaN for missing points, as
- open3d-*.ply, open3d-*.pcd: written by Open3D, which knows no grid; text, binary and LZF-compressed
- pcl-*.pcd: with WIDTH and HEIGHT, colours packed into the bits of a float (the binary one with an alpha of
  255), and fields that are not needed
- range-grid-*.ply: as Stanford's range scans, valid points only and a table that says which cell has which, of
  either byte order and as text, with a face-like list before it
clouds.safetensors: `points` and `colors` `[7, 9, 3]`, what all of them hold.

TensorFilesTests/Fixtures/numpy: arrays as numpy.save writes them, by type, byte order, order of axes and version of
the format; numpy.safetensors holds what each is as float32.
"""

import pathlib
import struct

import numpy
import open3d
from safetensors.numpy import save_file

SEED = 20261128
HEIGHT, WIDTH = 7, 9
TESTS = pathlib.Path(__file__).parents[2] / "Tests"
CLOUDS = TESTS / "PointCloudsTests/Fixtures/clouds"
ARRAYS = TESTS / "TensorFilesTests/Fixtures/numpy"
METADATA = {"seed": str(SEED), "versions": f"open3d {open3d.__version__}, numpy {numpy.__version__}"}


def scene() -> tuple[numpy.ndarray, numpy.ndarray]:
    random = numpy.random.default_rng(SEED)
    points = random.uniform(-0.2, 0.6, (HEIGHT, WIDTH, 3)).astype(numpy.float32)
    points[random.random((HEIGHT, WIDTH)) < 0.2] = numpy.nan
    colors = random.integers(0, 256, (HEIGHT, WIDTH, 3), dtype=numpy.uint8)
    return points, colors


def write_open3d(points: numpy.ndarray, colors: numpy.ndarray) -> None:
    cloud = open3d.geometry.PointCloud()
    cloud.points = open3d.utility.Vector3dVector(points.reshape(-1, 3).astype(numpy.float64))
    cloud.colors = open3d.utility.Vector3dVector(colors.reshape(-1, 3) / 255.0)
    for name, options in {
        "text.ply": {"write_ascii": True}, "binary.ply": {}, "text.pcd": {"write_ascii": True}, "binary.pcd": {},
        "compressed.pcd": {"compressed": True},
    }.items():
        assert open3d.io.write_point_cloud(str(CLOUDS / f"open3d-{name}"), cloud, **options)


def write_pcl(points: numpy.ndarray, colors: numpy.ndarray) -> None:
    red, green, blue = (colors[..., channel].astype(numpy.uint32) for channel in range(3))
    packed = (red << 16 | green << 8 | blue).view(numpy.float32)
    header = "\n".join([
        "# .PCD v0.7 - Point Cloud Data file format", "VERSION 0.7", "FIELDS x y z _ rgb curvature", "SIZE 4 4 4 1 4 8",
        "TYPE F F F U F F", "COUNT 1 1 1 4 1 2", f"WIDTH {WIDTH}", f"HEIGHT {HEIGHT}", "VIEWPOINT 0 0 0 1 0 0 0",
        f"POINTS {WIDTH * HEIGHT}", "DATA ",
    ])
    opaque = (numpy.uint32(255) << numpy.uint32(24) | packed.view(numpy.uint32)).reshape(-1)
    flat, bits = points.reshape(-1, 3), packed.reshape(-1)
    lines = [
        " ".join(f"{value:.9g}" for value in point) + f" 1 2 3 4 {bits[index]:.9g} 0.5 {index}"
        for index, point in enumerate(flat)
    ]
    (CLOUDS / "pcl-text.pcd").write_text(header + "ascii\n" + "\n".join(lines) + "\n")
    rows = b"".join(
        struct.pack("<3f4BI", *point, 1, 2, 3, 4, opaque[index]) + struct.pack("<2d", 0.5, index)
        for index, point in enumerate(flat)
    )
    (CLOUDS / "pcl-binary.pcd").write_bytes((header + "binary\n").encode() + rows)


def write_range_grids(points: numpy.ndarray, colors: numpy.ndarray) -> None:
    flat, shades = points.reshape(-1, 3), colors.reshape(-1, 3)
    valid = [index for index, point in enumerate(flat) if numpy.isfinite(point).all()]
    for name, order in {"text": "", "little": "<", "big": ">"}.items():
        kind = {"": "ascii", "<": "binary_little_endian", ">": "binary_big_endian"}[order]
        header = "\n".join([
            "ply", f"format {kind} 1.0", "comment made by a script", f"obj_info num_cols {WIDTH}",
            f"obj_info num_rows {HEIGHT}", "element strip 2", "property list ushort short parts", "property double length",
            f"element vertex {len(valid)}", "property double x", "property float y", "property float z",
            "property float confidence", "property uchar red", "property uchar green", "property uchar blue",
            f"element range_grid {WIDTH * HEIGHT}", "property list uchar int vertex_indices", "end_header", "",
        ])
        rows: list[tuple[str, tuple]] = [("H3hd", (3, 1, -2, 3, 0.25)), ("Hd", (0, 0.5))]
        rows += [("d3f3B", (*map(float, flat[index]), 0.5, *map(int, shades[index]))) for index in valid]
        place = {index: number for number, index in enumerate(valid)}
        rows += [("Bi", (1, place[cell])) if cell in place else ("B", (0,)) for cell in range(WIDTH * HEIGHT)]
        if order:
            body = b"".join(struct.pack(order + form, *values) for form, values in rows)
        else:
            body = "".join(" ".join(repr(value) for value in values) + "\n" for _, values in rows).encode()
        (CLOUDS / f"range-grid-{name}.ply").write_bytes(header.encode() + body)


def write_arrays() -> None:
    random = numpy.random.default_rng(SEED)
    base = random.uniform(0, 100, (3, 5))
    arrays = {f"{kind}-{order}": base.astype(numpy.dtype(kind).newbyteorder(symbol))
              for kind in ("f2", "f4", "f8", "i2", "i4", "i8", "u2", "u4", "u8")
              for order, symbol in (("little", "<"), ("big", ">"))}
    arrays |= {kind: base.astype(kind) for kind in ("i1", "u1", "b1")}
    arrays["fortran"] = numpy.asfortranarray(base)
    arrays["fortran3"] = numpy.asfortranarray(random.uniform(-1, 1, (2, 3, 4)).astype(numpy.float32))
    arrays["special"] = numpy.array([[numpy.nan, numpy.inf, -0.0, 1e300]])
    for name, array in arrays.items():
        numpy.save(ARRAYS / f"{name}.npy", array)
    for version in (2, 3):
        with open(ARRAYS / f"version{version}.npy", "wb") as file:
            numpy.lib.format.write_array(file, base, version=(version, 0))
        arrays[f"version{version}"] = base
    with numpy.errstate(over="ignore"):
        expected = {name: numpy.ascontiguousarray(array.astype(numpy.float32)) for name, array in arrays.items()}
    # The format of the fixture takes finite numbers only.
    expected["special"] = numpy.array([[0]], numpy.float32)
    save_file(expected, TESTS / "TensorFilesTests/Fixtures/numpy.safetensors", METADATA)


def main() -> None:
    CLOUDS.mkdir(parents=True, exist_ok=True)
    ARRAYS.mkdir(parents=True, exist_ok=True)
    points, colors = scene()
    write_open3d(points, colors)
    write_pcl(points, colors)
    write_range_grids(points, colors)
    missing = ~numpy.isfinite(points).all(-1)
    stored = numpy.where(missing[..., None], numpy.float32(0), points)
    save_file(
        {"points": stored, "colors": colors.astype(numpy.float32) / 255},
        TESTS / "PointCloudsTests/Fixtures/clouds.safetensors", METADATA)
    write_arrays()


if __name__ == "__main__":
    main()
