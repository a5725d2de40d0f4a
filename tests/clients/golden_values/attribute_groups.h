// The groups of attributes that golden_values_client passes.
#pragma once

#include "tests/clients/golden_values/attribute_values.h"

namespace p11trace::clients {

void pass_key_attributes(const Token& token);
void pass_certificate_attributes(const Token& token);
void pass_feature_attributes(const Token& token);
void pass_newer_attributes(const Token& token);
void pass_nested_templates(const Token& token);

}  // namespace p11trace::clients
