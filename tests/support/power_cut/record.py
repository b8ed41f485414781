"""Runs the workload with a recorder of all that it writes, and reads the recording."""

import os
import shutil
import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

__all__ = ["Entry", "recorder", "recording"]

HOME = Path(__file__).parents[3]
SOURCE = Path(__file__).with_name("record.c")
HEAD = struct.Struct("<ccQQ")
PATIENCE = 120


@dataclass(frozen=True)
class Entry:
    """One thing that happened: 'w' written, 't' cut to a length, 's' synced, 'a' acknowledged."""

    operation: str
    file: str
    offset: int
    data: bytes


def recorder(folder: Path) -> Path:
    """Compile the recorder; skip, and say why, where nothing can be compiled or preloaded."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        pytest.skip("there is no C compiler here, so what is written cannot be recorded")
    if not sys.platform.startswith("linux"):
        pytest.skip("the recorder is for Linux")
    library = folder / "record.so"
    subprocess.run(
        [compiler, "-O1", "-shared", "-fPIC", "-o", str(library), str(SOURCE), "-ldl", "-lpthread"],
        check=True,
        capture_output=True,
    )
    return library


def recording(
    library: Path, store: Path, space: UUID, rounds: int, synchronous: str = "full"
) -> list[Entry]:
    """Run the workload on a database, and return all that it wrote, in order."""
    log = store.with_name(f"{store.name}.{synchronous}.record")
    subprocess.run(
        [
            *(sys.executable, "-m", "tests.support.power_cut.workload"),
            *(str(store), str(space), str(rounds), synchronous),
        ],
        cwd=HOME,
        env={**os.environ, "LD_PRELOAD": str(library), "RECORD_LOG": str(log)},
        check=True,
        capture_output=True,
        timeout=PATIENCE,
    )
    found = list(_entries(log.read_bytes()))
    log.unlink()
    return found


def _entries(log: bytes) -> "list[Entry]":
    entries, at = [], 0
    while at < len(log):
        operation, file, offset, length = HEAD.unpack_from(log, at)
        at += HEAD.size
        data = log[at : at + length] if operation in b"wa" else b""
        at += len(data)
        entries.append(Entry(operation.decode(), file.decode(), offset, data))
    return entries
