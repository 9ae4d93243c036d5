"""Contested language as objects: what is proposed beside what stands, option by option.

`compile_amendments` lays many amendments over one base; `resolve` makes the next version of what
was chosen. Knows the core of the folder above and nothing of `comparing` or `references`.
"""
