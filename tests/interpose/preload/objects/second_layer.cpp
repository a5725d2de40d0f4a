// The library that first_layer gets in front of.
extern "C" {
int layered() { return 100; }
int layered_by_version() { return 200; }
int C_GetInterfaceList() { return 300; }

int old_answer() { return 1; }
int new_answer() { return 2; }
}

__asm__(".symver old_answer, versioned@LAYER_1");
__asm__(".symver new_answer, versioned@@LAYER_2");
