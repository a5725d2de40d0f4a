// The function lists and interfaces, as one block that can be copied, changed and made read-only.
#pragma once

#include <span>

#include "tests/fake_token/control.h"
#include "tests/fake_token/variant.h"

namespace fake_token {

struct Tables {
  static constexpr std::size_t standard_interfaces = 3;

  CK_FUNCTION_LIST list_2_40;
  CK_FUNCTION_LIST_3_0 list_3_0;
  CK_FUNCTION_LIST_3_2 list_3_2;
  FakeTokenVendorFunctions vendor;
  CK_UTF8CHAR standard_name[sizeof "PKCS 11"];
  CK_UTF8CHAR vendor_name[sizeof "Vendor fake Interface"];
  CK_INTERFACE interfaces[standard_interfaces + 1];  // the newest first, the vendor's last
  std::size_t interface_count;                       // 0 where there are no interfaces
};

// entries.cpp: every entry a pointer to a function of that file. Writable, to see whether somebody writes
// there.
extern Tables plain_tables;

// tables.cpp: those of the variant in force; the same ones for the same words, for ever.
const Tables& current_tables();

}  // namespace fake_token
