# -e: which calls are in the log, and what is answered to words that mean nothing.
import unittest
from pathlib import Path

import harness
from harness import PIN

GENERAL = {"C_Initialize", "C_Finalize", "C_GetInfo", "C_GetFunctionList", "C_GetInterfaceList",
           "C_GetInterface"}
SIGN = {"C_SignInit", "C_Sign", "C_SignUpdate", "C_SignFinal", "C_SignRecoverInit", "C_SignRecover"}


class Selectors(harness.Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        directory = Path(cls.enterClassContext(harness.temporary_directory()))
        cls.the_token = harness.Token.make(directory / "token")
        cls.the_token.tool(*"--keypairgen --key-type rsa:2048 --id 01".split())
        (directory / "text").write_text("what is signed")
        cls.command = [harness.program("pkcs11-tool"), "--module", harness.softhsm(), "--login", "--pin", PIN,
                       "--sign", "--mechanism", "SHA256-RSA-PKCS", "--id", "01", "-i",
                       str(directory / "text"), "-o", "/dev/null"]
        cls.all = cls.select(directory)

    @classmethod
    def select(cls, directory, *selectors, env=None):
        """The functions of a log, in order, each of these selectors being one -e."""
        log = Path(directory, "log")
        options = [word for selector in selectors for word in ("-e", selector)]
        cls.the_token.traced("-o", log, *options, *cls.command, env=env)
        return harness.functions(harness.read_log(log))

    def assert_selected(self, wanted, *selectors):
        """Exactly these of the functions that are called, each time that they are called."""
        expected = [function for function in self.all if function in wanted]
        self.assertEqual(self.select(self.directory, *selectors), expected, selectors)

    def assert_refused(self, selector, sentence):
        ended = harness.p11trace("-o", self.path("log"), "-e", selector, "touch", self.path("ran"),
                                 expect=None)
        self.assertEqual((ended.status, ended.out), (2, b""), ended)
        self.assertEqual(ended.err.decode(), f"p11trace: {sentence}\n")
        self.assertFalse(self.path("ran").exists(), "the command was started")
        self.assertFalse(self.path("log").exists(), "the log was made")

    def test_without_a_selector_there_is_every_call(self):
        for function in ("C_GetFunctionList", "C_Initialize", "C_Login", "C_FindObjects", "C_Sign",
                         "C_Finalize"):
            self.assertIn(function, self.all)

    def test_names_select_functions(self):
        self.assert_selected({"C_Sign"}, "C_Sign")
        self.assert_selected({"C_Sign", "C_Login"}, "C_Sign,C_Login")
        self.assert_selected({"C_Sign", "C_Login"}, "Login, Sign")

    def test_several_selectors_are_one(self):
        self.assert_selected({"C_Sign", "C_Login"}, "C_Sign", "Login")
        self.assert_selected({"C_SignInit"}, "%sign", "!Sign")

    def test_groups_select_their_functions(self):
        self.assert_selected(GENERAL, "%general")
        self.assert_selected(GENERAL | SIGN, "%general,%sign")

    def test_regular_expressions_select_what_they_match(self):
        self.assert_selected({"C_FindObjectsInit", "C_FindObjects", "C_FindObjectsFinal"}, "/Find")
        self.assert_selected({"C_Login", "C_Finalize"}, "/^C_(Login|Finalize)$")
        self.assert_selected({function for function in self.all if "e" not in function}, "!/e")

    def test_an_exclamation_mark_takes_away(self):
        self.assert_selected(set(self.all) - {"C_GetSlotList"}, "!C_GetSlotList")
        self.assert_selected({"C_SignInit"}, "%sign,!Sign")
        self.assert_selected(set(self.all) - GENERAL - SIGN, "!%general,!%sign")
        self.assert_selected({"C_Sign"}, "none,Sign")

    def test_terms_count_from_left_to_right(self):
        self.assert_selected({"C_Sign", "C_SignInit"}, "%sign,!%sign,%sign")
        self.assert_selected({"C_Sign"}, "!all,Sign")
        self.assert_selected(set(), "Sign,none,!Sign")

    def test_what_is_not_called_gives_an_empty_log(self):
        self.assert_selected(set(), "C_WrapKey")
        self.assert_selected(set(), "none")

    def test_the_environment_selects_where_no_option_does(self):
        env = self.the_token.environment(P11TRACE_SELECT="Login")
        self.assertEqual(self.select(self.directory, env=env), ["C_Login"])
        self.assertEqual(self.select(self.directory, "Sign", env=env), ["C_Sign"])

    def test_what_is_left_out_works_all_the_same(self):
        without = self.the_token.run(*self.command)
        with_us = self.the_token.traced("-o", self.path("log"), "-e", "!%sign,!%session,!%object",
                                        *self.command)
        self.assert_same(without, with_us)

    def test_an_unknown_function_is_answered_with_the_nearest(self):
        self.assert_refused("Sing", "unknown function Sing, did you mean C_Sign?")
        self.assert_refused("C_Login,C_Iniztialize",
                            "unknown function C_Iniztialize, did you mean C_Initialize?")
        self.assert_refused("!C_GetAttributeValues", "unknown function C_GetAttributeValues, did you mean "
                            "C_GetAttributeValue?")

    def test_an_unknown_group_is_answered_with_the_nearest(self):
        self.assert_refused("%sgin", "unknown group %sgin, did you mean %sign?")

    def test_a_group_without_its_mark_is_answered_with_the_group(self):
        self.assert_refused("sign", "unknown function sign, did you mean %sign?")

    def test_a_word_that_is_like_no_other_is_only_refused(self):
        self.assert_refused("xylophone", "unknown function xylophone")
        self.assert_refused("%xylophone", "unknown group %xylophone")

    def test_a_regular_expression_that_is_none_or_matches_nothing_is_refused(self):
        self.assert_refused("/C_(", "/C_( is not a regular expression: Unmatched ( or \\(")
        self.assert_refused("/Nothing", "no function's name matches /Nothing")

    def test_a_selector_in_the_environment_that_means_nothing_is_said_and_everything_is_logged(self):
        ended = harness.preloaded(*self.command, log=self.path("log"),
                                  env=self.the_token.environment(P11TRACE_SELECT="Sing"))
        self.assertIn(b"p11trace: unknown function Sing, did you mean C_Sign?", ended.err)
        self.assertEqual(harness.functions(harness.read_log(self.path("log"))), self.all)


if __name__ == "__main__":
    unittest.main()
