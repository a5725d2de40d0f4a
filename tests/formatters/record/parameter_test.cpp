// Parameters of mechanisms: every structure comes back field by field, and the forms that look alike are told apart.
#include <gtest/gtest.h>

#include <cstring>
#include <deque>
#include <map>
#include <set>

#include "formatters/pkcs11/constants.h"
#include "formatters/pkcs11/parameters.h"
#include "formatters/pkcs11/pkcs11.h"
#include "tests/formatters/record/recorder.h"

namespace p11trace::record {
namespace {

using call::Kind;
using enum pkcs11::Function;
using pkcs11::Direction;
using pkcs11::LengthUnit;
using pkcs11::ParameterField;
using pkcs11::ParameterLayout;
using pkcs11::ParameterRole;
using pkcs11::Secrecy;

// Makes content for a structure, in memory that ends at an unmapped page, and what is to be read of it.
class Made {
 public:
  explicit Made(bool shows_secrets) : shows_secrets_(shows_secrets) {}

  void* given(const std::string& content) {
    memory_.emplace_back(std::string_view(content));
    return memory_.back().data();
  }

  // The byte strings that go in, each with its class.
  const std::vector<std::pair<Secrecy, std::string>>& byte_strings() const noexcept { return given_; }

  std::string structure(const ParameterLayout& layout, Tree& tree) {
    tree.kind = Kind::structure;
    tree.number = layout.size;
    std::string content(layout.size, '\0');
    // What other fields depend on: they are there, and not the call's to write.
    std::map<std::size_t, CK_ULONG> conditions;
    for (const ParameterField& field : layout.fields) {
      if (field.only.size != 0) conditions[field.only.offset] = field.only.value;
      if (field.holds.size != 0) conditions[field.holds.offset] = field.unless ? field.holds.value : 0;
    }
    std::set<std::size_t> lengths;  // that have been set: several buffers may share one
    for (const ParameterField& field : layout.fields) {
      const auto condition = conditions.find(field.offset);
      Tree value = condition == conditions.end() ? this->field(field, content, lengths)
                                                 : number(field, content, condition->second);
      tree.children.push_back(std::move(value).named(field.name));
    }
    return content;
  }

 private:
  template <class T>
  static void set(std::string& content, std::size_t offset, T value) {
    std::memcpy(content.data() + offset, &value, sizeof value);
  }
  std::string marked() {
    const std::string number = std::to_string(10000 + ++count_);
    return "<mark" + number + "mark" + number + "mark>";
  }

  static Tree number(const ParameterField& field, std::string& content, CK_ULONG value) {
    std::memcpy(content.data() + field.offset, &value, field.size);
    if (field.direction == Direction::out) return {.kind = Kind::room, .number = 1};
    const Kind kind = field.role == ParameterRole::number    ? Kind::number
                      : field.role == ParameterRole::flags   ? Kind::flags
                      : field.role == ParameterRole::object  ? Kind::object
                      : field.role == ParameterRole::boolean ? Kind::boolean
                                                             : Kind::constant;
    return {.kind = kind, .number = value, .family = field.family};
  }

