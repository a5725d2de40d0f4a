// A call as one JSON object.
#include "formatters/json/json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "formatters/json/object.h"
#include "formatters/pkcs11/functions.h"
#include "formatters/pkcs11/pkcs11.h"

namespace p11trace::json {
namespace {

using call::Kind;
using call::Value;

std::string line_of(const call::Call& call, std::size_t size = std::size_t{1} << 20) {
  std::vector<char> memory(size);
  return std::string(render(call, memory));
}

// C_GetAttributeValue(3, 5, {CKA_ID, CKA_LABEL}), which answered a label and no id.
class JsonCall : public testing::Test {
 protected:
  JsonCall() {
    call_.function = &row_of(pkcs11::Function::C_GetAttributeValue);
    for (std::size_t i = 0; i < 3; i++) call_.arguments[i] = {&call_.function->arguments[i], nullptr, nullptr};
    call_.arguments[0].in = &session_;
    call_.arguments[1].in = &object_;
    call_.arguments[2].in = &template_;
    call_.arguments[2].out = &answers_;
    call_.returned = true;
    call_.return_value = CKR_ATTRIBUTE_TYPE_INVALID;
    call_.time = 1700000000123456789;
    call_.duration = 1500;
    call_.caller = 0x1234;
    call_.process = 77;
    call_.thread = 78;
    call_.module = "softhsm2@a \"b\"";
  }

