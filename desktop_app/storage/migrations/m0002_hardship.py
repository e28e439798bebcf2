"""The whole hardship file: every field of the archive form, and its procedure as facts."""

from __future__ import annotations

from desktop_app.storage.cipher import Database
from desktop_app.storage.migrations.history import keep_as_facts, migrations, run

_MEMBER_TEXTS = """
    ethnicity political_status model_worker_type disability medical_insurance
    marital_status hukou_type phone other_phone person_status education enrolled
    school_years employer_nature employer_state industry work_status contract_signed
    contract_term remarks
"""
_MEMBER_INTEGERS = """
    gone
"""
_FILE_TEXTS = """
    archive_kind household_kind category_reason key_group contract_signed contract_term
    subsistence_line_source relief_card ill_members assets other_aid cause_words
    declared_on papers paper_words filed_on filed_by reviewed_by entered_by list_source
    changed_on
"""
_FILE_INTEGERS = """
    medical_expense_fen education_expense_fen other_expense_fen work_expense_fen
    sudden_expense_fen subsistence_line_fen subsistence_allowance_fen declared list_year
"""
_STEP = """
CREATE TABLE procedure_step (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, file TEXT, step TEXT,
  day TEXT, until TEXT, "by" TEXT, result TEXT, documents TEXT, document_words TEXT,
  exit_route TEXT, remarks TEXT, withdraws TEXT) STRICT;
CREATE INDEX procedure_step_file ON procedure_step (file);
CREATE INDEX procedure_step_withdraws ON procedure_step (withdraws) WHERE withdraws IS NOT NULL;
"""


@migrations()
def m0002_hardship(db: Database) -> None:
    """Widen the file and the household, and begin the procedure."""
    for table, sql, names in (
        ("household_member", "TEXT", _MEMBER_TEXTS),
        ("household_member", "INTEGER", _MEMBER_INTEGERS),
        ("hardship_file", "TEXT", _FILE_TEXTS),
        ("hardship_file", "INTEGER", _FILE_INTEGERS),
    ):
        for name in names.split():
            db.execute(f"ALTER TABLE {table} ADD COLUMN {name} {sql}")
    run(db, _STEP)
    keep_as_facts(db, ("procedure_step",))