  Tree field(const ParameterField& field, std::string& content, std::set<std::size_t>& lengths) {
    switch (field.role) {
      case ParameterRole::number:
      case ParameterRole::flags:
      case ParameterRole::object:
      case ParameterRole::constant:
        return number(field, content, field.size == 1 ? 7 : 1000 + ++count_);
      case ParameterRole::boolean:
        return number(field, content, CK_TRUE);
      case ParameterRole::object_pointer:
      case ParameterRole::version:
        set(content, field.offset, given("12345678"));
        return {.kind = Kind::room, .number = 1};
      case ParameterRole::bytes_within: {
        const std::string bytes = marked().substr(0, field.size);
        content.replace(field.offset, bytes.size(), bytes);
        return {.kind = Kind::bytes, .number = field.size, .data = bytes};
      }
      case ParameterRole::bytes:
      case ParameterRole::text:
      case ParameterRole::data_by_type:
        return bytes(field, content, lengths);
      case ParameterRole::text_z:
        set(content, field.offset, given(std::string("text\0", 5)));
        return {.kind = Kind::text, .number = 4, .data = "text"};
      case ParameterRole::unsized: {
        // Nobody knows how much is there: not a byte may be read.
        void* const at = static_cast<std::byte*>(given("x")) + 1;
        set(content, field.offset, at);
        if (field.secrecy == Secrecy::secret) return {.kind = Kind::secret};
        return {.kind = Kind::pointer, .number = reinterpret_cast<std::uintptr_t>(at)};
      }
      case ParameterRole::mechanism: {
        CK_MECHANISM mechanism{CKM_SHA256, nullptr, 0};
        std::string inner(sizeof mechanism, '\0');
        std::memcpy(inner.data(), &mechanism, sizeof mechanism);
        set(content, field.offset, given(inner));
        Tree tree{.kind = Kind::structure, .number = 1};
        tree.children.push_back(
            Tree{.kind = Kind::constant, .number = CKM_SHA256, .family = pkcs11::Family::CKM}.named("mechanism"));
        return tree;
      }
      case ParameterRole::structure_within: {
        Tree tree;
        const std::string inner = structure(*field.nested, tree);
        content.replace(field.offset, inner.size(), inner);
        tree.number = 0;
        return tree;
      }
      case ParameterRole::structure: {
        Tree tree;
        set(content, field.offset, given(structure(*field.nested, tree)));
        tree.number = 1;
        return tree;
      }
      case ParameterRole::array: {
        Tree tree{.kind = Kind::list, .number = 2};
        std::string both;
        for (int i = 0; i < 2; i++) {
          both += structure(*field.nested, tree.children.emplace_back());
          tree.children.back().number = 0;
        }
        set(content, field.offset, given(both));
        set<CK_ULONG>(content, field.length, 2);
        if (field.direction == Direction::out) return {.kind = Kind::room, .number = 2};
        return tree;
      }
      case ParameterRole::attributes: {
        CK_ATTRIBUTE entry{CKA_TOKEN, given("\x01"), 1};
        std::string entries(sizeof entry, '\0');
        std::memcpy(entries.data(), &entry, sizeof entry);
        set(content, field.offset, given(entries));
        set<CK_ULONG>(content, field.length, 1);
        Tree tree{.kind = Kind::list, .number = 1};
        tree.children.push_back(Tree{.kind = Kind::boolean, .number = 1}.named("CKA_TOKEN", CKA_TOKEN));
        return tree;
      }
    }
    return {};
  }

  Tree bytes(const ParameterField& field, std::string& content, std::set<std::size_t>& lengths) {
    std::string bytes = marked();
    if (field.unit == LengthUnit::fixed) bytes.resize(field.length, 'x');
    else if (lengths.insert(field.length).second) set_length(field, content, bytes.size());
    set(content, field.offset, given(bytes));
    if (field.direction == Direction::out) {
      if (field.secrecy == Secrecy::secret && !shows_secrets_) return {.kind = Kind::secret};
      return {.kind = Kind::room, .number = bytes.size()};
    }
    given_.push_back({field.secrecy, bytes});
    if (field.secrecy == Secrecy::secret && !shows_secrets_) return {.kind = Kind::secret};
    return {
        .kind = field.role == ParameterRole::text ? Kind::text : Kind::bytes, .number = bytes.size(), .data = bytes};
  }

  void set_length(const ParameterField& field, std::string& content, std::size_t size) {
    const CK_ULONG length = size;
    switch (field.unit) {
      case LengthUnit::bits:
      case LengthUnit::bits_or_bytes:
        return set<CK_ULONG>(content, field.length, size * 8 - 3);
      case LengthUnit::by_pointer: {
        std::string word(sizeof length, '\0');
        std::memcpy(word.data(), &length, sizeof length);
        return set(content, field.length, given(word));
      }
      default:
        return set(content, field.length, length);
    }
  }

