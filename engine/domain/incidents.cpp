#include "domain/incidents.hpp"

namespace riskmap::domain {

const char* to_word(Precision precision) {
    switch (precision) {
        case Precision::gps:
            return "gps";
        case Precision::named_feature:
            return "named_feature";
        case Precision::hamlet:
            return "hamlet";
        case Precision::commune:
            return "commune";
    }
    return "commune";
}

const char* to_word(EventPlace place) {
    switch (place) {
        case EventPlace::residence:
            return "residence";
        case EventPlace::occurrence:
            return "occurrence";
        case EventPlace::recovery:
            return "recovery";
    }
    return "occurrence";
}

}  // namespace riskmap::domain
