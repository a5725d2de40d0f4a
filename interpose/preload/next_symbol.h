// A function that we hook, as the program would have got it without us; found without dlsym, which is hooked itself.
#pragma once

namespace p11trace::preload {

// The definition of `name` in the first object loaded after ours that has one; null if none has. No allocation, no
// lock and no call: it works before the first constructor, and errno is kept.
void* find_next_symbol(const char* name) noexcept;

// The same, found once and remembered. Threads that ask at the same time find the same.
template <class Function>
class NextSymbol {
 public:
  // `substitute` is for a libc that does not have the function.
  constexpr NextSymbol(const char* name, Function* substitute) noexcept : name_(name), substitute_(substitute) {}

  // The compiler's atomics: at -O0 a member of std::atomic is a function of its own, of which the linker keeps one
  // for the whole library, and that may be a sanitized file's.
  Function* function() noexcept {
    Function* known = __atomic_load_n(&function_, __ATOMIC_RELAXED);
    if (known != nullptr) return known;
    void* found = find_next_symbol(name_);
    known = found != nullptr ? reinterpret_cast<Function*>(found) : substitute_;
    __atomic_store_n(&function_, known, __ATOMIC_RELAXED);
    return known;
  }

 private:
  const char* name_;
  Function* substitute_;
  Function* function_ = nullptr;
};

}  // namespace p11trace::preload
