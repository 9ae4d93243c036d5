"""The reference pages say what the code says."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_reference_pages_are_written_from_the_code(tmp_path):
    environment = os.environ | {
        "DABIR_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "dabir.config.settings",
    }
    # Defaults are printed, so nothing of this machine's own settings may show.
    for name in [name for name in environment if name.startswith("DABIR_") and name != "DABIR_VAR"]:
        del environment[name]
    done = subprocess.run(
        [sys.executable, "tools/reference.py", "check"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
