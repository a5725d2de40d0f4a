// Reading CK_GCM_MESSAGE_PARAMS and CK_CCM_MESSAGE_PARAMS, and writing what they take back.
#include "tests/fake_token/message_parameter.h"

#include <algorithm>
#include <cstring>

#include "tests/fake_token/mixing.h"

namespace fake_token {

namespace {

template <class Params>
bool copy(CK_VOID_PTR parameter, CK_ULONG length, Params& into) {
  if (parameter == nullptr || length != sizeof into) return false;
  std::memcpy(&into, parameter, sizeof into);
  return true;
}

}  // namespace

CK_RV read_message_parameter(CK_MECHANISM_TYPE mechanism, CK_VOID_PTR parameter, CK_ULONG length,
                             MessageParameter& into) {
  if (parameter == nullptr && length > 0) return CKR_ARGUMENTS_BAD;
  if (mechanism == CKM_AES_GCM) {
    CK_GCM_MESSAGE_PARAMS gcm;
    if (!copy(parameter, length, gcm)) return CKR_MECHANISM_PARAM_INVALID;
    into = {gcm.pIv, gcm.ulIvLen, gcm.ivGenerator != CKG_NO_GENERATE, gcm.pTag, (gcm.ulTagBits + 7) / 8};
  } else if (mechanism == CKM_AES_CCM) {
    CK_CCM_MESSAGE_PARAMS ccm;
    if (!copy(parameter, length, ccm)) return CKR_MECHANISM_PARAM_INVALID;
    into = {ccm.pNonce, ccm.ulNonceLen, ccm.nonceGenerator != CKG_NO_GENERATE, ccm.pMAC, ccm.ulMACLen};
  }
  const bool iv_is_good = into.iv_length <= 256 && (into.iv != nullptr || into.iv_length == 0);
  const bool tag_is_good = into.tag_length <= 16 && (into.tag != nullptr || into.tag_length == 0);
  return iv_is_good && tag_is_good ? CKR_OK : CKR_MECHANISM_PARAM_INVALID;
}

void write_iv(const MessageParameter& parameter, std::uint64_t& random) {
  if (!parameter.generates_iv) return;
  const Bytes iv = random_bytes(random, parameter.iv_length);
  std::copy(iv.begin(), iv.end(), parameter.iv);
}

void write_tag(const MessageParameter& parameter, const Bytes& authenticated) {
  const Bytes tag = mix(Purpose::tag, authenticated, parameter.tag_length);
  std::copy(tag.begin(), tag.end(), parameter.tag);
}

bool tag_is_right(const MessageParameter& parameter, const Bytes& authenticated) {
  const Bytes tag = mix(Purpose::tag, authenticated, parameter.tag_length);
  return std::equal(tag.begin(), tag.end(), parameter.tag);
}

}  // namespace fake_token
