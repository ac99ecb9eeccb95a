"""Pictures of every kind that users have, and the pixels that Pillow reads of them.

    python3 golden_pictures.py

Writes ../resources/golden/pictures/: one small file a kind and pixels.json, for each file the SHA-256 over the shape
(C, H, W as big-endian ints) and the pixels in that order; colours are PIL's convert("RGB"). And labels-*.npz: four
images whose labels are the classes 2, 0, 1, 2 (bool: 1, 0, 0, 1) in numpy's kinds of arrays, or no classes.
"""

import hashlib
import io
import json
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image

FOLDER = Path(__file__).parent / "../resources/golden/pictures"
WIDTH, HEIGHT = 24, 17
CLASSES = [2, 0, 1, 2]
LABELS = {kind: np.array(CLASSES, kind) for kind in ("int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "float32")}
LABELS |= {"one-hot": np.eye(3, dtype=np.float32)[CLASSES], "column": np.array(CLASSES)[:, None], "bool": np.array([True, False, False, True])}
LABELS |= {"text": np.array(["a", "b", "c", "a"]), "none": np.array(None), "soft": np.full((4, 3), 1 / 3), "half": np.array([0.5, 1, 2, 3])}

rng = np.random.default_rng(11)


def smooth(mode="RGB"):
    small = Image.fromarray(rng.integers(0, 256, (4, 5, 3), dtype=np.uint8))
    return small.resize((WIDTH, HEIGHT), Image.BICUBIC).convert(mode)


def jpeg(picture, **options):
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=90, **options)
    return buffer.getvalue()


def without(jpeg, marker):
    at = jpeg.index(marker)
    return jpeg[:at] + jpeg[at + 2 + struct.unpack(">H", jpeg[at + 2 : at + 4])[0] :]


def with_ids(jpeg, ids):
    raw = bytearray(without(jpeg, b"\xff\xe0"))
    frame, scan = raw.index(b"\xff\xc0"), raw.index(b"\xff\xda")
    for k, number in enumerate(ids):
        raw[frame + 10 + 3 * k] = number
        raw[scan + 5 + 2 * k] = number
    return bytes(raw)


def adobe(transform):
    return b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00" + bytes([transform])


def with_adobe(jpeg, transform):
    plain = without(jpeg, b"\xff\xee") if b"\xff\xeeA" in jpeg or b"\xff\xee\x00\x0e" in jpeg else without(jpeg, b"\xff\xe0")
    return plain[:2] + adobe(transform) + plain[2:]


def png(colour, bits, image, palette=b""):
    rows = b""
    for row in image:
        padded = np.concatenate([row, np.zeros(-len(row) % (8 // bits), np.uint8)]).reshape(-1, 8 // bits)
        packed = sum(padded[:, k].astype(int) << (8 - bits * (k + 1)) for k in range(8 // bits))
        rows += b"\0" + packed.astype(np.uint8).tobytes()

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) if data or kind == b"IEND" else b""

    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, bits, colour, 0, 0, 0)
    chunks = chunk(b"IHDR", header) + chunk(b"PLTE", palette) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def levels(bits):
    return rng.integers(0, 2**bits, (HEIGHT, WIDTH)).astype(np.uint8)


def saved(picture, kind, **options):
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def files():
    picture, cmyk = smooth(), smooth("CMYK")
    yield "jfif-444.jpg", jpeg(picture, subsampling=0)
    yield "jfif-420.jpg", jpeg(picture, subsampling=2)
    yield "jfif-422-progressive.jpg", jpeg(picture, subsampling=1, progressive=True)
    yield "grey.jpg", jpeg(picture.convert("L"))
    yield "ids-012.jpg", with_ids(jpeg(picture, subsampling=0), (0, 1, 2))
    yield "ids-012-420.jpg", with_ids(jpeg(picture, subsampling=2), (0, 1, 2))
    yield "ids-123.jpg", with_ids(jpeg(picture, subsampling=0), (1, 2, 3))
    yield "ids-rgb.jpg", with_ids(jpeg(picture, subsampling=0), b"RGB")
    yield "adobe-rgb.jpg", with_adobe(jpeg(picture, subsampling=0), 0)
    yield "adobe-ycc.jpg", with_adobe(jpeg(picture, subsampling=0), 1)
    yield "cmyk.jpg", jpeg(cmyk)
    yield "cmyk-without-adobe.jpg", without(jpeg(cmyk), b"\xff\xee")
    yield "ycck.jpg", with_adobe(jpeg(cmyk), 2)
    yield "palette-of-greys.png", png(3, 8, levels(8), bytes(np.repeat(np.arange(256), 3).astype(np.uint8)))
    yield "palette.png", png(3, 2, levels(2), bytes(rng.integers(0, 256, 12).astype(np.uint8)))
    for bits in (1, 2, 4, 8):
        yield f"grey-{bits}-bit.png", png(0, bits, levels(bits))
    yield "rgb.png", saved(picture, "PNG")
    for kind in ("bmp", "tiff"):
        yield f"rgb.{kind}", saved(picture, kind)
        yield f"grey.{kind}", saved(picture.convert("L"), kind)
        yield f"black-and-white.{kind}", saved(picture.convert("1"), kind)
    yield "palette.bmp", saved(picture.convert("P", palette=Image.ADAPTIVE, colors=9), "bmp")
    yield "lzw.tiff", saved(picture, "tiff", compression="tiff_lzw")
    yield "white-is-zero.tiff", saved(picture.convert("1"), "tiff", compression="group4")


def pixels(path):
    picture = Image.open(path)
    array = np.asarray(picture.convert("L" if picture.mode in ("1", "L") else "RGB"))
    array = (array[..., None] if array.ndim == 2 else array).transpose(2, 0, 1)
    return hashlib.sha256(struct.pack(">3i", *array.shape) + array.tobytes()).hexdigest()


def main():
    FOLDER.mkdir(exist_ok=True)
    expected = {}
    for name, data in files():
        (FOLDER / name).write_bytes(data)
        expected[name] = pixels(FOLDER / name)
    for name, labels in LABELS.items():
        np.savez_compressed(FOLDER / f"labels-{name}.npz", arr_0=np.zeros((4, 2, 2, 3), np.uint8), arr_1=labels)
    (FOLDER / "pixels.json").write_text(json.dumps(expected, indent=1) + "\n")


if __name__ == "__main__":
    main()
