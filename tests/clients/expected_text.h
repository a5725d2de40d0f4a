// What the log must say of each value, put together by the client that passed or received it. Written from what the
// text form means; it shares nothing with the code that it is compared with.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formatters/pkcs11/pkcs11.h"

namespace p11trace::clients {

enum class Show { open, data, secrets };

// As the environment has them for p11trace; the client is told on its command line.
struct LogSettings {
  unsigned long bytes = 64;
  unsigned long items = 32;
  Show show = Show::open;
  bool entry = false;
};
extern LogSettings log_settings;

// One word of the command line: bytes=N, items=N (or "all"), show=data, show=secrets, entry. Whether it is any of them.
bool understand_setting(const char* word);

using Text = std::string;

// As printf.
[[gnu::format(printf, 1, 2)]] Text format(const char* how, ...);

Text decimal(unsigned long number);
Text hexadecimal(unsigned long number);
Text address(const void* pointer);  // NULL has a name
Text boolean(CK_BBOOL value);
Text version(CK_VERSION value);

// A number that the log calls by its name: NAMED(CKM_AES_GCM).
Text constant(const char* name, unsigned long number);
#define NAMED(name) p11trace::clients::constant(#name, name)
// Those of a set of flags that are set, from the lowest on, and the bits that have no name.
Text flag_names(std::initializer_list<std::pair<const char*, unsigned long>> flags, unsigned long unknown = 0);

Text null();
Text null_beside(std::size_t length);  // which is not 0

// Bytes of the three classes. None of them is NULL: what stands for NULL is written out where it is expected.
Text shown(const void* bytes, std::size_t size);
Text sensitive(const void* bytes, std::size_t size);
// A parameter that nobody describes: only its length, unless data are shown.
Text unknown_parameter(const void* bytes, std::size_t size);
Text secret(const void* bytes, std::size_t size);

// The same for texts. `quoted` is the text as it stands between the quotation marks, `size` its true length.
Text text(std::string_view quoted);
Text text_of(std::string_view quoted, std::size_t size);
Text sensitive_text(std::string_view plain);
Text pin(std::string_view plain);

// A text that stands for the bytes of a value, and is never cut: a distinguished name, an object identifier, a curve.
Text meaning(std::string_view quoted);
// A secret behind a pointer whose length nobody tells: not even those who want to see secrets do.
Text unreachable_secret();

// NULL beside a length, where the class of the bytes lets lengths be seen only if it is shown.
Text secret_null(std::size_t size);

// What is told of the room for bytes that may be a secret, and of their size where it is asked for: nothing but where
// secrets are shown.
Text secret_room(unsigned long room);
Text secret_size_query(unsigned long answer);
Text secret_too_small(unsigned long room, unsigned long size);

// Different while the call runs and after it.
Text out(const Text& at_entry, const Text& at_return);
Text size_query(unsigned long answer);
Text too_small(unsigned long room, unsigned long size);
// One thing behind a pointer: a handle, a number, a structure.
Text made(const Text& answer);
extern const Text unset;
// Room for more than one.
Text room(unsigned long room);
// What the token does not tell of an attribute.
extern const Text unavailable;
// A mechanism or parameter, and behind it what the call wrote through it.
Text with_output(const Text& given, const Text& output);

// "[2]{a, b}", cut at the number of items that the log shows.
Text items(const std::vector<Text>& texts);
// "{a=b, c=d}" of names and texts in turn; never cut.
Text structure(std::initializer_list<Text> names_and_values);
Text structure(const std::vector<Text>& names_and_values);
// "name=value" of an attribute in a template, which goes into `items`.
Text attribute(const char* name, const Text& value);
// {mechanism=CKM_..}, with the size of its parameter if it has one.
Text mechanism(const char* name, const Text& parameter = {});

// One name or value in a call's arguments.
struct Piece {
  Piece(const char* literal) : text(literal) {}
  Piece(Text made) : text(std::move(made)) {}
  Piece(unsigned long number) : text(decimal(number)) {}
  Piece(int number) : text(decimal(static_cast<unsigned long>(number))) {}
  Text text;
};

// Prints the line, or lines, that a call must have in the log; ends the program if it answered anything else.
void expect_call(const char* place, const char* function, std::initializer_list<Piece> names_and_values, CK_RV answer,
                 CK_RV expected, const char* expected_name);

// CALL(C_Sign, (session, data, 5, signature, &length), CKR_OK, "hSession", session, "pData", ...): calls list.C_Sign,
// and then says what must have been logged. Arguments behind the result are names and values in turn.
#define P11TRACE_CLIENTS_TEXT(line) #line
#define P11TRACE_CLIENTS_PLACE(line) __FILE__ ":" P11TRACE_CLIENTS_TEXT(line)
#define CALL(function, given, result, ...)                                                                             \
  do {                                                                                                                 \
    const CK_RV answer_of_call = list.function given;                                                                  \
    p11trace::clients::expect_call(P11TRACE_CLIENTS_PLACE(__LINE__), #function, {__VA_ARGS__}, answer_of_call, result, \
                                   #result);                                                                           \
  } while (false)

}  // namespace p11trace::clients
