#include "stats/icar.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"

namespace riskmap::stats {

Icar::Icar(const Graph& graph)
    : pattern_(graph),
      diagonal_(graph.size(), 1),
      component_(graph.size(), alone),
      variances_(graph.size(), 1) {
    std::vector<std::uint32_t> number(graph.size(), alone);
    const std::vector<std::uint32_t> component = graph.components();
    std::vector<std::size_t> members;
    for (std::uint32_t row = 0; row < graph.size(); ++row) {
        const auto neighbours = graph.neighbours(row);
        if (neighbours.empty()) {
            continue;
        }
        std::uint32_t& mine = number[component[row]];
        if (mine == alone) {
            mine = static_cast<std::uint32_t>(grounds_.size());
            grounds_.push_back(row);
            members.push_back(0);
        }
        component_[row] = mine;
        ++members[mine];
        diagonal_[row] = static_cast<double>(neighbours.size());
        if (neighbours.size() > graph.neighbours(grounds_[mine]).size()) {
            grounds_[mine] = row;
        }
        for (const std::uint32_t other : neighbours) {
            if (other > row) {
                edges_.push_back(-1);
                ends_.emplace_back(row, other);
            }
        }
    }
    scales_.assign(grounds_.size(), 1);
    const std::vector<double> nothing(size(), 0);
    const auto measure = [&] {
        IcarPosterior field(*this);
        field.condition(nothing);
        field.variances(variances_);
    };
    measure();
    std::vector<double> log_sum(grounds_.size(), 0);
    for (std::size_t row = 0; row < size(); ++row) {
        if (component_[row] != alone) {
            log_sum[component_[row]] += std::log(variances_[row]);
        }
    }
    for (std::size_t k = 0; k < scales_.size(); ++k) {
        scales_[k] = std::exp(log_sum[k] / static_cast<double>(members[k]));
    }
    for (std::size_t row = 0; row < size(); ++row) {
        if (component_[row] != alone) {
            diagonal_[row] *= scales_[component_[row]];
            variances_[row] /= scales_[component_[row]];
        }
    }
    for (std::size_t edge = 0; edge < edges_.size(); ++edge) {
        edges_[edge] *= scales_[component_[ends_[edge].first]];
    }
}

double Icar::energy(std::span<const double> field) const {
    expects(field.size() == size(), "Icar::energy: one value per row");
    double sum = 0;
    for (std::size_t edge = 0; edge < edges_.size(); ++edge) {
        const double step = field[ends_[edge].first] - field[ends_[edge].second];
        sum -= edges_[edge] * step * step;
    }
    for (std::size_t row = 0; row < size(); ++row) {
        sum += component_[row] == alone ? field[row] * field[row] : 0;
    }
    return sum;
}

IcarPosterior::IcarPosterior(const Icar& icar)
    : icar_(&icar),
      factor_(icar.pattern()),
      work_(icar.size()),
      solved_(2 * icar.size()),
      total_(icar.component_count()),
      untie_(icar.component_count()) {}

void IcarPosterior::condition(std::span<const double> information, std::span<double> values) {
    expects(information.size() == icar_->size(), "IcarPosterior: one information per row");
    const auto& component = icar_->component();
    const auto& grounds = icar_->grounds();
    for (std::size_t row = 0; row < work_.size(); ++row) {
        work_[row] = icar_->diagonal()[row] + information[row];
    }
    std::vector<double> strength(grounds.size());
    for (std::size_t k = 0; k < grounds.size(); ++k) {
        strength[k] = icar_->diagonal()[grounds[k]];
        work_[grounds[k]] += strength[k];
    }
    if (!factor_.factor(work_, icar_->edges())) {
        throw Error(
            ErrorKind::model,
            Text{"ma trận độ chính xác của hiệu ứng không gian không xác định dương: số vụ "
                 "kỳ vọng vượt quá độ chính xác của số thực",
                 "the precision of the spatial effect is not positive definite: the expected "
                 "counts reach beyond what double precision can hold"});
    }
    log_determinant_ = factor_.log_determinant();
    if (grounds.empty()) {
        factor_.solve(values);
        return;
    }
    solved_.resize(2 * icar_->size() + values.size());
    const std::span<double> ones = std::span(solved_).first(icar_->size());
    const std::span<double> tie = std::span(solved_).subspan(icar_->size(), icar_->size());
    for (std::size_t row = 0; row < ones.size(); ++row) {
        ones[row] = component[row] == Icar::alone ? 0 : 1;
        tie[row] = 0;
    }
    for (const std::uint32_t ground : grounds) {
        tie[ground] = 1;
    }
    std::copy(
        values.begin(), values.end(), solved_.end() - static_cast<std::ptrdiff_t>(values.size()));
    factor_.solve(solved_);
    std::copy(
        solved_.end() - static_cast<std::ptrdiff_t>(values.size()), solved_.end(), values.begin());
    std::fill(total_.begin(), total_.end(), 0.0);
    std::vector<double> tied(grounds.size(), 0);
    for (std::size_t row = 0; row < ones.size(); ++row) {
        if (component[row] != Icar::alone) {
            total_[component[row]] += ones[row];
            tied[component[row]] += tie[row];
        }
    }
    for (std::size_t row = 0; row < ones.size(); ++row) {
        if (component[row] != Icar::alone) {
            const std::uint32_t k = component[row];
            tie[row] -= ones[row] * (tied[k] / total_[k]);
        }
    }
    for (std::size_t k = 0; k < grounds.size(); ++k) {
        const double loose = 1 - strength[k] * tie[grounds[k]];
        untie_[k] = strength[k] / loose;
        log_determinant_ += std::log(total_[k]) + std::log(loose);
    }
    untie(values);
}

void IcarPosterior::constrain(std::span<double> column) const {
    const auto& component = icar_->component();
    std::vector<double> sum(total_.size(), 0);
    for (std::size_t row = 0; row < column.size(); ++row) {
        if (component[row] != Icar::alone) {
            sum[component[row]] += column[row];
        }
    }
    for (std::size_t row = 0; row < column.size(); ++row) {
        if (component[row] != Icar::alone) {
            column[row] -= ones()[row] * (sum[component[row]] / total_[component[row]]);
        }
    }
}

void IcarPosterior::solve(std::span<double> values) const {
    factor_.solve(values);
    untie(values);
}

/// From the tied inverse's answers to the constrained ones.
void IcarPosterior::untie(std::span<double> values) const {
    const std::size_t n = icar_->size();
    const auto& component = icar_->component();
    std::vector<double> held(total_.size());
    for (std::size_t begin = 0; !held.empty() && begin < values.size(); begin += n) {
        const std::span<double> column = values.subspan(begin, n);
        constrain(column);
        for (std::size_t k = 0; k < held.size(); ++k) {
            held[k] = untie_[k] * column[icar_->grounds()[k]];
        }
        for (std::size_t row = 0; row < n; ++row) {
            if (component[row] != Icar::alone) {
                column[row] += tie()[row] * held[component[row]];
            }
        }
    }
}

void IcarPosterior::variances(std::span<double> out) {
    inverse_.diagonal(factor_, out);
    const auto& component = icar_->component();
    for (std::size_t row = 0; row < out.size(); ++row) {
        const std::uint32_t k = component[row];
        if (k != Icar::alone) {
            out[row] += untie_[k] * tie()[row] * tie()[row] - ones()[row] * ones()[row] / total_[k];
        }
    }
}

void IcarPosterior::draw(std::span<double> normals, std::span<const double> more) const {
    const std::size_t n = icar_->size();
    const std::size_t components = total_.size();
    expects(n > 0 && more.size() == components * (normals.size() / n),
            "IcarPosterior::draw: one normal per component and draw");
    factor_.colour(normals);
    const auto& component = icar_->component();
    for (std::size_t draw = 0; components > 0 && draw < normals.size() / n; ++draw) {
        const std::span<double> column = normals.subspan(draw * n, n);
        constrain(column);
        std::vector<double> pull(components);
        for (std::size_t k = 0; k < components; ++k) {
            pull[k] = std::sqrt(untie_[k]) * more[draw * components + k];
        }
        for (std::size_t row = 0; row < n; ++row) {
            if (component[row] != Icar::alone) {
                column[row] += tie()[row] * pull[component[row]];
            }
        }
    }
}

}  // namespace riskmap::stats