  const std::string label_ = "my key \xf0\x9f\x94\x91\n";
  Value session_{.kind = Kind::session, .number = 3};
  Value object_{.kind = Kind::object, .number = 5};
  Value asked_label_{.kind = Kind::room, .name = "CKA_LABEL", .type = CKA_LABEL, .number = 64};
  Value asked_id_{.kind = Kind::wanted, .name = "CKA_ID", .type = CKA_ID, .next = &asked_label_};
  Value template_{.kind = Kind::list, .number = 2, .children = &asked_id_};
  Value got_label_{.kind = Kind::text,
                   .name = "CKA_LABEL",
                   .type = CKA_LABEL,
                   .number = label_.size(),
                   .data = std::as_bytes(std::span(label_))};
  Value got_id_{.kind = Kind::unavailable, .name = "CKA_ID", .type = CKA_ID, .next = &got_label_};
  Value answers_{.kind = Kind::list, .number = 2, .children = &got_id_};
  call::Call call_{};
};

TEST_F(JsonCall, it_is_one_object_a_line_with_its_keys_in_this_order) {
  EXPECT_EQ(line_of(call_),
            R"({"v":1,"time":"2023-11-14T22:13:20.123456789Z","process":77,"thread":78,)"
            R"("module":"softhsm2@a \"b\"","function":"C_GetAttributeValue","caller":"0x1234",)"
            R"("return":{"name":"CKR_ATTRIBUTE_TYPE_INVALID","value":18},"duration_ns":1500,)"
            R"("inputs":{"hSession":3,"hObject":5,"pTemplate":[)"
            R"({"type":{"name":"CKA_ID","value":258},"value":{"kind":"size_query"}},)"
            R"({"type":{"name":"CKA_LABEL","value":3},"value":{"kind":"room","room":64}}]},)"
            R"("outputs":{"pTemplate":[{"type":{"name":"CKA_ID","value":258},"value":{"kind":"unavailable"}},)"
            "{\"type\":{\"name\":\"CKA_LABEL\",\"value\":3},\"value\":\"my key \xf0\x9f\x94\x91\\u000a\"}]}}\n");
}

TEST_F(JsonCall, one_that_has_not_returned_has_inputs_only) {
  call_.returned = false;
  const auto json = nlohmann::json::parse(line_of(call_));
  EXPECT_TRUE(json.contains("inputs"));
  for (const char* key : {"outputs", "return", "duration_ns"}) EXPECT_FALSE(json.contains(key)) << key;
}

TEST_F(JsonCall, a_record_that_was_cut_says_so) {
  EXPECT_FALSE(nlohmann::json::parse(line_of(call_)).contains("cut"));
  call_.cut = true;
  EXPECT_EQ(nlohmann::json::parse(line_of(call_))["cut"], true);
}

TEST_F(JsonCall, times_are_right_in_every_year) {
  const auto time = [&](std::uint64_t seconds) {
    call_.time = seconds * 1000000000;
    return nlohmann::json::parse(line_of(call_))["time"].get<std::string>();
  };
  EXPECT_EQ(time(0), "1970-01-01T00:00:00.000000000Z");
  EXPECT_EQ(time(951782400), "2000-02-29T00:00:00.000000000Z");
  EXPECT_EQ(time(1735689599), "2024-12-31T23:59:59.000000000Z");
  EXPECT_EQ(time(4107542399), "2100-02-28T23:59:59.000000000Z");
  EXPECT_EQ(time(4107542400), "2100-03-01T00:00:00.000000000Z");
}

TEST_F(JsonCall, whatever_room_there_is_the_line_is_an_object_and_a_beginning_of_the_whole_one) {
  const std::string whole = line_of(call_);
  const auto all = nlohmann::json::parse(whole);
  bool was_whole = false;
  for (std::size_t size = Object::least; size < whole.size() + 200; size++) {
    const std::string line = line_of(call_, size);
    ASSERT_LE(line.size(), size);
    ASSERT_TRUE(line.ends_with("}\n"));
    const auto json = nlohmann::json::parse(line, nullptr, false);
    ASSERT_FALSE(json.is_discarded()) << line;
    ASSERT_TRUE(json.contains("function") || json.contains("cut"));
    if (json.contains("cut")) {
      ASSERT_FALSE(was_whole) << size;
      ASSERT_NE(json, all);
      const auto inputs = json.value("inputs", nlohmann::json::object());
      for (const auto& [key, value] : inputs.items()) {
        if (key != "pTemplate") {
          ASSERT_EQ(value, all["inputs"][key]);
        }
      }
    } else {
      was_whole = true;
      ASSERT_EQ(json, all);
    }
  }
  EXPECT_TRUE(was_whole);
}

TEST_F(JsonCall, of_a_list_that_does_not_fit_whole_items_are_left_out) {
  std::vector<Value> items(1000, Value{.kind = Kind::object, .number = 123456});
  for (std::size_t i = 1; i < items.size(); i++) items[i - 1].next = &items[i];
  answers_ = {.kind = Kind::list, .number = items.size(), .children = items.data()};
  const auto json = nlohmann::json::parse(line_of(call_, 2000));
  EXPECT_EQ(json["cut"], true);
  const auto& shown = json["outputs"]["pTemplate"];
  EXPECT_GT(shown.size(), 50u);
  for (const auto& item : shown) EXPECT_EQ(item, 123456);
}

TEST(JsonObject, what_was_closed_before_it_was_cut_is_closed_again) {
  const std::vector<std::byte> bytes(64);
  bool was_cut = false;
  for (std::size_t size = Object::least; size < 2000; size++) {
    std::vector<char> memory(size);
    Object object(memory);
    for (int i = 0; i < 4; i++) {
      object.add_key("list" + std::to_string(i));
      object.open('[');
      object.add_number(1);
      object.keep();
      object.close();
      object.add_key("structure" + std::to_string(i));
      object.open('{');
      object.add_key("hex");
      object.add_bytes(bytes);
      object.close();
      object.keep();
    }
    const std::string line(object.finish(false));
    ASSERT_TRUE(nlohmann::json::accept(line)) << line;
    was_cut = was_cut || line.find("cut") != std::string::npos;
  }
  EXPECT_TRUE(was_cut);
}

TEST_F(JsonCall, a_label_that_is_no_utf_8_is_still_a_string) {
  call_.module = "secret\xe9@caller";
  EXPECT_EQ(nlohmann::json::parse(line_of(call_))["module"], "secret\xef\xbf\xbd@caller");
}

TEST(JsonFunctions, every_function_renders) {
  for (const pkcs11::FunctionRow& row : pkcs11::functions) {
    const Value value{.kind = Kind::number, .number = 1};
    call::Call call{};
    call.function = &row;
    call.returned = true;
    for (std::size_t i = 0; i < row.argument_count; i++) call.arguments[i] = {&row.arguments[i], &value, nullptr};
    const auto json = nlohmann::json::parse(line_of(call));
    EXPECT_EQ(json["function"], row.name);
    EXPECT_EQ(json["inputs"].size(), row.argument_count) << row.name;
  }
}

}  // namespace
}  // namespace p11trace::json
