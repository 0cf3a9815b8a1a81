"""The work that is measured."""

# id: (what wrk.lua does, connections, variant of the durability, title)
SCENARIOS = {
    "A1": ("get", 1, None, "A get-one, 1 connection"),
    "A32": ("get", 32, None, "A get-one, 32 connections"),
    "A256": ("get", 256, None, "A get-one, 256 connections"),
    "B": ("list", 32, None, "B list-50, 32 connections"),
    "D": ("login", 32, None, "D login, 32 connections"),
    "E": ("mixed", 32, None, "E mixed 80/15/5 (creates NORMAL), 32 connections"),
    "CN": ("create", 32, "normal", "C create, NORMAL (SQLite synchronous=NORMAL, PostgreSQL synchronous_commit=off), 32 connections"),
    "CF1": ("create", 1, "full", "C create, FULL, 1 connection"),
    "CF256": ("create", 256, "full", "C create, FULL, 256 connections"),
    "CF": ("create", 32, "full", "C create, FULL (each answered create is on disk), 32 connections"),
}
