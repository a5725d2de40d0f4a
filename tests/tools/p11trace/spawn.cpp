// The streams of the program are files: nothing has to be read while it runs.
#include "tests/tools/p11trace/spawn.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace p11trace::test {
namespace {

// A file without a name.
class Stream {
 public:
  Stream() : file_(std::tmpfile()) {
    if (file_ == nullptr) throw std::runtime_error("no temporary file");
  }
  ~Stream() { std::fclose(file_); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  int descriptor() const { return fileno(file_); }
  void write(const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), file_);
    std::fflush(file_);
    lseek(descriptor(), 0, SEEK_SET);
  }
  std::string text() const {
    std::string text;
    std::array<char, 4096> part;
    for (off_t at = 0;;) {
      const ssize_t got = pread(descriptor(), part.data(), part.size(), at);
      if (got <= 0) return text;
      text.append(part.data(), static_cast<std::size_t>(got));
      at += got;
    }
  }

 private:
  std::FILE* file_;
};

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (const std::string& text : texts) result.push_back(const_cast<char*>(text.c_str()));
  result.push_back(nullptr);
  return result;
}

}  // namespace

Outcome run(const std::vector<std::string>& words, const Surroundings& surroundings) {
  Stream input, output, errors;
  input.write(surroundings.input);
  const std::vector<char*> arguments = pointers(words);
  const std::vector<char*> environment = pointers(surroundings.environment);

  const pid_t child = fork();
  if (child == 0) {
    if (chdir(surroundings.directory.c_str()) != 0) _exit(99);
    dup2(input.descriptor(), 0);
    dup2(output.descriptor(), 1);
    dup2(errors.descriptor(), 2);
    for (int descriptor = 3; descriptor < 1024; ++descriptor)
      if (std::count(surroundings.descriptors.begin(), surroundings.descriptors.end(), descriptor) == 0)
        close(descriptor);
    execve(arguments[0], arguments.data(), environment.data());
    _exit(99);
  }
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) != child) throw std::runtime_error("cannot run " + words.front());

  Outcome outcome;
  outcome.process_id = child;
  if (WIFEXITED(status)) outcome.exit_status = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) outcome.signal = WTERMSIG(status);
  outcome.output = output.text();
  outcome.errors = errors.text();
  return outcome;
}

std::string read_file(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "r");
  if (file == nullptr) return "cannot read " + path;
  std::string text;
  for (int c; (c = std::fgetc(file)) != EOF;) text += static_cast<char>(c);
  std::fclose(file);
  return text;
}

void write_file(const std::string& path, const std::string& text) {
  std::FILE* file = std::fopen(path.c_str(), "w");
  if (file == nullptr) throw std::runtime_error("cannot write " + path);
  std::fwrite(text.data(), 1, text.size(), file);
  std::fclose(file);
}

}  // namespace p11trace::test
