# What an attacker finds harder: canaries on the stack, checked copies, addresses that move, tables that are read-only once the
# program runs, and jumps that land only where one begins. For optimised builds; sanitizers watch the same things closer.
set(riskmap_optimised "$<CONFIG:Release,RelWithDebInfo,MinSizeRel>")
target_compile_options(riskmap_options INTERFACE
    "$<${riskmap_optimised}:-fstack-protector-strong;-fstack-clash-protection;-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=3>")
target_link_options(riskmap_options INTERFACE
    "$<${riskmap_optimised}:-Wl,-z,relro;-Wl,-z,now;-Wl,-z,noexecstack>")
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64|i.86")
    target_compile_options(riskmap_options INTERFACE "$<${riskmap_optimised}:-fcf-protection=full>")
endif()
include(CheckPIESupported)
check_pie_supported(LANGUAGES CXX)
