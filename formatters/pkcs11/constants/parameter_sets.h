// Parameter sets of post-quantum keys (CKP): the key type says which table is meant.
#pragma once

#include "formatters/pkcs11/constants/rows.h"

// clang-format off
namespace p11trace::pkcs11 {

constexpr Constant ml_dsa_parameter_sets[] = {
    P11TRACE_NAMED(CKP_ML_DSA_44),
    P11TRACE_NAMED(CKP_ML_DSA_65),
    P11TRACE_NAMED(CKP_ML_DSA_87),
};
static_assert(strictly_ascending(ml_dsa_parameter_sets));

// With the names of NSS for its CKA_NSS_PARAMETER_SET.
constexpr Constant ml_kem_parameter_sets[] = {
    P11TRACE_NAMED(CKP_ML_KEM_512),
    P11TRACE_NAMED(CKP_ML_KEM_768),
    P11TRACE_NAMED(CKP_ML_KEM_1024),
    // NSS
    {0xCE534351UL, "CKP_NSS_KYBER_768_ROUND3"},
    {0xCE534352UL, "CKP_NSS_ML_KEM_768"},
};
static_assert(strictly_ascending(ml_kem_parameter_sets));

constexpr Constant slh_dsa_parameter_sets[] = {
    P11TRACE_NAMED(CKP_SLH_DSA_SHA2_128S),
    P11TRACE_NAMED(CKP_SLH_DSA_SHAKE_128S),
    P11TRACE_NAMED(CKP_SLH_DSA_SHA2_128F),
    P11TRACE_NAMED(CKP_SLH_DSA_SHAKE_128F),
    P11TRACE_NAMED(CKP_SLH_DSA_SHA2_192S),
    P11TRACE_NAMED(CKP_SLH_DSA_SHAKE_192S),
    P11TRACE_NAMED(CKP_SLH_DSA_SHA2_192F),
    P11TRACE_NAMED(CKP_SLH_DSA_SHAKE_192F),
    P11TRACE_NAMED(CKP_SLH_DSA_SHA2_256S),
    P11TRACE_NAMED(CKP_SLH_DSA_SHAKE_256S),
    P11TRACE_NAMED(CKP_SLH_DSA_SHA2_256F),
    P11TRACE_NAMED(CKP_SLH_DSA_SHAKE_256F),
};
static_assert(strictly_ascending(slh_dsa_parameter_sets));

}  // namespace p11trace::pkcs11
