"""Runs the real program for each test."""
import pathlib
import sys

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "Servers"))
from serving import database, either, engine, instances, serve  # noqa: F401
