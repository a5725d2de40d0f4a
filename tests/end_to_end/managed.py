# Libraries of one process use one token: without p11trace each ends it for the other, with --managed none does.
import unittest

import harness


class Pair(harness.Case):
    """Two callers in one process, in a program that prints what each of their steps answered."""

    def setUp(self):
        super().setUp()
        self.keys = self.token()

    def steps(self, ended):
        return {name: int(result) for name, result in
                (line.rsplit(": ", 1) for line in ended.out.decode().splitlines())}

    def alone(self, *words):
        return self.steps(harness.run(*self.command(*words), env=self.keys.environment(), expect=1))

    def managed(self, *words, at="module"):
        """Each step must succeed. Answers the lines of the log about the token."""
        log = self.path("log")
        ended = self.keys.traced("--managed", "-o", log, "--log-at=" + at, *self.command(*words))
        steps = self.steps(ended)
        self.assertEqual(set(steps.values()), {0}, ended)
        self.assertGreaterEqual(len(steps), 6, ended)
        self.assertEqual(ended.err, b"")
        return [line for line in harness.read_log(log) if line.module.startswith("softhsm2")]

    def assert_one_life(self, lines):
        """One real C_Initialize, and one real C_Finalize after all that anybody did."""
        self.assertEqual({line.module for line in lines}, {"softhsm2"})
        functions = [line.function for line in lines]
        self.assertEqual(functions.count("C_Initialize"), 1)
        self.assertEqual(functions.count("C_Finalize"), 1)
        self.assertEqual(functions[-1], "C_Finalize")
        self.assertEqual(lines[-1].rv, "CKR_OK")
        self.assertEqual(functions.count("C_CloseAllSessions"), 0)


class PlainCallers(Pair):
    def command(self):
        return [harness.under_test("PLAIN_CALLERS"), harness.under_test("FIRST_CALLER"),
                harness.under_test("SECOND_CALLER"), harness.softhsm()]

    def test_alone_the_second_ends_the_first(self):
        steps = self.alone()
        self.assertEqual(steps["second begins"], 0x191)  # CKR_CRYPTOKI_ALREADY_INITIALIZED
        self.assertEqual(steps["first uses its session"], 0xb3)  # CKR_SESSION_HANDLE_INVALID
        self.assertEqual(steps["first uses its session after that"], 0x190)  # CKR_CRYPTOKI_NOT_INITIALIZED

    def test_managed_both_go_on(self):
        self.assert_one_life(self.managed())


class NssAndGcr(Pair):
    def command(self, order):
        return [harness.under_test("NSS_AND_GCR"), order, harness.softhsm(), self.keys.label]

    def test_alone_nss_ends_the_token_for_gcr(self):
        steps = self.alone("nss-first")
        self.assertEqual(steps["gcr finds the token"], 0)
        self.assertEqual(steps["gcr finds the token after NSS"], 1)

    def test_alone_nss_cannot_load_what_gcr_has_initialized(self):
        self.assertEqual(self.alone("gcr-first")["NSS loads the module"], -8018)

    def test_managed_gcr_goes_on_after_nss(self):
        self.assert_one_life(self.managed("nss-first"))

    def test_managed_nss_comes_in_beside_gcr(self):
        self.assert_one_life(self.managed("gcr-first"))


class NssAndGnutls(Pair):
    def setUp(self):
        super().setUp()
        self.keys.tool(*"--keypairgen --key-type rsa:2048 --id 01 --label signing".split())

    def command(self, order):
        return [harness.under_test("NSS_AND_GNUTLS"), order, harness.softhsm(), harness.PIN]

    def test_alone_nss_ends_the_token_for_gnutls(self):
        steps = self.alone("nss-first")
        self.assertEqual(steps["GnuTLS signs"], 0)
        self.assertEqual(steps["GnuTLS signs after NSS"], -300)
        self.assertNotEqual(steps["GnuTLS imports a key after NSS"], 0)
        self.assertNotEqual(steps["GnuTLS finds a token"], 0)

    def test_alone_nss_cannot_load_what_gnutls_has_initialized(self):
        self.assertEqual(self.alone("gnutls-first")["NSS loads the module"], -8018)

    def test_managed_gnutls_goes_on_after_nss(self):
        self.assert_one_life(self.managed("nss-first"))

    def test_managed_nss_comes_in_beside_gnutls(self):
        self.assert_one_life(self.managed("gnutls-first"))

    def test_what_each_of_them_asks_for_is_logged_under_its_name(self):
        # NSS has NSPR look the first function up.
        lines = [line for line in self.managed("nss-first", at="caller") if not line.function.startswith("C_GetFunctionList")
                 and not line.function.startswith("C_GetInterface")]
        self.assertEqual({line.module for line in lines}, {"softhsm2@nss3", "softhsm2@p11-kit"})
        for module in ("softhsm2@nss3", "softhsm2@p11-kit"):
            functions = [line.function for line in lines if line.module == module]
            self.assertEqual(functions.count("C_Initialize"), 1, module)
            self.assertEqual(functions.count("C_Finalize"), 1, module)

    def test_without_a_log_they_are_managed_too(self):
        ended = harness.run(*self.command("nss-first"), env=self.keys.environment(
            LD_PRELOAD=harness.under_test("P11TRACE_PRELOAD"), P11TRACE_MANAGED="yes"))
        self.assertEqual(set(self.steps(ended).values()), {0}, ended)


if __name__ == "__main__":
    unittest.main()
