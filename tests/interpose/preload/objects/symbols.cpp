// Definitions of every kind for next_symbol_test; built several times, each time as what its macro says.
extern "C" {

#if defined(GNU_HASH_ONLY)
int in_gnu_hash() { return 10; }
#elif defined(HASH_ONLY)
int in_hash() { return 20; }
#elif defined(VERSIONS)
int first_version() { return 1; }
int second_version() { return 2; }
int left_behind() { return 3; }
__asm__(".symver first_version, with_versions@SYMBOLS_1");
__asm__(".symver second_version, with_versions@@SYMBOLS_2");
__asm__(".symver left_behind, only_old@SYMBOLS_1");
#elif defined(LOOK_ALIKES)
// Not functions that are defined here, though the names stand in the table.
int data_here = 1;
int undefined_here();
int call_undefined() { return undefined_here(); }
#elif defined(FUNCTIONS)
int data_here() { return 30; }
int undefined_here() { return 31; }
int only_old() { return 32; }
static int chosen() { return 33; }
int (*choose())() { return &chosen; }
int chosen_at_run_time() __attribute__((ifunc("choose")));
#endif
}
