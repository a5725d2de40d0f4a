// Looks like a PKCS#11 module to whoever looks up names in it. Its functions answer without looking at arguments.
#include <execinfo.h>

#include <cstdint>
#include <stdexcept>

namespace {

constexpr int general_error = 5;  // CKR_GENERAL_ERROR

// What the resolver saw when the dynamic linker called it from inside dlsym.
void* frames[64];
int frame_count = 0;
bool stack_was_aligned = false;

int chosen() { return general_error; }

}  // namespace

extern "C" {

int C_GetFunctionList() { return general_error; }
int my_loader() { return general_error; }
int ordinary() { return 9; }
void* address_of_function_list() { return reinterpret_cast<void*>(&C_GetFunctionList); }
void throw_something() { throw std::runtime_error("thrown by the module"); }

int (*choose())() {
  stack_was_aligned = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)) % 16 == 0;
  frame_count = backtrace(frames, 64);
  return &chosen;
}

int C_GetInterface() __attribute__((ifunc("choose")));
int ordinary_but_chosen() __attribute__((ifunc("choose")));

int frames_seen(void*** seen) {
  *seen = frames;
  return frame_count;
}
bool stack_seen_aligned() { return stack_was_aligned; }
}
