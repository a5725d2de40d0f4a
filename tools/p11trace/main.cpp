// The p11trace command. Verbs (the first word, one file each under verbs/) get the words from their own name on; without a
// verb, p11trace traces a command.
#include "tools/p11trace/verbs/trace.h"

int main(int argc, char** argv) { return p11trace::trace(argc, argv); }
