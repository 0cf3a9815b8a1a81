"""The list of what Souk is made of (CycloneDX) is whole, and valid."""
import json
import pathlib
import re
import subprocess

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from servers import BINARY, ROOT

SCRATCH = pathlib.Path(BINARY).parents[1]
# The targets that are copies of C libraries, and what their functions' names begin with.
COPIES = {"CCryptoBoringSSL": "CCryptoBoringSSL_", "CNIOBoringSSL": "CNIOBoringSSL_", "CNIOLLHTTP": "c_nio_llhttp_",
          "CXKCP": "KeccakWidth1600_", "CNIOSHA1": "c_nio_sha1_", "CNIOExtrasZlib": "cnioextras_z_"}


def sbom(scratch=SCRATCH):
    return subprocess.run([ROOT / "Scripts/sbom", BINARY, scratch], text=True, capture_output=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def components():
    """Those of the program by their names; the list is valid, and the same each time."""
    made = [sbom() for _ in range(2)]
    assert made[0].returncode == 0, made[0].stderr
    assert made[0].stdout == made[1].stdout
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(made[0].stdout) is None
    return {part["name"]: part for part in json.loads(made[0].stdout)["components"]}


def test_it_names_everything_that_is_in_the_program(components):
    for pin in json.loads((ROOT / "Package.resolved").read_text())["pins"]:
        part = components[pin["identity"]]
        assert part["externalReferences"][0]["hashes"][0]["content"] == pin["state"]["revision"]
        assert part["licenses"], f"{pin['identity']} has no licence"
    dynamic = subprocess.run(["readelf", "--dynamic", BINARY], text=True, capture_output=True, check=True,
                             timeout=120).stdout
    for library in ("sqlite3", "pq", "argon2", "z"):
        assert f"lib{library}.so" in dynamic
    # Debian names a library after its soname.
    for name in re.findall(r"\[lib(sqlite3|pq|argon2)\.so", dynamic):
        assert any(part.startswith(f"lib{name}") for part in components), name
    assert {"swift-runtime", "libdispatch", "FoundationEssentials"} <= components.keys()


def test_it_names_the_c_libraries_that_packages_have_copies_of(components):
    held = {part["bom-ref"].rsplit("/", 1)[1]: part for package in components.values()
            for part in package.get("components", [])}
    symbols = subprocess.run(["nm", BINARY], text=True, capture_output=True, check=True, timeout=120).stdout
    assert held.keys() == {target for target, prefix in COPIES.items() if re.search(rf" [Tt] {prefix}", symbols)}
    for target, part in held.items():
        assert part["version"] and part["purl"].endswith(f"@{part['version']}") and part["licenses"], target
    # It is read elsewhere, from what is written beside the copy.
    for package, target in (("swift-crypto", "CCryptoBoringSSL"), ("swift-nio-ssl", "CNIOBoringSSL")):
        manifest = (SCRATCH / "checkouts" / package / "Package.swift").read_text()
        assert held[target]["name"] == "boringssl"
        assert held[target]["version"] == re.search(r"BoringSSL Commit: ([0-9a-f]{40})\n", manifest)[1]


@pytest.mark.parametrize("target, told", [("CNIOBoringSSL", "does not tell the version"), ("CNew", "C code of others in CNew")])
def test_a_copy_of_which_nothing_is_known_is_an_error(tmp_path, target, told):
    checkouts = tmp_path / "checkouts"
    checkouts.mkdir()
    for real in (SCRATCH / "checkouts").iterdir():
        (checkouts / real.name).symlink_to(real)
    (checkouts / "swift-nio-ssl").unlink()
    source = checkouts / "swift-nio-ssl" / "Sources" / target / "source.c"
    source.parent.mkdir(parents=True)
    source.touch()
    made = sbom(tmp_path)
    assert made.returncode == 1 and told in made.stderr, made.stderr
