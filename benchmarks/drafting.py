"""What drafting takes, and how exact it is, part by part, beside peers in the same run.

    python benchmarks/drafting.py [--part PART] [--quick] [--folder FOLDER]

PART is compile, rebase, redline, pages or comments (again for several); without it all are
measured. Each part is a module beside this one, ``drafting_PART``, with ``measure(*, quick,
folder)``; what it returns stands under its name in the last line, one JSON object. A part says
under ``held`` which limit it kept: the exit status is 1 when one was not, but for ``--quick``,
whose inputs are too small to say anything of time.
"""

import argparse
import importlib
import json
import sys
import tempfile
from pathlib import Path

PARTS = ("compile", "rebase", "redline", "pages", "comments")

sys.path.insert(0, str(Path(__file__).resolve().parent))


def main() -> int:
    """Measure the parts asked for, and print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--part", action="append", choices=PARTS)
    parser.add_argument("--quick", action="store_true", help="small inputs: does it run at all")
    parser.add_argument("--folder", type=Path, help="where inputs are made and kept for a next run")
    arguments = parser.parse_args()
    seen: dict[str, dict[str, object]] = {}
    with tempfile.TemporaryDirectory(prefix="dabir-drafting-") as temporary:
        folder = arguments.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for part in arguments.part or PARTS:
            print(f"== {part}", flush=True)
            module = importlib.import_module(f"drafting_{part}")
            seen[part] = module.measure(quick=arguments.quick, folder=folder)
    failed = [
        f"{part}: {limit}"
        for part, figures in seen.items()
        for limit, kept in dict(figures.get("held", {})).items()  # type: ignore[call-overload]
        if not kept
    ]
    for limit in failed:
        print(f"not held: {limit}")
    print(json.dumps(seen, ensure_ascii=False))
    return 1 if failed and not arguments.quick else 0


if __name__ == "__main__":
    sys.exit(main())
