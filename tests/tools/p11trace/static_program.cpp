// A program without a loader.
#include <cstdio>

int main() { return std::puts("static") < 0; }
