#include "cli/parse.hpp"

#include <algorithm>
#include <deque>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "core/error.hpp"
#include "core/nearest_word.hpp"

namespace riskmap::cli {
namespace {

/// Where CLI11 puts what it reads for one option.
struct Slot {
    std::string name;
    bool flag = false;
    std::vector<std::string> values;
};

std::string first_name(const std::string& names) {
    const std::string first = names.substr(0, names.find(','));
    return first.substr(first.find_first_not_of('-'));
}

void add_option(CLI::App& app, const Option& option, Language language, std::deque<Slot>& slots) {
    Slot& slot = slots.emplace_back();
    slot.name = first_name(option.names);
    if (option.kind == Option::Kind::flag) {
        app.add_flag(
            option.names, [&slot](std::int64_t) { slot.flag = true; }, option.help.in(language));
        return;
    }
    CLI::Option* added = app.add_option(option.names, slot.values, option.help.in(language));
    // One word per mention: without this, the first positional would take all that follow.
    added->allow_extra_args(false);
    if (option.kind != Option::Kind::repeated) {
        added->expected(1);
    }
    added->type_name(option.placeholder);
    added->required(option.kind == Option::Kind::required);
}

std::vector<Option> common_options() {
    return {
        {"--lang", Option::Kind::optional, {"ngôn ngữ: vi hoặc en", "language: vi or en"}, "LANG"},
        {"--quiet,-q",
         Option::Kind::flag,
         {"không in tiến độ và tóm tắt", "no progress and no summary"},
         ""}};
}

std::vector<std::string> names_of(std::span<const Command> commands) {
    std::vector<std::string> names;
    for (const Command& command : commands) {
        names.push_back(command.name);
    }
    return names;
}

/// CLI11's own message, with the nearest command or option when a word is unknown.
Error usage_error(const CLI::ParseError& error,
                  int argc,
                  const char* const* argv,
                  std::span<const Command> commands,
                  Language language) {
    std::string hint;
    const std::vector<std::string> names = names_of(commands);
    const bool has_word = argc > 1 && argv[1][0] != '-';
    const bool known = has_word && std::find(names.begin(), names.end(), argv[1]) != names.end();
    if (has_word && !known) {
        return {ErrorKind::usage,
                Text{fmt::format("không có lệnh \"{}\"{}; xem riskmap --help",
                                 argv[1],
                                 did_you_mean(argv[1], names).vi),
                     fmt::format("there is no command \"{}\"{}; see riskmap --help",
                                 argv[1],
                                 did_you_mean(argv[1], names).en)}};
    }
    return {ErrorKind::usage,
            fmt::format("{}; {} riskmap {} --help",
                        error.what(),
                        language == Language::vi ? "xem" : "see",
                        known ? argv[1] : "")};
}

}  // namespace

std::optional<Language> asked_language(int argc, const char* const* argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string word(argv[i]);
        std::string value;
        if (word.starts_with("--lang=")) {
            value = word.substr(7);
        } else if (word == "--lang" && i + 1 < argc) {
            value = argv[i + 1];
        } else {
            continue;
        }
        if (value != "vi" && value != "en") {
            throw Error(ErrorKind::usage,
                        Text{"--lang phải là vi hoặc en, không phải \"" + value + "\"",
                             "--lang must be vi or en, not \"" + value + "\""});
        }
        return value == "vi" ? Language::vi : Language::en;
    }
    return std::nullopt;
}

Parsed parse(int argc, const char* const* argv, std::span<const Command> commands) {
    const Language language = asked_language(argc, argv).value_or(language_of_environment());
    CLI::App app(
        Text{"Trẻ em dễ bị tai nạn nhất ở đâu, chắc chắn đến mức nào, vì sao, và nên đầu tư "
             "gì ở đó trước.",
             "Where children are most at risk, how sure that is, why, and what to fund "
             "there first."}
            .in(language),
        "riskmap");
    app.set_version_flag("--version", "riskmap " RISKMAP_VERSION);
    app.require_subcommand(1);
    std::deque<Slot> slots;
    std::vector<std::pair<CLI::App*, std::pair<std::size_t, std::size_t>>> parts;
    for (const Command& command : commands) {
        CLI::App* part = app.add_subcommand(command.name, command.summary.in(language));
        const std::size_t first = slots.size();
        for (const Option& option : command.options) {
            add_option(*part, option, language, slots);
        }
        for (const Option& option : common_options()) {
            add_option(*part, option, language, slots);
        }
        parts.push_back({part, {first, slots.size()}});
    }

    Parsed parsed;
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        parsed.answer = app.help();
        return parsed;
    } catch (const CLI::CallForVersion&) {
        parsed.answer = "riskmap " RISKMAP_VERSION "\n";
        return parsed;
    } catch (const CLI::ParseError& error) {
        throw usage_error(error, argc, argv, commands, language);
    }
    for (std::size_t c = 0; c < parts.size(); ++c) {
        if (!parts[c].first->parsed()) {
            continue;
        }
        parsed.command = &commands[c];
        for (std::size_t s = parts[c].second.first; s < parts[c].second.second; ++s) {
            if (slots[s].flag || !slots[s].values.empty()) {
                parsed.arguments.set(slots[s].name, slots[s].values);
            }
        }
    }
    return parsed;
}

}  // namespace riskmap::cli
