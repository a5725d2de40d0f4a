// What the log must say of each value, put together by the client that passed or received it. Written from what the
// text form and the JSON form mean; it shares nothing with the code that it is compared with.
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
  bool json = false;
};
extern LogSettings log_settings;

// One word of the command line: bytes=N, items=N (or "all"), show=data, show=secrets, entry, json. Whether it is any of
// them.
bool understand_setting(const char* word);

// A value in the words of both forms.
struct Text {
  std::string at_entry;   // in the line of text before the call
  std::string at_return;  // in the line of text after it
  std::string input;      // in JSON, of what was given
  std::string output;     // in JSON, of what came back; empty where the call writes nothing
};

// A value that no builder below makes, and that the call does not write.
Text value(const std::string& text, const std::string& json);

Text decimal(unsigned long number);
Text address(const void* pointer);  // NULL has a name
Text boolean(CK_BBOOL value);
Text version(CK_VERSION version);

// A number that the log calls by its name: NAMED(CKM_AES_GCM). What is written as a number has no name.
Text constant(const char* name, unsigned long number);
#define NAMED(name) p11trace::clients::constant(#name, name)
Text unnamed(unsigned long number);
// flag_names({NAMED_FLAG(CKF_SIGN), NAMED_FLAG(CKF_VERIFY)}, 0x80000000): those that are set, from the lowest bit on, and
// the bits that have no name.
Text flag_names(std::initializer_list<std::pair<const char*, unsigned long>> flags, unsigned long unknown = 0);
#define NAMED_FLAG(name) \
  { #name, name }

// `length` is what stood beside it.
Text null(unsigned long length = 0);

// Bytes of the three classes. None of them is NULL: that is written out where it is expected.
Text shown(const void* bytes, std::size_t size);
Text sensitive(const void* bytes, std::size_t size);
Text secret(const void* bytes, std::size_t size);
// A parameter that nobody describes: only its length, unless data are shown.
Text unknown_parameter(const void* bytes, std::size_t size);
// What nobody can read, whatever is shown; and a length that nobody would follow.
Text not_shown(std::size_t size);
Text not_read(unsigned long length);

// The same for texts. `plain` is the text as it stands between the quotation marks, `size` its true length.
Text text(std::string_view plain);
Text text_of(std::string_view plain, std::size_t size);
// Never cut: a member of a structure, or what stands for the bytes of a value, as a distinguished name does.
Text whole_text(std::string_view plain);
Text sensitive_text(std::string_view plain);
Text pin(std::string_view plain);

// A secret behind a pointer whose length nobody tells: not even those who want to see secrets do.
Text unreachable_secret();

// NULL, or an absurd length, where the class of the bytes lets lengths be seen only if it is shown.
Text secret_null(std::size_t size);
Text secret_not_read(unsigned long length);

// What the call writes is different while it runs and after it.
Text out(const Text& before, const Text& after);
// One thing behind a pointer: a handle, a number, a structure.
Text made(const Text& answer);
// What was given where the call writes something, and nothing was written: unwritten(null()).
Text unwritten(const Text& given);
extern const Text unset;
// Room for more than one, in which nothing was written.
Text room(unsigned long room);
// Room, and NULL for its length.
extern const Text no_length;
// A member of a structure that counts for nothing beside what the others say.
extern const Text uncounted;
// What another call is going to write.
Text later(const Text& given);
// NULL that asks for a size, without an answer and with it.
Text size_query();
Text size_query(unsigned long answer);
Text too_small(unsigned long room, unsigned long size);
// The module says that all is well, and that it has written more than there was room for.
Text not_written(unsigned long room, unsigned long size);
// What the token does not tell of an attribute.
extern const Text unavailable;
// A mechanism or parameter, and what the call wrote through it.
Text with_output(const Text& given, const Text& output);

// What is told of the room for bytes that may be a secret, and of their size where it is asked for: nothing but where
// secrets are shown.
Text secret_room(unsigned long room);
Text secret_size_query(unsigned long answer);
Text secret_too_small(unsigned long room, unsigned long size);

// One name or value in a call's arguments or in a structure.
struct Piece {
  Piece(const char* literal) : name(literal) {}
  Piece(Text made) : value(std::move(made)) {}
  Piece(unsigned long number) : value(decimal(number)) {}
  Piece(int number) : value(decimal(static_cast<unsigned long>(number))) {}
  const char* name = nullptr;
  Text value;
};

// "[2]{a, b}", cut at the number of items that the log shows.
Text items(const std::vector<Text>& texts);
// "{a=b, c=d}" of names and values in turn; never cut.
Text structure(const std::vector<Piece>& names_and_values);
// "name=value" of an attribute in a template, which goes into `items`: ATTRIBUTE(CKA_LABEL, text("a key")).
Text attribute(const Text& type, const Text& value);
#define ATTRIBUTE(type, value) p11trace::clients::attribute(p11trace::clients::constant(#type, type), value)
// {mechanism=CKM_..}, with its parameter if it has one.
Text mechanism(const Text& type);
Text mechanism(const Text& type, const Text& parameter);

// Prints the line, or lines, that a call must have in the log; ends the program if it answered anything else.
void expect_call(const char* place, const char* function, const std::vector<Piece>& names_and_values, CK_RV answer,
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
