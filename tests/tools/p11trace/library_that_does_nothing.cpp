// Stands for libp11trace-preload.so where only the command is tested.
extern "C" void p11trace_test_library() {}
