"""The rules by which free text is screened for what could identify a patient, a file a kind."""
