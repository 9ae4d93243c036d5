import pytest

pytest.importorskip("pyspark", reason="needs dabir[spark]")

from spark_cluster import cluster

from dabir.analysis.engines.local import LocalEngine
from dabir.analysis.engines.spark import SparkEngine
from dabir.analysis.errors import RunError
from dabir.analysis.runs.watching import Unwatched
from tests.analysis.engines.tables_of_rows import some_rows
from tests.analysis.engines.toy_kernels import Shouting, Waiting


class Killing(Unwatched):
    """Kills a worker as soon as two parts are begun, one on each worker."""

    def __init__(self, kill, begun, go):
        self._kill, self._begun, self._go = kill, begun, go
        self.killed = False

    def advance(self, steps=1):
        if not self.killed and len(list(self._begun.iterdir())) == 2:
            self.killed = True
            self._kill()
            self._go.touch()


def test_a_run_without_workers_says_so_and_goes_on_when_they_die_one_by_one(java, tmp_path):
    source = some_rows(tmp_path / "source", parts=4)
    begun, go = tmp_path / "begun", tmp_path / "go"
    begun.mkdir()
    with cluster(workers=0) as running:
        scratch = tmp_path / "scratch"
        with SparkEngine(running.master, scratch=scratch, patience=1) as engine:
            with pytest.raises(RunError, match="No worker of spark://127"):
                engine.map(Shouting(), source, tmp_path / "into")
            running.add_worker()
            dying = running.add_worker()
            engine._session._patience = 90
            engine._watch = Killing(lambda: running.kill(dying), begun, go)
            found = engine.map(Waiting(begun, go), source, tmp_path / "spark")
            assert engine._watch.killed
        assert not scratch.exists()
    here = LocalEngine().map(Shouting(), source, tmp_path / "local")
    assert [file.read_bytes() for file in found.files] == [file.read_bytes() for file in here.files]
