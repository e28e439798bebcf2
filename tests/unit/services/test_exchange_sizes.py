"""What was taken can be passed on, also where an insider has packed it out of all proportion."""

from desktop_app.domain.identity import new_id
from desktop_app.services.exchange import contents
from desktop_app.services.exchange.packing import Export
from desktop_app.storage import lines, saves
from desktop_app.storage.log import Cells
from tests.history_oddities import append_raw


def fill_with_noughts(laptop, count):
    """Let a laptop sign saves of nearly four megabytes that pack into a few kilobytes."""
    for _one in range(count):
        noughts = {f"f{number}": "0" * 65_000 for number in range(60)}
        append_raw(
            laptop, "640100.core", Cells.new("x_kind", new_id(), noughts, {}, {}), "administrator"
        )


def test_what_was_packed_out_of_all_proportion_can_be_passed_on_all_the_same(trio):
    a, b, c = trio
    fill_with_noughts(c, 6)
    file = c.export(a)
    assert file.stat().st_size < 6 * 65_000 * 60 / 4
    assert a.merges.merge(file).unread
    assert b.merges.merge(a.export(b)).unread
    c.merges.merge(b.export(c))
    for one in (a, b):
        one.merges.merge(c.export(one))
    assert a.state() == b.state() == c.state()


def test_a_log_too_long_as_lines_goes_in_several_however_small_it_was_packed(trio, monkeypatch):
    a, b, c = trio
    monkeypatch.setattr(contents, "MOST_PLAIN", 9_000_000)
    fill_with_noughts(c, 4)
    done = Export(c.desk).export(a.folder.parent / "stick", [a.id])
    assert len(done.more) == 1
    reports = [a.merges.merge(file) for file in (done.bundle, *done.more)]
    assert sum(report.applied for report in reports) == done.changes
    assert len(Export(a.desk).export(a.folder.parent / "stick", [b.id]).more) == 1


def test_a_line_is_never_longer_than_was_reckoned_with(trio):
    a, _b, _c = trio
    a.desk.note("looked", "x" * 900, '\x01"\\é𬱖' * 300)
    fill_with_noughts(a, 1)
    db = a.store.db
    places = [n for (n,) in db.execute("SELECT n FROM log_save")]
    for n, (_stored, plain) in saves._sizes(db, places).items():
        assert len(lines.write(saves.at(db, n))) <= plain
