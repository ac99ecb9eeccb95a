"""Tests of comparisons on a Spark cluster of this machine: a master and two workers on 127.0.0.1.

    .venv/bin/python -m unittest -v test_spark        (in environment/; Spark by environment/spark.sh install)
"""

import array
import csv
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import unittest
import zipfile
from pathlib import Path

ENVIRONMENT = Path(__file__).resolve().parent
METHODS = ["none", "SN", "--method", "wgan-gp: --loss wasserstein --penalty gp=10", "--method", "smoothing: --labels one-sided"]
SMALL = "--architecture dcgan --width 2 --latent normal=4 --batch 8 --data embedded --reference embedded".split()
WORKERS = 2
CHECKPOINT = 500  # steps, where nothing else is said
EXECUTOR = "CoarseGrainedExecutorBackend"
SAME = 1e-12  # of float64 sums in another order, relative to the largest value
SECONDS = 600  # only so that what hangs ends at all


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def processes(*words):
    """The ids of the processes in whose command line all these words are."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_text()
        except OSError:
            continue
        if all(word in command for word in words):
            found.append(int(folder.name))
    return found


def doubles(file, key):
    """An array of float64 in a .npz file."""
    with zipfile.ZipFile(file) as stored:
        data = stored.read(f"{key}.npy")
    start = 10 + int.from_bytes(data[8:10], "little")
    return array.array("d", data[start:])


def parent(process):
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.split("PPid:")[1].split()[0])


def bits(folder):
    """Of each cell what doesn't depend on the time that it took."""
    cells = {}
    for cell in sorted(folder.glob("cells/*/seed-*")):
        digest = hashlib.sha256()
        for name in ("samples.safetensors", "scores.json"):
            digest.update((cell / name).read_bytes())
        with (cell / "history.csv").open(newline="") as lines:
            for row in csv.DictReader(lines):
                digest.update(repr([(k, v) for k, v in row.items() if k != "seconds_per_step"]).encode())
        cells[f"{cell.parent.name}/{cell.name}"] = digest.hexdigest()
    return cells


def sessions(folder):
    return [json.loads(file.read_text()) for file in folder.glob("cells/*/seed-*/sessions.json")]


