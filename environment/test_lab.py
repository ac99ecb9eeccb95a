"""Tests of the notebooks in a real JupyterLab, in Chromium: what a reader does there.

    .venv/bin/python -m unittest -v test_lab        (in environment/)

Screenshots are left in target/lab. STABLEGAN_LAB_NOTEBOOKS names some of the notebooks, all if unset.
"""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.request
from pathlib import Path

import nbformat
from playwright.sync_api import expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "target" / "lab"
# The Chinese notebooks have the code of the English ones.
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb") if not path.stem.endswith(".zh-CN"))
CHOSEN = os.environ.get("STABLEGAN_LAB_NOTEBOOKS", " ".join(NOTEBOOKS)).split()
START_SECONDS = 120
TRIES = 4
CELLS_SECONDS = 600  # only so that a hanging kernel ends the tests at all

# What a cell shows, of each cell of the notebook that is open: read from the model, since cells out of sight aren't drawn.
OUTPUTS = """() => [...window.jupyterapp.shell.currentWidget.content.model.cells]
  .filter(cell => cell.type === 'code').map(cell => cell.outputs.toJSON())"""
READY = """() => {
  const app = window.jupyterapp;
  const panel = app?.shell.currentWidget;
  return app?.commands.hasCommand('notebook:run-all-cells') && panel?.content?.model && panel.sessionContext?.isReady
    && panel.sessionContext.session?.kernel;
}"""
# The kernel says what it is at only from its first cell on.
IDLE = "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'"
RESTART = """async () => {
  await window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart();
  await window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs');
}"""
RUN_ALL = "() => window.jupyterapp.commands.execute('notebook:run-all-cells')"
# Whoever runs a cell doesn't wait for it.
BEGIN_ALL = "() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }"

# Cells out of sight aren't drawn, so that the first chart is asked of the model.
SHOW_A_CHART = """async () => {
  const notebook = window.jupyterapp.shell.currentWidget.content;
  const isChart = cell => cell.model.type === 'code'
    && cell.model.outputs.toJSON().some(output => 'image/png' in (output.data ?? {}));
  await notebook.scrollToItem(notebook.widgets.findIndex(isChart), 'center');
}"""

