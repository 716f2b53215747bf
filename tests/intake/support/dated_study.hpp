#pragma once

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "intake/read.hpp"
#include "support/days.hpp"
#include "support/files.hpp"
#include "support/scratch.hpp"
#include "support/study_nouns.hpp"

namespace riskmap::test {

inline const std::string crosswalk_header =
    "from_valid,from_code,from_name,from_parent,to_valid,to_code,to_name,to_parent,share\n";
/// Unit 1 is split between 1 and 2, unit 2 goes whole into 2; then nothing changes but a name.
inline const std::string split_in_2020 = crosswalk_header +
                                         "2010-01-01,1,Xã An,Huyện Tây,2020-01-01,1,Xã An,,0.6\n"
                                         "2010-01-01,1,Xã An,Huyện Tây,2020-01-01,2,Xã Bình,,0.4\n"
                                         "2010-01-01,2,Xã Yên,Huyện Tây,2020-01-01,2,Xã Bình,,1\n"
                                         "2020-01-01,1,Xã An,,2022-01-01,1,Phường An,,1\n"
                                         "2020-01-01,2,Xã Bình,,2022-01-01,2,Phường Bình,,1\n";
/// Of three units of 2010 the first two become "1", the third "2"; both codes are used again.
inline const std::string united_in_2022 = crosswalk_header +
                                          "2010-01-01,1,Xã An,,2022-01-01,2,Phường Bình,,1\n"
                                          "2010-01-01,2,Xã Yên,,2022-01-01,1,Phường An,,1\n"
                                          "2010-01-01,3,Xã Hoà,,2022-01-01,1,Phường An,,1\n";

/// Tables of an invented study whose units begin in 2022.
class DatedStudy : public testing::Test {
  protected:
    domain::Crosswalk crosswalk(const std::string& csv) {
        intake::CrosswalkSource source;
        source.source.file = write_bytes(scratch_ / "chuyển đổi.csv", csv);
        source.source.written = "chuyển đổi.csv";
        return intake::read_crosswalk(source, log_, inputs_);
    }

    /// Two units of 1 km side by side, of 2022.
    static domain::AdminUnits plan() {
        domain::AdminUnits units = named_units(2);
        units.vintage = "2022-01-01";
        units.code = PerUnit<std::string>({"1", "2"});
        units.name = PerUnit<std::string>({"Phường An", "Phường Bình"});
        units.parent = PerUnit<std::string>({"", ""});
        units.shape[UnitIndex(0)] = rectangle(570000, 1300000, 571000, 1301000);
        units.shape[UnitIndex(1)] = rectangle(571000, 1300000, 572000, 1301000);
        return units;
    }

    static intake::StudyFrame frame(const domain::Crosswalk* crosswalk) {
        intake::StudyFrame frame{"EPSG:9212", {day(2015, 1, 1), day(2023, 12, 31)}};
        frame.crosswalk = crosswalk;
        return frame;
    }

    intake::IncidentSource list(const std::string& csv) {
        intake::IncidentSource source;
        source.id = "list";
        source.source.file = write_bytes(scratch_ / "vụ.csv", csv);
        source.source.written = "vụ.csv";
        source.unit_code = "code";
        source.date = "date";
        source.cause = "cause";
        return source;
    }

    domain::Incidents incidents(const intake::IncidentSource& source,
                                const domain::Crosswalk* crosswalk) {
        return intake::read_incidents({source}, plan(), frame(crosswalk), {}, log_, inputs_);
    }

    /// A wide table of people with a column "n" for ages below 16.
    intake::PopulationSource wide(const std::string& csv) {
        intake::PopulationSource source;
        source.form = intake::PopulationForm::wide_table;
        source.source.file = write_bytes(scratch_ / "dân số.csv", csv);
        source.source.written = "dân số.csv";
        source.key = "code";
        source.bands = {{{0, 16}, "n"}};
        return source;
    }

    /// A long table "code,year,from,below,n".
    intake::PopulationSource tall(const std::string& rows) {
        intake::PopulationSource source = wide("code,year,from,below,n\n" + rows);
        source.form = intake::PopulationForm::long_table;
        source.bands.clear();
        source.year = "year";
        source.age_from = "from";
        source.age_below = "below";
        source.count = "n";
        return source;
    }

    domain::Population people(const intake::PopulationSource& source,
                              const domain::Crosswalk* crosswalk) {
        return intake::read_population(source, {}, plan(), {}, frame(crosswalk), {}, log_, inputs_);
    }

    bool told(const std::string& slug) const {
        for (const Issue& issue : log_.issues()) {
            if (issue.slug == slug) {
                return true;
            }
        }
        return false;
    }

    Scratch scratch_;
    std::vector<intake::InputRecord> inputs_;
    IssueLog log_;
};

/// The message of an input error, which is given in both languages.
template <class Call>
Text refusal_of(const Call& call) {
    try {
        call();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::input);
        EXPECT_NE(error.message().vi, error.message().en);
        return error.message();
    }
    ADD_FAILURE() << "nothing was refused";
    return {};
}

}  // namespace riskmap::test
