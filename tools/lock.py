"""Pin every package that is installed, the indirect ones too: `make lock`.

Reads what the code needs from pyproject.toml and writes requirements/<set>.txt, one `name==version`
a line, as pip's own resolver finds them. A set that builds on another keeps its versions.

`--upgrade` takes the newest versions; without it, versions already locked stay where they can.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "requirements"

# set -> (what pip is asked for, the sets whose versions it keeps)
SETS: dict[str, tuple[list[str], list[str]]] = {
    "run": (["--group", "build", "."], []),
    "check": (["--group", "check"], ["run"]),
    "node": (["--group", "node"], []),
}


def resolve(wanted: list[str], constraints: list[Path]) -> dict[str, str]:
    """The versions that pip would install into an empty environment, by canonical name."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run"]
        command += ["--ignore-installed", "--report", str(report), *wanted]
        for path in constraints:
            command += ["--constraint", str(path)]
        subprocess.run(command, cwd=ROOT, check=True)
        installs = json.loads(report.read_text(encoding="utf-8"))["install"]
    found = {item["metadata"]["name"]: item["metadata"]["version"] for item in installs}
    found.pop("dabir", None)
    return found


def main() -> int:
    """Write every lock file anew; say what changed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions")
    upgrade = parser.parse_args().upgrade
    LOCKS.mkdir(exist_ok=True)
    for name, (wanted, beneath) in SETS.items():
        lock = LOCKS / f"{name}.txt"
        before = lock.read_text(encoding="utf-8") if lock.exists() else ""
        constraints = [LOCKS / f"{other}.txt" for other in beneath]
        if before and not upgrade:
            constraints.append(lock)
        pins = resolve(wanted, constraints)
        for other in beneath:
            held = (LOCKS / f"{other}.txt").read_text(encoding="utf-8").split()
            pins = {key: value for key, value in pins.items() if f"{key}=={value}" not in held}
        lines = [f"{key}=={pins[key]}" for key in sorted(pins, key=str.lower)]
        lock.write_text("\n".join(lines) + "\n", encoding="utf-8")
        gone = sorted(set(before.split()) - set(lines))
        new = sorted(set(lines) - set(before.split()))
        print(f"{lock.relative_to(ROOT)}: {len(lines)} packages", *(f"\n  - {x}" for x in gone))
        print(*(f"  + {x}\n" for x in new if before), end="", sep="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
