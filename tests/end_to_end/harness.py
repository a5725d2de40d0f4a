# Throw-away tokens, runs of p11trace and its log lines, for the tests beside it; independent of its code.
import contextlib
import dataclasses
import glob
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PIN = "pin-canary-7319"
SO_PIN = "so-canary-8206"


PACKAGES = {
    "certtool": "gnutls-bin",
    "p11-kit": "p11-kit",
    "p11tool": "gnutls-bin",
    "pkcs11-tool": "opensc",
    "prlimit": "util-linux",
    "setpriv": "util-linux",
    "softhsm2-util": "softhsm2",
    "ssh-keygen": "openssh-client",
    "valgrind": "valgrind",
}


def program(name):
    path = shutil.which(name)
    if path is None:
        raise AssertionError(f"the program {name} is missing: install the package {PACKAGES.get(name, name)}")
    return path


def library(package, *patterns):
    for pattern in patterns:
        found = sorted(glob.glob(pattern))
        if found:
            return found[0]
    raise AssertionError(f"none of {', '.join(patterns)} is there: install the package {package}")


def softhsm():
    return library("softhsm2", "/usr/lib/softhsm/libsofthsm2.so", "/usr/lib*/*/softhsm/libsofthsm2.so",
                   "/usr/lib64/pkcs11/libsofthsm2.so")


def spy():
    return library("opensc-pkcs11", "/usr/lib/*/pkcs11/pkcs11-spy.so", "/usr/lib/*/pkcs11-spy.so",
                   "/usr/lib64/pkcs11/pkcs11-spy.so")


def p11_kit_proxy():
    return library("p11-kit", "/usr/lib/*/p11-kit-proxy.so", "/usr/lib64/p11-kit-proxy.so")


def under_test(variable):
    """What is to be tested: P11TRACE, P11TRACE_PRELOAD, FAKE_TOKEN."""
    path = os.environ.get(variable, "")
    if not os.path.isfile(path):
        raise AssertionError(f"the variable {variable} names no file ({path!r}): run these tests with ctest")
    return path


def environment(**more):
    """What programs are started with: nothing of p11trace's and nothing that changes what programs print."""
    left_out = "P11TRACE|FAKE_TOKEN|PKCS11SPY|P11_KIT|SOFTHSM2|OPENSC|GNUTLS|VALGRIND|LD_|LC_|LANG"
    kept = {name: value for name, value in os.environ.items() if not re.match(left_out, name)}
    return kept | {"LC_ALL": "C.UTF-8", "TZ": "UTC"} | {name: str(value) for name, value in more.items()}


@dataclasses.dataclass
class Run:
    status: int  # negative: the signal, as in subprocess
    out: bytes
    err: bytes
    process: int

    def __str__(self):
        return f"status {self.status}\n--- stdout\n{self.out.decode(errors='replace')}\n--- stderr\n" \
               f"{self.err.decode(errors='replace')}"


def run(*words, env=None, seconds=120, expect=0, stdin=b"", **more):
    """Runs a command to its end; `expect` is the status that it must have, None if any will do."""
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more
    with subprocess.Popen([str(word) for word in words], env=environment() if env is None else env,
                          start_new_session=True, **streams) as process:
        try:
            out, err = process.communicate(stdin, timeout=seconds)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            raise AssertionError(f"after {seconds} seconds still running: {process.args}") from None
    ended = Run(process.returncode, out or b"", err or b"", process.pid)
    if expect is not None and ended.status != expect:
        raise AssertionError(f"{process.args} ended with {ended}")
    return ended


def p11trace(*words, **more):
    return run(under_test("P11TRACE"), *words, **more)


def preloaded(*words, log, env=None, **more):
    """Without the command p11trace. No log, no P11TRACE_LOG."""
    env = (environment() if env is None else env) | {"LD_PRELOAD": under_test("P11TRACE_PRELOAD")}
    if log is not None:
        env["P11TRACE_LOG"] = str(log)
    return run(*words, env=env, **more)


# A client for what no packaged one does. call(n) is the n-th function of the list.
CLIENT = """
import ctypes, os, subprocess, sys
function_list = ctypes.c_void_p()
assert ctypes.CDLL(sys.argv[1]).C_GetFunctionList(ctypes.byref(function_list)) == 0
def call(n, *arguments):
    entry = ctypes.c_void_p.from_address(function_list.value + 8 * (n + 1)).value
    return ctypes.CFUNCTYPE(ctypes.c_ulong, *[ctypes.c_void_p] * len(arguments))(entry)(*arguments)
def initialize(): return call(0, None)
def finalize(): return call(1, None)
def get_info(): return call(2, ctypes.create_string_buffer(256))
"""


def client(text):
    """The words that run a program on the fake token."""
    return [sys.executable, "-c", CLIENT + text, under_test("FAKE_TOKEN")]


@dataclasses.dataclass
class Line:
    text: str
    duration: str  # "..." before the return
    process: int
    thread: int
    module: str
    function: str
    arguments: str
    rv: str  # "" before the return

    def argument(self, name):
        """The text of one argument, "" if there is none of this name."""
        return dict(split_arguments(self.arguments)).get(name, "")


