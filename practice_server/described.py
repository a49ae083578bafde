"""What the routes take, for the description at `/schema`: they read their bodies themselves."""

from dataclasses import dataclass, field
from typing import Any, ClassVar, cast

import msgspec
from litestar.openapi.spec import OpenAPIMediaType, Operation, Reference, RequestBody, Schema


@dataclass
class _Taking(Operation):
    name: ClassVar[str]
    taken: ClassVar[Any]
    request_body: RequestBody | Reference | None = field(default=None)

    def __post_init__(self) -> None:
        # with an id of its own, so that what it refers to is looked for inside it
        shape = {"$id": f"urn:portal:{self.name}", **msgspec.json.schema(self.taken)}
        content = OpenAPIMediaType(cast("Schema", shape))
        self.request_body = RequestBody({"application/json": content}, required=True)


def taking(name: str, taken: Any) -> type[Operation]:
    """The operation of a route whose body is JSON of this type, which is described as `name`."""
    return type(f"Taking_{name}", (_Taking,), {"name": name, "taken": taken})
