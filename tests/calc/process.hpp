#pragma once

#include <boost/process/child.hpp>

#include <chrono>
#include <filesystem>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace headroom::test {

/// A program that runs beside the test, and never longer: it is killed with this object, when the
/// test itself dies, and after `limit`.
class Process {
public:
    /// What it writes goes to the file `log`, and what it keeps for itself, such as a killed
    /// office's temporary files, beside it.
    Process(const std::filesystem::path& program, const std::vector<std::string>& arguments,
            std::filesystem::path log, std::chrono::seconds limit);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    bool running();
    /// Memory it has now, as the system counts it (resident).
    double megabytes() const;
    /// Waits for the end; returns the exit code, or minus the number of the signal that ended it.
    int wait();
    /// Waits for the end, but no longer than that.
    void wait_for(std::chrono::seconds time);
    /// What it has written so far.
    std::string log() const;

private:
    std::filesystem::path log_;
    boost::process::child child_;
    std::jthread watchdog_;
};

} // namespace headroom::test
