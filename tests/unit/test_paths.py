from desktop_app import paths


def test_the_resources_of_a_checkout_stand_beside_the_package():
    assert (paths.resources() / "fonts" / "NotoSerifSC_400Regular.ttf").is_file()


def test_a_person_has_a_place_for_the_ledger_and_one_for_settings():
    assert paths.default_data().name == paths.settings().name == "nuanfang"
