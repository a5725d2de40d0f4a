# What a log must not say: PINs and keys never, data only when asked. Beside each marked secret stands an open
# twin, which must be found.
import base64
import functools
import re
import unittest
from pathlib import Path

import harness
from harness import PIN, SO_PIN

NEW_PIN = "new-pin-canary-5512"
WRONG_PIN = "wrong-canary-9004"
NEW_SO_PIN = "other-so-canary-3377"
USER_PIN = "user-pin-canary-6128"

# Nothing of twelve letters may be in two of these, the PINs taken together.
SECRET_KEY = b"robin 4410 is the secret aes key"
SIGNED = b"finch 0042 was given to C_Sign to be signed"
PLAINTEXT = b"thrush 0815 went through C_Encrypt"
DIGESTED = b"wagtail 2718 went into a digest"
NOTE = b"magpie 3141 lies on the token as a data object"
IV = "0123456789abcdef0123456789abcdef"

SECRETS = {
    "the PIN": PIN.encode(),
    "the SO PIN": SO_PIN.encode(),
    "the PIN that was set": NEW_PIN.encode(),
    "the PIN that was wrong": WRONG_PIN.encode(),
    "the SO PIN of a new token": NEW_SO_PIN.encode(),
    "the PIN of a new token": USER_PIN.encode(),
    "the secret key": SECRET_KEY,
}
DATA = {
    "what was signed": SIGNED,
    "what was encrypted": PLAINTEXT,
    "what was digested": DIGESTED,
    "the data object": NOTE,
}


def forms(marked):
    """The ways in which something may stand in a text."""
    for text in (marked, marked[::-1]):
        yield text
        yield text.hex().encode()
        yield text.hex().upper().encode()
        for separator in (" ", ":", "\\x", ", 0x"):
            yield separator.join(f"{byte:02x}" for byte in text).encode()
            yield separator.join(f"{byte:02X}" for byte in text).encode()
        # At each of the three places where it may begin in a group; the ends depend on what is beside it.
        for before in range(3):
            yield base64.b64encode(bytes(before) + text)[4:-4]
        for encoding in ("utf-16-le", "utf-16-be", "utf-32-le"):
            yield text.decode("latin-1").encode(encoding)
        yield "".join(f"\\{byte:03o}" for byte in text).encode()


def is_in(log, marked):
    """Whether any twelve bytes of it are there: a cut off value is still a part of it."""
    return any(form in log for i in range(len(marked) - 11) for form in forms(marked[i:i + 12]))


def rsa_numbers(der):
    """The integers of an RSAPrivateKey (RFC 8017): version, modulus, public exponent, six secret ones."""
    def elements(content):
        while content:
            length, start = content[1], 2
            if length >= 0x80:
                start += length - 0x80
                length = int.from_bytes(content[2:start])
            yield content[start:start + length].lstrip(b"\0")
            content = content[start + length:]

    return list(elements(next(elements(der))))


