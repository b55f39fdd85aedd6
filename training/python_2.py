"""Python 2, recognised by its names, modules and syntax."""

import ast
import re

from training.trees import bound_names

PYTHON_2_NAMES = frozenset({
    "xrange", "raw_input", "unicode", "basestring", "unichr", "long", "execfile", "reload", "cmp", "apply",
    "intern", "coerce", "buffer", "reduce", "file",
})  # fmt: skip
PYTHON_2_MODULES = frozenset({
    "urllib2", "urlparse", "ConfigParser", "Queue", "StringIO", "cStringIO", "Tkinter", "Tkconstants",
    "tkMessageBox", "tkFileDialog", "ttk", "cPickle", "httplib", "HTMLParser", "__builtin__", "SocketServer",
    "BaseHTTPServer", "SimpleHTTPServer", "CGIHTTPServer", "commands", "thread", "sets", "exceptions", "copy_reg",
    "cookielib", "Cookie", "xmlrpclib", "robotparser", "md5", "sha", "anydbm", "dbhash", "whichdb", "UserDict",
    "UserList", "UserString", "itertools.izip", "dircache", "mimetools", "rfc822", "popen2", "new",
})  # fmt: skip
PYTHON_2_ATTRIBUTES = frozenset({
    "iteritems", "iterkeys", "itervalues", "has_key", "im_func", "im_self", "func_name", "func_code", "izip", "imap",
})  # fmt: skip
PYTHON_2_SYNTAX = re.compile(
    r"""^\s*(?:print\s+[^\s(=]|print\s*$|exec\s+["'\w]|raise\s+\w+\s*,|except\s+[\w.()]+(?:\s*,\s*\w+)+\s*:|print\s*>>)"""
    r"""|<>|\b0[0-7]+\b(?!\.)|\bur?["'].*["']\s*%\s*u["']|\b\d+[lL]\b""",
    re.MULTILINE,
)


def modernise(code: str) -> str:
    """Return the code without Python 2 leftovers that mean nothing in Python 3."""
    code = re.sub(r"^([ ]*class \w+)\(object\):", r"\1:", code, flags=re.MULTILINE)
    return re.sub(r"^from __future__ import (?!annotations).*\n?", "", code, flags=re.MULTILINE)


def uses_python_2(tree: ast.AST) -> bool:
    """Whether valid Python 3 syntax names things that only Python 2 has."""
    bound = bound_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in PYTHON_2_NAMES and node.id not in bound:
            return True
        if isinstance(node, ast.Attribute) and node.attr in PYTHON_2_ATTRIBUTES:
            return True
        if isinstance(node, ast.Import) and any(alias.name in PYTHON_2_MODULES for alias in node.names):
            return True
        if isinstance(node, ast.ImportFrom) and node.module in PYTHON_2_MODULES:
            return True
    return False
