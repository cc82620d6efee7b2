"""Writes the pictures that a JSON list describes: python make_pictures.py LIST FOLDER"""

import io
import json
import struct
import sys
import zlib
from pathlib import Path

from PIL import Image

COLORS = [(220, 40, 40), (40, 170, 60), (50, 70, 220), (220, 200, 40)]

# The transposition that a viewer applies for each orientation, inverted: it turns what is shown into what is stored.
STORED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}

TAG_ORIENTATION = 0x0112


def shown(width, height, look, seed):
    """A colour that fades out downwards or to the right, so that a class is lost if the picture lies on its side."""
    color = COLORS[look % len(COLORS)]
    across = (look // len(COLORS)) % 2 == 1
    picture = Image.new("RGB", (width, height))
    for y in range(height):
        for x in range(width):
            fade = x / (width - 1) if across else y / (height - 1)
            noise = (x * 7 + y * 13 + seed * 31) % 17 - 8
            picture.putpixel((x, y), tuple(max(0, min(255, round(c * (1 - fade)) + noise)) for c in color))
    return picture


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def huge_header():
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 120_000, 120_000, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def encode(picture, image_format, orientation):
    target = io.BytesIO()
    if orientation != 1:
        picture = picture.transpose(STORED[orientation])
    if image_format == "CMYK":
        picture.convert("CMYK").save(target, "JPEG", quality=95)
    elif image_format == "JPEG":
        exif = Image.Exif()
        exif[TAG_ORIENTATION] = orientation
        picture.save(target, "JPEG", quality=95, exif=exif)
    else:
        picture.save(target, image_format)
    return target.getvalue()


def content_of(entry):
    kind = entry["kind"]
    if kind == "Image":
        picture = shown(entry["width"], entry["height"], entry["look"], entry["seed"])
        return encode(picture, entry["format"], entry["orientation"])
    if kind == "Truncated":
        whole = encode(shown(entry["width"], entry["height"], entry["look"], entry["seed"]), "PNG", 1)
        return whole[: len(whole) // 2]
    if kind == "Oversized":
        return huge_header()
    return b"" if kind == "Empty" else b"This is a text, not a picture."


def main():
    entries = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    folder = Path(sys.argv[2])
    for entry in entries:
        (folder / entry["file"]).write_bytes(content_of(entry))


main()
