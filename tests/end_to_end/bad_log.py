# A log that cannot be written is said on standard error, and the program does what it does without it.
import os
import shutil
import signal
import stat
import subprocess
import unittest
from pathlib import Path

import harness


class BadLog(harness.Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # In C, with the signals' usual effects: Python ignores SIGPIPE and SIGXFSZ.
        cls.command = [harness.program("pkcs11-tool"), "--module", harness.under_test("FAKE_TOKEN"),
                       "--login", "--pin", "1234", "--list-objects"]
        cls.expected = harness.run(*cls.command)

    def assert_result(self, ended, *sentences):
        """The program's result is what it is without p11trace, which has said something on standard error."""
        lines = ended.err.decode().splitlines(keepends=True)
        ours = [line for line in lines if line.startswith(("p11trace: ", "# p11trace: "))]
        ended.err = "".join(line for line in lines if line not in ours).encode()
        self.assert_same(self.expected, ended)
        for sentence in sentences:
            self.assertIn(sentence, "".join(ours))
        self.assertEqual(bool(ours), bool(sentences), ours)

    def assert_both_say(self, log, of_the_command, of_the_library):
        self.assert_result(harness.p11trace("-o", log, *self.command), str(log), of_the_command)
        self.assert_result(harness.preloaded(*self.command, log=log), str(log), of_the_library)

    def test_a_directory(self):
        self.path("log").mkdir()
        self.assert_both_say(self.path("log"), "it is a directory", "Is a directory")

    def test_a_directory_that_is_not_there(self):
        self.assert_both_say(self.path("nowhere/log"), "No such file or directory",
                             "No such file or directory")
        self.assert_both_say(self.path("nowhere/log.%p"), "No such file or directory",
                             "No such file or directory")

    def test_a_symbolic_link(self):
        self.path("target").write_text("not to be touched")
        self.path("log").symlink_to(self.path("target"))
        self.assert_both_say(self.path("log"), "symbolic link", "symbolic link")
        self.assertEqual(self.path("target").read_text(), "not to be touched")

    def test_a_symbolic_link_to_nothing(self):
        self.path("log").symlink_to(self.path("target"))
        self.assert_both_say(self.path("log"), "symbolic link", "symbolic link")
        self.assertFalse(self.path("target").exists())

    def test_a_directory_that_must_not_be_written(self):
        installed = harness.install(self.path("installed"))
        module = shutil.copy(harness.under_test("FAKE_TOKEN"), self.path("module.so"))
        place = self.path("place")
        place.mkdir()
        user = harness.as_ordinary_user(place)
        place.chmod(0o555)
        command = [module if word == harness.under_test("FAKE_TOKEN") else word for word in self.command]
        self.assert_result(harness.run(*user, installed.command, "-o", place / "log", *command),
                           "Permission denied")
        env = harness.environment(P11TRACE_LOG=place / "log")
        self.assert_result(harness.run(*user, "env", f"LD_PRELOAD={installed.preload}", *command, env=env),
                           "Permission denied")
        self.assertEqual(os.listdir(place), [])

    def test_a_file_that_must_not_be_written(self):
        installed = harness.install(self.path("installed"))
        module = shutil.copy(harness.under_test("FAKE_TOKEN"), self.path("module.so"))
        log = self.path("log")
        log.write_text("not to be touched")
        user = harness.as_ordinary_user(log)
        log.chmod(0o400)
        command = [module if word == harness.under_test("FAKE_TOKEN") else word for word in self.command]
        self.assert_result(harness.run(*user, installed.command, "-o", log, *command), "Permission denied")
        self.assertEqual(log.read_text(), "not to be touched")

    def test_a_device_that_is_full(self):
        self.assert_both_say("/dev/full", "No space left on device", "No space left on device")

    def test_a_file_system_that_is_full(self):
        place = self.path("full")
        place.mkdir()
        try:
            harness.run(harness.program("mount"), "-t", "tmpfs", "-o", "size=4k", "tmpfs", place)
        except AssertionError:
            # Not everybody may mount: the same errors come from the device of the test above.
            return
        try:
            log = place / "log"
            self.assert_both_say(log, "No space left on device", "No space left on device")
            whole, _, torn = log.read_text().rpartition("\n")
            self.assertGreater(len(harness.parse(whole + "\n")), 3)
        finally:
            harness.run(harness.program("umount"), place)

    def test_a_limit_on_the_size_of_files(self):
        limit = [harness.program("prlimit"), "--fsize=700"]
        self.assert_result(harness.run(*limit, harness.under_test("P11TRACE"), "-o", self.path("log"),
                                       *self.command), "File too large", "could not be written")
        self.assertEqual(self.path("log").stat().st_size, 700)
        self.path("log").unlink()
        self.assert_result(harness.preloaded(*limit, *self.command, log=self.path("log")), "File too large")

    def test_a_limit_that_the_program_sets_itself(self):
        # Python ignores SIGXFSZ. Set past the C library, the limit cannot be seen, and the signal comes.
        calls = """
import ctypes, resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
limit = 10000
{}
assert initialize() == 0
for _ in range(200): get_info()
"""
        seen = "resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))"
        unseen = "ctypes.CDLL(None).syscall(302, 0, 1, (ctypes.c_ulong * 2)(limit, limit), None)"
        ended = harness.p11trace("-o", self.path("log"), *harness.client(calls.format(seen)))
        self.assertIn("cannot write to", ended.err.decode())
        self.assertEqual(self.path("log").stat().st_size, 10000)
        harness.p11trace("-o", self.path("log"), *harness.client(calls.format(unseen)), expect=-signal.SIGXFSZ)

    def test_a_log_that_can_be_written_again_says_what_is_missing(self):
        program = """
import resource
initialize()
limits = resource.getrlimit(resource.RLIMIT_FSIZE)
for _ in range(20): get_info()
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, limits[1]))
get_info()
finalize()
print('done')
"""
        ended = harness.run(harness.program("prlimit"), "--fsize=2000:", harness.under_test("P11TRACE"), "-o",
                            self.path("log"), *harness.client(program))
        self.assertEqual(ended.out, b"done\n")
        self.assertIn(b"File too large", ended.err)
        remark = "# p11trace: lines lost so far in this process: "
        self.assertEqual(self.path("log").read_text().count(remark), 1)
        before, _, after = self.path("log").read_text().partition(remark)
        lost, _, after = after.partition("\n")
        # The line that met the limit was ended.
        *whole, torn = before.splitlines(keepends=True)
        self.assertTrue(torn.endswith("\n"))
        before, after = harness.parse("".join(whole)), harness.parse(after)
        self.assertEqual(harness.functions(after), ["C_GetInfo", "C_Finalize"])
        self.assertEqual(len(before) + int(lost) + len(after), 2 + 20 + 2)

    def without_standard_error(self, *words):
        """Runs words and a client that opens a file, which then has the number of standard error."""
        program = f"""
data = os.open({str(self.path('data'))!r}, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
assert data == 2, data
initialize()
os.write(data, b'data')
finalize()
print('done')
"""
        ended = harness.run("sh", "-c", 'exec "$@" 2>&-', "sh", *words, *harness.client(program))
        self.assertEqual(ended.out, b"done\n")
        self.assertEqual(self.path("data").read_bytes(), b"data")

    def test_standard_error_is_closed(self):
        self.without_standard_error(harness.under_test("P11TRACE"))
        preload = harness.under_test("P11TRACE_PRELOAD")
        self.without_standard_error("env", f"LD_PRELOAD={preload}", "P11TRACE_LOG=-")

    def test_standard_error_is_closed_and_the_log_is_a_file(self):
        self.without_standard_error(harness.under_test("P11TRACE"), "-o", self.path("log"))
        self.assertEqual(harness.functions(harness.read_log(self.path("log"))),
                         ["C_GetFunctionList", "C_Initialize", "C_Finalize"])

    def test_standard_error_is_closed_and_the_log_cannot_be_made(self):
        self.without_standard_error(harness.under_test("P11TRACE"), "-o", self.path("nowhere/log"))
        self.without_standard_error(harness.under_test("P11TRACE"), "-o", "/dev/full")

    def test_a_descriptor_that_is_not_open(self):
        self.assert_result(harness.p11trace("-o", "/dev/fd/77", *self.command), "descriptor 77 is not open")
        self.assert_result(harness.preloaded(*self.command, log="/dev/fd/77"), "/dev/fd/77")

    def test_a_pipe_whose_reader_is_gone(self):
        for way in ("command", "library"):
            read, write = os.pipe()
            os.close(read)
            log = f"/dev/fd/{write}"
            if way == "command":
                ended = harness.p11trace("-o", log, *self.command, pass_fds=[write])
            else:
                ended = harness.preloaded(*self.command, log=log, pass_fds=[write])
            os.close(write)
            self.assert_result(ended, log, "Broken pipe")

    def test_standard_error_is_a_pipe_whose_reader_is_gone(self):
        read, write = os.pipe()
        os.close(read)
        # Its own messages go nowhere as well; with them, pkcs11-tool would end.
        ended = harness.p11trace(*harness.client("initialize(); print('done'); finalize()"), stderr=write)
        os.close(write)
        self.assertEqual(ended.out, b"done\n")

    def test_a_named_pipe_whose_reader_leaves(self):
        os.mkfifo(self.path("log"))
        reads_one_line = 'head -n 1 log > first; mv first gone'
        program = """
import time
initialize()
while not os.path.exists('gone'): time.sleep(0.01)
for _ in range(3): get_info()
finalize()
print('done')
"""
        with subprocess.Popen(["sh", "-c", reads_one_line], cwd=self.directory):
            ended = harness.p11trace("-o", "log", *harness.client(program), cwd=self.directory)
        first = harness.parse(self.path("gone").read_text())
        self.assertEqual(harness.functions(first), ["C_GetFunctionList"])
        self.assertEqual(ended.out, b"done\n")
        self.assertIn(b"Broken pipe", ended.err)

    def test_a_program_whose_own_pipe_breaks_ends_as_ever(self):
        for words in ([], [harness.under_test("P11TRACE"), "-o", self.path("log")]):
            read, write = os.pipe()
            os.close(read)
            ended = harness.run(*words, *self.command, stdout=write, expect=None)
            os.close(write)
            self.assertEqual(ended.status, -13, ended)

    def test_a_device_stays_a_device(self):
        harness.p11trace("-o", "/dev/null", *self.command)
        self.assertTrue(stat.S_ISCHR(Path("/dev/null").stat().st_mode))


if __name__ == "__main__":
    unittest.main()
