#include "cli/common_options.hpp"

namespace riskmap::cli {

using Kind = Option::Kind;

Option study_option() {
    return {"STUDY",
            Kind::required,
            {"tệp nghiên cứu (study.toml)", "the study file (study.toml)"},
            "FILE"};
}

Option set_option() {
    return {"--set",
            Kind::repeated,
            {"đổi một giá trị của nghiên cứu: khoá=giá trị (lặp lại được)",
             "change one value of the study: key=value (repeatable)"},
            "KEY=VALUE"};
}

Option threads_option() {
    return {"--threads,-j",
            Kind::optional,
            {"số luồng; mặc định là mọi lõi", "number of threads; all cores by default"},
            "N"};
}

Option no_cache_option() {
    return {"--no-cache",
            Kind::flag,
            {"đọc và đo lại từ đầu, không dùng và không ghi bộ nhớ đệm",
             "read and measure anew; neither use nor fill the cache"},
            ""};
}

Option overwrite_option() {
    return {"--overwrite", Kind::flag, {"thay kết quả cũ", "replace an old result"}, ""};
}

Option json_option() { return {"--json", Kind::flag, {"trả lời bằng JSON", "answer in JSON"}, ""}; }

Option out_option(Kind kind, Text help, std::string placeholder) {
    return {"--out,-o", kind, std::move(help), std::move(placeholder)};
}

}  // namespace riskmap::cli
