// The command in a directory of its own, installed with a library that does nothing: bin/p11trace, lib/p11trace/...
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/tools/p11trace/spawn.h"

namespace p11trace::test {

class Installation : public testing::Test {
 protected:
  Installation();
  ~Installation() override;

  // Runs p11trace with these words, in work().
  Outcome p11trace(std::vector<std::string> words);

  std::string command() const { return root_ + "/bin/p11trace"; }
  std::string library() const { return root_ + "/lib/p11trace/libp11trace-preload.so"; }
  // An empty directory for files of the test.
  std::string work() const { return root_ + "/work"; }
  std::string root() const { return root_; }

  // A file with this text, to be executed.
  std::string make_program(const std::string& name, const std::string& text, unsigned mode = 0755);
  // What printenv shows of a variable under p11trace with these options; "unset" if there is none.
  std::string variable(const std::string& name, std::vector<std::string> options = {});

  Surroundings surroundings;

 private:
  std::string root_;
};

}  // namespace p11trace::test
