from build_spec import roles
from desktop_app.domain.role import RIGHTS, Right, Role


def test_the_page_of_roles_says_what_the_program_does():
    assert roles.PAGE.read_text(encoding="utf-8") == roles.matrix()


def test_nobody_plans_and_approves():
    assert [role for role in Role if {Right.PLAN, Right.APPROVE} <= RIGHTS[role]] == []


def test_the_auditor_changes_nothing():
    assert RIGHTS[Role.AUDITOR] == {Right.READ, Right.REVEAL, Right.AUDIT}


def test_the_field_officer_neither_approves_nor_voids():
    assert not RIGHTS[Role.OFFICER] & {Right.APPROVE, Right.VOID, Right.PLAN, Right.IMPORT}
