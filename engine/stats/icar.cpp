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
      ones_(icar.size()),
      tie_(icar.size()),
      total_(icar.component_count()),
      untie_(icar.component_count()) {}

void IcarPosterior::condition(std::span<const double> information) {
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
        throw Error(ErrorKind::model,
                    "the precision of the spatial effect is not positive definite: the expected "
                    "counts reach beyond what double precision can hold");
    }
    log_determinant_ = factor_.log_determinant();
    if (grounds.empty()) {
        return;
    }
    for (std::size_t row = 0; row < ones_.size(); ++row) {
        ones_[row] = component[row] == Icar::alone ? 0 : 1;
        tie_[row] = 0;
    }
    for (const std::uint32_t ground : grounds) {
        tie_[ground] = 1;
    }
    factor_.solve(ones_);
    factor_.solve(tie_);
    std::fill(total_.begin(), total_.end(), 0.0);
    std::vector<double> tied(grounds.size(), 0);
    for (std::size_t row = 0; row < ones_.size(); ++row) {
        if (component[row] != Icar::alone) {
            total_[component[row]] += ones_[row];
            tied[component[row]] += tie_[row];
        }
    }
    for (std::size_t row = 0; row < ones_.size(); ++row) {
        if (component[row] != Icar::alone) {
            const std::uint32_t k = component[row];
            tie_[row] -= ones_[row] * (tied[k] / total_[k]);
        }
    }
    for (std::size_t k = 0; k < grounds.size(); ++k) {
        const double loose = 1 - strength[k] * tie_[grounds[k]];
        untie_[k] = strength[k] / loose;
        log_determinant_ += std::log(total_[k]) + std::log(loose);
    }
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
            column[row] -= ones_[row] * (sum[component[row]] / total_[component[row]]);
        }
    }
}

void IcarPosterior::solve(std::span<double> values) const {
    factor_.solve(values);
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
                column[row] += tie_[row] * held[component[row]];
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
            out[row] += untie_[k] * tie_[row] * tie_[row] - ones_[row] * ones_[row] / total_[k];
        }
    }
}

void IcarPosterior::draw(std::span<double> normals, std::span<const double> more) const {
    expects(more.size() == total_.size(), "IcarPosterior::draw: one normal per component");
    factor_.colour(normals);
    if (more.empty()) {
        return;
    }
    constrain(normals);
    const auto& component = icar_->component();
    std::vector<double> pull(more.size());
    for (std::size_t k = 0; k < pull.size(); ++k) {
        pull[k] = std::sqrt(untie_[k]) * more[k];
    }
    for (std::size_t row = 0; row < normals.size(); ++row) {
        if (component[row] != Icar::alone) {
            normals[row] += tie_[row] * pull[component[row]];
        }
    }
}

}  // namespace riskmap::stats
