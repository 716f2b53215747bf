#include "publish/plan_basis_file.hpp"

#include <bit>
#include <cstring>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "core/error.hpp"
#include "publish/file_bytes.hpp"

namespace riskmap::publish {
namespace {

constexpr std::string_view magic("RISKMAP\x01", 8);
constexpr std::size_t header_bytes = 24;

std::uint64_t fnv1a(std::string_view bytes) {
    std::uint64_t hash = 14695981039346656037U;
    for (const char byte : bytes) {
        hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211U;
    }
    return hash;
}

class ByteWriter {
  public:
    template <class Whole>
    void whole(Whole number) {
        auto bits = static_cast<std::make_unsigned_t<Whole>>(number);
        for (std::size_t i = 0; i < sizeof(Whole); ++i) {
            bytes_ += static_cast<char>(bits & 0xFFU);
            bits = static_cast<std::make_unsigned_t<Whole>>(bits >> 7U >> 1U);
        }
    }
    void real(double number) { whole(std::bit_cast<std::uint64_t>(number)); }
    void real(float number) { whole(std::bit_cast<std::uint32_t>(number)); }
    void count(std::size_t number) { whole(static_cast<std::uint32_t>(number)); }
    void text(const std::string& text) {
        count(text.size());
        bytes_ += text;
    }
    const std::string& bytes() const { return bytes_; }

  private:
    std::string bytes_;
};

/// Reads only what is there; every count is held against the bytes that are left.
class ByteReader {
  public:
    ByteReader(std::string_view bytes, std::string file) : bytes_(bytes), file_(std::move(file)) {}

    [[noreturn]] void fail(const Text& what) const {
        throw Error(
            ErrorKind::input,
            Text{fmt::format("{}: {}; chạy lại nghiên cứu để ghi lại tệp này", file_, what.vi),
                 fmt::format("{}: {}; run the study again to write it anew", file_, what.en)});
    }
    template <class Whole>
    Whole whole() {
        need(sizeof(Whole));
        std::make_unsigned_t<Whole> bits = 0;
        for (std::size_t i = sizeof(Whole); i-- > 0;) {
            bits = static_cast<std::make_unsigned_t<Whole>>(
                (sizeof(Whole) > 1 ? bits << 7U << 1U : 0U) |
                static_cast<unsigned char>(bytes_[at_ + i]));
        }
        at_ += sizeof(Whole);
        return static_cast<Whole>(bits);
    }
    double real64() { return std::bit_cast<double>(whole<std::uint64_t>()); }
    float real32() { return std::bit_cast<float>(whole<std::uint32_t>()); }
    /// A number of items that take at least `item_bytes` each.
    std::size_t count(std::size_t item_bytes) {
        const std::size_t number = whole<std::uint32_t>();
        if (number > left() / item_bytes) {
            fail({"có số đếm lớn hơn cả tệp", "a count in it is larger than the file"});
        }
        return number;
    }
    std::string text() {
        const std::size_t length = count(1);
        std::string found(bytes_.substr(at_, length));
        at_ += length;
        return found;
    }
    std::size_t left() const { return bytes_.size() - at_; }

  private:
    void need(std::size_t bytes) const {
        if (bytes > left()) {
            fail({"tệp bị cắt cụt", "it is cut short"});
        }
    }