class Secrets(harness.Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.files = Path(cls.enterClassContext(harness.temporary_directory()))
        cls.prepared = harness.Token.make(cls.files / "prepared")
        cls.write_files()
        cls.prepared.tool(*"--keypairgen --key-type EC:prime256v1 --id 02 --usage-derive".split())

    @classmethod
    def write_files(cls):
        for name, content in {"key": SECRET_KEY, "signed": SIGNED, "plain": PLAINTEXT, "digested": DIGESTED,
                              "note": NOTE}.items():
            (cls.files / name).write_bytes(content)
        (cls.files / "template").write_text('cn = "p11trace test"\nserial = 7\nexpiration_days = 10\n')

        def certtool(words):
            harness.run(harness.program("certtool"), *words.split(), cwd=cls.files)

        certtool("--generate-privkey --key-type rsa --bits 2048 --outder --no-text --outfile rsa.key")
        certtool("--generate-privkey --key-type ecdsa --curve secp256r1 --outder --no-text --outfile ec.key")
        certtool("--generate-privkey --key-type ecdsa --curve secp256r1 --outfile peer.key")
        certtool("--load-privkey peer.key --pubkey-info --outder --outfile peer.pub")
        certtool("--load-privkey peer.key --generate-self-signed --template template --outder "
                 "--outfile certificate")
        version, cls.modulus, exponent, *secret_numbers = rsa_numbers((cls.files / "rsa.key").read_bytes())
        names = ("private exponent", "prime 1", "prime 2", "exponent 1", "exponent 2", "coefficient")
        cls.key_values = {f"the {name} of the RSA key": value
                          for name, value in zip(names, secret_numbers, strict=True)}
        # ECPrivateKey (RFC 5915): version 1, then the value, before which GnuTLS may write a zero.
        ec_key = re.search(rb"\x02\x01\x01\x04([\x1c-\x21])(.*)", (cls.files / "ec.key").read_bytes(),
                           re.DOTALL)
        cls.key_values["the value of the EC key"] = ec_key[2][:ord(ec_key[1])].lstrip(b"\0")

    @classmethod
    @functools.cache
    def log(cls, *options):
        """The log of all that is done with secrets, and the files that were made with it."""
        place = Path(cls.enterClassContext(harness.temporary_directory()))
        token = cls.prepared.copy(place / "token")
        log = bytearray()

        def tool(words, pin=PIN, status=0):
            login = ["--login", "--pin", pin] if pin else []
            token.traced("-o", place / "log", *options, harness.program("pkcs11-tool"), "--module",
                         harness.softhsm(), *login, *words.split(), expect=status, cwd=place)
            log.extend((place / "log").read_bytes())

        for name in cls.files.iterdir():
            if name.is_file():
                (place / name.name).write_bytes(name.read_bytes())
        tool(f"--slot-index 1 --init-token --label new-label --so-pin {NEW_SO_PIN}", pin=None)
        tool(f"--token-label new-label --login --login-type so --so-pin {NEW_SO_PIN} --init-pin "
             f"--pin {USER_PIN}", pin=None)
        tool("--token-label demo --list-objects", pin=WRONG_PIN, status=1)
        tool(f"--token-label demo --login --login-type so --so-pin {SO_PIN} --session-rw --list-objects",
             pin=None)
        tool(f"--token-label demo --change-pin --new-pin {NEW_PIN}")
        for words in ("--write-object key --type secrkey --key-type AES:32 --extractable --id 0a0b0c01 "
                      "--label key-label",
                      "--write-object rsa.key --type privkey --id 0a0b0c02 --label rsa-label",
                      "--write-object ec.key --type privkey --id 0a0b0c03 --label ec-label --usage-derive",
                      "--write-object certificate --type cert --id 0a0b0c04 --label certificate-label",
                      "--write-object note --type data --label note-label", "--list-objects",
                      "--read-object --type cert --id 0a0b0c04 -o certificate.read",
                      "--read-object --type data --label note-label -o note.read",
                      "--sign --mechanism SHA256-RSA-PKCS --id 0a0b0c02 -i signed -o signature",
                      f"--encrypt --mechanism AES-CBC-PAD --iv {IV} --id 0a0b0c01 -i plain -o encrypted",
                      f"--decrypt --mechanism AES-CBC-PAD --iv {IV} --id 0a0b0c01 -i encrypted -o decrypted",
                      "--hash --mechanism SHA256 -i digested -o digest",
                      "--derive --mechanism ECDH1-DERIVE --id 02 -i peer.pub -o derived",
                      "--generate-random 48 -o random"):
            tool(f"--token-label demo {words}", pin=NEW_PIN)
        return bytes(log), {path.name: path.read_bytes() for path in place.iterdir() if path.is_file()}

    def assert_found(self, log, marked):
        for name, value in marked.items():
            self.assertTrue(is_in(log, value), f"{name} is not in the log")

    def assert_hidden(self, log, marked):
        for name, value in marked.items():
            self.assertGreaterEqual(len(value), 12, name)
            self.assertFalse(is_in(log, value), f"{name} is in the log")

    def test_no_pin_and_no_key_is_in_a_log_in_any_form(self):
        log, made = self.log()
        self.assert_hidden(log, SECRETS | self.key_values | {"the derived secret": made["derived"]})

    def test_no_data_are_in_a_log_in_any_form(self):
        log, made = self.log()
        self.assertEqual(made["decrypted"], PLAINTEXT)
        self.assert_hidden(log, DATA | {"random bytes": made["random"]})

    def test_what_is_open_is_in_a_log(self):
        log, made = self.log()
        self.assert_found(log, {
            "the signature": made["signature"],
            "the ciphertext": made["encrypted"],
            "the certificate": made["certificate"],
            "the modulus": self.modulus,
        })
        for label in (b"key-label", b"rsa-label", b"ec-label", b"certificate-label", b"note-label",
                      b"new-label"):
            self.assertIn(b'"%s"' % label, log)
        for identifier in (b"0a0b0c01", b"0a0b0c02", b"0a0b0c03", b"0a0b0c04"):
            self.assertIn(b"CKA_ID=[4]" + identifier, log)

    def test_a_log_without_limits_hides_the_same(self):
        log, made = self.log("--bytes", "all", "--items", "all", "--entry")
        self.assert_hidden(log, SECRETS | self.key_values | DATA)
        self.assert_hidden(log, {"the derived secret": made["derived"], "random bytes": made["random"]})
        self.assertIn(made["signature"].hex().encode(), log)
        self.assertIn(made["certificate"].hex().encode(), log)

    def test_not_even_the_length_of_a_pin_is_shown(self):
        for line in harness.parse(self.log()[0].decode()):
            if line.function in ("C_Login", "C_InitToken", "C_InitPIN"):
                self.assertEqual(line.argument("pPin"), "<secret>")
            if line.function == "C_SetPIN":
                self.assertEqual(line.argument("pOldPin"), "<secret>")
                self.assertEqual(line.argument("pNewPin"), "<secret>")

    def test_a_log_that_hides_does_not_say_that_it_shows(self):
        self.assertNotIn(b"this log shows", self.log()[0])

    def test_data_can_be_shown_without_pins_and_keys(self):
        log, made = self.log("--show", "data")
        self.assert_found(log, DATA | {"random bytes": made["random"]})
        self.assert_hidden(log, SECRETS | self.key_values | {"the derived secret": made["derived"]})
        self.assertRegex(log.splitlines()[0], rb"^# p11trace: .*data")
        self.assertNotIn(b"SECRETS", log)

    def test_secrets_can_be_shown_and_the_log_says_so_at_its_head(self):
        log, made = self.log("--show", "secrets")
        self.assert_found(log, SECRETS | self.key_values | DATA)
        self.assert_found(log, {"the derived secret": made["derived"], "random bytes": made["random"]})
        self.assertRegex(log.splitlines()[0], rb"^# p11trace: .*SECRETS")

    def test_equal_data_of_one_process_have_equal_fingerprints(self):
        token = self.prepared.copy(self.path("token"))
        token.tool(*"--keypairgen --key-type rsa:2048 --id 01".split())
        token.traced("-o", self.path("log"), harness.program("pkcs11-tool"), "--module", harness.softhsm(),
                     "--login", "--pin", PIN, "--test", expect=None)
        digests = {}
        for line in harness.read_log(self.path("log")):
            if line.function == "C_Digest" and line.argument("pDigest").startswith("[16]"):
                digests.setdefault(line.argument("pData"), []).append(line.argument("pDigest"))
        # What the digests say about the data, the fingerprints must say as well.
        self.assertEqual(sorted(len(answers) for answers in digests.values()), [1, 2], digests)
        for fingerprint, answers in digests.items():
            self.assertRegex(fingerprint, r"^\[100\]<sensitive [0-9a-f]{16}>$")
            self.assertEqual(len(set(answers)), 1, digests)

    def test_equal_data_of_two_runs_have_different_fingerprints(self):
        token = self.prepared.copy(self.path("token"))
        seen = set()
        for _ in range(2):
            token.traced("-o", self.path("log"), harness.program("pkcs11-tool"), "--module",
                         harness.softhsm(), "--hash", "--mechanism", "SHA256", "-i", self.files / "digested")
            seen |= {line.argument("pPart") for line in harness.read_log(self.path("log"))
                     if line.function == "C_DigestUpdate"}
        self.assertEqual(len(seen), 2, seen)

    def test_a_log_is_for_its_owner_only(self):
        harness.p11trace("-o", self.path("log"), "true")
        self.assertEqual(self.path("log").stat().st_mode & 0o777, 0o600)


if __name__ == "__main__":
    unittest.main()
