# pkcs11-tool does the same, and p11trace sees the same calls and answers as OpenSC's pkcs11-spy.
import re
import unittest
from pathlib import Path

import harness
from harness import PIN, SO_PIN

IV = "00112233445566778899aabbccddeeff"
LOGIN = f"--login --pin {PIN}"

# The lists are fetched from p11trace's own wrapper in one case and from the spy's in the other.
LOOK_UPS = {"C_GetFunctionList", "C_GetInterface", "C_GetInterfaceList"}


def calls_in_spy_log(path):
    """(function, answer) of each call, in order."""
    calls, function = [], None
    for line in Path(path).read_text(errors="replace").splitlines():
        if found := re.fullmatch(r"\d+: (C_\w+)", line):
            function = found[1]
        elif found := re.fullmatch(r"Returned:  (\d+) (CKR_\w+|Unknown.*)?", line):
            calls.append((function, found[2]))
    return [call for call in calls if call[0] not in LOOK_UPS]


def calls_in_our_log(path):
    return [(line.function, line.rv) for line in harness.read_log(path) if line.function not in LOOK_UPS]


def without_chance(output):
    """Without what is new in every run: public keys just generated."""
    return re.sub(rb"(EC_POINT: +)[0-9a-f]+", rb"\1(any)", output)


