"""An action that is given up is cancelled, though its jobs are begun only afterwards."""

import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from dabir.analysis.engines.spark.session import Session


class SlowToBegin:
    """A driver whose job is begun after it was cancelled for the first time."""

    def __init__(self):
        self.asked = threading.Event()
        self.ended = threading.Event()
        self.running = False

    def cancelAllJobs(self):  # noqa: N802 (Spark's name)
        if self.running:
            self.ended.set()
        self.asked.set()

    def work(self):
        assert self.asked.wait(timeout=30)
        self.running = True
        assert self.ended.wait(timeout=30)


class Impatient(Exception):
    pass


def refuse():
    raise Impatient


def test_what_is_given_up_before_its_jobs_begin_is_cancelled_once_they_have():
    driver = SlowToBegin()
    session = Session.__new__(Session)
    session.host, session.spark = None, SimpleNamespace(sparkContext=driver)
    with ThreadPoolExecutor(1) as worker:
        session._worker = worker
        with pytest.raises(Impatient):
            session.do(driver.work, refuse)
    assert driver.ended.is_set()
