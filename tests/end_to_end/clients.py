# Programs that get at their modules in different ways: their calls are seen, and they do what they always do.
import re
import unittest
from pathlib import Path

import harness
from harness import PIN


class Clients(harness.Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        directory = Path(cls.enterClassContext(harness.temporary_directory()))
        cls.keys = harness.Token.make(directory / "keys")
        cls.keys.tool(*"--keypairgen --key-type rsa:2048 --id 0102 --label client-key".split())

    def compare(self, name, *words, status=0, in_any_order=False, **more):
        """Runs a program on a copy of the token, and with p11trace on another; answers what the log says."""
        without = self.result("alone", name, words, **more)
        with_us = self.result("traced", name, words, **more)
        self.assertEqual(without.status, status, without)
        if in_any_order:
            # In which order SoftHSM2 finds objects depends on where its memory lies.
            for result in (without, with_us):
                result.out = b"\n".join(sorted(result.out.splitlines()))
        self.assert_same(without, with_us)
        return harness.read_log(self.path("log"))

    def result(self, way, name, words, **variables):
        copy = self.keys.copy(self.path(way))
        command = [harness.program(name), *words]
        if way == "traced":
            command = [harness.under_test("P11TRACE"), "-o", self.path("log"), *command]
        ended = harness.run(*command, env=copy.environment(HOME=self.directory, **variables), expect=None)
        ended.out = ended.out.replace(way.encode(), b"WAY")
        ended.err = ended.err.replace(way.encode(), b"WAY")
        return ended

    def assert_answered(self, lines, *functions):
        """These were called and answered with CKR_OK, in this order."""
        wanted = list(functions)
        for line in lines:
            if wanted and (line.function, line.rv) == (wanted[0], "CKR_OK"):
                wanted.pop(0)
        self.assertEqual(wanted, [], "\n".join(f"{line.function} = {line.rv}" for line in lines))

    def test_p11tool_lists_what_is_on_a_token(self):
        lines = self.compare("p11tool", "--provider", harness.softhsm(), "--login", "--list-all",
                             "pkcs11:token=demo", in_any_order=True, GNUTLS_PIN=PIN)
        self.assert_answered(lines, "C_GetFunctionList", "C_Initialize", "C_OpenSession", "C_Login",
                             "C_FindObjectsInit", "C_FindObjects", "C_GetAttributeValue", "C_CloseSession")
        self.assertEqual({line.module for line in lines}, {"softhsm2"})
        self.assertTrue(any(line.argument("pTemplate").endswith('CKA_LABEL="client-key"}') for line in lines))

    def test_p11tool_lists_tokens(self):
        lines = self.compare("p11tool", "--provider", harness.softhsm(), "--list-tokens")
        self.assert_answered(lines, "C_Initialize", "C_GetTokenInfo")

    def test_p11tool_signs(self):
        lines = self.compare("p11tool", "--provider", harness.softhsm(), "--login", "--test-sign",
                             "pkcs11:token=demo;object=client-key;type=private", GNUTLS_PIN=PIN)
        self.assert_answered(lines, "C_Login", "C_SignInit", "C_Sign")

    def test_softhsm2_util_shows_slots(self):
        lines = self.compare("softhsm2-util", "--show-slots")
        self.assert_answered(lines, "C_GetFunctionList", "C_Initialize", "C_GetSlotInfo", "C_GetTokenInfo",
                             "C_Finalize")

    def test_softhsm2_util_imports_a_key(self):
        key = self.path("key.pem")
        harness.run(harness.program("certtool"), "--generate-privkey", "--key-type", "rsa", "--bits", "2048",
                    "--pkcs8", "--password=", "--no-text", "--outfile", key)
        lines = self.compare("softhsm2-util", "--import", key, "--token", "demo", "--label", "imported",
                             "--id", "0a0b", "--pin", PIN)
        self.assert_answered(lines, "C_Login", "C_CreateObject", "C_CreateObject")

    def test_ssh_keygen_reads_public_keys(self):
        lines = self.compare("ssh-keygen", "-D", harness.softhsm())
        self.assert_answered(lines, "C_GetFunctionList", "C_Initialize", "C_OpenSession", "C_FindObjectsInit",
                             "C_GetAttributeValue", "C_Finalize")

    def test_p11_kit_lists_the_modules_of_a_configuration(self):
        token = self.keys.copy(self.path("token"))
        modules = self.path("home/.config/pkcs11/modules")
        modules.mkdir(parents=True)
        Path(modules, "private.module").write_text(f"module: {harness.softhsm()}\n")
        Path(modules, "../pkcs11.conf").write_text("user-config: only\n")
        installed = harness.install(self.path("installed"))
        # p11-kit does not read the configuration of root's home directory.
        user = harness.as_ordinary_user(self.directory)
        env = token.environment(HOME=self.path("home"))
        list_modules = [harness.program("p11-kit"), "list-modules"]
        without = harness.run(*user, *list_modules, env=env)
        with_us = harness.run(*user, installed.command, "-o", self.path("log"), *list_modules, env=env)
        self.assertRegex(without.out, rb"(?m)^private: .*libsofthsm2.so$")
        self.assert_same(without, with_us)
        lines = harness.read_log(self.path("log"))
        self.assert_answered(lines, "C_GetFunctionList", "C_Initialize", "C_GetInfo", "C_GetTokenInfo",
                             "C_Finalize")

    def test_both_layers_of_the_p11_kit_proxy_are_seen(self):
        lines = self.compare("pkcs11-tool", "--module", harness.p11_kit_proxy(), "--token-label", "demo",
                             "--login", "--pin", PIN, "--list-objects", "--type", "privkey")
        proxy = [line for line in lines if line.module == "p11-kit-proxy"]
        module = [line for line in lines if line.module == "softhsm2"]
        for layer in (proxy, module):
            self.assert_answered(layer, "C_GetFunctionList", "C_Initialize", "C_OpenSession", "C_Login",
                                 "C_FindObjects", "C_GetAttributeValue", "C_Finalize")

        def searches(layer):
            return [line.argument("pTemplate") for line in layer if line.function == "C_FindObjectsInit"]

        self.assertEqual(searches(proxy), searches(module))

    def test_a_module_behind_a_module_is_seen(self):
        lines = self.compare("pkcs11-tool", "--module", harness.spy(), "--list-token-slots",
                             PKCS11SPY=harness.softhsm(), PKCS11SPY_OUTPUT="/dev/null")
        for module in ("pkcs11-spy", "softhsm2"):
            self.assert_answered([line for line in lines if line.module == module], "C_Initialize",
                                 "C_GetTokenInfo", "C_Finalize")

    def test_a_module_with_interfaces_is_seen(self):
        lines = self.compare("pkcs11-tool", "--module", harness.under_test("FAKE_TOKEN"), "--login", "--pin",
                             "1234", "--list-objects")
        self.assert_answered(lines, "C_GetInterface", "C_Initialize", "C_Login", "C_FindObjects",
                             "C_Finalize")

    def test_memcheck_finds_nothing_that_is_not_there_without_us(self):
        files = self.path("text")
        files.write_text("what is signed\n")
        words = ["--error-exitcode=99", "--leak-check=full", "--errors-for-leak-kinds=definite",
                 "--trace-children=no", "--quiet", harness.program("pkcs11-tool"), "--module",
                 harness.softhsm(), "--login", "--pin", PIN, "--sign", "--mechanism", "SHA256-RSA-PKCS",
                 "--id", "0102", "-i", files, "-o", "/dev/null"]
        results = [self.result(way, "valgrind", words) for way in ("alone", "traced")]
        for result in results:
            result.err = re.sub(rb"==\d+==", b"==process==", result.err)
        self.assert_same(*results)
        self.assertNotEqual(results[1].status, 99, results[1])
        self.assert_answered(harness.read_log(self.path("log")), "C_Login", "C_SignInit", "C_Sign",
                             "C_Finalize")


if __name__ == "__main__":
    unittest.main()
