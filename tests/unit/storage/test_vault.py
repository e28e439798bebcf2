"""Keys: who gets in, who does not, and what a stolen key file tells."""

import json

import pytest

from desktop_app.storage import vault
from desktop_app.storage.vault import (
    KeyFileDamagedError,
    TooSoonError,
    WeakPassphraseError,
    WrongPassphraseError,
)

PASSPHRASE = "暖访 correct horse"


@pytest.fixture
def keys(tmp_path, monkeypatch):
    monkeypatch.setattr(vault, "TARGET_SECONDS", 0.0)
    data_key = vault.new_data_key()
    path = tmp_path / "keys.json"
    vault.write(path, vault.with_slot(vault.new_key_file(), "王建国", PASSPHRASE, data_key))
    return path, data_key


def test_the_right_passphrase_gives_the_data_key(keys):
    path, data_key = keys
    assert vault.unlock(path, "王建国", PASSPHRASE) == (data_key, 0)


@pytest.mark.parametrize("name", ["王建国", "nobody"])
def test_a_wrong_passphrase_and_an_unknown_name_sound_alike(keys, name):
    with pytest.raises(WrongPassphraseError) as wrong:
        vault.unlock(keys[0], name, "wrong")
    assert str(wrong.value) == "The user name or the passphrase is not right."


def test_wrong_tries_delay_the_next_one_and_are_counted(keys, monkeypatch):
    path, data_key = keys
    now = [1_000_000]
    monkeypatch.setattr(vault, "_now_ms", lambda: now[0])
    for wait_s in (1, 2, 4, 8, 16, 32, 60, 60):
        with pytest.raises(WrongPassphraseError):
            vault.unlock(path, "王建国", "wrong")
        now[0] += wait_s * 1000 - 1
        with pytest.raises(TooSoonError):
            vault.unlock(path, "王建国", PASSPHRASE)
        now[0] += 1
    assert vault.unlock(path, "王建国", PASSPHRASE) == (data_key, 8)
    assert vault.unlock(path, "王建国", PASSPHRASE) == (data_key, 0)


def test_the_same_passphrase_typed_in_another_unicode_form_opens(keys):
    path, data_key = keys
    full_width = PASSPHRASE.replace("correct", "ｃｏｒｒｅｃｔ")
    assert vault.unlock(path, "王建国", full_width)[0] == data_key


def test_a_person_without_a_slot_no_longer_gets_in(keys):
    path, _data_key = keys
    vault.write(path, vault.without_slot(vault.read(path), "王建国"))
    with pytest.raises(WrongPassphraseError):
        vault.unlock(path, "王建国", PASSPHRASE)


def test_the_key_file_holds_neither_name_nor_key(keys):
    path, data_key = keys
    text = path.read_text(encoding="utf-8")
    assert "王建国" not in text
    assert "\\u738b" not in text
    assert data_key.hex() not in text
    assert json.loads(text)["slots"][0]["memory_kib"] >= 65536


def test_a_damaged_key_file_is_a_sentence(keys):
    keys[0].write_text("{", encoding="utf-8")
    with pytest.raises(KeyFileDamagedError):
        vault.unlock(keys[0], "王建国", PASSPHRASE)


@pytest.mark.parametrize("weak", ["short", "111111111111", "aabbaabbaabb", "123456789012"])
def test_a_weak_passphrase_is_refused(weak):
    with pytest.raises(WeakPassphraseError):
        vault.check_passphrase(weak)


def test_the_recovery_code_survives_handwriting_but_not_a_slip():
    code = vault.new_recovery_code()
    body = vault.read_recovery_code(code)
    assert vault.read_recovery_code(code.lower().replace("-", " ")) == body
    assert vault.read_recovery_code(code.replace("O", "0").replace("I", "1")) == body
    slip = ("B" if code[0] != "B" else "C") + code[1:]
    with pytest.raises(WrongPassphraseError):
        vault.read_recovery_code(slip)


def test_a_signature_holds_for_its_hash_and_no_other():
    signer = vault.Signer(vault.Signer.new_secret())
    signature = signer.sign(b"a" * 32)
    assert vault.signature_holds(signer.public, b"a" * 32, signature)
    assert not vault.signature_holds(signer.public, b"b" * 32, signature)
    assert not vault.signature_holds(signer.public, b"a" * 32, b"\0" * 64)
