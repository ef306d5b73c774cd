// Where a plain copy is saved, and what becomes of the file that stood there.

#include "plain_copy_test.hpp"

#include <cctype>
#include <fstream>
#include <string_view>

#include <sys/mount.h>

namespace headroom::test {

namespace {

class PlainCopyFiles : public PlainCopyTest {};

/// As the office writes a file's name in a URL.
std::string url_of(const std::filesystem::path& file) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string url = "file://";
    for (const char letter : file.string()) {
        const auto code = static_cast<unsigned char>(letter);
        if (std::isalnum(code) != 0 || letter == '/' || letter == '.' || letter == '-') {
            url += letter;
        } else {
            url += {'%', digits[code / 16], digits[code % 16]};
        }
    }
    return url;
}

Document with_a_call(Office& office) {
    Document document = office.create();
    document.sheet().set_formula({0, 0}, "=GPUMARGIN(2.5;0.75;50000;5;2467.104)");
    return document;
}

TEST_F(PlainCopyFiles, HaveAnyName) {
    const Document original = with_a_call(office());
    for (const char* name :
         {"with blanks.ods", "Übersicht Größe.xlsx", "50% #1.ods", "a+b&c.ods", "CAPITALS.ODS"}) {
        const std::string said =
            dispatch(office(), original, "plain-copy", {{"URL", url_of(file(name))}});
        EXPECT_TRUE(said.starts_with("Saved as " + file(name).string())) << said;
        EXPECT_TRUE(std::filesystem::exists(file(name))) << name;
        const auto again = std::filesystem::last_write_time(file(name));
        dispatch(office(), original, "plain-copy", {{"URL", url_of(file(name))}});
        EXPECT_GE(std::filesystem::last_write_time(file(name)), again) << name;
    }
}

/// A disk of 64 kB; none where nobody may make one.
class SmallDisk {
public:
    explicit SmallDisk(std::filesystem::path folder) : folder_(std::move(folder)) {
        std::filesystem::create_directories(folder_);
        mounted_ = ::mount("none", folder_.c_str(), "tmpfs", 0, "size=64k") == 0;
    }
    ~SmallDisk() {
        if (mounted_) {
            ::umount2(folder_.c_str(), MNT_DETACH);
        }
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    bool mounted() const { return mounted_; }
    void forbid_writing() const {
        ::mount("none", folder_.c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, "size=64k");
    }

private:
    std::filesystem::path folder_;
    bool mounted_;
};

std::string content(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

TEST_F(PlainCopyFiles, LeaveTheOldFileWhereThereIsNoRoomOrNoPermission) {
    const Document original = with_a_call(office());
    const std::string failed = "The plain copy could not be saved as ";
    EXPECT_TRUE(
        save_copy(original, file("missing") / "copy.ods").starts_with("There is no folder"));
    EXPECT_FALSE(std::filesystem::exists(file("missing")));

    const std::filesystem::path folder = file("small");
    const SmallDisk disk(folder);
    if (!disk.mounted()) {
        GTEST_SKIP() << "nobody but root can make a small disk";
    }
    std::ofstream(folder / "copy.ods") << "as it was";
    std::ofstream(folder / "rest") << std::string(50000, 'x');
    const std::string no_room = "no room";
    for (const std::string& what : {no_room, std::string("no permission")}) {
        EXPECT_TRUE(save_copy(original, folder / "copy.ods").starts_with(failed)) << what;
        EXPECT_EQ(content(folder / "copy.ods"), "as it was") << what;
        EXPECT_FALSE(std::filesystem::exists(folder / "copy.ods.part")) << what;
        if (what == no_room) {
            std::filesystem::remove(folder / "rest");
            disk.forbid_writing();
        }
    }
}

TEST_F(PlainCopyFiles, AreOfTheDocumentInFront) {
    const Document one = with_a_call(office());
    Document other = office().create();
    other.sheet().set_text({0, 0}, "another");
    save_copy(one, file("one.ods"));
    const Document copy = office_without_headroom().load(file("one.ods"));
    EXPECT_TRUE(same_number(copy.sheet("Sheet1").value({0, 0}), one.sheet().value({0, 0})));
    EXPECT_EQ(other.sheets(), 1);
}

TEST_F(PlainCopyFiles, OfReadOnlyDocumentsAreMade) {
    with_a_call(office()).store(file("read only.ods"));
    const Document document = office().load_read_only(file("read only.ods"));
    EXPECT_TRUE(save_copy(document, file("of read only.ods")).starts_with("Saved as"));
    EXPECT_EQ(dispatch(office(), document, "live-copy", {{"URL", "-"}})
                  .substr(0, std::string("This document is read-only").size()),
              "This document is read-only");
}

} // namespace

} // namespace headroom::test
