#include "app/allocate.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "app/allocation_table.hpp"
#include "app/plan_offers.hpp"
#include "app/write_table.hpp"
#include "core/error.hpp"
#include "core/nearest_word.hpp"
#include "gdal/delimited_text.hpp"
#include "publish/annex/purchase_sheets.hpp"
#include "publish/plan_basis_file.hpp"

namespace riskmap::app {
namespace {

using hazard::Intervention;

[[noreturn]] void wrong(const std::string& vi, const std::string& en) {
    throw Error(ErrorKind::usage, Text{vi, en});
}

/// "LEFT=RIGHT" in two.
std::pair<std::string, std::string> halves(const std::string& text, const std::string& option) {
    const std::size_t mark = text.find('=');
    if (mark == std::string::npos || mark == 0 || mark + 1 == text.size()) {
        wrong(fmt::format("--{} cần dạng A=B, không phải \"{}\"", option, text),
              fmt::format("--{} needs A=B, not \"{}\"", option, text));
    }
    return {text.substr(0, mark), text.substr(mark + 1)};
}

UnitIndex unit_of(const plan::PlanBasis& basis, const std::string& code) {
    const auto& codes = basis.code.values();
    const auto found = std::find(codes.begin(), codes.end(), code);
    if (found == codes.end()) {
        wrong(fmt::format("không có xã mang mã {}{}", code, did_you_mean(code, codes).vi),
              fmt::format("no unit has the code {}{}", code, did_you_mean(code, codes).en));
    }
    return UnitIndex(static_cast<std::size_t>(found - codes.begin()));
}

std::size_t intervention_of(const std::vector<Intervention>& interventions, const std::string& id) {
    std::vector<std::string> ids;
    for (const Intervention& intervention : interventions) {
        ids.push_back(intervention.id);
    }
    const auto found = std::find(ids.begin(), ids.end(), id);
    if (found == ids.end()) {
        wrong(fmt::format("không có biện pháp {}{}", id, did_you_mean(id, ids).vi),
              fmt::format("there is no intervention {}{}", id, did_you_mean(id, ids).en));
    }
    return static_cast<std::size_t>(found - ids.begin());
}

/// Interventions of all hazards, each once, in the order of the hazards.
std::vector<Intervention> all_interventions(const ResultFolder& result) {
    std::vector<Intervention> all;
    std::set<std::string> seen;
    for (const hazard::HazardSpec& hazard : result.hazards) {
        for (const Intervention& intervention : hazard.interventions) {
            if (seen.insert(intervention.id).second) {
                all.push_back(intervention);
            }
        }
    }
    return all;
}

void set_prices(std::vector<Intervention>& interventions, const std::vector<std::string>& prices) {
    for (const std::string& text : prices) {
        const auto [id, amount] = halves(text, "price");
        double cost = 0;
        const auto read = std::from_chars(amount.data(), amount.data() + amount.size(), cost);
        if (read.ec != std::errc() || read.ptr != amount.data() + amount.size() || !(cost > 0) ||
            !std::isfinite(cost)) {
            wrong(fmt::format("--price {}: \"{}\" không phải là số tiền lớn hơn 0", id, amount),
                  fmt::format("--price {}: \"{}\" is no amount above 0", id, amount));
        }
        hazard::Ranged price;
        price.best = {cost, "--price", false};
        interventions[intervention_of(interventions, id)].unit_cost = price;
    }
}

/// Parts what has a price and an effect from what has not.
std::vector<Intervention> on_offer(const std::vector<Intervention>& all,
                                   std::vector<LeftOut>& left_out) {
    std::vector<Intervention> offered;
    for (const Intervention& intervention : all) {
        if (intervention.effects.empty()) {
            left_out.push_back(
                {intervention.id,
                 intervention.label,
                 {"không có tác dụng riêng nào được công bố", "no effect of its own is claimed"}});
        } else if (!intervention.unit_cost) {
            left_out.push_back({intervention.id,
                                intervention.label,
                                {fmt::format("chưa có đơn giá: điền unit_cost trong "
                                             "interventions/{0}.toml rồi chạy "
                                             "lại, hoặc thêm --price {0}=SỐ_TIỀN (cho mỗi {1})",
                                             intervention.id,
                                             intervention.unit.vi),
                                 fmt::format("no price is known: fill unit_cost in "
                                             "interventions/{0}.toml and run "
                                             "again, or add --price {0}=AMOUNT (for each {1})",
                                             intervention.id,
                                             intervention.unit.en)}});
        } else {
            offered.push_back(intervention);
        }
    }
    return offered;
}

std::string one_currency(const std::vector<Intervention>& interventions) {
    std::string currency;
    for (const Intervention& intervention : interventions) {
        if (!currency.empty() && intervention.currency != currency &&
            !intervention.currency.empty()) {
            wrong(fmt::format("đơn giá tính bằng cả {} và {}; hãy quy về một đồng tiền",
                              currency,
                              intervention.currency),
                  fmt::format("prices are in {} and in {}; bring them to one currency",
                              currency,
                              intervention.currency));
        }
        if (!intervention.currency.empty()) {
            currency = intervention.currency;
        }
    }
    return currency;
}

std::vector<plan::Wish> wishes(const std::vector<std::string>& texts,
                               const std::string& option,
                               const plan::PlanBasis& basis,
                               const std::vector<Intervention>& interventions) {
    std::vector<plan::Wish> list;
    for (const std::string& text : texts) {
        const auto [code, id] = halves(text, option);
        list.push_back({unit_of(basis, code), intervention_of(interventions, id)});
    }
    return list;
}

void reserve_for_remote(const AllocateConfig& config,
                        const plan::PlanBasis& basis,
                        plan::AllocationRequest& request) {
    std::vector<gdal::RowFault> faults;
    const domain::Layer table = gdal::read_delimited_text(config.remote, "", faults);
    const auto code = table.find("code");
    if (!code) {
        throw Error(ErrorKind::input,
                    Text{config.remote.string() + ": thiếu cột code",
                         config.remote.string() + ": there is no column code"});
    }
    request.purse = PerUnit<std::size_t>(basis.units(), 0);
    for (std::size_t row = 0; row < table.size(); ++row) {
        request.purse[unit_of(basis, domain::as_text(table.at(*code, row)))] = 1;
    }
    request.share = {0, config.min_share_remote};
}

void reserve_for_parents(const AllocateConfig& config,
                         const ResultFolder& result,
                         const plan::PlanBasis& basis,
                         plan::AllocationRequest& request) {
    std::vector<std::string> parents;
    std::vector<double> children;
    double all = 0;
    request.purse = PerUnit<std::size_t>(basis.units(), 0);
    for (std::size_t row = 0; row < basis.units(); ++row) {
        const std::string parent = result.text("parent", row);
        auto place = std::find(parents.begin(), parents.end(), parent);
        if (place == parents.end()) {
            parents.push_back(parent);
            children.push_back(0);
            place = parents.end() - 1;
        }
        const auto purse = static_cast<std::size_t>(place - parents.begin());
        const double here = basis.children_of(UnitIndex(row), {0, 200});
        request.purse[UnitIndex(row)] = purse;
        children[purse] += here;
        all += here;
    }
    request.share.clear();
    for (const double number : children) {
        request.share.push_back(all > 0 ? config.min_share_parent * number / all : 0);
    }
}

void check_shares(const AllocateConfig& config) {
    for (const double share : {config.min_share_remote, config.min_share_parent}) {
        if (!(share >= 0 && share <= 1)) {
            wrong("phần dành riêng phải từ 0 đến 1", "a share set aside must be from 0 to 1");
        }
    }
    if (!(config.budget >= 0) || !std::isfinite(config.budget)) {
        wrong("--budget phải là số tiền không âm",
              "--budget must be an amount of money, 0 or more");
    }
    if (config.min_share_remote > 0 && config.remote.empty()) {
        wrong(
            "--min-share-remote cần --remote TỆP: bảng có cột code liệt kê các "
            "xã vùng khó khăn",
            "--min-share-remote needs --remote FILE: a table with a column code "
            "that lists the "
            "remote communes");
    }
    if (config.min_share_remote > 0 && config.min_share_parent > 0) {
        wrong("chỉ dùng một trong --min-share-remote và --min-share-parent",
              "use one of --min-share-remote and --min-share-parent");
    }
}

}  // namespace

AllocationReport allocate(const AllocateConfig& config, const RunContext& context) {
    check_shares(config);
    check_new_file(config.out);
    AllocationReport report;
    report.result = read_result(config.result);
    const plan::PlanBasis basis =
        publish::read_plan_basis(config.result / publish::plan_basis_name);
    if (basis.units() != report.result.communes.size()) {
        throw Error(ErrorKind::input,
                    Text{config.result.string() + ": communes.csv và draws.bin không khớp nhau",
                         config.result.string() + ": communes.csv and draws.bin do not agree"});
    }
    for (std::size_t row = 0; row < basis.units(); ++row) {
        if (report.result.text("code", row) != basis.code[UnitIndex(row)]) {
            throw Error(ErrorKind::input,
                        Text{config.result.string() + ": communes.csv và draws.bin không khớp nhau",
                             config.result.string() + ": communes.csv and draws.bin do not agree"});
        }
    }
    std::vector<Intervention> all = all_interventions(report.result);
    set_prices(all, config.prices);
    report.interventions = on_offer(all, report.left_out);
    report.currency = one_currency(report.interventions);

    plan::AllocationRequest request;
    request.budget = config.budget;
    request.outcome = config.outcome;
    request.must = wishes(config.must, "must", basis, report.interventions);
    request.forbid = wishes(config.forbid, "forbid", basis, report.interventions);
    request.seed = report.result.seed;
    if (config.min_share_remote > 0) {
        reserve_for_remote(config, basis, request);
    } else if (config.min_share_parent > 0) {
        reserve_for_parents(config, report.result, basis, request);
    }
    const plan::UnitOffers offers =
        unit_offers(report.result.communes, report.result.path, basis, report.interventions);
    report.plan = plan::allocate(basis, report.interventions, offers, request, context);
    report.table = allocation_table(report);
    if (config.out.extension() == ".xlsx") {
        std::filesystem::path fresh = config.out;
        fresh.replace_filename(".partial-" + config.out.filename().string());
        std::filesystem::remove(fresh);
        publish::write_workbook(
            {.title = "Phương án phân bổ kinh phí",
             .notice = report.result.notice_vi,
             .lines = {"Ô vàng là ô cần điền; các ô có công thức tự tính lại."}},
            publish::purchase_sheets(report.table),
            fresh);
        std::filesystem::rename(fresh, config.out);
    } else {
        if (report.result.internal) {
            stamp_table(report.table);
        }
        write_table_file(report.table, config.out);
    }
    return report;
}

}  // namespace riskmap::app
