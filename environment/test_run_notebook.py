"""Tests of run_notebook.py with the real Java kernel."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path
from unittest import mock

import nbformat
import run_notebook

FOLDER = Path(__file__).resolve().parent
GUARD_SECONDS = 600  # only so that a hanging kernel ends the tests at all
PROGRESS = """%classpath lib/*.jar
import stablegan.notebook.Progress;
try (Progress progress = Progress.start("SN, seed 0", 3)) {
  for (int step = 1; step <= 3; step++) { Thread.sleep(300); progress.update(step); }
}
"""
TRAINING = """%classpath lib/*.jar
import stablegan.data.*;
import stablegan.model.*;
import stablegan.training.*;
Method method = Method.of(Gan.of(Mlp.of(8, 1), Latent.normal(2))).batch(8);
Listener slow = new Listener() {
  public void stepped(Training training) {
    System.out.println("step " + training.step());
    long until = System.nanoTime() + 4_000_000_000L;
    while (training.step() >= 3 && System.nanoTime() < until) { }
  }
};
GanTrainer.of(method)
    .listen(slow)
    .train(TrainingData.of(ToyMixture.ring(8)), Plan.steps(1000000).checkpointEvery(1000000), 0,
        java.util.Optional.of(java.nio.file.Path.of("run-of-a-cell")));
"""


def ends(process):
    """Whether a process is gone within a few seconds: the system takes a moment to bury it."""
    for _ in range(50):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.2)
    return False


class RunNotebookTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="a folder with spaces ")
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        (self.folder / "lib").symlink_to(FOLDER.parent / "lib")
        self.output = self.folder / "run" / "trial.ipynb"

    def write(self, *cells):
        notebook = nbformat.v4.new_notebook()
        notebook.cells.append(nbformat.v4.new_markdown_cell("# Trial\n\n## Training"))
        notebook.cells += [nbformat.v4.new_code_cell(cell) for cell in cells]
        nbformat.write(notebook, self.folder / "trial.ipynb")

    def command(self, *options):
        source = str(self.folder / "trial.ipynb")
        return [sys.executable, str(FOLDER / "run_notebook.py"), source, str(self.output), *options]

    def start(self, *options):
        process = subprocess.Popen(
            self.command(*options), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        # Asked to stop, the runner ends its kernel as well; killed, it would leave it behind.
        guard = threading.Timer(GUARD_SECONDS, process.terminate)
        guard.start()
        self.addCleanup(guard.cancel)
        return process

    def run_it(self, *options):
        with self.start(*options) as process:
            output = process.stdout.read()
        return subprocess.CompletedProcess(process.args, process.returncode, output)

    def test_executed_notebook_is_saved_and_results_are_printed(self):
        self.write("int x = 6 * 7;\nx", 'System.out.println("said " + x);')
        self.output.parent.mkdir()
        (self.output.parent / "results.md").write_text("| FD |\n")
        result = self.run_it("--print", "results.md", "--mention", "report.html")
        self.assertEqual(result.returncode, 0, result.stdout)
        for text in ("[1/2] Training", "said 42", "| FD |", "Report: ", "report.html"):
            self.assertIn(text, result.stdout)
        cells = nbformat.read(self.output, as_version=4).cells
        self.assertEqual(cells[1].outputs[0].data["text/plain"], "42")
        self.assertEqual(cells[2].outputs[0].text, "said 42\n")
        left = sorted(file.name for file in self.output.parent.iterdir())
        self.assertEqual(left, [".lock", "kernel.log", "results.md", "trial.ipynb"])

    def test_progress_line_of_the_library_is_shown_and_saved_once(self):
        self.write(PROGRESS)
        result = self.run_it()
        self.assertEqual(result.returncode, 0, result.stdout)
        outputs = nbformat.read(self.output, as_version=4).cells[1].outputs
        self.assertEqual(len(outputs), 1)
        self.assertIn("3 / 3 · 100 % · done in 1 s", outputs[0].data["text/plain"])

    def test_failing_cell_is_shown_with_its_own_exception(self):
        self.write("int x = 1;", 'throw new IllegalStateException("the critic is lost");', "x")
        result = self.run_it()
        self.assertEqual(result.returncode, 1, result.stdout)
        self.assertIn("Cell [2/3] Training failed", result.stdout)
        self.assertIn("java.lang.IllegalStateException: the critic is lost", result.stdout)
        self.assertNotIn("nbclient", result.stdout)
        self.assertFalse(self.output.exists())
        self.assertTrue((self.output.parent / "trial.failed.ipynb").exists())

    def test_success_removes_what_a_failure_left(self):
        self.write("int x = y;")
        self.assertEqual(self.run_it().returncode, 1)
        self.write("int x = 1;")
        self.assertEqual(self.run_it().returncode, 0)
        self.assertFalse((self.output.parent / "trial.failed.ipynb").exists())

    def test_kernel_that_dies_is_reported(self):
        self.write("Runtime.getRuntime().halt(3);")
        result = self.run_it()
        self.assertEqual(result.returncode, 1, result.stdout)
        self.assertIn("The Java kernel ended", result.stdout)

    def test_stopped_run_ends_its_kernel_and_frees_its_folder(self):
        self.write(
            "System.out.println(ProcessHandle.current().pid());\n"
            "while (!Thread.currentThread().isInterrupted()) { }\n"
        )
        with self.start() as process:
            kernel = next(int(line) for line in process.stdout if line.strip().isdigit())
            second = self.run_it()
            self.assertEqual(second.returncode, 1)
            self.assertIn("Another run is writing to", second.stdout)
            process.send_signal(signal.SIGINT)
            rest = process.stdout.read()
        self.assertEqual(process.returncode, 130, rest)
        self.assertIn("The same command goes on", rest)
        self.assertNotIn("failed", rest)
        self.assertFalse(self.output.exists())
        self.assertTrue(ends(kernel))
        self.write("1")
        self.assertEqual(self.run_it().returncode, 0)

    def test_stopped_training_is_saved_at_its_step(self):
        self.write(TRAINING)
        with self.start() as process:
            next(line for line in process.stdout if line.strip() == "step 3")
            process.send_signal(signal.SIGTERM)
            rest = process.stdout.read()
        self.assertEqual(process.returncode, 130, rest)
        self.assertTrue((self.folder / "run-of-a-cell" / "checkpoint.safetensors").exists())


class GroupTest(unittest.TestCase):
    @unittest.skipUnless(Path("/proc/self/stat").exists(), "ps is always there")
    def test_a_group_is_seen_where_there_is_no_ps(self):
        with mock.patch.dict(os.environ, PATH=os.devnull):
            process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, start_new_session=True)
            self.assertTrue(run_notebook.is_alive(process.pid))
            process.kill()
            for _ in range(50):
                if not run_notebook.is_alive(process.pid):
                    break
                time.sleep(0.2)
            self.assertFalse(run_notebook.is_alive(process.pid), "one that waits to be buried counts as alive")
            process.communicate()


if __name__ == "__main__":
    unittest.main()
