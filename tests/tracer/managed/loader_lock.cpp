// What the thread sanitizer cannot know: the dynamic loader runs constructors and destructors of libraries under a lock
// of its own. So those of a module that threads load and unload in turn look like races to it, at addresses that the
// module has been given again, and so do the loader's own lists.
// The functions of a module run outside of that lock; the tests of threads in them use the fake token, which is not
// named here.
#if defined(__SANITIZE_THREAD__)

// The sanitizer's library looks for it.
extern "C" __attribute__((visibility("default"))) const char* __tsan_default_suppressions() {  // NOLINT
  return "race:libsofthsm2.so\nrace:ld-linux\n";
}

#endif
