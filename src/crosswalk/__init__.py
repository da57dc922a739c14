"""crosswalk maps many guidelines onto each other: topic files in, a linked site and its JSON out.

Modules are imported by name; `crosswalk.build.build` is the table of contents.
"""

__version__ = "0.1.0"