LINE = re.compile(r"\d\d:\d\d:\d\d\.\d{6} +(?P<duration>\.\.\.|\d+ns|\d+\.\d(?:us|\dms|\d\ds)) "
                  r"(?P<process>\d+)/(?P<thread>\d+) (?P<module>\S+): "
                  r"(?P<function>C_\w+)\((?P<arguments>.*)\)"
                  r"(?: \.\.\.| = (?P<rv>CKR_\w+|0x[0-9a-f]+))")


def split_arguments(text):
    """"a=1, b={c, "d, e"}" as [("a", "1"), ("b", "{c, "d, e"}")]."""
    parts, depth, quoted, start, i = [], 0, False, 0, 0
    while i < len(text):
        if quoted:
            i += text[i] == "\\"
            quoted = text[i] != '"'
        elif text[i] == '"':
            quoted = True
        elif text[i] in "{(":
            depth += 1
        elif text[i] in "})":
            depth -= 1
        elif text[i] == "," and depth == 0:
            parts.append(text[start:i])
            start = i + 2
        i += 1
    if quoted or depth != 0:
        raise AssertionError(f"what was opened is not closed in: {text}")
    parts.append(text[start:])
    return [tuple(part.split("=", 1)) for part in parts if part != ""]


def parse(text):
    """The calls of a log; what is neither a whole call nor a remark (#) is an error."""
    if text and not text.endswith("\n"):
        raise AssertionError(f"the last line has no end: {text[-200:]!r}")
    lines = []
    for line in text.split("\n")[:-1]:
        if line.startswith("# p11trace: "):
            continue
        found = LINE.fullmatch(line)
        if found is None:
            raise AssertionError(f"not a line of a log: {line!r}")
        part = found.groupdict()
        lines.append(Line(line, part["duration"], int(part["process"]), int(part["thread"]), part["module"],
                          part["function"], part["arguments"], part["rv"] or ""))
    return lines


def read_log(path):
    return parse(Path(path).read_bytes().decode("utf-8"))


def functions(lines):
    return [line.function for line in lines]


@dataclasses.dataclass
class Installed:
    """p11trace where every user can reach it."""

    command: Path
    preload: Path


def install(directory):
    installed = Installed(Path(directory, "bin/p11trace"),
                          Path(directory, "lib/p11trace/libp11trace-preload.so"))
    for source, place in (("P11TRACE", installed.command), ("P11TRACE_PRELOAD", installed.preload)):
        place.parent.mkdir(parents=True)
        shutil.copy(under_test(source), place)
        place.chmod(0o755)
    return installed


NOBODY = 65534


def as_ordinary_user(*directories):
    """The words before a command that shall not run as root; the directories become that user's."""
    if os.getuid() != 0:
        return []
    for directory in directories:
        for path in (Path(directory), *Path(directory).rglob("*")):
            os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    return [program("setpriv"), f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]


class Token:
    """A SoftHSM2 token in a directory of its own, known as "demo"."""

    def __init__(self, directory, label="demo"):
        self.directory = Path(directory)
        self.configuration = self.directory / "softhsm2.conf"
        self.label = label

    @classmethod
    def make(cls, directory, label="demo"):
        token = cls(directory, label)
        token.write_configuration()
        token.run("softhsm2-util", "--init-token", "--free", "--label", label, "--so-pin", SO_PIN,
                  "--pin", PIN)
        return token

    def write_configuration(self):
        (self.directory / "tokens").mkdir(parents=True, exist_ok=True)
        self.configuration.write_text(f"directories.tokendir = {self.directory}/tokens\n"
                                      "objectstore.backend = file\nlog.level = ERROR\n"
                                      "slots.removable = false\n")

    def copy(self, directory):
        """The same slots, sessions and objects, in another place."""
        shutil.copytree(self.directory, directory)
        other = Token(directory, self.label)
        other.write_configuration()
        return other

    def environment(self, **more):
        return environment(SOFTHSM2_CONF=self.configuration, **more)

    def run(self, name, *words, **more):
        return run(program(name), *words, **({"env": self.environment()} | more))

    def tool(self, *words, **more):
        """pkcs11-tool, logged in."""
        return self.run("pkcs11-tool", "--module", softhsm(), "--login", "--pin", PIN, *words, **more)

    def traced(self, *words, env=None, **more):
        return p11trace(*words, env=self.environment() if env is None else env, **more)


class Case(unittest.TestCase):
    """Each test has a directory of its own."""

    maxDiff = None
    longMessage = True

    def setUp(self):
        self.directory = Path(self.enterContext(temporary_directory()))

    def path(self, name):
        return self.directory / name

    def token(self):
        return Token.make(self.path("token"))

    def assert_same(self, without, with_us, streams=("out", "err")):
        """A program's result, without p11trace and with it."""
        self.assertEqual(without.status, with_us.status, f"without: {without}\nwith: {with_us}")
        for stream in streams:
            self.assertEqual(getattr(without, stream), getattr(with_us, stream), stream)


@contextlib.contextmanager
def temporary_directory():
    # Open to others, for the programs that run as another user.
    with tempfile.TemporaryDirectory(prefix="p11trace-test-", ignore_cleanup_errors=True) as directory:
        os.chmod(directory, 0o755)
        yield directory
