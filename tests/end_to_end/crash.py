# With --entry, a call that never returns stands in the log with its arguments.
import contextlib
import os
import signal
import subprocess
import time
import unittest

import harness

LOGIN = "hSession=1, userType=CKU_USER, pPin=<secret>"


class Crash(harness.Case):
    def scripted(self, script):
        """The environment in which the fake token does what the script says."""
        self.path("script").write_text(script + "\n")
        return harness.environment(FAKE_TOKEN_SCRIPT=self.path("script"), P11TRACE_RAW="yes")

    def login(self):
        return [harness.program("pkcs11-tool"), "--module", harness.under_test("FAKE_TOKEN"), "--login",
                "--pin", "1234", "--list-objects"]

    def log(self):
        return harness.read_log(self.path("log"))

    def wait_for(self, function):
        """Until the log ends with the entry of this function."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if self.path("log").exists():
                *_, last = [None, *self.log()]
                if last is not None and (last.function, last.rv) == (function, ""):
                    return last
            time.sleep(0.01)
        raise AssertionError(f"no entry of {function} in {harness.functions(self.log())}")

    @contextlib.contextmanager
    def started(self, *words, env):
        """A command that runs during the test, and is killed in the end."""
        with subprocess.Popen([str(word) for word in words], env=env, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                yield process
            finally:
                process.kill()

    def assert_stops_in_login(self, log):
        last = log[-1]
        self.assertEqual((last.function, last.arguments), ("C_Login", LOGIN))
        self.assertEqual((last.rv, last.duration), ("", "..."))
        # All others have come back, each after its entry.
        for entry, answer in zip(log[:-1:2], log[1:-1:2], strict=True):
            self.assertEqual((entry.function, entry.rv), (answer.function, ""))
            self.assertNotEqual(answer.rv, "")

    def test_a_call_that_crashes_is_in_the_log(self):
        env = self.scripted("C_Login crash")
        without = harness.run(*self.login(), env=env, expect=-signal.SIGSEGV)
        with_us = harness.p11trace("--entry", "-o", self.path("log"), *self.login(), env=env, expect=None)
        self.assert_same(without, with_us)
        self.assert_stops_in_login(self.log())

    def test_without_entries_the_log_ends_before_the_call_that_crashes(self):
        harness.p11trace("-o", self.path("log"), *self.login(), env=self.scripted("C_Login crash"),
                         expect=-signal.SIGSEGV)
        self.assertEqual(self.log()[-1].function, "C_GetTokenInfo")

    def test_the_library_alone_writes_entries_as_well(self):
        env = self.scripted("C_Login crash") | {"P11TRACE_LOG_ENTRY": "yes"}
        harness.preloaded(*self.login(), log=self.path("log"), env=env, expect=-signal.SIGSEGV)
        self.assert_stops_in_login(self.log())

    def test_a_call_that_hangs_is_in_the_log_while_it_hangs(self):
        with self.started(harness.under_test("P11TRACE"), "--entry", "-o", self.path("log"), *self.login(),
                          env=self.scripted("C_Login block")) as process:
            self.wait_for("C_Login")
            self.assertIsNone(process.poll())
        self.assert_stops_in_login(self.log())

    def test_a_call_that_takes_its_time_says_how_long(self):
        harness.p11trace("--entry", "-e", "C_Login", "-o", self.path("log"), *self.login(),
                         env=self.scripted("C_Login delay 1200000000"))
        entry, answer = self.log()
        self.assertEqual((entry.duration, entry.arguments, answer.arguments), ("...", LOGIN, LOGIN))
        self.assertRegex(answer.duration, r"^\d+\.\d\d\ds$")
        self.assertGreaterEqual(float(answer.duration[:-1]), 1.2)

    def test_a_call_that_never_came_back_shows_what_it_was_given(self):
        text = self.path("text")
        text.write_text("what is signed")
        harness.p11trace("--entry", "-o", self.path("log"), "--show", "data", harness.program("pkcs11-tool"),
                         "--module", harness.under_test("FAKE_TOKEN"), "--login", "--pin", "1234", "--sign",
                         "--mechanism", "SHA256-RSA-PKCS", "--id", "02", "-i", text, "-o", "/dev/null",
                         env=self.scripted("C_Sign crash"), expect=-signal.SIGSEGV)
        last = self.log()[-1]
        self.assertEqual((last.function, last.rv), ("C_Sign", ""))
        self.assertEqual(last.argument("pData"), f"[14]{b'what is signed'.hex()}")
        self.assertEqual(last.argument("hSession"), "1")

    def test_a_program_that_is_killed_leaves_whole_lines(self):
        with self.started(harness.under_test("P11TRACE"), "-o", self.path("log"),
                          *harness.client("initialize()\nfor _ in range(1000000): get_info()"),
                          env=harness.environment()) as process:
            end = time.monotonic() + 60
            while not self.path("log").exists() or self.path("log").stat().st_size < 200_000:
                self.assertLess(time.monotonic(), end, "the log does not grow")
                time.sleep(0.01)
            os.kill(process.pid, signal.SIGKILL)
            self.assertEqual(process.wait(), -signal.SIGKILL)
        self.assertEqual(set(harness.functions(self.log()[2:])), {"C_GetInfo"})

    def test_a_program_that_leaves_by_exec_or_exit_leaves_whole_logs(self):
        for leave in ("os._exit(0)", "os.execv('/bin/true', ['true'])", "os.abort()"):
            harness.p11trace("-o", self.path("log"), *harness.client(f"initialize(); get_info(); {leave}"),
                             expect=None)
            self.assertEqual(harness.functions(self.log()),
                             ["C_GetFunctionList", "C_Initialize", "C_GetInfo"])


if __name__ == "__main__":
    unittest.main()