class SparkTest(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="spark-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.port = free_port()
        cls.master = f"spark://127.0.0.1:{cls.port}"
        cls.environment = {**os.environ, "SPARK_PORT": str(cls.port), "SPARK_LOCAL_IP": "127.0.0.1"}
        cls.start_cluster()
        cls.addClassCleanup(cls.spark, "stop")

    @classmethod
    def spark(cls, *arguments, **environment):
        command = [ENVIRONMENT / "spark.sh", *arguments]
        return subprocess.run(command, env={**cls.environment, **environment}, check=True, timeout=SECONDS)

    @classmethod
    def start_cluster(cls, **environment):
        cls.spark("start", str(WORKERS), **environment)

    def restart_afterwards(self):
        self.addCleanup(self.start_cluster)
        self.addCleanup(self.spark, "stop")

    def done(self, *command):
        """A command that has ended, with what it printed."""
        return subprocess.run(command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=SECONDS)

    def submit(self, out, *options):
        command = [ENVIRONMENT / "spark.sh", "submit", "--master", self.master, *options, "ablation", "none", "SN", *SMALL]
        command += ["--images", "20", "--steps", "5", "--seeds", "0", "--master", self.master, "--out", self.folder / out]
        return self.done(*command)

    def begin(self, out, steps, seeds, *more):
        command = [ENVIRONMENT / "stablegan.sh", "ablation", *METHODS, *SMALL, "--images", "20"]
        command += ["--steps", str(steps), "--seeds", seeds, "--out", self.folder / out, *more]
        process = subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.addCleanup(process.stdout.close)
        return process

    def run_here(self, out, steps, seeds):
        self.assertEqual(0, self.end(self.begin(out, steps, seeds))[0])
        return bits(self.folder / out)

    def end(self, process):
        output, _ = process.communicate(timeout=SECONDS)
        return process.returncode, output

    def under_way(self, out):
        """The cells with a checkpoint and without a result: of two workers each has one of two."""
        begun, ended = set(), set()
        for file in (self.folder / out).glob("cells*/**/*.json"):
            method = file.relative_to(self.folder / out).parts[1]  # each has one seed
            whole = not file.parent.name.startswith("copy-") or file.with_name("whole").exists()
            if file.name == "sessions.json" and whole:
                begun.add(method)
            elif file.name == "result.json":
                ended.add(method)
        return begun - ended

    def await_steps(self, out, process):
        """Until both workers train a cell of the comparison and have saved a checkpoint of it."""
        begin = time.monotonic()
        while len(self.under_way(out)) < WORKERS:
            if process.poll() is not None:
                self.fail("it ended before it could be disturbed: " + self.end(process)[1])
            self.assertLess(time.monotonic() - begin, SECONDS)
            time.sleep(0.2)

    def test_the_cells_are_those_of_one_machine_bit_for_bit(self):
        here = self.run_here("here", 20, "0,1")
        self.assertEqual(8, len(here))
        status, output = self.end(self.begin("there", 20, "0,1", "--master", self.master))
        self.assertEqual(0, status, output)
        self.assertEqual(here, bits(self.folder / "there"))
        report = (self.folder / "there" / "report.html").read_text(encoding="utf-8")
        self.assertIn("smoothing", report)
        status, output = self.end(self.begin("there", 20, "0,1", "--master", self.master))
        self.assertEqual(0, status, output)
        self.assertIn("8 of them read back", output)

    def kill_a_worker(self, out, *more):
        """One of two workers and its executor, in the middle of a comparison of four cells, which must come out all the same."""
        here = self.run_here(f"{out}-whole", 1200, "0")
        self.restart_afterwards()
        process = self.begin(out, 1200, "0", "--master", self.master, *more)
        self.await_steps(out, process)
        (worker,) = processes("deploy.worker.Worker", f":{self.port}", "work-1")
        (executor,) = [process for process in processes(EXECUTOR) if parent(process) == worker]
        os.kill(worker, signal.SIGKILL)
        os.kill(executor, signal.SIGKILL)
        status, output = self.end(process)
        self.assertEqual(0, status, output)
        self.assertEqual(here, bits(self.folder / out))
        resumed = [cell for cell in sessions(self.folder / out) if len(cell) > 1]
        self.assertEqual(1, len(resumed), "the killed worker had one cell")
        self.assertGreater(resumed[0][1]["from"], 0, "it began anew")

    def test_a_killed_worker_loses_nothing_and_doubles_nothing(self):
        self.kill_a_worker("killed")

    def test_a_worker_that_is_killed_with_a_store_loses_nothing_either(self):
        self.kill_a_worker("stored", "--store", (self.folder / "stored" / "cells-there").as_uri())

    def test_an_interrupt_leaves_checkpoints_and_a_second_call_goes_on(self):
        process = self.begin("stopped", 1200, "0", "--master", self.master)
        self.await_steps("stopped", process)
        for driver in processes("stablegan.Main", str(self.folder / "stopped")):
            os.kill(driver, signal.SIGINT)
        status, output = self.end(process)
        self.assertNotEqual(0, status, output)
        status, output = self.end(self.begin("stopped", 1200, "0", "--master", self.master))
        self.assertEqual(0, status, output)
        resumed = [cell[1]["from"] for cell in sessions(self.folder / "stopped") if len(cell) > 1]
        self.assertTrue(resumed)
        self.assertTrue(all(step % CHECKPOINT for step in resumed), f"they go on at {resumed}, not where they were interrupted")

    def test_a_second_driver_of_a_folder_is_refused(self):
        process = self.begin("shared", 1200, "0", "--master", self.master)
        self.await_steps("shared", process)
        status, output = self.end(self.begin("shared", 1200, "0", "--master", self.master))
        self.assertNotEqual(0, status)
        self.assertIn("is in use by process", output)
        self.assertEqual(0, self.end(process)[0])

    def test_a_master_that_is_not_there_is_named_at_once(self):
        begin = time.monotonic()
        status, output = self.end(self.begin("nowhere", 20, "0", "--master", f"spark://127.0.0.1:{free_port()}"))
        self.assertNotEqual(0, status)
        self.assertIn("no Spark master answers", output)
        self.assertLess(time.monotonic() - begin, 60)

    def test_a_worker_without_the_engine_is_named_with_what_to_do(self):
        self.restart_afterwards()
        self.spark("stop")
        no_folder = self.folder / "no-folder"
        no_folder.touch()
        self.start_cluster(DJL_CACHE_DIR=str(no_folder))
        status, output = self.end(self.begin("engine", 20, "0", "--master", self.master))
        self.assertNotEqual(0, status)
        self.assertIn(f"the engine can't keep its libraries in {no_folder}, which is no folder", output)
        self.assertIn("set DJL_CACHE_DIR", output)

    def test_a_folder_that_workers_do_not_see_is_named(self):
        hidden = self.folder / "hidden"
        hidden.mkdir()
        self.restart_afterwards()
        self.spark("stop")
        start = f'mount -t tmpfs none "{hidden}" && exec "$0" start {WORKERS}'
        command = ["unshare", "--mount", "sh", "-c", start, ENVIRONMENT / "spark.sh"]
        if subprocess.run(command, env=self.environment, timeout=SECONDS).returncode:
            self.skipTest("only root can hide a folder from workers")
        status, output = self.end(self.begin("hidden/run", 20, "0", "--master", self.master))
        self.assertNotEqual(0, status)
        self.assertIn(f"{hidden / 'run' / 'cells'} isn't seen", output)

    def test_a_task_computes_on_the_gpu_that_it_is_given_or_says_that_there_is_none(self):
        self.restart_afterwards()
        self.spark("stop")
        script = self.folder / "gpus.sh"
        script.write_text('#!/bin/sh\necho \'{"name": "gpu", "addresses": ["7"]}\'\n')
        script.chmod(0o755)
        resource = "spark.worker.resource.gpu"
        self.start_cluster(SPARK_WORKER_OPTS=f"-D{resource}.amount=1 -D{resource}.discoveryScript={script}")
        options = []
        for owner in ("executor", "task"):
            options += ["--conf", f"spark.{owner}.resource.gpu.amount=1"]
        done = self.submit("gpu", *options)
        self.assertNotEqual(0, done.returncode)
        self.assertIn("GPU 7 was given to this process, but the engine sees", done.stdout)

    def test_statistics_of_images_are_those_of_one_machine(self):
        numbers = []
        for name, more in (("here", []), ("there", ["--master", self.master])):
            file = self.folder / f"{name}.npz"
            done = self.done(ENVIRONMENT / "stablegan.sh", "statistics", "embedded", file, "--extractor", "pixels", *more)
            self.assertEqual(0, done.returncode, done.stdout)
            self.assertIn("10,000 images", done.stdout)
            numbers.append({key: doubles(file, key) for key in ("mu", "sigma")})
        here, there = numbers
        for key, values in here.items():
            largest = max(map(abs, values))
            self.assertEqual(len(values), len(there[key]))
            difference = max(abs(a - b) for a, b in zip(values, there[key]))
            self.assertLess(difference, SAME * largest)

    def test_several_applications_of_one_process(self):
        """Features, looks, failures: in executors, and in threads of this process."""
        lib, check = ENVIRONMENT.parent / "lib", ENVIRONMENT.parent / "src/test/spark/SparkCheck.java"
        jars = subprocess.check_output([ENVIRONMENT / "spark.sh", "jars"], text=True).strip()
        classes = self.folder / "classes"
        path = f"{lib}/*:{jars}/*"
        subprocess.run(["javac", "-d", classes, "-cp", path, check], check=True, timeout=SECONDS)
        subprocess.run(["jar", "cf", self.folder / "check.jar", "-C", classes, "."], check=True, timeout=SECONDS)
        options = ["java.lang", "java.lang.invoke", "java.lang.reflect", "java.io", "java.net", "java.nio", "java.util"]
        options += ["java.util.concurrent", "sun.nio.ch", "sun.security.action"]
        opens = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in options]
        for name, master in (("threads", "local[2]"), ("executors", self.master)):
            with self.subTest(name):
                command = ["java", *opens, f"-Dspark.jars={self.folder / 'check.jar'}", "-cp", f"{self.folder}/check.jar:{path}"]
                command += ["SparkCheck", master, self.folder / name / "cells"]
                done = self.done(*command)
                self.assertEqual(0, done.returncode, done.stdout)
                self.assertIn("all as it should be", done.stdout)

    def test_spark_submit_runs_the_command_line(self):
        done = self.submit("submitted")
        self.assertEqual(0, done.returncode, done.stdout)
        self.assertEqual(2, len(bits(self.folder / "submitted")))


if __name__ == "__main__":
    unittest.main()