class SameCallsAsSpy(harness.Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.files = Path(cls.enterClassContext(harness.temporary_directory()))
        cls.empty = harness.Token.make(cls.files / "empty")
        cls.rsa = cls.empty.copy(cls.files / "rsa")
        cls.rsa.tool(*"--keypairgen --key-type rsa:2048 --id 01 --label rsa".split())
        cls.keys = cls.rsa.copy(cls.files / "keys")
        cls.data = cls.empty.copy(cls.files / "data")
        cls.write_files()

    @classmethod
    def write_files(cls):
        (cls.files / "text").write_bytes(b"sixteen bytes..." * 2)
        (cls.files / "hash").write_bytes(bytes(range(32)))
        (cls.files / "template").write_text('cn = "p11trace test"\nserial = 7\nexpiration_days = 10\n')

        def certtool(words):
            harness.run(harness.program("certtool"), *words.split(), cwd=cls.files)

        certtool("--generate-privkey --key-type ecdsa --curve secp256r1 --outfile peer.key")
        certtool("--load-privkey peer.key --pubkey-info --outder --outfile peer.pub")
        certtool("--load-privkey peer.key --generate-self-signed --template template --outder "
                 "--outfile certificate")

        def tool(words):
            cls.keys.tool(*words.split(), cwd=cls.files)

        tool("--keypairgen --key-type EC:prime256v1 --id 02 --label ec --usage-sign --usage-derive")
        tool("--keygen --key-type AES:32 --id 03 --label aes")
        tool("--sign --mechanism SHA256-RSA-PKCS --id 01 -i text -o rsa.signature")
        tool("--sign --mechanism ECDSA --id 02 -i hash -o ec.signature")
        tool(f"--encrypt --mechanism AES-CBC-PAD --iv {IV} --id 03 -i text -o aes.encrypted")
        cls.data.tool(*"--write-object text --type data --label note".split(), cwd=cls.files)

    def compare(self, token, words, sees, answered="CKR_OK", status=0, produces=None, any_order=False):
        """Runs pkcs11-tool on three copies of the token: alone, under the spy, under p11trace.

        `sees` is a call that there must be, and `produces` says how equal the files are that -o makes."""
        results = {way: self.result(way, token, words.split(), produces)
                   for way in ("alone", "spy", "p11trace")}
        self.assertEqual(results["alone"]["status"], status, results["alone"])
        for way in ("spy", "p11trace"):
            for what, alone in results["alone"].items():
                here = results[way][what]
                # In which order SoftHSM2 finds objects depends on where its memory lies.
                if any_order and what != "status":
                    alone, here = sorted(alone.splitlines()), sorted(here.splitlines())
                self.assertEqual(alone, here, f"{what}, alone and under {way}")

        expected = calls_in_spy_log(self.path("spy.log"))
        seen = calls_in_our_log(self.path("log"))
        self.assertIn((sees, answered), seen)
        if any_order:
            expected.sort()
            seen.sort()
        self.assertEqual(expected, seen)

    def result(self, way, token, words, produces):
        copy = token.copy(self.path(way))
        env = copy.environment()
        command = [harness.program("pkcs11-tool"), "--module", harness.softhsm(), *words]
        if way == "spy":
            command[2] = harness.spy()
            env |= {"PKCS11SPY": harness.softhsm(), "PKCS11SPY_OUTPUT": str(self.path("spy.log"))}
        elif way == "p11trace":
            command = [harness.under_test("P11TRACE"), "-o", self.path("log"), *command]
        product = self.path("product")
        if produces is not None:
            command += ["-o", product]
        ended = harness.run(*command, env=env, expect=None, cwd=self.files)
        result = {"status": ended.status, "out": without_chance(ended.out), "err": ended.err}
        if produces is not None:
            content = product.read_bytes()
            result["file"] = content if produces == "the same" else b"%d bytes" % len(content)
            product.unlink()
        return result

    def test_showing_the_module(self):
        self.compare(self.keys, "--show-info", sees="C_GetInfo")

    def test_listing_slots(self):
        self.compare(self.keys, "--list-slots", sees="C_GetSlotInfo")

    def test_listing_mechanisms(self):
        self.compare(self.keys, "--list-mechanisms", sees="C_GetMechanismInfo")

    def test_listing_one_object(self):
        self.compare(self.data, "--list-objects", sees="C_FindObjects")

    def test_listing_many_objects(self):
        self.compare(self.keys, f"{LOGIN} --list-objects", sees="C_FindObjects", any_order=True)

    def test_a_wrong_pin(self):
        self.compare(self.keys, "--login --pin wrong-canary --list-objects", sees="C_Login",
                     answered="CKR_PIN_INCORRECT", status=1)

    def test_changing_the_pin(self):
        self.compare(self.empty, f"{LOGIN} --change-pin --new-pin another-canary", sees="C_SetPIN")

    def test_setting_the_pin_of_the_user(self):
        self.compare(self.empty, f"--login --login-type so --so-pin {SO_PIN} --init-pin --pin another-canary",
                     sees="C_InitPIN")

    def test_generating_an_rsa_key_pair(self):
        self.compare(self.empty, f"{LOGIN} --keypairgen --key-type rsa:1024 --id 07 --label new",
                     sees="C_GenerateKeyPair")

    def test_generating_an_ec_key_pair(self):
        self.compare(self.empty, f"{LOGIN} --keypairgen --key-type EC:secp384r1 --id 07 --label new",
                     sees="C_GenerateKeyPair")

    def test_generating_a_secret_key(self):
        self.compare(self.empty, f"{LOGIN} --keygen --key-type AES:16 --id 07 --label new",
                     sees="C_GenerateKey")

    def test_generating_random_bytes(self):
        self.compare(self.empty, "--generate-random 100", sees="C_GenerateRandom", produces="as long")

    def test_signing_with_rsa(self):
        self.compare(self.keys, f"{LOGIN} --sign --mechanism SHA256-RSA-PKCS --id 01 -i text", sees="C_Sign",
                     produces="the same")

    def test_signing_with_rsa_pss(self):
        self.compare(self.keys, f"{LOGIN} --sign --mechanism SHA256-RSA-PKCS-PSS --id 01 -i text",
                     sees="C_Sign", produces="as long")

    def test_signing_with_ecdsa(self):
        self.compare(self.keys, f"{LOGIN} --sign --mechanism ECDSA --id 02 -i hash", sees="C_Sign",
                     produces="as long")

    def test_verifying_with_rsa(self):
        self.compare(self.keys, f"{LOGIN} --verify --mechanism SHA256-RSA-PKCS --id 01 -i text "
                     "--signature-file rsa.signature", sees="C_Verify")

    def test_verifying_with_ecdsa(self):
        self.compare(self.keys,
                     f"{LOGIN} --verify --mechanism ECDSA --id 02 -i hash --signature-file ec.signature",
                     sees="C_Verify")

    def test_refusing_the_signature_of_something_else(self):
        self.compare(self.keys, f"{LOGIN} --verify --mechanism SHA256-RSA-PKCS --id 01 -i hash "
                     "--signature-file rsa.signature", sees="C_Verify", answered="CKR_SIGNATURE_INVALID")

    def test_encrypting_with_aes(self):
        self.compare(self.keys, f"{LOGIN} --encrypt --mechanism AES-CBC-PAD --iv {IV} --id 03 -i text",
                     sees="C_Encrypt", produces="the same")

    def test_decrypting_with_aes(self):
        self.compare(self.keys,
                     f"{LOGIN} --decrypt --mechanism AES-CBC-PAD --iv {IV} --id 03 -i aes.encrypted",
                     sees="C_Decrypt", produces="the same")

    def test_digesting(self):
        self.compare(self.keys, f"{LOGIN} --hash --mechanism SHA256 -i text", sees="C_DigestUpdate",
                     produces="the same")

    def test_deriving_with_ecdh(self):
        self.compare(self.keys, f"{LOGIN} --derive --mechanism ECDH1-DERIVE --id 02 -i peer.pub",
                     sees="C_DeriveKey", produces="the same")

    def test_writing_a_certificate(self):
        self.compare(self.empty,
                     f"{LOGIN} --write-object certificate --type cert --id 05 --label certificate",
                     sees="C_CreateObject")

    def test_writing_a_data_object(self):
        self.compare(self.empty, f"{LOGIN} --write-object text --type data --label new",
                     sees="C_CreateObject")

    def test_reading_a_data_object(self):
        self.compare(self.data, "--read-object --type data --label note", sees="C_GetAttributeValue",
                     produces="the same")

    def test_reading_a_public_key(self):
        self.compare(self.keys, "--read-object --type pubkey --id 01", sees="C_GetAttributeValue",
                     produces="the same")

    def test_changing_an_identifier(self):
        self.compare(self.keys, f"{LOGIN} --set-id 0909 --type secrkey --id 03", sees="C_SetAttributeValue")

    def test_deleting_an_object(self):
        self.compare(self.keys, f"{LOGIN} --delete-object --type secrkey --id 03", sees="C_DestroyObject")

    def test_the_tool_s_own_test_of_a_token(self):
        # It ends with an error: SoftHSM2 takes no OAEP parameters but those of SHA-1.
        self.compare(self.rsa, f"{LOGIN} --test", sees="C_DecryptInit", answered="CKR_ARGUMENTS_BAD",
                     status=1)


if __name__ == "__main__":
    unittest.main()
