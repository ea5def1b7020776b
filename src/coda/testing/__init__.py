"""Doubles that are shipped: a scripted provider, and stand-in servers that speak a real protocol.

They are for Coda's own tests and for those of applications built on it. Import from the modules.
"""
