#include "process.hpp"

#include <boost/process/args.hpp>
#include <boost/process/env.hpp>
#include <boost/process/extend.hpp>
#include <boost/process/io.hpp>

#include <condition_variable>
#include <csignal>
#include <fstream>
#include <iterator>
#include <mutex>

#include <sys/prctl.h>

namespace headroom::test {

namespace {

void kill_after(const std::stop_token& stop, std::chrono::seconds limit, pid_t process) {
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any done;
    if (!done.wait_for(lock, stop, limit, [&] { return stop.stop_requested(); })) {
        ::kill(process, SIGKILL);
    }
}

} // namespace

Process::Process(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                 std::filesystem::path log, std::chrono::seconds limit)
    : log_(std::move(log)),
      child_(
          program.string(), boost::process::args(arguments), boost::process::std_in.close(),
          (boost::process::std_out & boost::process::std_err) > log_.string(),
          boost::process::env["TMPDIR"] = log_.parent_path().string(),
          boost::process::extend::on_exec_setup([](auto&) { ::prctl(PR_SET_PDEATHSIG, SIGKILL); })),
      watchdog_([limit, id = child_.id()](const std::stop_token& stop) {
          kill_after(stop, limit, id);
      }) {}

Process::~Process() {
    watchdog_.request_stop();
    watchdog_.join();
    std::error_code ignored;
    child_.terminate(ignored);
    child_.wait(ignored);
}

bool Process::running() {
    return child_.running();
}

double Process::megabytes() const {
    std::ifstream status("/proc/" + std::to_string(child_.id()) + "/status");
    for (std::string word; status >> word;) {
        double kilobytes = 0;
        if (word == "VmRSS:" && status >> kilobytes) {
            return kilobytes / 1024;
        }
    }
    return 0;
}

int Process::wait() {
    child_.wait();
    const int status = child_.native_exit_code();
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

void Process::wait_for(std::chrono::seconds time) {
    const auto until = std::chrono::steady_clock::now() + time;
    while (child_.running() && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

std::string Process::log() const {
    std::ifstream file(log_);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace headroom::test
