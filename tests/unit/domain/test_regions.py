import pytest

from desktop_app.domain.regions import find_region, region_name, unknown_part


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


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("固原市", "640400"),
        ("固原", "640400"),
        ("宁夏固原市", "640400"),
        ("宁夏回族自治区固原市西吉县", "640422"),
        ("四川巴中通江县", "511921"),
        ("西吉", "640422"),
        ("甘肃省", "620000"),
        (" 宁夏 ", "640000"),
        ("朝阳区", None),
        ("北京朝阳区", "110105"),
        ("崇文区", None),
        ("县", None),
        ("", None),
        ("不存在的地方", None),
    ],
)
def test_a_region_is_found_by_the_name_that_it_alone_bears(text, code):
    assert find_region(text) == code
