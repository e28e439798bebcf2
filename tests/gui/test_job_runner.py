from __future__ import annotations

import threading
from concurrent.futures import Executor, Future

import pytest

from desktop_app.gui.dialogs.progress_dialog import ProgressDialog
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.widgets.progress_strip import ProgressStrip
from desktop_app.services.progress import CancelledError


class AtOnce(Executor):
    """Works in the calling thread, so that most tests need not wait."""

    def submit(self, work, /, *args, **kwargs):
        outcome = Future()
        outcome.set_result(work(*args, **kwargs))
        return outcome


@pytest.fixture
def runner(qtbot):
    made = JobRunner(AtOnce())
    yield made
    made.close()


@pytest.fixture
def threaded(qtbot):
    made = JobRunner()
    yield made
    made.close()


def count_to(limit):
    def work(progress):
        for done in range(1, limit + 1):
            progress(done, limit)
        return limit

    return work


def test_the_result_arrives_and_the_end_comes_last(qtbot, runner):
    heard = []
    job = runner.submit(count_to(3))
    job.succeeded.connect(heard.append)
    job.finished.connect(lambda: heard.append("finished"))
    with qtbot.waitSignal(runner.became_idle):
        pass
    assert heard == [3, "finished"]


def test_a_failure_is_a_signal_and_not_a_crash(qtbot, runner):
    def work(_progress):
        raise OSError(28, "full")

    job = runner.submit(work)
    with qtbot.waitSignal(job.failed) as failed:
        pass
    assert isinstance(failed.args[0], OSError)


def test_the_last_step_is_always_heard(qtbot, runner):
    heard = []
    job = runner.submit(count_to(50_000))
    job.progressed.connect(lambda done, _total: heard.append(done))
    with qtbot.waitSignal(runner.became_idle):
        pass
    assert heard[-1] == 50_000
    assert len(heard) < 100


def test_cancelled_work_stops_between_two_steps(qtbot, threaded):
    reached = threading.Event()
    steps = []

    def work(progress):
        for step in range(10_000_000):
            steps.append(step)
            progress(step, 10_000_000)
            reached.set()

    job = threaded.submit(work)
    with qtbot.waitSignals([job.cancelled, threaded.became_idle]):
        qtbot.waitUntil(reached.is_set)
        job.cancel()
    assert len(steps) < 10_000_000


def test_work_runs_beside_the_windows_thread(qtbot, threaded):
    job = threaded.submit(lambda _progress: threading.current_thread().name)
    with qtbot.waitSignal(job.succeeded) as done:
        pass
    assert done.args[0].startswith("long_work")


def test_one_job_runs_after_the_other(qtbot, threaded):
    order = []
    for name in "abc":
        threaded.submit(lambda _progress, name=name: order.append(name))
    with qtbot.waitSignal(threaded.became_idle):
        pass
    assert order == ["a", "b", "c"]


def test_work_submitted_just_before_closing_is_never_begun(qtbot):
    runner = JobRunner()
    begun = []
    runner.submit(lambda _progress: begun.append(1))
    runner.close()
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert begun == []


def test_closing_waits_for_the_step_in_hand(qtbot):
    runner = JobRunner()
    inside, ended = threading.Event(), []

    def work(progress):
        inside.set()
        try:
            while True:
                progress(0, 1)
        except CancelledError:
            ended.append(1)
            raise

    runner.submit(work)
    qtbot.waitUntil(inside.is_set)
    runner.close()
    assert ended == [1]


def test_a_strip_shows_how_far_it_is_and_can_stop_it(qtbot):
    strip = ProgressStrip()
    qtbot.addWidget(strip)
    strip.begin("Importing")
    assert strip.isVisible()
    strip.show_progress(3120, 5589)
    assert "3,120 / 5,589" in strip._left.text()
    with qtbot.waitSignal(strip.cancel_requested):
        strip._cancel.click()
    strip.end("")
    assert not strip.isVisible()


def test_a_progress_dialog_goes_with_its_job(qtbot, runner):
    job = runner.submit(count_to(5))
    dialog = ProgressDialog("Counting", job)
    with qtbot.waitSignal(dialog.accepted):
        dialog.open()
