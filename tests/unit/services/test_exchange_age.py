"""The payload of a bundle is an age file that another implementation opens, and the other way."""

import shutil
import subprocess

import pytest

from desktop_app.services.exchange import bundle, sealing
from desktop_app.services.exchange.sealing import SealedForOthersError
from tests.laptops import acquaint, found

AGE = shutil.which("age")
needs_age = pytest.mark.skipif(AGE is None, reason="the age tool is not installed")


@pytest.fixture
def key(tmp_path):
    secret, recipient = sealing.new_key()
    file = tmp_path / "key.txt"
    file.write_text(secret + "\n", encoding="ascii")
    return secret, recipient, file


def test_only_the_recipients_open_what_was_sealed(key):
    secret, recipient, _file = key
    other, _recipient = sealing.new_key()
    sealed = sealing.seal(b"content", [recipient])
    assert sealing.unseal(sealed, secret) == b"content"
    with pytest.raises(SealedForOthersError):
        sealing.unseal(sealed, other)
    for cut in (sealed[:-1], sealed[:100], b"", sealed[:-1] + b"\0"):
        with pytest.raises(SealedForOthersError):
            sealing.unseal(cut, secret)


def test_a_text_that_is_no_recipient_is_told_apart(key):
    assert sealing.is_recipient(key[1])
    assert not sealing.is_recipient(key[1][:-1])
    assert not sealing.is_recipient("")


@needs_age
def test_the_age_tool_opens_what_this_program_sealed(key):
    _secret, recipient, file = key
    sealed = sealing.seal(b"x" * 200_000, [recipient])
    done = subprocess.run([AGE, "-d", "-i", file], input=sealed, capture_output=True, check=True)
    assert done.stdout == b"x" * 200_000


@needs_age
def test_this_program_opens_what_the_age_tool_sealed(key):
    secret, recipient, _file = key
    done = subprocess.run(
        [AGE, "-r", recipient], input=b"y" * 200_000, capture_output=True, check=True
    )
    assert sealing.unseal(done.stdout, secret) == b"y" * 200_000


@needs_age
def test_the_age_tool_opens_the_payload_of_a_bundle(tmp_path):
    a, b = (found(tmp_path / name, number) for number, name in enumerate("ab"))
    acquaint([a, b])
    content = a.export(b).read_bytes()
    (tmp_path / "key.txt").write_text(b.store.identity.age + "\n", encoding="ascii")
    _header, _signature, ends = bundle.read_header(content, "x")
    done = subprocess.run(
        [AGE, "-d", "-i", tmp_path / "key.txt"],
        input=content[ends:],
        capture_output=True,
        check=True,
    )
    assert done.stdout == sealing.unseal(content[ends:], b.store.identity.age)
    a.close()
    b.close()
