// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// Calls as JSON. value.cpp has the values.
#include "formatters/json/json.h"

#include <algorithm>

#include "formatters/json/object.h"
#include "formatters/json/value.h"
#include "formatters/pkcs11/constants.h"

namespace p11trace::json {

namespace {

constexpr std::uint64_t second = 1000000000;

// The day of the calendar (Gregorian) that is so many days after 1970-01-01.
struct Date {
  std::uint64_t year;
  std::uint64_t month;
  std::uint64_t day;
};

constexpr Date date_of(std::uint64_t days) noexcept {
  // Years begin in March here, so that the leap day is a year's last; 400 of them have 146097 days.
  const std::uint64_t since_0000 = days + 719468;
  const std::uint64_t era = since_0000 / 146097;
  const std::uint64_t of_era = since_0000 % 146097;
  const std::uint64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const std::uint64_t of_year = of_era - (365 * year + year / 4 - year / 100);
  const std::uint64_t month = (5 * of_year + 2) / 153;
  const std::uint64_t day = of_year - (153 * month + 2) / 5 + 1;
  return {era * 400 + year + (month >= 10 ? 1 : 0), month < 10 ? month + 3 : month - 9, day};
}
static_assert(date_of(0).year == 1970 && date_of(0).month == 1 && date_of(0).day == 1);
static_assert(date_of(19782).year == 2024 && date_of(19782).month == 2 && date_of(19782).day == 29);

// ISO 8601 in UTC, with nanoseconds.
void add_time(std::uint64_t nanoseconds, Object& object) noexcept {
  char text[] = "\"0000-00-00T00:00:00.000000000Z\"";
  const auto put = [&](std::size_t end, std::size_t width, std::uint64_t number) {
    for (; width != 0; width--, number /= 10) text[--end] = static_cast<char>('0' + number % 10);
  };
  const std::uint64_t seconds = nanoseconds / second;
  const Date date = date_of(seconds / 86400);
  put(5, 4, date.year);
  put(8, 2, date.month);
  put(11, 2, date.day);
  put(14, 2, seconds / 3600 % 24);
  put(17, 2, seconds / 60 % 60);
  put(20, 2, seconds % 60);
  put(30, 9, nanoseconds % second);
  object.add(std::string_view(text, sizeof text - 1));
}

void add_return(CK_RV result, Object& object) noexcept {
  call::Value value;
  value.kind = call::Kind::constant;
  value.family = pkcs11::Family::CKR;
  value.number = result;
  add_value(value, Side::out, object);
}

// What a program gave, or got back: an object of the arguments that have such a value.
void add_arguments(const call::Call& call, Side side, Object& object) noexcept {
  object.add_key(side == Side::in ? "inputs" : "outputs");
  object.open('{');
  object.keep();
  for (const call::Argument& argument : call.arguments_of_row()) {
    const call::Value* const value = side == Side::in ? argument.in : argument.out;
    if (value == nullptr) continue;
    object.add_key(argument.row->name);
    add_value(*value, side, object);
    object.keep();
  }
  object.close();
}

// What is known of the handles in a call. The arguments have the bare numbers, so that they stay easy to compare.
class Handles {
 public:
  explicit Handles(Object& object) noexcept : object_(object) {}

  void add_all(const call::Value* value) noexcept {
    for (; value != nullptr; value = value->next) {
      const bool is_handle =
          value->kind == call::Kind::session || value->kind == call::Kind::slot || value->kind == call::Kind::object;
      if (!is_handle) {
        if (value->kind == call::Kind::list || value->kind == call::Kind::structure) add_all(value->children);
      } else if (value->children != nullptr && !is_there(*value)) {
        add_one(*value);
      }
    }
  }
  void finish() noexcept {
    if (count_ != 0) object_.close();
  }

 private:
  static constexpr std::size_t most_compared = 32;

  // The same handle may be in several arguments.
  bool is_there(const call::Value& handle) const noexcept {
    for (std::size_t i = 0; i < std::min(count_, most_compared); i++)
      if (there_[i]->kind == handle.kind && there_[i]->number == handle.number) return true;
    return false;
  }

  void add_one(const call::Value& handle) noexcept {
    if (count_ == 0) {
      object_.add_key("handles");
      object_.open('[');
      object_.keep();
    }
    if (count_ < most_compared) there_[count_] = &handle;
    count_++;
    object_.add_comma();
    object_.open('{');
    object_.add_key(handle.kind == call::Kind::session ? "session"
                    : handle.kind == call::Kind::slot  ? "slot"
                                                       : "object");
    object_.add_number(handle.number);
    for (const call::Value* known = handle.children; known != nullptr; known = known->next) {
      object_.add_key(known->name);
      add_value(*known, Side::in, object_);
      // The token in a session's slot.
      if (known->children == nullptr) continue;
      object_.add_key(known->children->name);
      add_value(*known->children, Side::in, object_);
    }
    object_.close();
    object_.keep();
  }

  Object& object_;
  std::size_t count_ = 0;
  const call::Value* there_[most_compared];
};

void add_handles(const call::Call& call, Object& object) noexcept {
  Handles handles(object);
  for (const call::Argument& argument : call.arguments_of_row()) {
    handles.add_all(argument.in);
    handles.add_all(argument.out);
  }
  handles.finish();
}

}  // namespace

std::string_view render(const call::Call& call, std::span<char> memory) noexcept {
  Object object(memory);
  object.add("\"v\":1");
  object.keep();
  object.add_key("time");
  add_time(call.time, object);
  if (call.sequence != 0) {
    object.add_key("sequence");
    object.add_number(call.sequence);
  }
  object.add_key("process");
  object.add_number(call.process);
  object.add_key("thread");
  object.add_number(call.thread);
  object.add_key("module");
  object.add_text(std::as_bytes(std::span(call.module)));
  object.add_key("function");
  object.add("\"", call.function->name, "\"");
  object.add_key("caller");
  object.add_address(call.caller);
  if (call.returned) {
    object.add_key("return");
    add_return(call.return_value, object);
    object.add_key("duration_ns");
    object.add_number(call.duration);
  }
  object.keep();
  add_arguments(call, Side::in, object);
  if (call.returned) add_arguments(call, Side::out, object);
  object.keep();
  add_handles(call, object);
  return object.finish(call.cut);
}

}  // namespace p11trace::json
