// Makes words of the names of return codes.
#include "tracer/managed/return_code_words.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <map>
#include <string>
#include <string_view>

#include "formatters/pkcs11/constants.h"
#include "tracer/managed/process_lock.h"

namespace p11trace::managed {

namespace {

constinit const std::map<CK_RV, std::string>* known = nullptr;  // made when first asked for, and kept

constexpr std::string_view abbreviations[] = {"PIN", "RNG", "FIPS", "OS"};

std::string words_in(std::string_view name) {
  std::string words;
  for (std::string_view rest = name.substr(name.find('_') + 1); !rest.empty();) {
    const std::string_view word = rest.substr(0, rest.find('_'));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    if (!words.empty()) words += ' ';
    const bool stays = std::find(std::begin(abbreviations), std::end(abbreviations), word) != std::end(abbreviations);
    for (const char c : word)
      words += stays || words.empty() ? c : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return words + " (" + std::string(name) + ")";
}

std::map<CK_RV, std::string> all_words() {
  std::map<CK_RV, std::string> all;
  for (const pkcs11::Constant& code : pkcs11::constants(pkcs11::Family::CKR)) all[code.value] = words_in(code.name);
  all[CKR_OK] = "";
  return all;
}

}  // namespace

const char* words_of(CK_RV result) {
  {
    const ProcessLocked locked;
    if (known == nullptr) known = new std::map<CK_RV, std::string>(all_words());
  }
  const auto found = known->find(result);
  if (found != known->end()) return found->second.c_str();
  return (result & CKR_VENDOR_DEFINED) != 0 ? "a return code of the vendor's" : "an unknown return code";
}

}  // namespace p11trace::managed
