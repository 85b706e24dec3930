"""The answer and the rule set in the shapes of FHIR R4, for records and guideline tools. See ``docs/fhir.md``."""

from thrustworthy.answer.fhir._bundle import to_fhir
from thrustworthy.answer.fhir._check import FhirMissing, require_library
from thrustworthy.answer.fhir._rules import rules_to_fhir

__all__ = ["FhirMissing", "require_library", "rules_to_fhir", "to_fhir"]
