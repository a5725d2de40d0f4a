# The JSON format: every line is an object that its schema describes, and says what the text says.
import json
import subprocess
import unittest
from pathlib import Path

import jsonschema

import harness

SCHEMA = Path(__file__).parents[2] / "formatters" / "json" / "schema.json"


class JsonFormat(harness.Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        schema = json.loads(SCHEMA.read_text())
        jsonschema.Draft202012Validator.check_schema(schema)
        cls.validator = jsonschema.Draft202012Validator(schema)

    def read(self, log):
        """The log's objects, each of which is as the schema says."""
        objects = [json.loads(line) for line in log.read_bytes().decode().splitlines()]
        for each in objects:
            errors = [error.message for error in self.validator.iter_errors(each)]
            self.assertFalse(errors, each)
        return objects

    def golden(self, log_format, client="GOLDEN_CLIENT", **more):
        log = self.path("log." + log_format)
        command = [harness.under_test(client), harness.under_test("FAKE_TOKEN")]
        ended = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True,
                               env=harness.environment(LD_PRELOAD=harness.under_test("P11TRACE_PRELOAD"),
                                                       P11TRACE_LOG=log, P11TRACE_FORMAT=log_format, **more))
        self.assertEqual(ended.stderr, b"")
        return log

    def test_every_function_and_value_is_as_the_schema_says_and_as_in_the_text(self):
        objects = self.read(self.golden("json"))
        calls = [each for each in objects if "function" in each]
        lines = harness.read_log(self.golden("text"))
        self.assertGreater(len(calls), 500)
        self.assertGreaterEqual(len({call["function"] for call in calls}), 100)
        results = [call["return"].get("name", hex(call["return"]["value"])) for call in calls]
        self.assertEqual([(call["module"], call["function"], result) for call, result in zip(calls, results)],
                         [(line.module, line.function, line.rv) for line in lines])

    def test_every_parameter_of_a_mechanism_and_every_attribute_is_as_the_schema_says(self):
        for more in [{}, {"P11TRACE_SHOW": "secrets", "P11TRACE_LOG_ENTRY": "yes"},
                     {"P11TRACE_BYTES": "2", "P11TRACE_ITEMS": "1"}]:
            calls = [each for each in self.read(self.golden("json", "GOLDEN_VALUES_CLIENT", **more))
                     if "function" in each]
            self.assertGreater(len(calls), 200)

    def test_a_line_before_the_call_and_what_the_log_says_of_itself_are_objects_too(self):
        objects = self.read(self.golden("json", P11TRACE_LOG_ENTRY="yes", P11TRACE_SHOW="data"))
        self.assertEqual(objects[0], {"v": 1, "process": objects[1]["process"], "note": "this log shows data (show=data)"})
        self.assertIn("interfaces handed through unlogged", objects[-1]["note"])
        calls = [each for each in objects if "function" in each]
        before = [call["sequence"] for call in calls if "return" not in call]
        self.assertEqual(before, list(range(1, len(calls) // 2 + 1)))
        self.assertEqual(sorted(call["sequence"] for call in calls if "return" in call), before)

    def test_cut_values_say_how_long_they_are(self):
        objects = self.read(self.golden("json", P11TRACE_BYTES="2", P11TRACE_ITEMS="1"))
        signatures = [call["outputs"]["pSignature"] for call in objects if call.get("function") == "C_Sign"]
        shown = [signature for signature in signatures if "hex" in signature]
        self.assertTrue(shown)
        for signature in shown:
            self.assertEqual(len(signature["hex"]), 4)
            self.assertGreater(signature["length"], 2)

    def test_a_real_token_is_read_by_the_names_in_it_and_no_secret_is(self):
        keys = self.token()
        log = self.path("log")
        keys.traced("--format=json", "-o", log, harness.program("pkcs11-tool"), "--module", harness.softhsm(), "--login",
                    "--pin", harness.PIN, "--keypairgen", "--key-type", "EC:prime256v1", "--label", "a key", "--id", "01")
        self.assertNotIn(harness.PIN, log.read_text())
        calls = {call["function"]: call for call in self.read(log)}
        self.assertEqual(calls["C_Login"]["inputs"]["pPin"], {"redacted": "secret"})
        made = calls["C_GenerateKeyPair"]
        self.assertEqual(made["return"], {"name": "CKR_OK", "value": 0})
        self.assertEqual(made["inputs"]["pMechanism"]["mechanism"]["name"], "CKM_EC_KEY_PAIR_GEN")
        template = {entry["type"]["name"]: entry["value"] for entry in made["inputs"]["pPublicKeyTemplate"]}
        self.assertEqual(template["CKA_LABEL"], "a key")
        self.assertEqual(template["CKA_TOKEN"], True)
        self.assertIsInstance(made["outputs"]["phPublicKey"], int)
        self.assertGreater(made["duration_ns"], 0)


if __name__ == "__main__":
    unittest.main()
