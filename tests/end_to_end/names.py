# Handles of real programs on a real token have the names that the token gave them.
import re
import unittest

import harness
from harness import PIN


def key(*words):
    return [harness.program("pkcs11-tool"), "--module", harness.softhsm(), "--login", "--pin", PIN, *words]


SIGN = ["--sign", "--mechanism", "SHA256-RSA-PKCS", "--id", "01"]


class Names(harness.Case):
    def setUp(self):
        super().setUp()
        self.keys = self.token()
        self.path("text").write_text("what is signed")

    def trace(self, *words):
        self.keys.traced("-o", self.path("log"), *words)
        return harness.read_log(self.path("log"))

    def sign(self, *options):
        return self.trace(*options, *key(*SIGN, "-i", self.path("text"), "-o", "/dev/null"))

    def make_key(self, *options):
        return self.trace(*options, *key("--keypairgen", "--key-type", "rsa:2048", "--id", "01", "--label", "ca-key"))

    def test_a_key_that_is_made_has_its_label_and_a_session_its_token_and_user(self):
        log = self.make_key()
        slot = next(line for line in log if line.function == "C_OpenSession").argument("slotID").split()[0]
        login = next(line for line in log if line.function == "C_Login")
        self.assertEqual(login.argument("hSession"), f'1 (slot {slot} "demo", RW)')
        made = next(line for line in log if line.function == "C_GenerateKeyPair")
        self.assertEqual(made.argument("hSession"), f'1 (slot {slot} "demo", RW user)')
        for argument, kind in (("phPublicKey", "public"), ("phPrivateKey", "private")):
            self.assertRegex(made.argument(argument), rf'^\d+ "ca-key" (RSA {kind}|{kind} key)$')
        shown = {line.argument("hObject") for line in log[log.index(made):] if line.function == "C_GetAttributeValue"}
        self.assertIn(re.sub(" private key$", " RSA private", made.argument("phPrivateKey")), shown)

    def test_a_key_that_is_found_is_known_by_what_was_searched_for(self):
        self.make_key()
        log = self.sign()
        begun = next(line for line in log if line.function == "C_SignInit")
        self.assertRegex(begun.argument("hKey"), r"^\d+ id 01 private key$")

    def test_names_are_all_that_they_add(self):
        self.make_key()
        raw = [line.arguments for line in self.sign("--raw")]
        named = [line.arguments for line in self.sign()]
        self.assertTrue(any("demo" in arguments for arguments in named))
        without = [re.sub(r'(hSession=\d+) \([^)]*\)|(slotID=\d+) "demo"|(\d+) id 01 private key', r"\1\2\3", arguments)
                   for arguments in named]
        # Addresses, fingerprints and the session's handle behind its pointer differ, or need no comparing.
        plain = [re.sub(r'0x[0-9a-f]+|<sensitive \w+>|(phSession=\d+)( \([^)]*\))?', r"\1", arguments)
                 for arguments in (*raw, *without)]
        self.assertEqual(plain[:len(raw)], plain[len(raw):])

    def test_names_need_all_calls_that_can_make_them_wrong(self):
        self.make_key()
        for selector in ("C_SignInit", "!C_DestroyObject", "!C_CloseSession"):
            begun = next(line for line in self.sign("-e", selector) if line.function == "C_SignInit")
            self.assertRegex(begun.argument("hKey"), r"^\d+$", selector)
        begun = next(line for line in self.sign("-e", "!C_GetInfo") if line.function == "C_SignInit")
        self.assertRegex(begun.argument("hKey"), r"^\d+ id 01 private key$")

    def test_a_managed_module_has_them_on_both_sides(self):
        self.make_key()
        for place in ("caller", "module", "both"):
            begun = [line for line in self.sign("--managed", "--log-at", place) if line.function == "C_SignInit"]
            self.assertEqual(len(begun), 2 if place == "both" else 1)
            for line in begun:
                self.assertRegex(line.argument("hKey"), r"^\d+ id 01 private key$", place)
                self.assertIn('"demo", RO user', line.argument("hSession"), place)


if __name__ == "__main__":
    unittest.main()
