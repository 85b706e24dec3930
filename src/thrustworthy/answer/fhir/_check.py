"""What the library says of a finished resource. Only this module knows the library."""

from __future__ import annotations

from thrustworthy.answer.fhir._shapes import Json, say


class FhirMissing(ImportError):
    """The extra ``fhir`` is not installed; the message says how to install it."""


def require_library() -> None:
    """Raise FhirMissing where the library is not installed."""
    try:
        import fhir.resources.R4B.bundle  # noqa: F401  (only whether it can be imported)
    except ImportError:
        raise FhirMissing(say("missing")) from None


def checked(resource: Json) -> Json:
    """The same resource, once the library's own class has taken all of it.

    Raises FhirMissing without the library, and pydantic's ValidationError naming every element that does not fit.
    """
    require_library()
    from fhir.resources.R4B import get_fhir_model_class

    get_fhir_model_class(resource["resourceType"]).model_validate(resource)
    return resource
