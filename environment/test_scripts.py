"""Tests of the shell scripts on a fresh checkout, with stand-ins for all that they start."""

import os
import shutil
import signal
import subprocess
import tempfile
import unittest
from pathlib import Path

ENVIRONMENT = Path(__file__).resolve().parent
JAVA = """#!/bin/sh
case "$*" in
  *-version*) echo 'openjdk version "17.0.1"' >&2 ;;
  *) echo "java $*" ;;
esac
"""
MAVEN = """#!/bin/sh
case "$*" in
  -v) echo "Apache Maven 3.9.0" ;;
  *) echo "Maven packages"; touch lib/stablegan-1.jar ;;
esac
"""
PYTHON = """#!/bin/sh
case "$*" in
  *venv*) for folder; do :; done; mkdir -p "$folder/bin"; cp "$0" "$folder/bin/python" ;;
  *--target*) mkdir -p .cache/torch/torch/lib; echo "pip installs" ;;
esac
"""
SUBMIT = """#!/bin/sh
echo "spark-submit $*"
"""


class ScriptsTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="a folder with spaces ")
        self.addCleanup(temporary.cleanup)
        self.root = Path(temporary.name) / "checkout"
        self.commands = Path(temporary.name) / "commands"
        shutil.copytree(ENVIRONMENT, self.root / "environment", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ENVIRONMENT.parent / "pom.xml", self.root)
        for folder in ("src/main", "lib"):
            (self.root / folder).mkdir(parents=True)
        for name, script in {
            "jdk/bin/java": JAVA,
            "jdk/bin/javac": JAVA,
            "mvn": MAVEN,
            "python3": PYTHON,
            "nvidia-smi": PYTHON,
            "uname": "#!/bin/sh\necho Linux x86_64\n",
            "spark/bin/spark-submit": SUBMIT,
        }.items():
            self.command(name, script)

    def command(self, name, script):
        file = self.commands / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(script)
        file.chmod(0o755)

    def run_it(self, script, *arguments, **environment):
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("STABLEGAN_")},
            "PATH": f"{self.commands}:/usr/bin:/bin",
            "JAVA_HOME": str(self.commands / "jdk"),
            "SPARK_HOME": str(self.commands / "spark"),
            **environment,
        }
        command = [self.root / "environment" / script, *arguments]
        return subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, timeout=60)

    def test_the_first_command_on_a_gpu_says_on_its_output_what_was_asked_for_alone(self):
        done = self.run_it("stablegan.sh", "methods", STABLEGAN_DEVICE="gpu")
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertRegex(done.stdout, r"^java .* stablegan\.Main methods\n$")
        for text in ("JupyterLab", "PyTorch", "pip installs", "Maven packages"):
            self.assertIn(text, done.stderr)

    def test_without_a_gpu_nothing_is_installed(self):
        done = self.run_it("stablegan.sh", "methods")
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertFalse((self.root / ".venv").exists())

    def test_what_spark_submit_lacks_is_named(self):
        done = self.run_it("spark.sh", "submit", "methods")
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertRegex(done.stdout, r"^spark-submit --class stablegan.Main .* methods\n$")
        self.command("mvn", MAVEN.replace("3.9.0", "3.5.0"))
        done = self.run_it("spark.sh", "submit", "methods")
        self.assertEqual(1, done.returncode, done.stdout)
        self.assertIn("Missing:\nMaven, version 3.6.3 or newer", done.stderr)

    @unittest.skipUnless(Path("/proc/self/cmdline").exists(), "ps is always there")
    def test_spark_is_ended_where_there_is_no_ps(self):
        self.command("ps", "#!/bin/sh\nexit 127\n")
        running = self.root / ".spark/running-7077"
        running.mkdir(parents=True)
        ours = self.sleeper("org.apache.spark.deploy.master.Master")
        other = self.sleeper("of somebody else")
        (running / "master.pid").write_text(f"{ours.pid}\n")
        (running / "worker-1.pid").write_text(f"{other.pid}\n")
        done = self.run_it("spark.sh", "stop")
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertEqual(-signal.SIGTERM, ours.wait(timeout=10))
        self.assertIsNone(other.poll())
        self.assertEqual([], list(running.iterdir()))

    def sleeper(self, argument):
        process = subprocess.Popen(["sh", "-c", "read line", argument], stdin=subprocess.PIPE)
        self.addCleanup(process.stdin.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process


if __name__ == "__main__":
    unittest.main()