TRAINING = """%classpath ../lib/*.jar
import java.nio.file.Path;
import java.util.List;
import stablegan.data.*;
import stablegan.experiment.*;
import stablegan.features.*;
import stablegan.metrics.*;
import stablegan.model.*;
import stablegan.notebook.*;
import stablegan.training.*;
ImageSet images = Images.fashionMnistT10k().head(200);
FeatureExtractor pixels = Extractors.pixels(4);
Evaluation evaluation = Evaluation.of(pixels, Features.of(images, pixels), 16, Metrics.frechet());
Method method = Method.dcgan().with(new Dcgan(2)).batch(4).named("slow");
Ablation ablation = Ablation.of(List.of(method), images, evaluation).seeds(0).plan(Plan.steps(STEPS));
try (Progress progress = Progress.over("training", ablation)) {
    ablation.runIn(Path.of("..", "runs", "slow"), progress::update);
}
System.out.println("finished");
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def of_type(outputs, kind):
    return [output for cell in outputs for output in cell if output["output_type"] == kind]


def mime_types(outputs):
    return [mime for cell in outputs for output in cell for mime in output.get("data", {})]


def texts(outputs):
    """All that was printed or shown as text."""
    found = []
    for cell in outputs:
        for output in cell:
            found += [output.get("text", ""), output.get("data", {}).get("text/plain", "")]
            found += [output.get("evalue", ""), *output.get("traceback", [])]
    return "\n".join("".join(text) for text in found)


class LabTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="lab-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        shutil.copytree(ROOT / "notebooks", cls.folder / "notebooks")
        (cls.folder / "lib").symlink_to(ROOT / "lib")
        PICTURES.mkdir(parents=True, exist_ok=True)
        cls.token = secrets.token_hex(16)
        cls.address = f"http://127.0.0.1:{free_port()}"
        log = (PICTURES / "jupyterlab.log").open("w", encoding="utf-8")
        cls.addClassCleanup(log.close)
        environment = {**os.environ, "STABLEGAN_BUDGET": "smoke"}
        environment.pop("STABLEGAN_RUN", None)
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--expose-app-in-browser"]
        command += [f"--ServerApp.{name}={value}" for name, value in cls.settings().items()]
        lab = subprocess.Popen(command, env=environment, cwd=cls.folder, stdout=log, stderr=log)
        cls.addClassCleanup(cls.stop, lab)
        cls.wait_for_server()
        playwright = sync_playwright().start()
        cls.addClassCleanup(playwright.stop)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        cls.addClassCleanup(browser.close)
        cls.browser = browser
        expect.set_options(timeout=CELLS_SECONDS * 1000)

    @classmethod
    def settings(cls):
        return {
            "ip": "127.0.0.1",
            "port": cls.address.rsplit(":", 1)[1],
            "port_retries": 0,
            "root_dir": cls.folder,
            "token": cls.token,
        }

    @classmethod
    def wait_for_server(cls):
        begin = time.monotonic()
        while True:
            try:
                with urllib.request.urlopen(f"{cls.address}/api/status?token={cls.token}", timeout=5):
                    return
            except OSError:
                if time.monotonic() - begin > START_SECONDS:
                    raise
                time.sleep(0.5)

    @staticmethod
    def stop(process):
        process.terminate()
        process.wait(30)

    def open(self, name):
        """The notebook in a workspace of its own, its kernel idle."""
        page = self.browser.new_page(viewport={"width": 1280, "height": 900})
        self.addCleanup(page.close)
        page.set_default_timeout(CELLS_SECONDS * 1000)
        page.goto(f"{self.address}/lab/workspaces/{name}/tree/notebooks/{name}.ipynb?token={self.token}&reset")
        page.wait_for_function(READY)
        self.addCleanup(self.end_kernels)
        return page

    def end_kernels(self):
        """Kernels outlive their page, and a second one would share the machine with the next notebook."""
        def call(method, path):
            request = urllib.request.Request(f"{self.address}{path}", method=method)
            request.add_header("Authorization", f"token {self.token}")
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.read()

        for session in json.loads(call("GET", "/api/sessions")):
            call("DELETE", f"/api/sessions/{session['id']}")

    def run_all(self, page):
        page.evaluate(RUN_ALL)
        page.wait_for_function(IDLE)
        return page.evaluate(OUTPUTS)

    def write(self, name, *cells):
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
        notebook.metadata["kernelspec"] = {"name": "java", "display_name": "Java", "language": "java"}
        nbformat.write(notebook, self.folder / "notebooks" / f"{name}.ipynb")

    def test_every_notebook_runs_without_an_error(self):
        for name in CHOSEN:
            with self.subTest(name):
                page = self.open(name)
                outputs = self.run_all(page)
                self.assertEqual([], of_type(outputs, "error"))
                self.assertEqual([], [o for o in of_type(outputs, "stream") if o["name"] == "stderr"])
                pictures = [mime for mime in mime_types(outputs) if mime.startswith("image/")]
                self.assertGreater(len(pictures), 0, "no chart is there")
                self.assertIn("text/html", mime_types(outputs), "no table is there")
                self.look(page, name)
                page.close()
                self.end_kernels()

    def look(self, page, name):
        """Pictures of a chart among its cells, as readers have it: light, dark, as wide as a phone."""
        page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
        page.evaluate(SHOW_A_CHART)
        expect(page.locator(".jp-OutputArea img").first).to_be_visible()
        page.screenshot(path=PICTURES / f"{name}-light.png")
        page.evaluate("() => window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})")
        expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "false")
        page.screenshot(path=PICTURES / f"{name}-dark.png")
        page.evaluate("() => window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Light'})")
        expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "true")
        page.set_viewport_size({"width": 400, "height": 900})
        page.evaluate(SHOW_A_CHART)
        page.screenshot(path=PICTURES / f"{name}-narrow.png")

    def test_completion_and_help_at_the_cursor(self):
        self.write("help", "%classpath ../lib/*.jar\nimport stablegan.loss.*;", "Losses.")
        page = self.open("help")
        page.evaluate(RUN_ALL)
        page.wait_for_function(IDLE)
        editor = page.locator(".jp-CodeCell .cm-content").nth(1)
        editor.click()
        page.keyboard.press("End")
        self.press_until(page, "Tab", ".jp-Completer", "hinge")
        page.keyboard.press("Escape")
        # The kernel explains a name of a whole call only, and only where the cursor is at the name.
        page.keyboard.type("hinge()")
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowLeft")
        self.press_until(page, "Shift+Tab", ".jp-Tooltip", "hinge")

    def press_until(self, page, key, selector, text):
        """JupyterLab drops an answer of the kernel that comes late, as it may where the machine is busy."""
        for _ in range(TRIES - 1):
            page.keyboard.press(key)
            try:
                expect(page.locator(selector)).to_contain_text(text, timeout=8000)
                return
            except AssertionError:
                continue
        page.keyboard.press(key)
        expect(page.locator(selector)).to_contain_text(text)

    def test_an_interrupt_stops_and_running_again_resumes(self):
        self.write("slow", TRAINING.replace("STEPS", "400L"))
        page = self.open("slow")
        page.evaluate(BEGIN_ALL)
        page.wait_for_function("() => /step [1-9][0-9]/.test(document.querySelector('.jp-OutputArea')?.innerText)")
        page.evaluate("() => window.jupyterapp.commands.execute('notebook:interrupt-kernel')")
        page.wait_for_function(IDLE)
        stopped = page.evaluate(OUTPUTS)
        self.assertIn("Evaluation interrupted.", texts([of_type(stopped, "error")]))
        self.assertNotIn("finished", texts(stopped))
        outputs = self.run_all(page)
        self.assertEqual([], of_type(outputs, "error"))
        self.assertIn("finished", texts(outputs))
        begins = [session["from"] for session in self.sessions("slow")]
        self.assertEqual(2, len(begins))
        self.assertEqual(0, begins[0])
        self.assertGreater(begins[1], 0, "it began anew")

    def sessions(self, run):
        """What the only cell of a comparison remembers of each time that it was trained."""
        (file,) = (self.folder / "runs" / run).glob("*/seed-0/sessions.json")
        return json.loads(file.read_text(encoding="utf-8"))

    def test_after_a_restart_finished_runs_are_read_back(self):
        self.write("read-back", TRAINING.replace("STEPS", "2L").replace("slow", "back"))
        page = self.open("read-back")
        first = texts(self.run_all(page))
        page.evaluate(RESTART)
        second = texts(self.run_all(page))
        self.assertNotIn("read back", first)
        self.assertIn("read back", second)


if __name__ == "__main__":
    unittest.main()
