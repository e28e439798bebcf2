"""One person in several rows of a file."""

HEADING = ["姓名", "身份证号", "电话", "金额", "单位"]


def test_an_exact_repeat_is_one_person(read, number):
    row = ["王一", number(1), "13909510001", 300, "环卫处"]
    roster = read([HEADING, row, ["王二", number(2), None, 300, None], row, row])
    assert [one.person.name for one in roster.people] == ["王一", "王二"]
    assert [str(place) for place in roster.repeated] == ["名单!4", "名单!5"]
    assert (roster.rows_read, roster.refused) == (4, ())


def test_the_same_number_written_otherwise_is_the_same_person(read, number):
    spaced = " ".join((number(1)[:6], number(1)[6:14], number(1)[14:]))
    roster = read(
        [HEADING, ["王一", number(1), None, 300, None], ["王 一", spaced, None, "300元", None]]
    )
    assert (len(roster.people), roster.total_fen) == (1, 30_000)


def test_a_repeat_fills_what_the_first_row_lacks_and_tells_what_differs(read, number):
    roster = read({
        "一": [HEADING, ["王一", number(1), None, 300, "环卫处"]],
        "二": [HEADING, ["王一", number(1), "13909510001", 300, "电厂"]],
    })  # fmt: skip
    (draft,) = roster.people
    assert (draft.person.phone, draft.person.employer) == ("13909510001", "环卫处")
    assert [(issue.field, issue.code) for issue in draft.issues] == [
        ("employer", "repeated_otherwise")
    ]


def test_rows_that_contradict_each_other_in_money_all_go_back(read, number):
    roster = read(
        [HEADING, ["王一", number(1), None, 300, None], ["王一", number(1), None, 500, None]]
    )
    assert roster.people == ()
    assert [
        (row.reasons[0].field, dict(row.reasons[0].details)["at"]) for row in roster.refused
    ] == [
        ("cash_fen", "名单!3"),
        ("cash_fen", "名单!2"),
    ]


def test_two_names_under_one_number_both_go_back(read, number):
    roster = read(
        [HEADING, ["王一", number(1), None, 300, None], ["李二", number(1), None, 300, None]]
    )
    assert roster.people == ()
    assert [row.reasons[0].code for row in roster.refused] == ["repeated_differently"] * 2


def test_a_refused_row_does_not_drag_its_sound_repeat_along(read, number):
    roster = read(
        [HEADING, ["王一", number(1), None, "一袋米", None], ["王一", number(1), None, 300, None]]
    )
    assert [draft.place.row for draft in roster.people] == [3]
    assert [row.place.row for row in roster.refused] == [2]


def test_two_people_of_one_name_stay_two(read, number):
    roster = read(
        [HEADING, ["王一", number(1), None, 300, None], ["王一", number(2), None, 300, None]]
    )
    assert len(roster.people) == 2
