"""What the repository holds: locks that name no place, and licences that go together."""

import importlib.metadata
import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PINNED = [line for lock in LOCKS for line in lock.read_text(encoding="utf-8").split()]

# Where packages come from is each machine's setting; the bootstrap alone names pip's own default.
REGISTRY = re.compile(r"pypi\.org|pythonhosted|npmjs")
NAMES_PIP_DEFAULT = {"tools/bootstrap.py"}
MACHINE_PATH = re.compile(r"(?<![\w.~}])/(?:work|tmp|root|home)/\w")


def _text_files():
    # Also where the checkout belongs to another user, as in a container.
    command = ["git", "-c", "safe.directory=*", "ls-files"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    for name in listed.stdout.splitlines():
        if name == Path(__file__).relative_to(ROOT).as_posix() or not (ROOT / name).is_file():
            continue
        try:
            yield name, (ROOT / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def test_names_no_registry():
    naming = {name for name, text in _text_files() if REGISTRY.search(text)}
    assert naming <= NAMES_PIP_DEFAULT


def test_holds_no_path_of_a_machine():
    found = [f"{name}: {m[0]}" for name, text in _text_files() for m in MACHINE_PATH.finditer(text)]
    assert not found


def test_the_architecture_tells_of_every_folder():
    told = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    source = ROOT / "src" / "dabir"
    folders = {path.parent for path in source.glob("*/__init__.py")} | {source / "locale"}
    untold = {path.name for path in folders if f"`{path.name}/" not in told}
    foundation = {path.parent.name for path in (source / "foundation").glob("*/__init__.py")}
    untold |= {name for name in foundation if not re.search(rf"foundation/.*\b{name}`", told)}
    assert not untold


@pytest.mark.parametrize("pin", PINNED)
def test_every_package_is_pinned_to_one_version(pin):
    assert re.fullmatch(r"[\w.-]+==[\w.]+", pin)


@pytest.mark.parametrize("pin", PINNED)
def test_every_licence_goes_with_ours(pin):
    """Permissive, MPL or LGPL: nothing that would reach over to this project's own code."""
    try:
        metadata = importlib.metadata.metadata(pin.partition("==")[0])
    except importlib.metadata.PackageNotFoundError:
        return  # Node comes only to machines that have none.
    said = [metadata.get("License-Expression") or "", (metadata.get("License") or "")[:80]]
    said += [c for c in metadata.get_all("Classifier") or [] if c.startswith("License")]
    for words in said:
        without_lesser = re.sub(r"LGPL|Lesser General Public", "", words)
        assert not re.search(r"GPL|General Public|Commercial|Proprietary", without_lesser)


def test_the_lock_of_styles_and_scripts_proves_each_package_by_its_hash():
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    fetched = {name: entry for name, entry in packages.items() if name}
    assert fetched
    assert all(entry["integrity"].startswith("sha512-") for entry in fetched.values())
    assert not any("resolved" in entry for entry in fetched.values())


@pytest.mark.parametrize("readme", ["README.md", "README.fa.md"])
def test_the_readme_leads_to_every_guide(readme):
    ending = ".fa.md" if readme == "README.fa.md" else ".md"
    guides = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "docs" / "guide").glob("*.md")
        if path.name.endswith(".fa.md") == (ending == ".fa.md")
    }
    led_to = set(re.findall(r"\]\((docs/[^)#]+)\)", (ROOT / readme).read_text(encoding="utf-8")))
    assert guides <= led_to
    assert all((ROOT / path).exists() for path in led_to)
