#pragma once

#include "app/cache/byte_file.hpp"
#include "app/run.hpp"
#include "exposure/exposure_table.hpp"

namespace riskmap::app {

/// What was read from a study's files, with the ledger of the reading.
struct ReadData {
    StudyData data;
    IssueLog log;
};

/// Every member, to the bit: what comes back computes the same bytes.
void save(ByteWriter&, const ReadData&);
void load(ByteReader&, ReadData&);
void save(ByteWriter&, const exposure::ExposureTable&);
void load(ByteReader&, exposure::ExposureTable&);

}  // namespace riskmap::app
