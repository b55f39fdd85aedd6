"""What people touch: three doors (window, page, command line) into one room, `app.session`."""

__version__ = "0.1.0"
