# A program that has its modules from libp11trace.so: it loses no memory, and is logged once.
import shutil
import unittest

import harness


class Library(harness.Case):
    def setUp(self):
        super().setUp()
        self.keys = self.token()

    def program(self, what):
        return [harness.under_test("LIBRARY_PROGRAM"), what, harness.softhsm()]

    def environment(self, **more):
        directory = self.path("modules")
        directory.mkdir(exist_ok=True)
        (directory / "token.module").write_text(f"module: {harness.softhsm()}\npriority: 1\n")
        copy = self.path("copy.so")
        shutil.copy(harness.softhsm(), copy)
        (directory / "copy.module").write_text(f"module: {copy}\n")
        (directory / "missing.module").write_text("module: /nowhere/at-all.so\n")
        (directory / "broken.module").write_text("what is this\n")
        none = self.path("none")
        return self.keys.environment(P11TRACE_SYSTEM_CONFIG=none, P11TRACE_USER_CONFIG=none,
                                     P11TRACE_PACKAGE_MODULES=none, P11TRACE_USER_MODULES=none,
                                     P11TRACE_SYSTEM_MODULES=directory, **more)

    def test_configured_modules_are_listed_without_those_that_cannot_be_loaded(self):
        ended = harness.run(*self.program("lists"), env=self.environment())
        names = [line.split()[0] for line in ended.out.decode().splitlines()]
        self.assertEqual(names, ["token", "copy"])

    def assert_nothing_lost(self, what, **more):
        ended = harness.run(
            harness.program("valgrind"), "--leak-check=full", "--errors-for-leak-kinds=definite,indirect",
            "--error-exitcode=99", *self.program(what), env=self.environment(**more))
        self.assertIn(b"ERROR SUMMARY: 0 errors", ended.err)
        self.assertRegex(ended.err, b"definitely lost: 0 bytes|All heap blocks were freed")

    def test_nothing_is_lost_after_load_use_and_release_in_any_order(self):
        self.assert_nothing_lost("orders")

    def test_nothing_is_lost_of_lists_of_modules_either(self):
        self.assert_nothing_lost("lists")

    def test_nothing_is_lost_when_it_is_logged(self):
        self.assert_nothing_lost("orders", P11TRACE_LOG=self.path("log"))
        self.assertTrue(self.path("log").read_text())

    def test_traced_by_the_preloaded_library_too_it_is_logged_once(self):
        def lines(*start, **more):
            log = self.path("log")
            harness.run(*start, *self.program("orders"), env=self.environment(P11TRACE_LOG=log, **more))
            functions = [(line.module, line.function, line.rv) for line in harness.read_log(log)]
            log.unlink()
            return functions

        of_library = lines()
        self.assertGreater(len(of_library), 40)
        preload = harness.under_test("P11TRACE_PRELOAD")
        self.assertEqual(lines(LD_PRELOAD=preload), of_library)
        self.assertEqual(lines(LD_PRELOAD=preload, P11TRACE_MANAGED="yes"), of_library)
        self.assertEqual(lines(harness.under_test("P11TRACE"), "-o", self.path("log")), of_library)

    def test_a_list_that_the_preloaded_library_traces_is_the_same_module_and_logged_once(self):
        def calls(**more):
            log = self.path("log")
            harness.run(*self.program("own"), env=self.environment(P11TRACE_LOG=log, **more))
            lines = [(line.module, line.function) for line in harness.read_log(log)]
            log.unlink()
            # How the library comes to the module is the preloaded one's to log.
            return [line for line in lines if line[1] != "C_GetFunctionList"]

        of_library = calls()
        self.assertEqual(of_library[0], ("softhsm2@1", "C_Initialize"))
        self.assertEqual([function for _, function in of_library],
                         ["C_Initialize", "C_GetSlotList", "C_OpenSession", "C_Initialize", "C_Finalize", "C_GetInfo",
                          "C_Finalize"])
        preload = harness.under_test("P11TRACE_PRELOAD")
        self.assertEqual(calls(LD_PRELOAD=preload), of_library)
        self.assertEqual(calls(LD_PRELOAD=preload, P11TRACE_MANAGED="yes"), of_library)

    def test_the_modules_side_is_logged_once_too(self):
        for more in ({}, {"P11TRACE_MANAGED": "yes"}):
            log = self.path("log")
            harness.run(*self.program("own"), env=self.environment(
                P11TRACE_LOG=log, P11TRACE_LOG_AT="module", LD_PRELOAD=harness.under_test("P11TRACE_PRELOAD"), **more))
            lines = harness.read_log(log)
            log.unlink()
            self.assertEqual({line.module for line in lines}, {"softhsm2"})
            functions = [line.function for line in lines if line.function != "C_GetFunctionList"]
            self.assertEqual(functions, ["C_Initialize", "C_GetSlotList", "C_OpenSession", "C_CloseSession", "C_GetInfo",
                                         "C_Finalize"], more)


if __name__ == "__main__":
    unittest.main()
