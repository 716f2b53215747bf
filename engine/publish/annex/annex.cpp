#include "publish/annex/annex.hpp"

#include <iterator>

#include "publish/annex/tables.hpp"
#include "publish/file_bytes.hpp"

namespace riskmap::publish {

std::vector<AnnexSheet> annex_sheets(const AnnexInput& input) {
    const AnnexSheet targets = published_targets_sheet(input);
    std::vector<AnnexSheet> sheets{quality_sheet(input),
                                   communes_sheet(input),
                                   years_sheet(input),
                                   age_sheet(input),
                                   time_sheet(input),
                                   water_sheet(input),
                                   schools_sheet(input),
                                   targets.rows.empty() ? targets_sheet(input) : targets};
    std::vector<AnnexSheet> proposal = proposal_sheets(input);
    std::move(proposal.begin(), proposal.end(), std::back_inserter(sheets));
    const domain::UnitNoun& noun = input.publication.noun;
    for (AnnexSheet& sheet : sheets) {
        for (std::string* text : {&sheet.name, &sheet.title, &sheet.note, &sheet.source}) {
            *text = domain::speaking_of(std::move(*text), noun);
        }
        for (AnnexColumn& column : sheet.columns) {
            column.head = domain::speaking_of(std::move(column.head), noun);
        }
    }
    return sheets;
}

void write_annex(const AnnexInput& input, const std::filesystem::path& file) {
    AnnexCover cover{
        .title = input.publication.title.vi,
        .notice = input.publication.notice.vi,
        .lines = {
            "Đọc bảng 1 trước: số liệu đến đâu thì kết luận đến đó.",
            "Ô vàng là ô cần điền; các ô có công thức tự tính lại.",
            "Mọi con số lấy từ cùng một lần chạy với bản đồ; run.json ghi tệp đầu vào, tham số "
            "và mã kiểm tra."}};
    if (input.publication.audience == disclosure::Audience::everyone) {
        cover.lines.emplace_back(
            "Bản công khai: mỗi số vụ bị che (\"<3\" hoặc \"…\") được tính bằng giá trị trung bình "
            "suy "
            "ra từ các bảng đã công bố; để ra quyết định, cơ quan giữ hồ sơ dùng kết quả nội bộ.");
    }
    const std::vector<AnnexSheet> sheets = annex_sheets(input);
    write_surely(file,
                 [&](const std::filesystem::path& path) { write_workbook(cover, sheets, path); });
}

}  // namespace riskmap::publish
