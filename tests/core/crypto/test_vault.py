"""What is sealed stays readable when the key or the scheme changes, and nobody else can read it."""

import hmac

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import SecretStr

from xuanpai_core.config import Settings
from xuanpai_core.crypto import CannotOpen, Vault, open_vault
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Invalid

OLD, NEW = b"\x11" * 32, b"\x22" * 32
NUMBER = "210700198001010010"
TENANT = new_id()


def sealed_by_the_first_release(text: str) -> bytes:
    """Scheme 0x01: no key id, the tenant alone bound to it."""
    key = HKDF(SHA256(), 32, salt=TENANT.bytes, info=b"xuanpai:seal").derive(OLD)
    return b"\x01" + bytes(12) + AESGCM(key).encrypt(bytes(12), text.encode(), TENANT.bytes)


@pytest.mark.parametrize("cipher", ["aes", "sm4"])
def test_what_was_sealed_opens_again_and_looks_different_each_time(cipher: str) -> None:
    vault = Vault(OLD, cipher=cipher)

    one, two = vault.seal(TENANT, NUMBER), vault.seal(TENANT, NUMBER)

    assert (vault.open(TENANT, one), vault.open(TENANT, two)) == (NUMBER, NUMBER)
    assert one != two
    assert NUMBER.encode() not in one
    assert vault.open(TENANT, vault.seal(TENANT, "")) == ""


@pytest.mark.parametrize("cipher", ["aes", "sm4"])
def test_another_tenant_cannot_open_it_nor_recognise_its_digest(cipher: str) -> None:
    vault, other = Vault(OLD, cipher=cipher), new_id()

    with pytest.raises(CannotOpen):
        vault.open(other, vault.seal(TENANT, NUMBER))
    assert vault.digest(TENANT, NUMBER) == vault.digest(TENANT, NUMBER)
    assert vault.digest(TENANT, NUMBER) != vault.digest(other, NUMBER)
    assert vault.digest(TENANT, NUMBER) != vault.digest(TENANT, NUMBER[:-1] + "1")


@pytest.mark.parametrize("cipher", ["aes", "sm4"])
@pytest.mark.parametrize("position", [0, 1, 4, 5, 16, 17, -17, -1])
def test_a_changed_byte_anywhere_refuses(cipher: str, position: int) -> None:
    vault = Vault(OLD, [NEW], cipher=cipher)
    damaged = bytearray(vault.seal(TENANT, NUMBER))
    damaged[position] ^= 1

    with pytest.raises(CannotOpen):
        vault.open(TENANT, bytes(damaged))


@pytest.mark.parametrize("length", [0, 1, 5, 28, 32])
def test_a_fragment_refuses(length: int) -> None:
    vault = Vault(OLD)

    with pytest.raises(CannotOpen):
        vault.open(TENANT, vault.seal(TENANT, NUMBER)[:length])


def test_the_scheme_and_the_key_stand_in_front() -> None:
    aes, sm4, renewed = Vault(OLD), Vault(OLD, cipher="sm4"), Vault(NEW)

    assert (aes.seal(TENANT, NUMBER)[0], sm4.seal(TENANT, NUMBER)[0]) == (0x11, 0x12)
    assert aes.seal(TENANT, NUMBER)[1:5].hex() == aes.key_id == sm4.key_id != renewed.key_id
    assert OLD[:4].hex() != aes.key_id


def test_what_the_first_release_sealed_opens_under_its_key_also_when_that_is_the_previous_one() -> None:
    sealed = sealed_by_the_first_release(NUMBER)

    assert Vault(OLD).open(TENANT, sealed) == NUMBER
    assert Vault(NEW, [OLD], cipher="sm4").open(TENANT, sealed) == NUMBER
    with pytest.raises(CannotOpen):
        Vault(NEW).open(TENANT, sealed)


def test_the_digests_of_the_first_release_are_found() -> None:
    key = HKDF(SHA256(), 32, salt=TENANT.bytes, info=b"xuanpai:digest").derive(OLD)
    stored = hmac.digest(key, NUMBER.encode(), "sha256")

    assert Vault(OLD).digest(TENANT, NUMBER) == stored
    assert stored in Vault(NEW, [OLD], cipher="sm4").digests(TENANT, NUMBER)


def test_after_a_change_of_key_and_scheme_the_old_is_read_and_found_and_the_new_is_used() -> None:
    before = Vault(OLD)
    after = Vault(NEW, [OLD], cipher="sm4")

    assert after.open(TENANT, before.seal(TENANT, NUMBER)) == NUMBER
    digests = after.digests(TENANT, NUMBER)
    assert digests[0] == after.digest(TENANT, NUMBER)
    assert before.digest(TENANT, NUMBER) in digests
    assert len(set(digests)) == 4
    with pytest.raises(CannotOpen):
        before.open(TENANT, after.seal(TENANT, NUMBER))


def test_keys_do_not_show_in_their_representation() -> None:
    vault = Vault(OLD)
    vault.seal(TENANT, NUMBER)

    assert OLD.hex() not in repr(vars(vault))
    assert repr(OLD) not in repr(vars(vault))


def test_the_settings_name_the_cipher_and_the_earlier_keys() -> None:
    settings = Settings(
        master_key=SecretStr(NEW.hex()),
        previous_master_keys=SecretStr(f"{OLD.hex()}, {'33' * 32}"),
        cipher="sm4",
    )

    vault = open_vault(settings)

    assert vault.open(TENANT, sealed_by_the_first_release(NUMBER)) == NUMBER
    assert (vault.cipher, len(vault.digests(TENANT, NUMBER))) == ("sm4", 6)


@pytest.mark.parametrize(("master_key", "previous"), [("", ""), ("11" * 31, ""), ("zz", ""), ("11" * 32, "22")])
def test_improper_keys_are_refused_without_repeating_them(master_key: str, previous: str) -> None:
    settings = Settings(master_key=SecretStr(master_key), previous_master_keys=SecretStr(previous))

    with pytest.raises(Invalid) as refused:
        open_vault(settings)

    assert refused.value.error_code == "MASTER_KEY_MISSING"
    assert not master_key or master_key not in refused.value.message
