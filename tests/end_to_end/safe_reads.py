# A program that passes a pointer to nowhere: with --safe-reads the module gets the call, and the log says what there was.
import sys
import unittest

import harness

PROGRAM = """
import ctypes, sys
module = ctypes.CDLL(sys.argv[1])
find = module.C_FindObjectsInit
find.restype = ctypes.c_ulong
find.argtypes = [ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong]
print(hex(find(1, 8, 2)))
"""


class SafeReads(harness.Case):
    def test_the_module_gets_the_call_and_the_template_is_unreadable(self):
        keys = self.token()
        log = self.path("log")
        ended = keys.traced("--safe-reads", "-o", log, sys.executable, "-c", PROGRAM, harness.softhsm())
        self.assertEqual(ended.out, b"0x190\n")  # CKR_CRYPTOKI_NOT_INITIALIZED
        lines = harness.read_log(log)
        self.assertEqual([line.function for line in lines], ["C_FindObjectsInit"])
        self.assertIn("pTemplate=[2]<unreadable>) = CKR_CRYPTOKI_NOT_INITIALIZED", log.read_text())


if __name__ == "__main__":
    unittest.main()
