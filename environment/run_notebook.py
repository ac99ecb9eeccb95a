"""Executes a Java notebook, showing on one line how far it is, and saves it with its results.

The executed notebook is written only when all of it succeeded; one that failed is kept beside it
as NAME.failed.ipynb. The exit status is 0, 1 if a cell failed, 130 if it was stopped.
"""

import argparse
import asyncio
import contextlib
import fcntl
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

PROGRESS_ID = "stablegan-progress-"  # how display ids of the library's progress lines begin
SECONDS_BETWEEN_LOG_LINES = 30
SECONDS_TO_END = 90
SECONDS_TO_START = 300
ANSI = re.compile(r"\x1b\[[0-9;]*m")


class Screen:
    """Lines that stay and, below them, one that is rewritten; on a log the latter comes rarely."""

    def __init__(self, stream):
        self.stream = stream
        self.terminal = stream.isatty()
        self.live_text = ""
        self.logged_at = 0.0

    def line(self, text):
        if self.terminal:
            self.stream.write("\r\x1b[K")
        else:
            text = ANSI.sub("", text)
        self.stream.write(text + "\n")
        if self.terminal:
            self._draw()
        self.stream.flush()

    def live(self, text):
        if self.terminal:
            self.live_text = text
            self._draw()
            self.stream.flush()
        elif time.monotonic() - self.logged_at >= SECONDS_BETWEEN_LOG_LINES:
            self.logged_at = time.monotonic()
            self.line(text)

    def clear(self):
        self.live_text = ""
        if self.terminal:
            self.stream.write("\r\x1b[K")
            self.stream.flush()

    def _draw(self):
        width = shutil.get_terminal_size().columns - 1
        self.stream.write("\r\x1b[K" + self.live_text[:width])


class Client(NotebookClient):
    """Tells the screen what the kernel says while a cell runs."""

    def __init__(self, nb, screen, **options):
        super().__init__(nb, **options)
        self.screen = screen

    def number(self, index):
        """Which of the code cells this is: [3/9]."""
        code = [number for number, cell in enumerate(self.nb.cells) if cell.cell_type == "code"]
        return f"[{code.index(index) + 1}/{len(code)}]"

    def where(self, index):
        """Which of the code cells this is, and under which heading."""
        headings = [
            line.lstrip("#").strip()
            for cell in self.nb.cells[:index]
            if cell.cell_type == "markdown"
            for line in cell.source.splitlines()
            if line.startswith("#")
        ]
        return " ".join([self.number(index), *headings[-1:]])

    def process_message(self, msg, cell, cell_index):
        content = msg["content"]
        if msg["msg_type"] == "stream":
            for line in content["text"].rstrip("\n").split("\n"):
                self.screen.line(line.split("\r")[-1])
        transient = content.get("transient") or {}
        if str(transient.get("display_id", "")).startswith(PROGRESS_ID):
            self.screen.live(f"{self.number(cell_index)} {content['data']['text/plain']}")
        return super().process_message(msg, cell, cell_index)


def report_failure(client, screen, index, error):
    """What the cell itself said, and where it is."""
    screen.line(f"\nCell {client.where(index)} failed:\n")
    for number, line in enumerate(client.nb.cells[index].source.splitlines(), 1):
        screen.line(f"  {number:3} | {line}")
    errors = [out for out in client.nb.cells[index].outputs if out.output_type == "error"]
    trace = "\n".join(line for out in errors for line in out.traceback)
    screen.line("\n" + (trace.rstrip() or f"{error.ename}: {error.evalue}") + "\n")


async def execute(client, screen, stopped):
    """Runs the cells in order; true if all succeeded."""
    for index, cell in enumerate(client.nb.cells):
        if cell.cell_type == "code":
            screen.live(client.where(index))
        try:
            await client.async_execute_cell(cell, index)
        except CellExecutionError as error:
            if not stopped.is_set():  # otherwise it fails because it was interrupted
                report_failure(client, screen, index, error)
            return False
    return True


