"""The list of what Souk is made of (CycloneDX) is whole, and valid."""
import json
import pathlib
import re
import subprocess

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from servers import BINARY, ROOT


def test_it_names_everything_that_is_in_the_program():
    made = [subprocess.run([ROOT / "Scripts/sbom", BINARY, pathlib.Path(BINARY).parents[1]], text=True,
                           capture_output=True, timeout=120, check=True).stdout for _ in range(2)]
    assert made[0] == made[1]
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(made[0]) is None
    components = {part["name"]: part for part in json.loads(made[0])["components"]}
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
    assert "swift-runtime" in components
