import pytest

from desktop_app.domain.regions import region_name, unknown_part


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("640104", "宁夏回族自治区银川市兴庆区"),
        ("640100", "宁夏回族自治区银川市"),
        ("64", "宁夏回族自治区"),
        ("110101", "北京市东城区"),
        ("429004", "湖北省仙桃市"),
        ("659001", "新疆维吾尔自治区石河子市"),
        ("810000", "香港特别行政区"),
        ("830000", "台湾省"),
    ],
)
def test_a_region_has_its_full_name(code, name):
    assert region_name(code) == name


@pytest.mark.parametrize(
    ("code", "name"),
    [("320123", "江苏省南京市六合县"), ("370284", "山东省青岛市胶南市")],
)
def test_a_revoked_region_keeps_the_last_name_it_had(code, name):
    assert region_name(code) == name
    assert unknown_part(code) is None


@pytest.mark.parametrize(
    ("code", "part"), [("990101", "99"), ("640199", "640199"), ("", ""), ("ab0101", "ab")]
)
def test_an_unknown_region_says_how_far_it_is_unknown(code, part):
    assert unknown_part(code) == part
    assert region_name(code) is None