    std::string_view bytes_;
    std::string file_;
    std::size_t at_ = 0;
};

void write_hazard(const plan::EventDraws& hazard, ByteWriter& out) {
    out.text(hazard.hazard_id);
    out.whole(static_cast<std::int32_t>(hazard.ages.from));
    out.whole(static_cast<std::int32_t>(hazard.ages.below));
    out.count(hazard.draws);
    out.whole(hazard.cases);
    out.whole(hazard.deaths);
    out.real(hazard.years);
    for (const double base : hazard.base) {
        out.real(base);
    }
    for (const float draw : hazard.rate_ratio) {
        out.real(draw);
    }
}

domain::AgeBand read_ages(ByteReader& in) {
    domain::AgeBand ages;
    ages.from = in.whole<std::int32_t>();
    ages.below = in.whole<std::int32_t>();
    if (ages.from < 0 || ages.below <= ages.from || ages.below > 200) {
        in.fail({"có nhóm tuổi không hợp lệ", "it has ages that are none"});
    }
    return ages;
}

plan::EventDraws read_hazard(ByteReader& in, std::size_t units) {
    plan::EventDraws hazard;
    hazard.hazard_id = in.text();
    hazard.ages = read_ages(in);
    hazard.draws = in.whole<std::uint32_t>();
    hazard.cases = in.whole<std::int64_t>();
    hazard.deaths = in.whole<std::int64_t>();
    hazard.years = in.real64();
    if (hazard.cases < 0 || hazard.deaths < 0 || !(hazard.years >= 0)) {
        in.fail({"có số đếm âm", "it has negative counts"});
    }
    if (units > in.left() / 8 ||
        (units > 0 && hazard.draws > (in.left() - units * 8) / 4 / units)) {
        in.fail({"có số đếm lớn hơn cả tệp", "a count in it is larger than the file"});
    }
    hazard.base = PerUnit<double>(units);
    for (std::size_t row = 0; row < units; ++row) {
        hazard.base[UnitIndex(row)] = in.real64();
    }
    hazard.rate_ratio.reserve(units * hazard.draws);
    for (std::size_t i = 0; i < units * hazard.draws; ++i) {
        hazard.rate_ratio.push_back(in.real32());
    }
    return hazard;
}

}  // namespace

void write_plan_basis(const plan::PlanBasis& basis, const std::filesystem::path& file) {
    ByteWriter out;
    out.text(basis.vintage);
    out.count(basis.units());
    for (const std::string& code : basis.code) {
        out.text(code);
    }
    out.count(basis.bands.size());
    for (std::size_t band = 0; band < basis.bands.size(); ++band) {
        out.whole(static_cast<std::int32_t>(basis.bands[band].from));
        out.whole(static_cast<std::int32_t>(basis.bands[band].below));
        for (const double children : basis.children[band]) {
            out.real(children);
        }
    }
    out.count(basis.hazards.size());
    for (const plan::EventDraws& hazard : basis.hazards) {
        write_hazard(hazard, out);
    }
    ByteWriter header;
    header.whole(static_cast<std::uint64_t>(out.bytes().size()));
    header.whole(fnv1a(out.bytes()));
    write_bytes(file, std::string(magic) + header.bytes() + out.bytes());
}

plan::PlanBasis read_plan_basis(const std::filesystem::path& file) {
    if (!std::filesystem::is_regular_file(file)) {
        throw Error(ErrorKind::input,
                    Text{file.string() + ": kết quả không có mẫu để lập kế hoạch; chạy lại nghiên "
                                         "cứu để ghi",
                         file.string() +
                             ": the result has no draws for plans; run the study again to write "
                             "them"});
    }
    const std::string bytes = read_bytes(file);
    const std::string_view all(bytes);
    ByteReader header(all.substr(0, header_bytes), file.string());
    if (!all.starts_with(magic)) {
        header.fail(
            all.starts_with(magic.substr(0, 7))
                ? Text{"tệp của phiên bản riskmap khác", "it is of another version of riskmap"}
                : Text{"tệp không chứa mẫu của riskmap", "it holds no draws of riskmap"});
    }
    header.whole<std::uint64_t>();
    const auto length = header.whole<std::uint64_t>();
    const auto hash = header.whole<std::uint64_t>();
    const std::string_view body = all.substr(header_bytes);
    if (body.size() != length) {
        header.fail(body.size() < length ? Text{"tệp bị cắt cụt", "it is cut short"}
                                         : Text{"tệp dài hơn nó ghi", "it is longer than it says"});
    }
    if (fnv1a(body) != hash) {
        header.fail({"tệp bị hỏng", "it is damaged"});
    }
    ByteReader in(body, file.string());
    plan::PlanBasis basis;
    basis.vintage = in.text();
    const std::size_t units = in.count(4);
    std::vector<std::string> codes;
    for (std::size_t row = 0; row < units; ++row) {
        codes.push_back(in.text());
    }
    basis.code = PerUnit<std::string>(std::move(codes));
    const std::size_t bands = in.count(8 + units * 8);
    for (std::size_t band = 0; band < bands; ++band) {
        basis.bands.push_back(read_ages(in));
        PerUnit<double> children(units);
        for (std::size_t row = 0; row < units; ++row) {
            children[UnitIndex(row)] = in.real64();
        }
        basis.children.push_back(std::move(children));
    }
    const std::size_t hazards = in.count(44);
    for (std::size_t i = 0; i < hazards; ++i) {
        basis.hazards.push_back(read_hazard(in, units));
    }
    if (in.left() > 0) {
        in.fail({"tệp dài hơn nó ghi", "it is longer than it says"});
    }
    return basis;
}

}  // namespace riskmap::publish
