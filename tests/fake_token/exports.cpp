// The exported C_ functions, for programs that link with the module or look up every function by its name.
#include "tests/fake_token/entries.h"
#include "tests/fake_token/variant.h"

// A jump to the entry with all arguments as they are: C++ cannot say that for the prototypes of an X macro.
#if defined(__x86_64__)
#define FAKE_TOKEN_JUMP(entry) "  endbr64\n  jmp *" entry "(%rip)\n"
#elif defined(__aarch64__)
#define FAKE_TOKEN_JUMP(entry) "  bti c\n  adrp x16, " entry "\n  ldr x16, [x16, :lo12:" entry "]\n  br x16\n"
#else
#error "the fake token's exports have no jump for this architecture"
#endif

// clang-format off
#define FAKE_TOKEN_EXPORT(name, parameters) \
  asm(".pushsection .text\n"                \
      ".hidden fake_entry_" #name "\n"      \
      ".globl " #name "\n"                  \
      ".type " #name ", @function\n"        \
      ".balign 16\n" #name ":\n"            \
      "  .cfi_startproc\n"                  \
      FAKE_TOKEN_JUMP("fake_entry_" #name)  \
      "  .cfi_endproc\n"                    \
      ".size " #name ", .-" #name "\n"      \
      ".popsection\n");
// clang-format on

namespace fake_token {

#ifdef FAKE_TOKEN_ONLY_2_40
CK_FUNCTIONS_2_40(FAKE_TOKEN_EXPORT)
const char* const built_in_variant = "2.40";
#else
CK_FUNCTIONS(FAKE_TOKEN_EXPORT)
const char* const built_in_variant = "";
#endif

}  // namespace fake_token
