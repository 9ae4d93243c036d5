import subprocess
import sys
from pathlib import Path

from dabir import analysis
from dabir.analysis import compiled


def test_everyone_compiles_by_the_rule():
    folder = Path(analysis.__file__).parent
    own = [
        file.name
        for file in folder.rglob("*.py")
        if file.name != "compiled.py"
        and "import njit" in file.read_text()
        and "from dabir.analysis.compiled import njit" not in file.read_text()
    ]
    assert own == []


def test_code_is_kept_by_all_that_it_was_compiled_from(tmp_path, monkeypatch):
    package = tmp_path / "dabir"
    package.mkdir()
    far, near, source = (package / f"{name}.py" for name in ("far", "near", "source"))
    far.write_text("LIMIT = 3\n")
    near.write_text("from dabir import (\n    far,\n)\n")
    source.write_text("from dabir.near import far\n")
    monkeypatch.setattr(compiled, "_ROOT", package)

    def kept():
        for each in (compiled._kept_in, compiled._imported, compiled._content):
            each.cache_clear()
        return compiled._kept_in(source)

    before = kept()
    assert kept() == before
    far.write_text("LIMIT = 4\n")
    assert kept() != before


def test_compiled_code_is_found_again(tmp_path):
    program = (
        "from dabir.analysis.engines import union; import numpy as np;"
        "union.connected(np.array([1]), np.array([2]));"
        "print(sum(union._roots.stats.cache_hits.values()))"
    )
    environment = {"NUMBA_CACHE_DIR": str(tmp_path), "PATH": ""}
    for hits in ("0", "1"):
        ran = subprocess.run(
            [sys.executable, "-c", program],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert ran.stdout.strip() == hits
