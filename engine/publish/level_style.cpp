#include "publish/level_style.hpp"

#include <array>

namespace riskmap::publish {

using risk::Level;

std::span<const LevelStyle> level_styles() {
    static const std::array<LevelStyle, 6> styles{{
        {Level::confirmed,
         "#8c2d04",
         "#ffffff",
         false,
         {"Mô hình và số vụ ghi nhận cùng cho thấy nguy cơ cao hơn hẳn mức chung.",
          "Model and recorded incidents agree that risk is clearly above the average."}},
        {Level::probable,
         "#ec7014",
         "#000000",
         false,
         {"Môi trường cho thấy nguy cơ cao, nhưng số vụ ghi nhận chưa đủ để xác nhận: hành động và "
          "khảo sát thêm.",
          "The environment points to high risk, but the record does not confirm it yet: act and "
          "survey."}},
        {Level::watch,
         "#fec44f",
         "#000000",
         false,
         {"Nhiều khả năng cao hơn mức chung, nhưng chưa chắc chắn.",
          "More likely than not above the average, but not sure."}},
        {Level::undetermined,
         "#fff7e0",
         "#000000",
         true,
         {"Số liệu chưa cho phép nói cao hay thấp hơn mức chung. Không có nghĩa là an toàn.",
          "The data cannot say whether it is above or below the average. This does not mean "
          "safe."}},
        {Level::lower,
         "#74a9cf",
         "#000000",
         false,
         {"Nhiều khả năng thấp hơn mức chung; vẫn giữ các biện pháp cơ bản.",
          "Probably below the average; keep the basic measures."}},
        {Level::insufficient_data,
         "#bdbdbd",
         "#000000",
         false,
         {"Không có báo cáo hoặc không có số trẻ em, nên không ước lượng.",
          "No report or no number of children, so there is no estimate."}},
    }};
    return styles;
}

const LevelStyle& style_of(Level level) { return level_styles()[static_cast<std::size_t>(level)]; }

}  // namespace riskmap::publish
