# A program for p11-kit's module functions prints the same, whether p11-kit's headers and library are behind it or ours.
import os
import re
import shutil
import unittest
from pathlib import Path

import harness

NOT_INITIALIZED = "0x190"
ALREADY_INITIALIZED = "0x191"
DEVICE_ERROR = "0x30"
SESSION_HANDLE_INVALID = "0xb3"


class P11KitParity(harness.Case):
    def setUp(self):
        super().setUp()
        # Where an ordinary user can reach them: p11-kit reads no user's configuration for root.
        self.theirs = self.copy("P11_KIT_PROGRAM", "theirs")
        self.ours = self.copy("P11_KIT_PROGRAM_OF_OURS", "ours")
        self.copy("P11TRACE_LIBRARY", "libp11trace.so.0")
        self.fake = self.copy("FAKE_TOKEN", "fake.so")
        self.soft = harness.softhsm()

    def copy(self, variable, name):
        place = self.path("installed") / name
        place.parent.mkdir(exist_ok=True)
        shutil.copy(harness.under_test(variable), place)
        place.chmod(0o755)
        return place

    def configure(self, files):
        """The directory of a configuration with these files, by their names in it."""
        directory = self.path("configuration")
        for place in ("package", "system", "user"):
            Path(directory, place).mkdir(parents=True)
        for name, text in files.items():
            Path(directory, name).write_text(text)
        return directory

    def both(self, scenario, *words, env=None):
        """The lines that the program prints, which must be the same ones with both."""
        user = harness.as_ordinary_user(self.directory)
        env = (harness.environment() if env is None else env) | {"LD_LIBRARY_PATH": str(self.ours.parent)}
        theirs = harness.run(*user, self.theirs, scenario, *words, env=env)
        ours = harness.run(*user, self.ours, scenario, *words, env=env)
        self.assertNotEqual(theirs.out, b"")
        self.assert_same(theirs, ours, streams=("out",))
        self.complaints = [ended.err.decode() for ended in (theirs, ours)]
        return ours.out.decode().splitlines()

    def assert_says(self, lines, *expected):
        for line in expected:
            self.assertIn(line, lines)

    def order(self, lines, when="all"):
        """The names of the modules of a list that was printed."""
        found = [re.fullmatch(re.escape(when) + r": \d+: (.*)", line) for line in lines]
        names = [line[1] for line in found if line is not None]
        self.assertIn(f"{when}: {len(names)} modules", lines)
        return names

    def two_modules(self):
        return self.configure({"package/soft.module": f"module: {self.soft}\npriority: 1\nx-colour: red\n",
                               "package/fake.module": f"module: {self.fake}\n"})

    # -- what is compared

    def test_each_program_has_the_library_that_it_should(self):
        theirs, ours = self.theirs.read_bytes(), self.ours.read_bytes()
        self.assertIn(b"libp11-kit.so", theirs)
        self.assertNotIn(b"libp11trace.so", theirs)
        self.assertIn(b"libp11trace.so", ours)
        self.assertNotIn(b"libp11-kit.so", ours)

    def test_arguments_constants_and_words(self):
        lines = self.both("arguments", self.two_modules())
        self.assert_says(lines, "flags: 1 2 4 8 15", "0x0 has words: no", "0x190 has words: yes",
                         '"label           ": 5, "label"', "list with a reserved pointer: no",
                         "NULL: initialize: 0x7", "by its address: 2 modules", "empty: finalize: 0x0",
                         "no option: no")

    # -- configuration

    def test_files_of_user_system_and_package_are_merged(self):
        configuration = self.configure({
            "system.conf": "# a comment\nuser-config: merge\nx-from: system\nx-system: there is one\n",
            "user.conf": "x-from: user\nx-user: 1\n",
            "package/soft.module": f"module: {self.soft}\npriority: 5\nx-colour: red\nx-from: package\n"
                                   "x-sentence:   two  blanks and: a colon # no comment  \n",
            "system/soft.module": "x-colour: blue\ntrust-policy: yes\nx-from: system\n",
            "user/soft.module": "x-from: user\ncritical: yes\n",
            "package/fake.module": f"module: {self.fake}\nmanaged: no\nx-init-reserved: words\n",
        })
        lines = self.both("configuration", configuration)
        self.assertEqual(self.order(lines), ["soft", "fake"])
        self.assert_says(lines, f"soft: file: {Path(self.soft).name}, absolute: yes", 'soft: priority: "5"',
                         'soft: x-colour: "blue"', 'soft: x-from: "user"', "soft: flags: critical trusted",
                         'soft: x-sentence: "two  blanks and: a colon # no comment"', "soft: X-COLOUR: none",
                         "fake: flags: unmanaged", 'fake: x-init-reserved: "words"', 'global: x-from: "user"',
                         'global: x-system: "there is one"', 'global: user-config: "merge"',
                         'module called "fake": at 1', 'module called "unknown": none',
                         "again: soft is the same list: no", "again: fake is the same list: yes")
        self.assertEqual(self.order(lines, "trusted"), ["soft"])
        self.assertEqual(self.order(lines, "after the release"), ["soft", "fake"])

    def user_and_system(self, system, user):
        lines = self.both("configuration", self.configure({
            "system.conf": f"{system}\nx-from: system\n",
            "user.conf": f"{user}\nx-from: user\n",
            "user/fake.module": f"module: {self.fake}\nx-from: user\n",
            "system/soft.module": f"module: {self.soft}\nx-from: system\n",
            "user/soft.module": "x-colour: red\n",
        }))
        return self.order(lines), lines

    def test_user_config_none(self):
        names, lines = self.user_and_system("user-config: none", "")
        self.assertEqual(names, ["soft"])
        self.assert_says(lines, "soft: x-colour: none", 'global: x-from: "system"')

    def test_user_config_only(self):
        names, lines = self.user_and_system("user-config: only", "")
        self.assertEqual(names, ["fake"])
        self.assert_says(lines, 'global: x-from: "user"')

    def test_user_config_only_in_the_users_own_file(self):
        names, _ = self.user_and_system("", "user-config: override")
        self.assertEqual(names, ["fake"])

    def test_user_config_merge(self):
        names, lines = self.user_and_system("", "")
        self.assertEqual(names, ["fake", "soft"])
        self.assert_says(lines, 'soft: x-colour: "red"', 'soft: x-from: "system"')

    def test_managed_no_for_all(self):
        lines = self.both("configuration", self.configure({
            "system.conf": "managed: no\n",
            "package/soft.module": f"module: {self.soft}\nmanaged: yes\n"}))
        self.assert_says(lines, "soft: flags: unmanaged", 'soft: managed: "yes"', 'global: managed: "no"',
                         "again: soft is the same list: yes")

    def test_managed_yes_for_all(self):
        lines = self.both("configuration", self.configure({
            "system.conf": "managed: yes\n",
            "package/soft.module": f"module: {self.soft}\nmanaged: no\n"}))
        self.assert_says(lines, "soft: flags:", "again: soft is the same list: no")

    def test_no_modules_are_an_empty_list(self):
        lines = self.both("configuration", self.configure({}))
        self.assert_says(lines, "all: 0 modules", "trusted: 0 modules", 'module called "soft": none')

    def test_no_directories_are_an_empty_list(self):
        self.assert_says(self.both("configuration", self.path("nowhere")), "all: 0 modules")

    def test_priorities_come_first_and_then_names(self):
        priorities = {"zeta": "10", "first": "10", "beta": "", "alpha": "0", "low": "-5", "word": "high",
                      "rest": "7 and more"}
        files = {}
        for name, priority in priorities.items():
            copy = shutil.copy(self.fake, self.path(f"installed/{name}.so"))
            files[f"package/{name}.module"] = f"module: {copy}\n" + (f"priority: {priority}\n" if priority else "")
        lines = self.both("configuration", self.configure(files))
        self.assertEqual(self.order(lines), ["first", "zeta", "rest", "alpha", "beta", "word", "low"])

    def test_how_files_are_written(self):
        lines = self.both("configuration", self.configure({
            "package/soft.module": f"\r\n  module:{self.soft}\r\n\t x-colour :\tred \r\n",
            "package/fake.module": f"module: /nowhere.so\n\n# module: /elsewhere.so\nmodule: {self.fake}\n"
                                   "critical: true\nx-from: no end of the line",
            "package/first-one_2.x.module": f"priority: 1\nmodule: {shutil.copy(self.fake, self.path('first.so'))}\n",
        }))
        self.assertEqual(self.order(lines), ["first-one_2.x", "fake", "soft"])
        self.assert_says(lines, 'soft: x-colour: "red"', 'fake: x-from: "no end of the line"',
                         'fake: critical: "true"', "fake: flags:")

    def test_programs_in_which_modules_are_enabled(self):
        names = {"enabled": "enable-in: alpha, beta\n", "disabled": "disable-in: beta,gamma\n",
                 "both": "enable-in: gamma\ndisable-in: gamma\n", "all": ""}
        lines = self.both("programs", self.configure({
            f"package/{name}.module": f"module: {shutil.copy(self.fake, self.path(f'installed/{name}.so'))}\n{text}"
            for name, text in names.items()}))
        self.assertEqual(self.order(lines, "alpha"), ["all", "disabled", "enabled"])
        self.assertEqual(self.order(lines, "beta"), ["all", "enabled"])
        self.assertEqual(self.order(lines, "gamma"), ["all", "both"])
        self.assertEqual(self.order(lines, "alpha-and-more"), ["all", "disabled"])
        self.assertEqual(self.order(lines, "the program's own name"), ["all", "disabled"])

    # -- modules that cannot be loaded, or initialized

    def broken(self, text):
        token = self.token()
        return self.both("broken", self.configure({"package/soft.module": f"module: {self.soft}\n",
                                                   "package/broken.module": text}), env=token.environment())

    def test_a_broken_module_is_left_out(self):
        lines = self.broken("module: /nowhere/to/be/found.so\n")
        self.assertEqual(self.order(lines, "initialized"), ["soft"])
        self.assert_says(lines, "all: finalize: 0x0")

    def test_a_broken_module_that_is_critical_is_everybodys_error(self):
        self.assertEqual(self.broken("module: /nowhere/to/be/found.so\ncritical: yes\n"),
                         ["all: no list", "message after a critical module was not loaded: yes"])

    def test_a_file_that_is_no_library_is_left_out(self):
        text = self.path("text.so")
        text.write_text("This is no library.\n")
        self.assertEqual(self.order(self.broken(f"module: {text}\n"), "initialized"), ["soft"])

    def failing(self, more=""):
        script = self.path("script")
        script.write_text(f"C_Initialize answer {DEVICE_ERROR}\n")
        return self.both("failing", self.configure({
            "package/failing.module": f"module: {self.fake}\n{more}",
            "package/soft.module": f"module: {self.soft}\n",
        }), env=self.token().environment(FAKE_TOKEN_SCRIPT=script))

    def test_a_module_that_fails_to_initialize_is_given_back(self):
        lines = self.failing()
        self.assertEqual(self.order(lines, "loaded"), ["failing", "soft"])
        self.assertEqual(self.order(lines, "initialized"), ["soft"])
        self.assertEqual(self.order(lines, "loaded and initialized"), ["soft"])
        self.assert_says(lines, "failed: failing", "failing: flags:", "all: initialize: 0x0",
                         f"failing: initialize: {DEVICE_ERROR}", "message after it failed: yes",
                         f"failing: finalize: {NOT_INITIALIZED}", "soft: information: 0x0")

    def test_a_critical_module_that_fails_to_initialize_is_everybodys_error(self):
        lines = self.failing("critical: yes\n")
        self.assertEqual(self.order(lines, "initialized"), ["soft"])
        self.assert_says(lines, f"all: initialize: {DEVICE_ERROR}", "failing: flags: critical",
                         "loaded and initialized: no list")

    def test_messages_are_each_threads_own(self):
        lines = self.both("messages", self.two_modules())
        self.assert_says(lines, "message after nothing: no", "message after a file that is not there: yes",
                         "message after nothing, in another thread: no",
                         "message after what another thread did: yes", "message after words of a result: yes",
                         "message after a file that is not there, quietly: yes", "message after all was well: no")
        for complaint in self.complaints:  # of the one that was loud
            self.assertRegex(complaint, r"\A[^\n]*/nowhere/to/be/found.so[^\n]*\n\Z")

    # -- tokens

    def test_tokens_are_used(self):
        lines = self.both("use", self.two_modules(), env=self.token().environment())
        self.assertEqual(self.order(lines), ["soft", "fake"])
        self.assert_says(lines, 'soft: label: "demo"', 'fake: label: "fake token"', "soft: length of the label: 4",
                         "soft: digest: d7a8fbb307d7809469ca9abcb0082e4f8d5651e46d3cdb762d02d0bf37c9e592",
                         "soft: another random: yes", f"soft: session: {SESSION_HANDLE_INVALID}",
                         f"fake: initialize by that list: {ALREADY_INITIALIZED}",
                         f"soft: information after the end: {NOT_INITIALIZED}",
                         f"all: finalize once more: {NOT_INITIALIZED}", "all: initialize: 0x0")

    def test_two_callers_of_one_module(self):
        lines = self.both("callers", self.two_modules(), env=self.token().environment())
        self.assert_says(lines, "they are one: no", f"b: finalize before a began: {NOT_INITIALIZED}",
                         f"a: initialize again: {ALREADY_INITIALIZED}", "all: initialize with a: 0x0",
                         f"b: initialize with arguments again: {ALREADY_INITIALIZED}",
                         f"a's after that: session: {SESSION_HANDLE_INVALID}", "b's after that: session: 0x0",
                         "b's after a's end: session: 0x0",
                         f"what a left open: session: {SESSION_HANDLE_INVALID}",
                         f"a: finalize again: {NOT_INITIALIZED}", "a: initialize once more: 0x0",
                         f"b's after b's end: session: {SESSION_HANDLE_INVALID}", "a: finalize the last: 0x0",
                         f"b: information after the end: {NOT_INITIALIZED}", 'a: label: "demo"')

    def test_unmanaged_modules(self):
        lines = self.both("unmanaged", self.two_modules(), env=self.token().environment())
        self.assert_says(lines, "two unmanaged are one: yes", "managed and unmanaged are one: no",
                         "unmanaged: flags: unmanaged", 'unmanaged: name: "soft"', 'unmanaged: x-colour: "red"',
                         f"b: initialize: {ALREADY_INITIALIZED}", "managed: finalize: 0x0",
                         'unmanaged, still initialized: label: "demo"', f"b: finalize: {NOT_INITIALIZED}")

    def test_a_child_that_is_forked_begins_anew(self):
        lines = self.both("forked", self.two_modules(), env=self.token().environment())
        self.assert_says(lines, "child: initialize: 0x0", f"child: initialize again: {ALREADY_INITIALIZED}",
                         "child's own: session: 0x0", f"child: finalize again: {NOT_INITIALIZED}",
                         "child's status: 7", "parent: session: 0x0")

    def test_modules_are_loaded_by_their_paths(self):
        link = self.path("link.so")
        os.symlink(self.soft, link)
        text = self.path("text.so")
        text.write_text("This is no library.\n")
        # The same file, from wherever the directory for modules is.
        upwards = "../" * 20 + self.soft.lstrip("/")
        no_module = harness.library("libp11-kit0", "/usr/lib/*/libffi.so.?", "/usr/lib64/libffi.so.?")
        lines = self.both("paths", self.two_modules(), self.soft, link, upwards, text, no_module,
                          env=self.token().environment())
        self.assert_says(lines, "loaded by its path: yes", "by path: name: none", "by path: flags: critical",
                         "by path: x-colour: none", "loaded by a symbolic link: yes", "they are one: no",
                         f"by link: file: {Path(self.soft).name}, absolute: yes",
                         "unmanaged: flags: unmanaged critical",
                         f"by link: initialize again: {ALREADY_INITIALIZED}", 'by link: label: "demo"',
                         "a file that is not there is loaded: no", "message after a file that is not there: yes",
                         "a file that is no library is loaded: no", "a library that is no module is loaded: no",
                         "found there by a name: no", "array: 0: (no name)")


if __name__ == "__main__":
    unittest.main()
