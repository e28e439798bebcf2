import pytest

from desktop_app.cli.answer import Answer, table, yuan


def test_columns_stand_below_one_another_whatever_the_script():
    lines = table(["姓名", "Yuan"], [["买买提·吐尔逊", 300], ["Li", 1000]]).splitlines()
    assert lines == ["姓名           Yuan", "买买提·吐尔逊  300", "Li             1000"]


@pytest.mark.parametrize(("fen", "number"), [(0, 0), (30_000, 300), (12_345, 123.45), (1, 0.01)])
def test_money_leaves_as_a_number_of_yuan(fen, number):
    assert yuan(fen) == number


def test_an_answer_that_found_something_says_so_to_the_shell():
    assert Answer(values={}, words="", found_something=True).exit_code == 4
    assert Answer(values={}, words="").exit_code == 0


def test_a_json_answer_is_one_line_in_its_own_script(capsys):
    Answer(values={"name": "张𬱖"}, words="not this").give(as_json=True)
    assert capsys.readouterr().out == '{"name": "张𬱖"}\n'
