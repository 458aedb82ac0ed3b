"""Holds answers of the IAM and STS endpoints to AWS's service model, as botocore ships it: required members there, no
unknown element, types right, an error that the operation has, with its status."""

import re
from datetime import datetime
from xml.etree import ElementTree

# https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html, and what signatures are refused with.
COMMON_ERRORS = {
    "AccessDenied", "ExpiredToken", "IncompleteSignature", "InternalFailure", "InvalidAction", "InvalidClientTokenId",
    "MissingAction", "MissingAuthenticationToken", "OptInRequired", "RequestExpired", "ServiceUnavailable",
    "SignatureDoesNotMatch", "ThrottlingException", "Throttling", "ValidationError",
}
# An input that breaks a rule is this whatever the operation, although the model names it for most only.
EVERYWHERE_IN_IAM = {"InvalidInput"}


def problems(operation, status, body):
    """What is wrong with an answer of an operation."""
    try:
        root = ElementTree.fromstring(body)
    except ElementTree.ParseError as error:
        return [f"{operation.name}: the answer is no XML: {error}"]
    namespace = "{" + operation.service_model.metadata["xmlNamespace"] + "}"
    wrong = [element.tag for element in root.iter() if not element.tag.startswith(namespace)]
    for element in root.iter():
        element.tag = element.tag.split("}")[-1]
    found = [f"{operation.name}: {tag} is of another namespace" for tag in wrong]
    return found + list(success(operation, root) if status == 200 else failure(operation, root, status))


def success(operation, root):
    name = operation.name
    if root.tag != name + "Response":
        yield f"{name}: the root is {root.tag}"
    if not root.findtext("ResponseMetadata/RequestId"):
        yield f"{name}: there is no request id"
    output = operation.output_shape
    wrapper = output.serialization.get("resultWrapper", name + "Result") if output else None
    for child in root:
        if child.tag not in ("ResponseMetadata", wrapper):
            yield f"{name}: {child.tag} is no part of the answer"
    if output:
        results = root.findall(wrapper)
        if len(results) != 1:
            yield f"{name}: {wrapper} is there {len(results)} times"
        for result in results:
            yield from check(output, result, name)


def failure(operation, root, status):
    name = operation.name
    if root.tag != "ErrorResponse" or not root.findtext("RequestId"):
        yield f"{name}: {root.tag} is no ErrorResponse with a request id"
    error = root.find("Error")
    if error is None or [child.tag for child in error] != ["Type", "Code", "Message"]:
        yield f"{name}: the error has not Type, Code and Message"
        return
    if error.findtext("Type") != ("Sender" if status < 500 else "Receiver"):
        yield f"{name}: {status} is the fault of a {error.findtext('Type')}"
    if not error.findtext("Message"):
        yield f"{name}: the error says nothing"
    codes = {shape.error_code: shape.metadata["error"].get("httpStatusCode") for shape in operation.error_shapes}
    code = error.findtext("Code")
    if code in codes:
        if codes[code] not in (None, status):
            yield f"{name}: {code} has the status {status}, not {codes[code]}"
    elif code not in COMMON_ERRORS | (EVERYWHERE_IN_IAM if operation.service_model.service_name == "iam" else set()):
        yield f"{name}: {code} is none of its errors, {sorted(codes)}"


def check(shape, element, path):
    """What is wrong with an element that is to be of this shape."""
    kind = shape.type_name
    if kind == "structure":
        yield from structure(shape, element, path)
    elif kind == "list":
        name = shape.member.serialization.get("name", "member")
        for number, child in enumerate(element):
            if child.tag != name:
                yield f"{path}: {child.tag} is no {name}"
            yield from check(shape.member, child, f"{path}[{number}]")
    elif kind == "map":
        for entry in element:
            if entry.tag != "entry" or sorted(child.tag for child in entry) != ["key", "value"]:
                yield f"{path}: {entry.tag} is no entry of key and value"
                continue
            # Of keys the model names some only: AWS answers others, such as Roles of GetAccountSummary, too.
            yield from check(shape.value, entry.find("value"), path + ".value")
    elif len(element):
        yield f"{path}: there are elements where a {kind} is"
    else:
        yield from leaf(shape, element.text or "", path)


def structure(shape, element, path):
    members = {member.serialization.get("name", name): member for name, member in shape.members.items()}
    required = {shape.members[name].serialization.get("name", name) for name in shape.required_members}
    for child in element:
        if child.tag not in members:
            yield f"{path}: {child.tag} is unknown"
    for name, member in members.items():
        found = element.findall(name)
        if len(found) > 1 or name in required and not found:
            yield f"{path}: {name} is there {len(found)} times"
        for one in found:
            yield from check(member, one, f"{path}.{name}")


def leaf(shape, text, path):
    kind = shape.type_name
    if kind == "boolean" and text not in ("true", "false"):
        yield f"{path}: {text!r} is no boolean"
    elif kind in ("integer", "long") and not re.fullmatch("-?[0-9]+", text):
        yield f"{path}: {text!r} is no {kind}"
    elif kind == "timestamp":
        try:
            datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")
        except ValueError:
            yield f"{path}: {text!r} is no time to the second"
    elif kind == "string":
        least, most = shape.metadata.get("min", 0), shape.metadata.get("max", len(text))
        # An ARN of the empty account may be shorter than AWS's shortest.
        if not least <= len(text) <= most and not text.startswith("arn:aws:"):
            yield f"{path}: {len(text)} characters are not {least} to {most}"
        if shape.enum and text not in shape.enum:
            yield f"{path}: {text!r} is none of {shape.enum}"
