#!/usr/bin/env python3
"""Writes the SPDX 2.3 bill of materials of a riskmap binary: every shared library the loader takes, by Debian package, and the
header-only libraries compiled into it. Facts come from readelf, ldd and dpkg of the system that built it. Same system, same bytes."""

import argparse
import datetime
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

# Compiled in from headers: no loader sees them, so they are named here.
COMPILED_IN = (
    "libboost1.74-dev",
    "libcli11-dev",
    "libeigen3-dev",
    "nlohmann-json3-dev",
    "libtomlplusplus-dev",
)
# The short names that Debian's copyright files use, as SPDX says them.
SPDX_NAMES = {
    "Apache-2.0": "Apache-2.0",
    "BSD-2-clause": "BSD-2-Clause",
    "BSD-3-clause": "BSD-3-Clause",
    "BSL-1.0": "BSL-1.0",
    "Expat": "MIT",
    "MIT": "MIT",
    "MPL-2.0": "MPL-2.0",
    "GPL-2": "GPL-2.0-only",
    "GPL-2+": "GPL-2.0-or-later",
    "GPL-3": "GPL-3.0-only",
    "GPL-3+": "GPL-3.0-or-later",
    "LGPL-2": "LGPL-2.0-only",
    "LGPL-2+": "LGPL-2.0-or-later",
    "LGPL-2.1": "LGPL-2.1-only",
    "LGPL-2.1+": "LGPL-2.1-or-later",
    "LGPL-3": "LGPL-3.0-only",
    "LGPL-3+": "LGPL-3.0-or-later",
    "MPL-2": "MPL-2.0",
    "Zlib": "Zlib",
    "zlib": "Zlib",
    "ISC": "ISC",
}


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def direct_names(binary):
    """The libraries that the binary itself asks for."""
    return set(re.findall(r"\(NEEDED\).*\[(.+)\]", output("readelf", "--dynamic", str(binary))))


def loaded_libraries(binary):
    """Name and file of every library the loader takes, also those that libraries ask for."""
    return dict(re.findall(r"^\s*(\S+) => (/\S+)", output("ldd", str(binary)), re.M))


def packages_of(files):
    """The Debian package of each file; merged /usr may know a file by either of two paths."""
    names = {}
    for file in files:
        real = os.path.realpath(file)
        for name in (file, real, real.removeprefix("/usr"), "/usr" + real.removeprefix("/usr")):
            names[name] = file
    told = subprocess.run(["dpkg", "-S", *sorted(names)], check=False, capture_output=True, text=True)
    owners = {}
    for line in told.stdout.splitlines():
        package, _, name = line.partition(": ")
        if name in names and not line.startswith("diversion"):
            owners[names[name]] = package.split(",")[0].split(":")[0]
    if strangers := sorted(set(files) - set(owners)):
        raise SystemExit(f"{', '.join(strangers)}: of no installed package; the origin is unknown")
    return owners


def licence_of(package):
    """What the package's copyright file declares for all files ("Files: *"), in SPDX words, or NOASSERTION."""
    file = pathlib.Path("/usr/share/doc", package, "copyright")
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "NOASSERTION"
    whole = re.search(r"^Files:\s*\*\s*$.*?^License:\s*(.+?)$", text, re.M | re.S)
    words = whole.group(1).strip() if whole else ""
    parts = re.split(r"\s+(and|or)\s+", words)
    spdx = [part.upper() if part in ("and", "or") else SPDX_NAMES.get(part) for part in parts]
    return " ".join(spdx) if words and None not in spdx else "NOASSERTION"


def facts_of(packages):
    """Version, source, homepage and architecture of each package, by its name."""
    told = output(
        "dpkg-query", "--show",
        "--showformat=${Package}\\t${Version}\\t${source:Package}\\t${Homepage}\\t${Architecture}\\n",
        *sorted(packages),
    )
    return {line.split("\t")[0]: line.split("\t")[1:] for line in told.splitlines()}


def describe(package, facts):
    version, source, homepage, arch = facts
    return {
        "SPDXID": "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", package),
        "name": package,
        "versionInfo": version,
        "supplier": "Organization: Debian",
        "sourceInfo": f"built by Debian from the source package {source}",
        "downloadLocation": "NOASSERTION",
        "homepage": homepage or "NOASSERTION",
        "filesAnalyzed": False,
        "licenseConcluded": "NOASSERTION",
        "licenseDeclared": licence_of(package),
        "copyrightText": "NOASSERTION",
        "externalRefs": [{
            "referenceCategory": "PACKAGE-MANAGER",
            "referenceType": "purl",
            "referenceLocator": f"pkg:deb/debian/{package}@{version.replace('+', '%2B')}?arch={arch}",
        }],
    }


def created():
    """The moment the bill speaks of: SOURCE_DATE_EPOCH, or the start of the era, never the clock."""
    moment = datetime.datetime.fromtimestamp(
        int(os.environ.get("SOURCE_DATE_EPOCH", "0")), datetime.timezone.utc
    )
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def bill_of(binary, version):
    direct = direct_names(binary)
    loaded = loaded_libraries(binary)
    owners = packages_of(set(loaded.values()))
    linked = {owners[file] for name, file in loaded.items() if name in direct}
    through = set(owners.values()) - linked
    facts = facts_of({*linked, *through, *COMPILED_IN})
    digest = hashlib.sha256(pathlib.Path(binary).read_bytes()).hexdigest()
    root = {
        "SPDXID": "SPDXRef-riskmap",
        "name": "riskmap",
        "versionInfo": version,
        "downloadLocation": "NOASSERTION",
        "filesAnalyzed": False,
        "licenseConcluded": "Apache-2.0",
        "licenseDeclared": "Apache-2.0",
        "copyrightText": "NOASSERTION",
        "primaryPackagePurpose": "APPLICATION",
        "checksums": [{"algorithm": "SHA256", "checksumValue": digest}],
        "comment": "The check sum is that of the program as linked, before it is stripped for a package.",
    }
    packages = [describe(name, facts[name]) for name in sorted(facts)]
    ids = {p["name"]: p["SPDXID"] for p in packages}
    relations = [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES",
                  "relatedSpdxElement": "SPDXRef-riskmap"}]
    for kind, names in (("DYNAMIC_LINK", linked), ("STATIC_LINK", COMPILED_IN), ("DEPENDS_ON", through)):
        relations += [{"spdxElementId": "SPDXRef-riskmap", "relationshipType": kind,
                       "relatedSpdxElement": ids[name]} for name in sorted(names)]
    return {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"riskmap-{version}",
        "documentNamespace": f"urn:riskmap:sbom:{version}:{digest}",
        "creationInfo": {"created": created(), "creators": ["Tool: write_sbom.py"]},
        "packages": [root, *packages],
        "relationships": relations,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary", type=pathlib.Path)
    parser.add_argument("--version", default="0")
    parser.add_argument("--out", type=pathlib.Path, help="file to write; stdout without it")
    arguments = parser.parse_args()
    text = json.dumps(bill_of(arguments.binary, arguments.version), indent=1, ensure_ascii=False) + "\n"
    if arguments.out:
        arguments.out.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
