"""Compare the synchronous and the asynchronous face: same names, same order, same arguments."""

import inspect
import typing
from collections.abc import Iterator


def differences() -> list[str]:
    """Return what differs between Hansard and AsyncHansard and between their services."""
    from hansard.async_store import AsyncHansard
    from hansard.store import Hansard

    found = list(compare(Hansard, AsyncHansard))
    ours, theirs = services(Hansard), services(AsyncHansard)
    if not ours or ours.keys() != theirs.keys():
        found.append(f"services of the faces: {sorted(ours)} and {sorted(theirs)}")
    for name in ours.keys() & theirs.keys():
        found += compare(ours[name], theirs[name])
    return found


def compare(sync: type, other: type) -> Iterator[str]:
    """Yield the differences between a class and its asynchronous counterpart."""
    ours, theirs = methods(sync), methods(other)
    if list(ours) != list(theirs):
        missing = [name for name in ours if name not in theirs]
        extra = [name for name in theirs if name not in ours]
        order = "" if missing or extra else ": another order"
        yield f"{other.__qualname__}: lacks {missing}, has besides {extra}{order}"
    for name in ours.keys() & theirs.keys():
        if ours[name] != theirs[name]:
            yield f"{other.__qualname__}.{name}{theirs[name]}: {sync.__qualname__} has {ours[name]}"


def methods(face: type) -> dict[str, str]:
    """Return the arguments of each public method, in the order of definition."""
    found = {}
    for name, member in vars(face).items():
        if not name.startswith("_") and callable(member):
            signature = inspect.signature(member)
            found[name] = str(signature.replace(return_annotation=inspect.Signature.empty))
    return found


def services(face: type) -> dict[str, type]:
    """Return the services of a store by attribute: public, typed with a class of hansard."""
    from hansard.application import services as named

    own = {name: getattr(named, name) for name in named.__all__}
    hints = typing.get_type_hints(face, localns={"Connection": object, **own})
    for name, member in vars(face).items():
        getter = getattr(member, "fget", None) or getattr(member, "func", None)
        if getter is not None:
            hints[name] = typing.get_type_hints(getter).get("return")
    return {
        name: hint
        for name, hint in hints.items()
        if not name.startswith("_") and getattr(hint, "__module__", "").startswith("hansard.")
    }