  bool shows_secrets_;
  std::vector<std::pair<Secrecy, std::string>> given_;
  unsigned count_ = 0;
  std::deque<GuardedMemory> memory_;
};

// A mechanism and a function that go with each structure that can be a whole parameter.
struct Sample {
  const ParameterLayout* layout;
  CK_ULONG mechanism;
};
std::vector<Sample> samples() {
  std::vector<Sample> found;
  for (const ParameterLayout& layout : pkcs11::parameters())
    for (const pkcs11::Constant& mechanism : pkcs11::constants(pkcs11::Family::CKM))
      if (pkcs11::parameter_form(mechanism.value, C_DigestInit, layout.size, 1).parameter == &layout) {
        found.push_back({&layout, mechanism.value});
        break;
      }
  return found;
}

Tree parameter_of(Recorder& recorder, CK_ULONG mechanism, void* parameter, std::size_t size) {
  CK_MECHANISM whole{mechanism, parameter, size};
  return child(in(recorder.call<C_DigestInit>(CKR_FUNCTION_FAILED, 1, &whole), 1), "pParameter");
}

// Values that were computed while made may stand in an order of their own.
void expect_fields(const Tree& got, const Tree& wanted, std::string_view where) {
  ASSERT_EQ(got.children.size(), wanted.children.size()) << where;
  for (std::size_t i = 0; i < got.children.size(); i++) {
    const Tree& a = got.children[i];
    const Tree& b = wanted.children[i];
    if (b.kind == Kind::structure || (b.kind == Kind::list && !b.children.empty() && b.children[0].name.empty())) {
      EXPECT_EQ(a.kind, b.kind) << where << " " << b.name;
      expect_fields(a, b, where);
    } else {
      EXPECT_EQ(a, b) << where << " " << b.name;
    }
  }
}

TEST(Parameter, every_structure_comes_back_field_by_field) {
  std::size_t tried = 0;
  for (const bool secrets : {true, false}) {
    for (const Sample& sample : samples()) {
      Recorder recorder(Show::secrets);
      if (!secrets) recorder.policy.show = Show::data;
      Made made(secrets);
      Tree wanted;
      const std::string content = made.structure(*sample.layout, wanted);
      const Tree got = parameter_of(recorder, sample.mechanism, made.given(content), content.size());
      ASSERT_EQ(got.kind, Kind::structure) << sample.layout->name;
      expect_fields(got, wanted, sample.layout->name);
      tried++;
    }
  }
  // Those that are only parts of others, or only of functions for wrapping or messages, are not among them.
  EXPECT_GT(tried, 2 * 60u);
}

TEST(Parameter, fields_that_are_secret_are_these) {
  std::set<std::string> secret;
  for (const ParameterLayout& layout : pkcs11::parameters())
    for (const ParameterField& field : layout.fields)
      if (field.secrecy == Secrecy::secret) secret.insert(std::string(layout.name) + "." + std::string(field.name));
  EXPECT_EQ(secret, (std::set<std::string>{
                        "CK_KEY_DERIVATION_STRING_DATA.pData",
                        "CK_OTP_PARAM.pValue",
                        "CK_PBE_PARAMS.pPassword",
                        "CK_PKCS5_PBKD2_PARAMS.pPassword",
                        "CK_PKCS5_PBKD2_PARAMS2.pPassword",
                        "CK_SKIPJACK_PRIVATE_WRAP_PARAMS.pPassword",
                        "CK_SKIPJACK_RELAYX_PARAMS.pNewPassword",
                        "CK_SKIPJACK_RELAYX_PARAMS.pOldPassword",
                        "CK_SSL3_KEY_MAT_OUT.pIVClient",
                        "CK_SSL3_KEY_MAT_OUT.pIVServer",
                        "CK_TLS_PRF_PARAMS.pOutput",
                        "CK_WTLS_KEY_MAT_OUT.pIV",
                        "CK_WTLS_PRF_PARAMS.pOutput",
                        "CK_X2RATCHET_INITIALIZE_PARAMS.sk",
                        "CK_X2RATCHET_RESPOND_PARAMS.sk",
                    }));
}

TEST(Parameter, each_class_of_bytes_is_in_the_record_where_it_was_asked_for_and_nowhere_else) {
  std::size_t found[3] = {};
  for (const Sample& sample : samples()) {
    for (const Show show : {Show::open, Show::data, Show::secrets}) {
      Recorder recorder(show);
      Made made(show == Show::secrets);
      Tree wanted;
      const std::string content = made.structure(*sample.layout, wanted);
      parameter_of(recorder, sample.mechanism, made.given(content), content.size());
      const std::string record = recorder.record();
      for (const auto& [secrecy, bytes] : made.byte_strings()) {
        const bool is_shown =
            secrecy == Secrecy::open || (secrecy == Secrecy::sensitive && show != Show::open) || show == Show::secrets;
        EXPECT_EQ(record.find(bytes) != std::string::npos, is_shown) << sample.layout->name << " " << bytes;
        found[static_cast<std::size_t>(secrecy)]++;
      }
    }
  }
  for (const std::size_t number : found) EXPECT_GT(number, 5u);
}

TEST(Parameter, an_older_form_of_pbkdf2_is_known_by_its_pointer_to_the_length) {
  CK_UTF8CHAR password[] = "password";
  CK_BYTE salt[] = {1, 2, 3};
  CK_ULONG length = 8;
  CK_PKCS5_PBKD2_PARAMS2 newer{CKZ_SALT_SPECIFIED, salt, 3, 1000, CKP_PKCS5_PBKD2_HMAC_SHA256, nullptr, 0, password, 8};
  CK_PKCS5_PBKD2_PARAMS older{CKZ_SALT_SPECIFIED, salt,   3, 1000, CKP_PKCS5_PBKD2_HMAC_SHA256, nullptr, 0,
                              password,           &length};
  for (void* parameter : {static_cast<void*>(&newer), static_cast<void*>(&older)}) {
    Recorder closed;
    EXPECT_EQ(child(parameter_of(closed, CKM_PKCS5_PBKD2, parameter, sizeof newer), "pPassword").kind, Kind::secret);
    Recorder open(Show::secrets);
    const Tree shown = parameter_of(open, CKM_PKCS5_PBKD2, parameter, sizeof newer);
    EXPECT_EQ(child(shown, "pPassword").data, "password");
    EXPECT_EQ(child(shown, "iterations").number, 1000u);
    EXPECT_EQ(child(shown, "pSaltSourceData").data, "\x01\x02\x03");
  }
}

TEST(Parameter, a_salt_that_does_not_count_is_not_read) {
  const GuardedMemory closed(std::string(8, 's'));
  closed.close();
  CK_HKDF_PARAMS parameter{};
  parameter.ulSaltType = CKF_HKDF_SALT_NULL;
  parameter.pSalt = closed.as<CK_BYTE>();
  parameter.ulSaltLen = 8;
  Recorder recorder;
  EXPECT_EQ(child(parameter_of(recorder, CKM_HKDF_DERIVE, &parameter, sizeof parameter), "pSalt").kind,
            Kind::not_written);
}

TEST(Parameter, another_size_is_of_no_known_form) {
  CK_RSA_PKCS_PSS_PARAMS parameter{};
  Recorder recorder;
  EXPECT_EQ(parameter_of(recorder, CKM_RSA_PKCS_PSS, &parameter, sizeof parameter - 1).kind, Kind::not_shown);
  EXPECT_EQ(parameter_of(recorder, CKM_SHA256, &parameter, 8).kind, Kind::not_shown) << "it takes none";
  EXPECT_EQ(parameter_of(recorder, CKM_AES_CBC, &parameter, 16).kind, Kind::bytes) << "an IV is open";
  CK_ULONG length = 20;
  EXPECT_EQ(parameter_of(recorder, CKM_SHA256_HMAC_GENERAL, &length, 8).number, 20u);
  CK_OBJECT_HANDLE key = 9;
  EXPECT_EQ(parameter_of(recorder, CKM_CONCATENATE_BASE_AND_KEY, &key, 8).kind, Kind::object);
}

class MessageParameter : public testing::Test {
 protected:
  MessageParameter() {
    parameter_.pIv = iv_;
    parameter_.ulIvLen = sizeof iv_;
    parameter_.ivGenerator = CKG_GENERATE_RANDOM;
    parameter_.pTag = tag_;
    parameter_.ulTagBits = 128;
  }
  void begin(CK_RV result = CKR_OK) {
    CK_MECHANISM mechanism{CKM_AES_GCM, &parameter_, sizeof parameter_};
    recorder_.call<C_MessageEncryptInit>(result, 1, &mechanism, 5);
  }

