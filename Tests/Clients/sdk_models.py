"""Models of the SDK, of its older and its newer kind, as bodies on the wire; and how bodies differ.

The generator of older packages made models that list their members, that of newer ones models that are mappings. A path
is that of a member of a body, such as `properties.subnets[].name`.
"""

import copy
import enum
import functools
import importlib
import re
import typing

# What every write renews.
RENEWED = {"etag", "eTag", "systemData", "updatedOn", "lastModifiedTime", "lastModifiedDate", "modifiedDate"}


def model_of(operations, name, wire):
    """A model of the SDK from a body as it is on the wire."""
    kind = getattr(models_beside(type(operations)), name)
    return kind.deserialize(wire) if hasattr(kind, "_attribute_map") else kind(wire)


def models_beside(kind):
    package = re.split(r"\.(?:models|operations)\b", kind.__module__)[0]
    return importlib.import_module(package + ".models")


def plain(model):
    """A model as it would be on the wire, with what only Azure writes."""
    body = model.serialize(keep_readonly=True) if hasattr(model, "_attribute_map") else model.as_dict()
    return without_nulls(body)


def without_nulls(value):
    if isinstance(value, dict):
        return {name: without_nulls(inner) for name, inner in value.items() if inner is not None}
    return [without_nulls(inner) for inner in value] if isinstance(value, list) else value


def strangers(model, answer):
    """The paths of what was answered that the model doesn't know, or that isn't of the type that it says."""
    if hasattr(model, "_attribute_map"):
        # Unknown members get lost on the way through such a model, and types are checked by the package itself.
        return missing(without_nulls(answer), plain(model))
    return misfits(model, type(model))


def missing(value, other, path=""):
    """The paths of what one body has and another hasn't."""
    if isinstance(value, dict) and isinstance(other, dict):
        for name, inner in value.items():
            place = f"{path}.{name}".lstrip(".")
            yield from missing(inner, other[name], place) if name in other else [place]
    elif isinstance(value, list) and isinstance(other, list):
        for inner, another in zip(value, other):
            yield from missing(inner, another, path + "[]")


def misfits(value, kind, path=""):
    """The paths at which a value isn't of a type, or has a member that the type hasn't."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if value is None or kind is typing.Any:
        return
    if origin is typing.Union:
        enums = [one for one in inner if isinstance(one, enum.EnumMeta)]
        if enums and isinstance(value, str):
            known = {member.value.lower() for one in enums for member in one}
            yield from [] if value.lower() in known else [path]
        else:
            yield from min((list(misfits(value, one, path)) for one in inner if one is not type(None)), key=len)
    elif origin is typing.Literal:
        yield from [] if value in inner else [path]
    elif not isinstance(value, origin or ((int, float) if kind is float else kind)):
        yield path
    elif origin is list:
        for one in value:
            yield from misfits(one, inner[0], path + "[]")
    elif origin is dict:
        for name, one in value.items():
            yield from misfits(one, inner[1], f"{path}.{name}")
    elif hasattr(kind, "_attr_to_rest_field"):
        # The only place where the SDK says which member of the wire an attribute stands for.
        fields = {one._rest_name: name for name, one in type(value)._attr_to_rest_field.items()}
        types = hints(type(value))
        for name in value:
            place = f"{path}.{name}".lstrip(".")
            yield from misfits(getattr(value, fields[name]), types[fields[name]], place) if name in fields else [place]


@functools.cache
def hints(kind):
    """The types of a model's attributes, whose texts name the module of all models as `_models`."""
    return typing.get_type_hints(kind, localns={"_models": models_beside(kind)})


def differences(one, other, path=""):
    """The paths at which two bodies differ, but for what every write renews."""
    if isinstance(one, dict) and isinstance(other, dict):
        for name in sorted({*one, *other} - RENEWED):
            yield from differences(one.get(name), other.get(name), f"{path}.{name}".lstrip("."))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, (inner, another) in enumerate(zip(one, other)):
            yield from differences(inner, another, f"{path}[{index}]")
    elif one != other:
        yield path


def leaves(change, path=""):
    """The paths of a change; a list is changed as a whole."""
    if not isinstance(change, dict):
        return [path]
    return [leaf for name, inner in change.items() for leaf in leaves(inner, f"{path}.{name}".lstrip("."))]


def merged(body, change):
    """A body with the members of a change laid over it; None takes one away."""
    result = copy.deepcopy(body)
    for name, value in change.items():
        if value is None:
            result.pop(name, None)
        elif isinstance(value, dict) and isinstance(result.get(name), dict):
            result[name] = merged(result[name], value)
        else:
            result[name] = value
    return result
