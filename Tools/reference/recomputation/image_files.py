"""Readers of the TIFF maps and PNG masks of an evaluation, written from the specifications."""

import struct
import zlib

import numpy


def read_tiff(path):
    """A one-channel float TIFF without compression, as float32 [height, width]."""
    data = path.read_bytes()
    order = {b"II": "<", b"MM": ">"}[data[:2]]
    position = struct.unpack(order + "I", data[4:8])[0]
    tags = {}
    for index in range(struct.unpack(order + "H", data[position : position + 2])[0]):
        entry = data[position + 2 + 12 * index : position + 14 + 12 * index]
        tag, kind, count = struct.unpack(order + "HHI", entry[:8])
        form = {3: "H", 4: "I"}.get(kind)
        if form is None:
            continue
        size = struct.calcsize(form) * count
        place = struct.unpack(order + "I", entry[8:])[0]
        raw = entry[8 : 8 + size] if size <= 4 else data[place : place + size]
        tags[tag] = struct.unpack(order + form * count, raw)
    assert tags.get(259, (1,))[0] == 1 and tags[258][0] == 32 and tags.get(277, (1,))[0] == 1, path
    pixels = b"".join(data[start : start + size] for start, size in zip(tags[273], tags[279]))
    return numpy.frombuffer(pixels, order + "f4").astype(numpy.float32).reshape(tags[257][0], tags[256][0])


def read_mask(path):
    """Where a PNG of one 8- or 16-bit channel (or of palette entries) is not 0, as bool [height, width]."""
    data = path.read_bytes()
    position, packed = 8, b""
    while position < len(data):
        size, kind = struct.unpack(">I4s", data[position : position + 8])
        body = data[position + 8 : position + 8 + size]
        if kind == b"IHDR":
            width, height, depth, color, _, _, interlaced = struct.unpack(">IIBBBBB", body)
        elif kind == b"IDAT":
            packed += body
        position += size + 12
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[color]
    assert not interlaced and depth in (8, 16), path
    pixel = channels * depth // 8
    raw = numpy.frombuffer(zlib.decompress(packed), numpy.uint8).reshape(height, 1 + width * pixel)
    rows = numpy.zeros((height, width * pixel), numpy.uint8)
    above = numpy.zeros(width * pixel, numpy.uint8)
    for index in range(height):
        rows[index] = above = unfiltered(raw[index, 0], raw[index, 1:], above, pixel)
    samples = rows.reshape(height, width, channels, depth // 8)
    if color in (4, 6):
        samples = samples[:, :, :-1]  # without alpha
    return samples.reshape(height, width, -1).any(axis=2)


def unfiltered(kind, line, above, pixel):
    """One line of a PNG without its filter (PNG specification, section 9)."""
    if kind == 0:
        return line.copy()
    if kind == 2:
        return line + above
    line, above, out = line.astype(int), above.astype(int), numpy.zeros(len(line), int)
    for i in range(len(line)):
        left = out[i - pixel] if i >= pixel else 0
        corner = above[i - pixel] if i >= pixel else 0
        if kind == 1:
            guess = left
        elif kind == 3:
            guess = (left + above[i]) // 2
        else:
            distances = [abs(above[i] - corner), abs(left - corner), abs(left + above[i] - 2 * corner)]
            guess = (left, above[i], corner)[int(numpy.argmin(distances))]
        out[i] = (line[i] + guess) & 255
    return out.astype(numpy.uint8)
