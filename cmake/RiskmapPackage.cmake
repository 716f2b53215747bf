# What `cmake --install` and `cpack` put where. The installed program finds its data in ../share/riskmap.
include(GNUInstallDirs)
install(TARGETS riskmap RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/data/" DESTINATION "${CMAKE_INSTALL_DATADIR}/riskmap")
install(FILES "${PROJECT_SOURCE_DIR}/README.md" "${PROJECT_SOURCE_DIR}/CHANGELOG.md" "${PROJECT_SOURCE_DIR}/SECURITY.md"
        DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}" RENAME copyright)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/maps/example" DESTINATION "${CMAKE_INSTALL_DOCDIR}/maps")
# What the program was linked with, told by the system that linked it.
find_program(DPKG_QUERY dpkg-query)
find_package(Python3 3.9 COMPONENTS Interpreter)
if(DPKG_QUERY AND Python3_FOUND)
    set(sbom "${PROJECT_BINARY_DIR}/riskmap.spdx.json")
    install(CODE "execute_process(COMMAND \"${Python3_EXECUTABLE}\" \"${PROJECT_SOURCE_DIR}/scripts/write_sbom.py\"
        \"$<TARGET_FILE:riskmap>\" --version ${PROJECT_VERSION} --out \"${sbom}\" COMMAND_ERROR_IS_FATAL ANY)")
    install(FILES "${sbom}" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME riskmap)
set(CPACK_PACKAGE_VENDOR riskmap)
set(CPACK_PACKAGE_CONTACT "riskmap <riskmap@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "maps where children are most at risk of drowning and traffic injury")
set(CPACK_PACKAGE_DESCRIPTION "riskmap joins lists of incidents with water, roads, schools and homes, estimates the risk of every
commune with its uncertainty, and says why and what to fund first. It needs no network.")
set(CPACK_PACKAGE_FILE_NAME "riskmap_${PROJECT_VERSION}_amd64")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS chromium)
include(CPack)
