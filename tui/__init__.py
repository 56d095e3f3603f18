"""Statement Browser: a terminal browser for collections of public statements."""

__version__ = "0.1.0"
