// The groups of values that golden_values_client passes: parameters of mechanisms, and attributes.
#pragma once

#include "tests/clients/golden_values/mechanism_calls.h"
#include "tests/clients/golden_values/token_writes.h"

namespace p11trace::clients {

void pass_rsa(const Token& token);
void pass_diffie_hellman(const Token& token);
void pass_double_ratchet(const Token& token);
void pass_gost(const Token& token);
void pass_signature_contexts(const Token& token);
void pass_stream_ciphers(const Token& token);
void pass_authenticated_ciphers(const Token& token);
void pass_messages(const Token& token);
void pass_encrypted_data(const Token& token);
void pass_older_ciphers(const Token& token);
void pass_skipjack(const Token& token);
void pass_tls(const Token& token);
void pass_wtls(const Token& token);
void pass_passwords(const Token& token);
void pass_key_derivations(const Token& token);
void pass_sp800_108(const Token& token);
void pass_one_time_passwords(const Token& token);
void pass_cms_and_kip(const Token& token);
void pass_simple_parameters(const Token& token);
void pass_wrong_parameters(const Token& token);

}  // namespace p11trace::clients