  Recorder recorder_;
  CK_BYTE iv_[12] = {9};
  CK_BYTE tag_[16] = {9};
  CK_GCM_MESSAGE_PARAMS parameter_{};
};

TEST_F(MessageParameter, has_the_form_of_the_mechanism_that_the_operation_began_with) {
  begin();
  CK_BYTE text[4] = {1, 2, 3, 4};
  CK_BYTE ciphertext[4];
  CK_ULONG size = 4;
  const auto module = [&] {
    std::memset(iv_, 0x11, sizeof iv_);
    std::memset(tag_, 0x22, sizeof tag_);
    return CKR_OK;
  };
  const call::Call& call = recorder_.call<C_EncryptMessage>(module, 1, &parameter_, sizeof parameter_, nullptr, 0, text,
                                                            4, ciphertext, &size);
  const Tree before = in(call, 1);
  EXPECT_EQ(child(before, "pIv").kind, Kind::room) << "generated by the token";
  EXPECT_EQ(child(before, "pTag").kind, Kind::room);
  const Tree after = out(call, 1);
  EXPECT_EQ(child(after, "pIv").data, std::string(12, '\x11'));
  EXPECT_EQ(child(after, "pTag").data, std::string(16, '\x22'));
  EXPECT_EQ(after.children.size(), 2u);
}

TEST_F(MessageParameter, tags_that_go_in_are_read_and_not_among_what_came_out) {
  CK_MECHANISM mechanism{CKM_AES_GCM, &parameter_, sizeof parameter_};
  recorder_.call<C_MessageDecryptInit>(CKR_OK, 1, &mechanism, 5);
  parameter_.ivGenerator = CKG_NO_GENERATE;
  CK_BYTE text[4] = {};
  CK_ULONG size = 4;
  const call::Call& call =
      recorder_.call<C_DecryptMessage>(CKR_OK, 1, &parameter_, sizeof parameter_, nullptr, 0, text, 4, text, &size);
  EXPECT_EQ(child(in(call, 1), "pTag").kind, Kind::bytes);
  EXPECT_EQ(child(in(call, 1), "pIv").kind, Kind::bytes);
}

TEST_F(MessageParameter, of_an_operation_that_nobody_saw_begin_is_not_followed) {
  begin(CKR_MECHANISM_INVALID);
  CK_BYTE text[4] = {};
  CK_ULONG size = 4;
  const call::Call& call =
      recorder_.call<C_EncryptMessage>(CKR_OK, 1, &parameter_, sizeof parameter_, nullptr, 0, text, 4, text, &size);
  EXPECT_EQ(in(call, 1).kind, Kind::not_shown);
}

TEST(Parameter, keys_and_versions_that_a_derivation_makes_come_back) {
  CK_BYTE random[32] = {};
  CK_BYTE iv[2][8] = {};
  CK_SSL3_KEY_MAT_OUT keys{};
  keys.pIVClient = iv[0];
  keys.pIVServer = iv[1];
  CK_SSL3_KEY_MAT_PARAMS parameter{128, 128, 64, CK_FALSE, {random, 32, random, 32}, &keys};
  CK_MECHANISM mechanism{CKM_TLS_KEY_AND_MAC_DERIVE, &parameter, sizeof parameter};
  Recorder recorder;
  const auto module = [&] {
    keys.hClientMacSecret = 11;
    keys.hServerMacSecret = 12;
    keys.hClientKey = 13;
    keys.hServerKey = 14;
    return CKR_OK;
  };
  const call::Call& call = recorder.call<C_DeriveKey>(module, 1, &mechanism, 5, nullptr, 0, nullptr);
  const Tree before = child(child(in(call, 1), "pParameter"), "pReturnedKeyMaterial");
  EXPECT_EQ(child(before, "hClientKey").kind, Kind::room);
  EXPECT_EQ(child(before, "pIVClient").kind, Kind::secret);
  const Tree after = child(out(call, 1), "pReturnedKeyMaterial");
  EXPECT_EQ(child(after, "hClientKey").number, 13u);
  EXPECT_EQ(child(after, "hServerMacSecret").number, 12u);
}

}  // namespace
}  // namespace p11trace::record
