# cmake -DOUT=x.cpp -DNAMES=a,b -DFOLDER=dir -DFILES=a.html,b.css -P EmbedFiles.cmake: a source that holds the files as texts.
# Read at build time, so that the program needs none of them when it runs.
string(REPLACE "," ";" NAMES "${NAMES}")
string(REPLACE "," ";" FILES "${FILES}")
set(text "#include \"publish/report/assets.hpp\"\n\nnamespace riskmap::publish::assets {\n")
foreach(name file IN ZIP_LISTS NAMES FILES)
    file(READ "${FOLDER}/${file}" content)
    string(APPEND text "\nconst std::string_view ${name} = R\"~~~(")
    string(APPEND text "${content}")
    string(APPEND text ")~~~\";\n")
endforeach()
string(APPEND text "\n}  // namespace riskmap::publish::assets\n")
file(WRITE "${OUT}" "${text}")
