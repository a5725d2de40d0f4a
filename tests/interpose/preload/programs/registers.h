// Registers as they are set before a call and found by the function that is called in the end.
#pragma once

constexpr int register_count = 9;

// x86-64: rdi, rsi, rdx, rcx, r8, r9, r10, rax and rsp. AArch64: x0 to x7 and sp, with x30 as the return address.
struct Registers {
  unsigned long values[register_count];
  const void* return_address;
};

extern "C" {
// Calls `function` with all of `registers` but the stack pointer, which it fills in (as it is at the function's
// entry), as it does the return address.
void call_with_registers(void* function, Registers* registers);

// In the library that is next after the hooks: notes the registers of the next call of its dlsym or dlvsym in here,
// instead of looking anything up.
void record_registers_in(Registers* registers);
}
