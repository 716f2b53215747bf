# One interface target carries what every room is compiled with.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

add_library(riskmap_options INTERFACE)
target_include_directories(riskmap_options INTERFACE "${PROJECT_SOURCE_DIR}/engine")
target_compile_definitions(riskmap_options INTERFACE RISKMAP_VERSION="${PROJECT_VERSION}")
# Contracted multiply-adds round differently from one processor to the next.
target_compile_options(riskmap_options INTERFACE -ffp-contract=off)
target_compile_options(riskmap_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                                                 -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual)
# g++ 12 sees overlapping copies in std::string where there are none (GCC bug 105651).
target_compile_options(riskmap_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
# Names of sources in the program do not tell where it was built: two folders, same bytes.
target_compile_options(riskmap_options INTERFACE "-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=")
if(RISKMAP_WARNINGS_AS_ERRORS)
    target_compile_options(riskmap_options INTERFACE -Werror)
endif()
if(RISKMAP_SANITIZE)
    target_compile_options(riskmap_options INTERFACE -fsanitize=${RISKMAP_SANITIZE} -fno-omit-frame-pointer
                                                     -fno-sanitize-recover=all)
    target_link_options(riskmap_options INTERFACE -fsanitize=${RISKMAP_SANITIZE})
elseif(RISKMAP_HARDENING)
    include(RiskmapHardening)
endif()
