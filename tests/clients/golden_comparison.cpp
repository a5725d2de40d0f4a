// The lines that the client expects beside those of the log, one by one.
#include "tests/clients/golden_comparison.h"

#include <string_view>

namespace p11trace::clients {

namespace {

template <class AnyLog>
GoldenRun<AnyLog> run_and_compare(const std::string& client, std::vector<std::string> words,
                                  std::vector<std::string> environment, AnyLog (*parse)(const std::string&)) {
  constexpr std::string_view passed = "# passed ";
  words.insert(words.begin(), fake_token());
  environment.emplace_back("P11TRACE_RAW=yes");
  GoldenRun<AnyLog> golden;
  golden.run = run_client_well(client, words, {environment});
  for (const std::string& line : lines_of(golden.run.output)) {
    if (line.starts_with(passed)) golden.passed.push_back(line.substr(passed.size()));
    else golden.expected.push_back(line);
  }
  if (!golden.expected.empty()) golden.expected.erase(golden.expected.begin());  // "process 4711"
  golden.log = parse(golden.run.log);

  std::vector<std::string> calls;
  for (const auto& line : golden.log.lines) calls.push_back(line.call);
  expect_equal_lines(golden.expected, calls, golden.fingerprints);
  return golden;
}

}  // namespace

Golden compare_text(const std::string& client, std::vector<std::string> words, std::vector<std::string> environment) {
  return run_and_compare(client, std::move(words), std::move(environment), parse_log);
}

GoldenJson compare_json(const std::string& client, std::vector<std::string> words,
                        std::vector<std::string> environment) {
  words.emplace_back("json");
  environment.emplace_back("P11TRACE_FORMAT=json");
  return run_and_compare(client, std::move(words), std::move(environment), parse_json_log);
}

}  // namespace p11trace::clients
