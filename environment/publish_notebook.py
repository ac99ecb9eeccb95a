"""Puts the results of executed notebooks into those of notebooks/, as they are committed.

    python environment/publish_notebook.py runs/NAME/NOTEBOOK.ipynb...       (needs pillow)

Pictures get a palette of 256 colours where that makes them smaller, and what was said on stderr is left
out. A notebook is refused whose cells are other ones than those in notebooks/, that failed, names a
folder of this machine, or takes more than 1.5 MB.
"""

import base64
import io
import json
import sys
from pathlib import Path

from PIL import Image

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
COLOURS = 256
MOST_BYTES = 1_500_000


def with_palette(png):
    """The same picture in base64, in fewer bytes if it can be."""
    picture = Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB")
    small = io.BytesIO()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    text = base64.b64encode(small.getvalue()).decode("ascii")
    return min(png, text, key=len)


def published(executed, known, name):
    cells, committed = executed["cells"], known["cells"]
    if [cell["source"] for cell in cells] != [cell["source"] for cell in committed]:
        raise SystemExit(f"{name}: its cells are not those of notebooks/: execute it anew")
    for cell, into in zip(cells, committed):
        if cell["cell_type"] != "code":
            continue
        outputs = [o for o in cell["outputs"] if o.get("name") != "stderr"]
        if any(output["output_type"] == "error" for output in outputs):
            raise SystemExit(f"{name}: a cell failed")
        for output in outputs:
            data = output.get("data", {})
            if "image/png" in data:
                data["image/png"] = with_palette("".join(data["image/png"]))
        into["outputs"], into["execution_count"] = outputs, cell["execution_count"]
    text = json.dumps(known, sort_keys=True, indent=1, ensure_ascii=False) + "\n"
    for folder in (str(NOTEBOOKS.parent), str(Path.home())):
        if len(folder) > 1 and folder in text:
            raise SystemExit(f"{name}: it names the folder {folder}")
    size = len(text.encode("utf-8"))
    if size > MOST_BYTES:
        raise SystemExit(f"{name}: it takes {size:,} bytes, more than {MOST_BYTES:,}")
    print(f"{name}: {size:,} bytes")
    return text


def main():
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    for executed in map(Path, sys.argv[1:]):
        into = NOTEBOOKS / executed.name
        read = [json.loads(path.read_text(encoding="utf-8")) for path in (executed, into)]
        into.write_text(published(*read, executed.name), encoding="utf-8")


if __name__ == "__main__":
    main()
