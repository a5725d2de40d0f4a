// The p11trace command. A verb is a file under verbs/; without one, p11trace traces the command that it is given.
#include "tools/p11trace/verbs/trace.h"

int main(int argc, char** argv) { return p11trace::trace(argc, argv); }
