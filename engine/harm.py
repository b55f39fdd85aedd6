"""Code that deletes, for a request that speaks of nothing of the kind: the answer that a person must not try out.

Pure functions over text and code.
"""

import re

_DELETES = re.compile(
    r"\.unlink\(|\brmtree\(|\bos\.(?:remove|rmdir|removedirs)\(|\.rmdir\(|\bDROP (?:TABLE|DATABASE)|\bDELETE FROM"
)
_WISHES_IT = re.compile(
    r"\b(?:delet|remov|drop|clear|eras|clean|purg|get(?:ting)? rid|wip|empt|discard|throw|unlink|prun|tid(?:y|ied)"
    r"|rotat|expir|trash|cancel|undo|reset|rebuild|keep(?:ing|s)? only|only keep|temp(?:orary|file)|replac|overwrit"
    r"|lock|forget|uninstall|unregister|del\b|rm\b)\w*",
    re.IGNORECASE,
)


def deletes_unasked(prompt: str, code: str) -> bool:
    """Return whether code deletes files, folders or rows though the request does not say so."""
    return _DELETES.search(code) is not None and _WISHES_IT.search(prompt) is None
