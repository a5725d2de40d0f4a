// Attributes of one-time passwords, hardware features, mechanisms and profiles.
#include "tests/clients/golden_values/attribute_groups.h"

namespace p11trace::clients {

void pass_feature_attributes(const Token& token) {
  pass_attributes(token,
                  {A_CONSTANT(CKA_CLASS, CKO_OTP_KEY), A_CONSTANT(CKA_KEY_TYPE, CKK_HOTP),
                   A_CONSTANT(CKA_OTP_FORMAT, CK_OTP_FORMAT_ALPHANUMERIC), A_NUMBER(CKA_OTP_LENGTH, 8),
                   A_NUMBER(CKA_OTP_TIME_INTERVAL, 30), A_BOOLEAN(CKA_OTP_USER_FRIENDLY_MODE, CK_TRUE),
                   A_CONSTANT(CKA_OTP_CHALLENGE_REQUIREMENT, CK_OTP_PARAM_IGNORED),
                   A_CONSTANT(CKA_OTP_TIME_REQUIREMENT, CK_OTP_PARAM_OPTIONAL),
                   A_CONSTANT(CKA_OTP_COUNTER_REQUIREMENT, CK_OTP_PARAM_MANDATORY),
                   A_CONSTANT(CKA_OTP_PIN_REQUIREMENT, CK_OTP_PARAM_OPTIONAL), A_SECRET(CKA_OTP_COUNTER, "counter."),
                   A_TEXT(CKA_OTP_TIME, "20261124160000"), A_SENSITIVE_TEXT(CKA_OTP_USER_IDENTIFIER, "somebody"),
                   A_TEXT(CKA_OTP_SERVICE_IDENTIFIER, "a service"), A_BYTES(CKA_OTP_SERVICE_LOGO, shown, "a picture"),
                   A_TEXT(CKA_OTP_SERVICE_LOGO_TYPE, "image/png"), A_SECRET(CKA_VALUE, "value of HOTP")});
  pass_attributes(token,
                  {A_CONSTANT(CKA_CLASS, CKO_HW_FEATURE), A_CONSTANT(CKA_HW_FEATURE_TYPE, CKH_USER_INTERFACE),
                   A_BYTES(CKA_VALUE, shown, "2026112416000000"), A_BOOLEAN(CKA_RESET_ON_INIT, CK_TRUE),
                   A_BOOLEAN(CKA_HAS_RESET, CK_FALSE), A_NUMBER(CKA_PIXEL_X, 640), A_NUMBER(CKA_PIXEL_Y, 480),
                   A_NUMBER(CKA_RESOLUTION, 72), A_NUMBER(CKA_CHAR_ROWS, 25), A_NUMBER(CKA_CHAR_COLUMNS, 80),
                   A_BOOLEAN(CKA_COLOR, CK_TRUE), A_NUMBER(CKA_BITS_PER_PIXEL, 24), A_TEXT(CKA_CHAR_SETS, "utf-8"),
                   A_TEXT(CKA_ENCODING_METHODS, "8bit"), A_TEXT(CKA_MIME_TYPES, "text/plain")});
  pass_attributes(token, {A_CONSTANT(CKA_CLASS, CKO_MECHANISM), A_CONSTANT(CKA_MECHANISM_TYPE, CKM_CMS_SIG),
                          A_BYTES(CKA_REQUIRED_CMS_ATTRIBUTES, shown, "1\2\5\1"),
                          A_BYTES(CKA_DEFAULT_CMS_ATTRIBUTES, shown, "1\2\5\2"),
                          A_BYTES(CKA_SUPPORTED_CMS_ATTRIBUTES, shown, "1\2\5\3")});
  pass_attributes(token, {A_CONSTANT(CKA_CLASS, CKO_PROFILE), A_CONSTANT(CKA_PROFILE_ID, CKP_COMPLETE_PROVIDER)});
}

}  // namespace p11trace::clients
