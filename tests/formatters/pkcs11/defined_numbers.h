// The numbers that a C header #defines, read from its text.
#pragma once

#include <map>
#include <string>

// Every `#define NAME expression` whose expression is made of numbers, names defined before it (also those of
// a header included before), casts to unsigned long, and the operators ( ) ~ - + << |. Throws if a file
// cannot be read.
std::map<std::string, unsigned long> defined_numbers(const std::string& path, const std::string& included_before = {});
