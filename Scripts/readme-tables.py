#!/usr/bin/env python3
"""Writes the README's generated tables anew: python3 Scripts/readme-tables.py PATH_OF_SOUK"""
import pathlib
import re
import subprocess
import sys

TABLES = {"endpoints": ["routes"], "settings": ["config", "--markdown"]}


def main(souk):
    readme = pathlib.Path(__file__).resolve().parents[1] / "README.md"
    text = readme.read_text()
    for name, command in TABLES.items():
        table = subprocess.run([souk, *command], check=True, capture_output=True, text=True).stdout.strip()
        text, count = re.subn(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", lambda found: f"{found[1]}{table}\n{found[2]}", text, flags=re.S)
        if count != 1:
            sys.exit(f"README.md has no place for {name}")
    readme.write_text(text)


main(sys.argv[1])