def is_alive(group):
    """Whether a process of this group runs; small images lack ps."""
    if os.path.exists("/proc/self/stat"):
        members = []
        for file in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):  # it has ended by now
                # After the name, which is in parentheses and may have any: state, parent, group.
                state, _, number = file.read_text(errors="replace").rpartition(")")[2].split()[:3]
                members.append((number, state))
    else:
        listed = subprocess.run(["ps", "-A", "-o", "pgid=,stat="], capture_output=True, text=True)
        members = [line.split() for line in listed.stdout.splitlines()]
    return any(int(number) == group and state[0] != "Z" for number, state in members)


async def end_group(kernel):
    """Ends a kernel by the signal at which the library saves what a cell has reached."""
    # The process that was started only waits for the kernel itself, and ends before it.
    group = kernel.provisioner.pgid
    await kernel.signal_kernel(signal.SIGTERM)
    for _ in range(SECONDS_TO_END * 5):
        if not is_alive(group):
            return
        await asyncio.sleep(0.2)


async def execute_in_kernel(client, screen, log):
    """Starts the kernel, runs the cells, stops it again; returns the exit status."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    folder = client.resources["metadata"]["path"]
    try:
        await client.km.start_kernel(cwd=folder, stdout=log, stderr=log)
        await client.async_start_new_kernel_client()
        cells = asyncio.ensure_future(execute(client, screen, stopped))
        stop = asyncio.ensure_future(stopped.wait())
        await asyncio.wait({cells, stop}, return_when=asyncio.FIRST_COMPLETED)
        if cells.done():
            stop.cancel()
            return 0 if cells.result() else 1
        screen.line("Stopping after the present step")
        cells.cancel()
        await asyncio.gather(cells, return_exceptions=True)
        return 130
    except (DeadKernelError, RuntimeError) as error:
        screen.line(f"\nThe Java kernel ended: {error}\nIts last words, from {log.name}:\n")
        for line in Path(log.name).read_text(errors="replace").splitlines()[-20:]:
            screen.line("  " + line)
        return 1
    finally:
        if client.kc is not None:
            client.kc.stop_channels()
        if client.km.has_kernel:
            if stopped.is_set():
                await end_group(client.km)
            await client.km.shutdown_kernel(now=True)


def save(notebook, path):
    """Writes the whole notebook or nothing."""
    part = path.with_name(path.name + ".part")
    nbformat.write(notebook, part)
    os.replace(part, path)


def run(source, target, screen):
    """Executes one notebook file into another; returns the exit status."""
    notebook = nbformat.read(source, as_version=4)
    failed = target.with_name(target.stem + ".failed.ipynb")
    with open(target.with_name("kernel.log"), "w", encoding="utf-8") as log:
        client = Client(
            notebook,
            screen,
            km=AsyncKernelManager(kernel_name="java"),
            timeout=None,
            startup_timeout=SECONDS_TO_START,
            coalesce_streams=True,
            record_timing=False,
            resources={"metadata": {"path": str(source.resolve().parent)}},
        )
        status = asyncio.run(execute_in_kernel(client, screen, log))
    screen.clear()
    if status == 0:
        save(notebook, target)
        failed.unlink(missing_ok=True)
    elif status == 1:
        save(notebook, failed)
        screen.line(f"The notebook as far as it came: {failed}")
    return status


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebook", type=Path)
    parser.add_argument("output", type=Path, help="the executed notebook")
    parser.add_argument("--print", dest="printed", help="a result to print, beside the output")
    parser.add_argument("--mention", help="a result to name, beside the output")
    arguments = parser.parse_args()
    if not arguments.notebook.is_file():
        parser.error(f"there is no notebook {arguments.notebook}")
    folder = arguments.output.resolve().parent
    folder.mkdir(parents=True, exist_ok=True)
    screen = Screen(sys.stdout)
    with open(folder / ".lock", "w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            screen.line(f"Another run is writing to {folder}: wait for it or choose another name")
            return 1
        begin = time.monotonic()
        status = run(arguments.notebook, folder / arguments.output.name, screen)
    if status == 130:
        screen.line("Stopped. The same command goes on from what is finished.")
    if status == 0:
        screen.line(f"Executed in {time.monotonic() - begin:,.0f} s: {arguments.output}")
        if arguments.printed:
            screen.line("\n" + (folder / arguments.printed).read_text(encoding="utf-8"))
        if arguments.mention:
            screen.line(f"Report: {folder / arguments.mention}")
    return status


if __name__ == "__main__":
    sys.exit(main())
