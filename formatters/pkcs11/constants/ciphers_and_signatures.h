// Selectors in the parameters of ciphers and signatures (CKG, CKZ, CKH).
#pragma once

#include "formatters/pkcs11/constants/rows.h"

// clang-format off
namespace p11trace::pkcs11 {

constexpr Constant mask_generation_functions[] = {
    P11TRACE_NAMED(CKG_MGF1_SHA1),
    P11TRACE_NAMED(CKG_MGF1_SHA256),
    P11TRACE_NAMED(CKG_MGF1_SHA384),
    P11TRACE_NAMED(CKG_MGF1_SHA512),
    P11TRACE_NAMED(CKG_MGF1_SHA224),
    P11TRACE_NAMED(CKG_MGF1_SHA3_224),
    P11TRACE_NAMED(CKG_MGF1_SHA3_256),
    P11TRACE_NAMED(CKG_MGF1_SHA3_384),
    P11TRACE_NAMED(CKG_MGF1_SHA3_512),
};
static_assert(strictly_ascending(mask_generation_functions));

constexpr Constant oaep_sources[] = {
    P11TRACE_NAMED(CKZ_DATA_SPECIFIED),
};
static_assert(strictly_ascending(oaep_sources));

constexpr Constant iv_generators[] = {
    P11TRACE_NAMED(CKG_NO_GENERATE),
    P11TRACE_NAMED(CKG_GENERATE),
    P11TRACE_NAMED(CKG_GENERATE_COUNTER),
    P11TRACE_NAMED(CKG_GENERATE_RANDOM),
    P11TRACE_NAMED(CKG_GENERATE_COUNTER_XOR),
};
static_assert(strictly_ascending(iv_generators));

constexpr Constant hedge_variants[] = {
    P11TRACE_NAMED(CKH_HEDGE_PREFERRED),
    P11TRACE_NAMED(CKH_HEDGE_REQUIRED),
    P11TRACE_NAMED(CKH_DETERMINISTIC_REQUIRED),
};
static_assert(strictly_ascending(hedge_variants));

}  // namespace p11trace::pkcs11
