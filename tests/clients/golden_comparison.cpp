// The lines that the client expects beside those of the log, one by one.
#include "tests/clients/golden_comparison.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace p11trace::clients {

Golden compare_with_log(const std::string& client, std::vector<std::string> words,
                        const std::vector<std::string>& environment) {
  constexpr std::string_view passed = "# passed ";
  words.insert(words.begin(), fake_token());
  Golden golden;
  golden.run = run_client_well(client, words, {environment});
  for (const std::string& line : lines_of(golden.run.output)) {
    if (line.starts_with(passed)) golden.passed.push_back(line.substr(passed.size()));
    else golden.expected.push_back(line);
  }
  if (!golden.expected.empty()) golden.expected.erase(golden.expected.begin());  // "process 4711"
  golden.log = parse_log(golden.run.log);

  EXPECT_EQ(golden.log.lines.size(), golden.expected.size());
  const std::size_t lines = std::min(golden.log.lines.size(), golden.expected.size());
  int shown = 0;
  for (std::size_t i = 0; i < lines && shown < 20; ++i) {
    const std::string& call = golden.log.lines[i].call;
    if (matches(golden.expected[i], call, golden.fingerprints)) continue;
    ADD_FAILURE() << "line " << i + 1 << "\n  expected: " << golden.expected[i].substr(0, 3000)
                  << "\n  logged:   " << call.substr(0, 3000);
    ++shown;
  }
  return golden;
}

}  // namespace p11trace::clients
