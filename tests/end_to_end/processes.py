# Children, descriptors, exit statuses and environments: what becomes of processes, and what stays as it is.
import os
import signal
import unittest
from pathlib import Path

import harness

THREE_CALLS = ["C_GetFunctionList", "C_Initialize", "C_Finalize"]
FOUR_CALLS = ["C_GetFunctionList", "C_Initialize", "C_GetInfo", "C_Finalize"]


class Processes(harness.Case):
    def calls_of(self, process, log="log"):
        return harness.functions(line for line in harness.read_log(self.path(log)) if line.process == process)

    def processes(self, log="log"):
        return {line.process for line in harness.read_log(self.path(log))}

    def test_the_command_takes_the_place_of_p11trace(self):
        ended = harness.p11trace("-o", self.path("log"),
                                 *harness.client("initialize(); finalize(); print(os.getpid())"))
        self.assertEqual(int(ended.out), ended.process)
        self.assertEqual(self.calls_of(ended.process), THREE_CALLS)

    def test_children_that_are_executed_have_their_own_process_ids(self):
        client = harness.client("initialize(); finalize(); print(os.getpid())")
        ended = harness.p11trace("-o", self.path("log"), "sh", "-c", '"$@"; "$@"; :', "sh", *client)
        children = {int(line) for line in ended.out.split()}
        self.assertEqual(len(children), 2)
        self.assertEqual(self.processes(), children)
        for child in children:
            self.assertEqual(self.calls_of(child), THREE_CALLS)

    FORKS = """
initialize()
child = os.fork()
if child == 0:
    assert get_info() == 0x190  # CKR_CRYPTOKI_NOT_INITIALIZED
    initialize(); finalize()
    os._exit(0)
print(os.getpid(), child, os.waitpid(child, 0)[1])
finalize()
"""

    def test_a_child_that_is_forked_has_its_own_process_id(self):
        ended = harness.p11trace("-o", self.path("log"), *harness.client(self.FORKS))
        parent, child, status = (int(word) for word in ended.out.split())
        self.assertEqual(status, 0)
        self.assertEqual(self.calls_of(parent), THREE_CALLS)
        self.assertEqual(self.calls_of(child), ["C_GetInfo", "C_Initialize", "C_Finalize"])

    def test_a_child_that_is_forked_has_its_own_file(self):
        ended = harness.p11trace("-o", self.path("log.%p"), *harness.client(self.FORKS))
        parent, child, status = (int(word) for word in ended.out.split())
        self.assertEqual({path.name for path in self.directory.glob("log*")},
                         {f"log.{parent}", f"log.{child}"})
        self.assertEqual(self.processes(f"log.{parent}"), {parent})
        self.assertEqual(self.calls_of(parent, f"log.{parent}"), THREE_CALLS)
        self.assertEqual(self.processes(f"log.{child}"), {child})
        self.assertEqual(self.calls_of(child, f"log.{child}"), ["C_GetInfo", "C_Initialize", "C_Finalize"])

    def test_children_that_are_executed_have_files_of_their_own(self):
        client = harness.client("initialize(); finalize(); print(os.getpid())")
        ended = harness.p11trace("-o", self.path("%p.log"), "sh", "-c", '"$@"; "$@"; :', "sh", *client)
        for child in ended.out.decode().split():
            self.assertEqual(self.processes(f"{child}.log"), {int(child)})
            self.assertEqual(self.calls_of(int(child), f"{child}.log"), THREE_CALLS)

    def test_a_program_that_starts_others_between_its_calls_stays_one_process(self):
        ended = harness.p11trace("-o", self.path("log"), *harness.client(
            "initialize(); subprocess.run(['true']); os.system(':'); finalize()"))
        self.assertEqual(self.processes(), {ended.process})
        self.assertEqual(self.calls_of(ended.process), THREE_CALLS)

    def test_each_thread_has_its_own_number(self):
        program = """
import threading
def of_a_thread():
    get_info()
    numbers.append(threading.get_native_id())
numbers = []
initialize()
threads = [threading.Thread(target=of_a_thread) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
finalize()
print(*numbers)
"""
        ended = harness.p11trace("-o", self.path("log"), *harness.client(program))
        lines = harness.read_log(self.path("log"))
        self.assertEqual({line.process for line in lines}, {ended.process})
        self.assertEqual({line.thread for line in lines if line.function != "C_GetInfo"}, {ended.process})
        self.assertEqual(sorted(line.thread for line in lines if line.function == "C_GetInfo"),
                         sorted(int(number) for number in ended.out.split()))

    def test_eight_processes_write_whole_lines_into_one_file(self):
        token = self.token()
        command = '''for i in 1 2 3 4 5 6 7 8; do "$@" > /dev/null & done; wait'''
        # All mechanisms on one line: longer than what a pipe would keep together.
        token.traced("-o", self.path("log"), "--items", "all", "sh", "-c", command, "sh",
                     harness.program("pkcs11-tool"), "--module", harness.softhsm(), "--list-mechanisms")
        lines = harness.read_log(self.path("log"))
        processes = {line.process for line in lines}
        self.assertEqual(len(processes), 8)
        sequences = [[line.arguments for line in lines
                      if line.process == process and line.function == "C_GetMechanismInfo"]
                     for process in processes]
        self.assertGreater(len(sequences[0]), 30)
        for sequence in sequences:
            self.assertEqual(sequence, sequences[0])
        for process in processes:
            self.assertEqual((self.calls_of(process)[0], self.calls_of(process)[-1]),
                             ("C_GetFunctionList", "C_Finalize"))

    def test_the_exit_status_is_that_of_the_command(self):
        self.assertEqual(harness.p11trace("false", expect=None).status, 1)
        self.assertEqual(harness.p11trace("true", expect=None).status, 0)
        self.assertEqual(harness.p11trace("sh", "-c", "exit 42", expect=None).status, 42)

    def test_a_signal_that_ends_the_command_is_passed_on(self):
        for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGINT):
            ended = harness.p11trace("-o", self.path("log"), "sh", "-c", f"kill -{int(number)} $$",
                                     expect=None)
            self.assertEqual(ended.status, -number)

    def test_streams_are_the_command_s_own(self):
        everything = bytes(range(256)) * 5000
        ended = harness.p11trace("-o", self.path("log"), "sh", "-c", "tee /dev/stderr", stdin=everything)
        self.assertEqual((ended.out, ended.err), (everything, everything))

    def test_without_a_file_the_calls_go_to_standard_error_alone(self):
        ended = harness.p11trace(*harness.client("initialize(); print('to stdout'); finalize()"))
        self.assertEqual(ended.out, b"to stdout\n")
        self.assertEqual(harness.functions(harness.parse(ended.err.decode())), THREE_CALLS)

    def test_a_run_empties_the_file_of_the_last_one(self):
        for _ in range(2):
            ended = harness.p11trace("-o", self.path("log"), *harness.client("initialize(); finalize()"))
        self.assertEqual(self.processes(), {ended.process})

    def test_the_library_alone_writes_a_file(self):
        ended = harness.preloaded(*harness.client("initialize(); finalize()"), log=self.path("log"))
        self.assertEqual(self.calls_of(ended.process), THREE_CALLS)

    def test_the_library_alone_adds_to_a_file(self):
        runs = [harness.preloaded(*harness.client("initialize(); finalize()"),
                                  log=self.path("log")) for _ in range(2)]
        self.assertEqual(self.processes(), {run.process for run in runs})

    def test_the_library_alone_writes_to_standard_error(self):
        ended = harness.preloaded(*harness.client("initialize(); print('to stdout'); finalize()"), log="-")
        self.assertEqual(ended.out, b"to stdout\n")
        self.assertEqual(harness.functions(harness.parse(ended.err.decode())), THREE_CALLS)

    def test_the_library_alone_takes_settings_from_the_environment(self):
        harness.preloaded(*harness.client("initialize(); finalize()"), log=self.path("log.%p"),
                          env=harness.environment(P11TRACE_SELECT="C_Finalize", P11TRACE_LOG_ENTRY="yes"))
        log, = self.directory.glob("log.*")
        self.assertEqual([(line.function, line.rv) for line in harness.read_log(log)],
                         [("C_Finalize", ""), ("C_Finalize", "CKR_OK")])

    LOOK = """
initialize(); get_info()
for name in sorted(os.listdir('/proc/self/fd'), key=int):
    try: print(name, os.readlink('/proc/self/fd/' + name) if int(name) > 2 else '')
    except FileNotFoundError: pass
print(sorted(name for name in os.environ if name != 'LD_PRELOAD'), os.listdir('.'))
finalize()
"""

    def test_the_library_without_a_log_changes_nothing(self):
        without = harness.run(*harness.client(self.LOOK), cwd=self.directory)
        for log in (None, ""):
            with_us = harness.preloaded(*harness.client(self.LOOK), log=log, cwd=self.directory)
            # The variable itself is there.
            with_us.out = with_us.out.replace(b", 'P11TRACE_LOG'", b"")
            self.assert_same(without, with_us)
        self.assertEqual(list(self.directory.iterdir()), [])

    def test_a_program_may_close_all_descriptors(self):
        program = f"""
initialize()
os.closerange(3, 4096)
for _ in range(20):
    os.close(os.dup(0))
data = os.open({str(self.path('data'))!r}, os.O_WRONLY | os.O_CREAT)
assert data == 3, data
get_info()
os.write(data, b'data')
finalize()
"""
        ended = harness.p11trace("-o", self.path("log"), *harness.client(program))
        self.assertEqual(self.path("data").read_bytes(), b"data")
        self.assertEqual(self.calls_of(ended.process), FOUR_CALLS)

    def test_a_program_may_take_the_number_that_the_log_has(self):
        program = f"""
initialize()
high = [int(name) for name in os.listdir('/proc/self/fd') if int(name) > 100]
data = os.open({str(self.path('data'))!r}, os.O_WRONLY | os.O_CREAT)
for number in high:
    os.dup2(data, number)
get_info()
for number in high:
    os.write(number, b'data')
finalize()
print(len(high))
"""
        ended = harness.p11trace("-o", self.path("log"), *harness.client(program))
        self.assertEqual(self.path("data").read_bytes(), b"data" * int(ended.out))
        self.assertGreater(int(ended.out), 0)
        self.assertEqual(self.calls_of(ended.process), FOUR_CALLS)

    def test_within_another_p11trace_every_call_is_written_once(self):
        ended = harness.p11trace("-o", self.path("outer"), harness.under_test("P11TRACE"), "-o",
                                 self.path("inner"), *harness.client("initialize(); finalize()"))
        self.assertEqual(self.calls_of(ended.process, "inner"), THREE_CALLS)
        self.assertEqual(self.calls_of(ended.process, "outer"), [])

    def test_other_preloaded_libraries_stay_and_come_first(self):
        other = harness.library("libc6", "/lib/*/libutil.so.1", "/usr/lib*/libutil.so.1")
        ended = harness.p11trace("-o", self.path("log"),
                                 *harness.client("initialize(); print(os.environ['LD_PRELOAD'])"),
                                 env=harness.environment(LD_PRELOAD=other))
        first, second = ended.out.decode().strip().split(":")
        self.assertEqual((first, Path(second).name), (other, "libp11trace-preload.so"))
        self.assertIn("C_Initialize", self.calls_of(ended.process))

    def test_relative_names_are_meant_where_p11trace_was_started(self):
        elsewhere = self.path("elsewhere")
        elsewhere.mkdir()
        ended = harness.p11trace("-o", "log", *harness.client(
            f"os.chdir({str(elsewhere)!r}); initialize(); os.execv(sys.executable, [sys.executable, '-c', "
            f"'import ctypes, sys; ctypes.CDLL(sys.argv[1]).C_GetFunctionList(None)', sys.argv[1]])"),
            cwd=self.directory)
        self.assertEqual(self.calls_of(ended.process),
                         ["C_GetFunctionList", "C_Initialize", "C_GetFunctionList"])
        self.assertEqual(os.listdir(elsewhere), [])


if __name__ == "__main__":
    unittest.main()
