// Parameters of mechanisms that several groups of calls give.
#include <cstring>

#include "tests/clients/golden/golden.h"

namespace p11trace::clients {

CK_MECHANISM* guarded_mechanism(CK_MECHANISM_TYPE type, void* parameter, std::size_t size) {
  return &guarded_value<CK_MECHANISM>({type, parameter, size});
}

Text data_as_pss_parameter() {
  unsigned long words[3];
  std::memcpy(words, some_data(sizeof words), sizeof words);
  return structure({"hashAlg", unnamed(words[0]), "mgf", unnamed(words[1]), "sLen", words[2]});
}

CK_GCM_MESSAGE_PARAMS* guarded_gcm_parameter() {
  return &guarded_value<CK_GCM_MESSAGE_PARAMS>({some_data(12), 12, 0, CKG_NO_GENERATE, guarded_room(16), 128});
}

Text gcm_parameter_for_tag() {
  return structure(
      {"pIv", shown(some_data(12), 12), "ulIvFixedBits", 0, "ivGenerator", NAMED(CKG_NO_GENERATE), "pTag", room(16)});
}

Text gcm_parameter_with_new_tag(const CK_GCM_MESSAGE_PARAMS& parameter) {
  const Text before = gcm_parameter_for_tag();
  return with_output(before, structure({"pTag", shown(parameter.pTag, 16)}));
}

Text gcm_parameter_with_tag(const CK_GCM_MESSAGE_PARAMS& parameter) {
  return structure({"pIv", shown(some_data(12), 12), "ulIvFixedBits", 0, "ivGenerator", NAMED(CKG_NO_GENERATE), "pTag",
                    shown(parameter.pTag, 16)});
}

}  // namespace p11trace::clients
